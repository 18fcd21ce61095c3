"""`/crisis/`: works signed out, without scripts, in maintenance and with the database down (I9).

So nothing here, and nothing in its templates, may touch the database, the session or the viewer.
"""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from hearten.moderation.crisis import emergency_views, in_a_sentence, line_views
from hearten.moderation.crisis_lines import Country, Elsewhere, load

#: Anyone may keep it, and keep it longer when the server does not answer.
CACHE = "public, max-age=600, stale-while-revalidate=86400, stale-if-error=604800"


@login_not_required
def crisis(request: HttpRequest) -> HttpResponse:
    """Emergency first, then the reader's own choice of country; the host's country is named as such (I11)."""
    directory = load()
    host = directory.country(settings.COUNTRY)
    countries = [
        {"code": c.code, "name": c.name, "own_name": c.own_name, "emergency": emergency_views(c.emergency)}
        for c in directory.countries
    ]
    return answer("moderation/crisis.html", {"host": country_view(host), "countries": countries})


@login_not_required
def crisis_country(request: HttpRequest, code: str) -> HttpResponse:
    """One country; 404 with the international guidance for one that is not listed."""
    country = country_view(load().country(code))
    return answer("moderation/crisis_country.html", {"country": country}, status=200 if country else 404)


def country_view(country: Country | None) -> dict[str, Any] | None:
    """A country as plain data, with the lines that may be shown today."""
    if country is None:
        return None
    emergency = emergency_views(country.emergency)
    return {
        "code": country.code,
        "name": country.name,
        "spoken": in_a_sentence(country),
        "own_name": country.own_name,
        "emergency": emergency,
        "emergency_checked": all(entry["checked"] for entry in emergency),
        "lines": line_views(country, youth=False),
        "youth": line_views(country, youth=True),
    }


def elsewhere_view(elsewhere: Elsewhere) -> dict[str, Any]:
    """What to show to everybody else."""
    return {
        "guidance": elsewhere.guidance,
        "emergency": emergency_views(elsewhere.emergency),
        "finders": [asdict(finder) for finder in elsewhere.finders],
    }


def answer(template: str, data: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The page, the same for every reader, which anyone may cache. Its title is neutral (I27)."""
    site = {"name": settings.SITE_NAME, "leave_url": settings.LEAVE_URL, "origin": settings.ORIGIN}
    frame = {"site": site, "title": "Help", "zone": "public", "elsewhere": elsewhere_view(load().elsewhere)}
    response = HttpResponse(render_to_string(template, {**frame, **data}), status=status)
    response["Cache-Control"] = CACHE if status == 200 else "no-store"
    return response
