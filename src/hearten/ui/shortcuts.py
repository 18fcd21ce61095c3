"""`page`: one helper that renders a whole page, or its fragment for htmx."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html

from hearten.ui import permissions
from hearten.ui.notices import NOTICES


def page(
    request: HttpRequest,
    template: str,
    data: dict[str, Any],
    *,
    title: str,
    zone: str = "public",
    fragment: str | None = None,
    status: int = 200,
    form: bool = False,
) -> HttpResponse:
    """The response for one address: the full page, or `fragment` when htmx asks.

    data: plain values and dataclasses only. title: neutral, it lands in browser history (I27).
    zone: who can read this page; it colours the strip at the top. form: set on pages where someone signed
    out may post; it sets the CSRF cookie, which readers never get (R1).
    """
    wants_fragment = fragment is not None and request.headers.get("HX-Request") == "true"
    html = render_to_string(
        fragment if wants_fragment and fragment else template,
        {**frame(request, form=form), "title": title, "zone": zone, "htmx": wants_fragment, **data},
    )
    response = HttpResponse(html, status=status)
    response[permissions.HEADER] = permissions.asks_for(html)
    response["Vary"] = "Cookie, HX-Request"
    return response


def frame(request: HttpRequest, *, form: bool = False) -> dict[str, Any]:
    """What every page shows around its content: the host, the viewer, a confirmation."""
    account = getattr(request, "user", None)
    signed_in = bool(account and account.is_authenticated)
    return {
        "site": {"name": settings.SITE_NAME, "leave_url": settings.LEAVE_URL, "origin": settings.ORIGIN},
        "viewer": account.badge() if account and signed_in else SIGNED_OUT,
        "path": request.path,
        "notice": NOTICES.get(request.GET.get("n", "")),
        "csrf": csrf_field(request) if signed_in or form else "",
    }


SIGNED_OUT: dict[str, Any] = {
    "signed_in": False,
    "name": "",
    "roles": [],
    "handle": None,
    "paused": False,
    "erasing_on": None,
}


def csrf_field(request: HttpRequest) -> str:
    """The hidden input every form carries."""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
