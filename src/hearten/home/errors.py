"""Plain error pages: what happened, what to do next, and where help is. They need no database."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string

from hearten.imports.moved import address_now


def error_page(status: int, heading: str, body: list[str]) -> HttpResponse:
    """One calm page for every kind of failure."""
    html = render_to_string(
        "ui/error.html",
        {
            "site": {"name": settings.SITE_NAME, "leave_url": settings.LEAVE_URL, "origin": settings.ORIGIN},
            "status": status,
            "heading": heading,
            "body": body,
            "actions": [{"label": "Go to the first page", "href": "/"}],
            "title": heading,
            "zone": "public",
        },
    )
    return HttpResponse(html, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return error_page(400, "That request didn't make sense to us", ["Go back and try once more."])


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, also for everything you may not see: a refusal looks the same for all (I3).

    An old path of a public piece leads to it for good instead (`imports/moved.py`).
    """
    moved = address_now(request.path) if request.method in {"GET", "HEAD"} else None
    if moved:
        return HttpResponsePermanentRedirect(moved)
    return error_page(
        404, "There is nothing here", ["The address may be mistyped, or the page may not be open to you."]
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form is too old or came from elsewhere."""
    return error_page(
        403,
        "This form is too old to send",
        ["Go back: your words are still there. Load the page again, then send it once more."],
    )


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return error_page(
        500,
        "Something broke on our side",
        ["It was not your doing. Go back: what you typed is still there. Try again in a minute."],
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 during maintenance."""
    response = error_page(
        503, "We are working on this place", ["It will be back soon. Crisis help is open all the same."]
    )
    response["Retry-After"] = "600"
    return response
