"""Bodies that arrive slowly must not hold every thread: reading goes on for all, whoever sends a byte a minute."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, UnreadablePostError

from hearten.accounts.limits import address
from hearten.accounts.places import Places
from hearten.home import errors

Handler = Callable[[HttpRequest], HttpResponse]

#: Bytes of a body that is read at once: every form without a file.
SMALL = 64 * 1024
#: Of the sixteen threads of the pages (`config/supervisor.py`), so many may wait for bodies. With what recordings
#: may take (`media/recording_serve.py`), three are always left for reading.
FORMS, FILES = Places(6, each=3), Places(4, each=2)
#: Seconds after which somebody who found no place may come back.
COME_BACK = 5


def slow_bodies(get_response: Handler) -> Handler:
    """A form is read here, whole, before anything is done with it; a file is read by its view, with few others."""

    def handle(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) == 0:
            return get_response(request)
        small = int(length) <= SMALL
        leave = (FORMS if small else FILES).enter(address(request))
        if leave is None:
            return come_back()
        try:
            if small:
                request.body  # noqa: B018  # reads and keeps it
                leave()
            return get_response(request)
        except UnreadablePostError:  # the line broke; nobody is there to read this
            return HttpResponse(status=400)
        finally:
            leave()

    return handle


def come_back() -> HttpResponse:
    """503: the sender keeps what it has, and tries again."""
    response = errors.error_page(
        503,
        "Too much is arriving here at this moment",
        ["Nothing was stored. Go back: what you typed is still there. Please send it again in a few seconds."],
    )
    response["Retry-After"] = str(COME_BACK)
    response["Cache-Control"] = "no-store, private"
    return response
