"""`/sw.js`: the script that keeps help, and nothing else, readable without a connection (I9, R69)."""

import hashlib
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.finders import find
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from hearten.moderation.crisis_lines import load

SHEET = "ui/css/app.css"


@login_not_required
def service_worker(request: HttpRequest) -> HttpResponse:
    """Never cached itself, so that a corrected number reaches people at their next visit."""
    script = render_to_string("moderation/sw.js", worker())
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def worker() -> dict[str, object]:
    """What it keeps from the first visit: the crisis page, the host's country's, `/a-moment/`, how they look."""
    keep = [
        reverse("crisis"),
        reverse("moment"),
        *([reverse("crisis_country", args=[settings.COUNTRY])] if home() else []),
        *styles(),
    ]
    version = hashlib.sha256("\n".join(keep).encode()).hexdigest()[:12]
    return {"keep": keep, "version": version, "pages": reverse("crisis")}


def home() -> bool:
    """Whether the host chose a country that is listed."""
    return load().country(settings.COUNTRY) is not None


@cache
def styles() -> list[str]:
    """The addresses of the style sheet and every sheet it imports."""
    source = find(SHEET)
    text = Path(source).read_text(encoding="utf-8") if isinstance(source, str) else ""
    parts = re.findall(r'@import url\("([^"]+)"\)', text)
    return [static(SHEET), *(static(f"ui/css/{part}") for part in parts)]
