"""When the machine fails: the disk is full, the database busy or away, Redis gone. Words are never lost (I16).

Django calls `failed` for whatever nobody caught, wherever it happened. What a person typed comes back on the page,
with a button that sends it once more. Nothing here needs the database, a session or Redis.
"""

import errno
import sys
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from hearten.home import errors

#: Names of fields that are never shown again.
SECRETS = ("pass", "secret", "code", "key", "token", "csrf", "credential")
#: A text of this many characters is worth showing; a shorter answer is only sent again.
WORTH_SHOWING = 20
#: What PostgreSQL calls them: 53100 the disk is full; 40001, 40P01, 55P03 others were faster.
FULL_STATES, BUSY_STATES = {"53100"}, {"40001", "40P01", "55P03"}


@dataclass(frozen=True)
class Trouble:
    """One kind of failure: the answer's status, when to come back (seconds), and what the person reads."""

    status: int
    again: int
    heading: str
    body: str


FULL = Trouble(
    507,
    600,
    "There is no room here at the moment",
    "Nothing could be stored. Whoever runs this has to make room.",
)
READ_ONLY = Trouble(
    503, 600, "Nothing can be stored here at the moment", "Pages can be read, but nothing can be added for now."
)
BUSY = Trouble(503, 5, "Many people are writing at this moment", "Yours could not be stored within five seconds.")
AWAY = Trouble(503, 30, "A part of this place does not answer", "It will be back soon. Nothing was stored.")


def failed(request: HttpRequest) -> HttpResponse:
    """507 or 503 for what the machine can't do now, 500 for a mistake of ours."""
    trouble = kind(sys.exc_info()[1])
    if trouble is None:
        return errors.failed(request)
    typed = typed_words(request)
    html = render_to_string(
        "home/trouble.html",
        {
            "site": {"name": settings.SITE_NAME, "leave_url": settings.LEAVE_URL, "origin": settings.ORIGIN},
            "title": trouble.heading,
            "zone": "public",
            "trouble": {"status": trouble.status, "heading": trouble.heading, "body": trouble.body},
            "shown": [(name, value) for name, value in typed if len(value) >= WORTH_SHOWING],
            "sent": [(name, value) for name, value in typed if len(value) < WORTH_SHOWING],
            "again": again(request) if typed else None,
            "back": "" if request.method == "POST" else request.path,
        },
    )
    response = HttpResponse(html, status=trouble.status)
    response["Retry-After"] = str(trouble.again)
    response["Cache-Control"] = "no-store, private"
    return response


def kind(error: BaseException | None) -> Trouble | None:
    """Which failure of the machine this is; None for everything else. Looks at codes, never at people's words."""
    if isinstance(error, OperationalError | InterfaceError):
        return _of_database(error)
    if isinstance(error, OSError):
        return {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EFBIG: FULL, errno.EROFS: READ_ONLY}.get(
            error.errno or 0
        )
    return AWAY if type(error).__module__.startswith("redis.") else None


def _of_database(error: Exception) -> Trouble:
    state = str(getattr(error.__cause__, "sqlstate", None) or "")
    said = str(error)
    if state in FULL_STATES or "is full" in said:
        return FULL
    if state in BUSY_STATES or "locked" in said:
        return BUSY
    return READ_ONLY if "readonly" in said else AWAY


def typed_words(request: HttpRequest) -> list[tuple[str, str]]:
    """Every answer of the form but secrets; nothing for a form that another site sent."""
    if request.method != "POST" or request.headers.get("Origin") != settings.ORIGIN:
        return []
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except Exception:  # the body itself could not be read, for whatever reason
        return []
    return [(name, str(value)) for name, value in fields if not is_secret(name)]


def again(request: HttpRequest) -> dict[str, Any] | None:
    """Where to send it once more; None when a part can't come back: a file, or a secret."""
    names = [name for name in request.POST if name != "csrfmiddlewaretoken"]
    if request.FILES or any(is_secret(name) for name in names):
        return None
    return {"path": request.get_full_path(), "token": get_token(request)}


def is_secret(name: str) -> bool:
    """Whether this field may hold a secret."""
    return any(word in name.lower() for word in SECRETS)
