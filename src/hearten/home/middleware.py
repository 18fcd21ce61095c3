"""Four rules: one policy, maintenance never hides help, private pages are never stored, a NUL leads nowhere."""

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from hearten.home.errors import unavailable
from hearten.ui.permissions import HEADER, NOTHING

Handler = Callable[[HttpRequest], HttpResponse]

#: What answers in every state of the system (I9).
ALWAYS = ("/crisis/", "/static/", "/sw.js", "/healthz", "/leave/")


def content_security(get_response: Handler) -> Handler:
    """One policy on every answer that has no stricter one, put together once: no nonce, no exception (I21).

    With it goes what pages may ask of a device: nothing, unless `ui.shortcuts.page` found a recorder on one.
    """
    policy = build_policy()

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", policy)
        response.setdefault(HEADER, NOTHING)
        return response

    return handle


def maintenance(get_response: Handler) -> Handler:
    """Answer 503 while the host works on the system, except for crisis help."""

    def handle(request: HttpRequest) -> HttpResponse:
        if settings.MAINTENANCE and not request.path.startswith(ALWAYS):
            return unavailable(request)
        return get_response(request)

    return handle


def private_by_default(get_response: Handler) -> Handler:
    """Pages of someone signed in stay out of every store, so that Back shows nothing after leaving (R101)."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "no-store, private"
        return response

    return handle


def no_nul(get_response: Handler) -> Handler:
    """An address with a NUL in it leads nowhere: PostgreSQL can't even be asked for it."""

    def handle(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise Http404
        return get_response(request)

    return handle
