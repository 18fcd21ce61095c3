"""Stored copies of public pages, for readers without an account: made once, sent many times, never stale.

The key holds everything the page depends on, so a change makes a new key. What a key can't hold (a link to another
author's piece that was just taken down) is gone after a minute.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from hearten.accounts.http import viewer
from hearten.blog.models import Post
from hearten.blog.queries import newest_event

#: Seconds a stored copy lives.
LIVES = 60
PUBLIC = "public, max-age=0, must-revalidate"


def stored(request: HttpRequest, key: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The stored copy, or what `make` returns; 304 when the reader has it already.

    Somebody signed in always gets a page of their own, and so does an address with a query.
    """
    if viewer(request) is not None or request.GET:
        return make()
    shelf = caches["pages"]
    known = shelf.get(key)
    if known is None:
        known = packed(make())
        shelf.set(key, known, LIVES)
        shelf.set(f"at:{request.path}", True, LIVES)
    return unpacked(request, *known)


def copy_at(request: HttpRequest, handle: str, slug: str) -> HttpResponse | None:
    """The stored copy of the article at an address, when there is one for this reader; one statement and no row.

    Whether the world may read it is asked each time, so a piece that was taken down is gone at once.
    """
    if viewer(request) is not None or request.GET or f"at:{request.path}" not in caches["pages"]:
        return None
    row = _as_it_stands(handle, slug)
    known = caches["pages"].get(_key(*row)) if row else None
    return unpacked(request, *known) if known else None


def revalidated(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same for pages that are made anew each time: a reader who has this very page already gets 304."""
    if viewer(request) is not None or response.status_code != 200:
        return response
    return unpacked(request, *packed(response))


def packed(response: HttpResponse) -> tuple[bytes, str, str]:
    """Body, type and entity tag. Raises ValueError for a page that sets a cookie: that one is somebody's own."""
    if response.cookies:
        raise ValueError("a page that sets a cookie can't be stored for everyone")
    body = response.content
    return body, response["Content-Type"], f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def unpacked(request: HttpRequest, body: bytes, content_type: str, etag: str) -> HttpResponse:
    """A response that browsers may keep and must ask about."""
    response = HttpResponse(body, content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = PUBLIC
    response["Vary"] = "Cookie"
    return get_conditional_response(request, etag=etag, response=response) or response


def key_of(post: Post) -> str:
    """Everything an article's page depends on: the text, its comments, its author's page, and the day."""
    return _key(post.pk, post.version, post.draft_version, getattr(post, "stamp", None))


def _key(*parts: object) -> str:
    settled = f"{settings.SITE_NAME} {settings.AI_TRAINING} {timezone.localdate()}"
    whole = f"{' '.join(map(str, parts))} {settled}"
    return f"article:{hashlib.sha256(whole.encode()).hexdigest()[:32]}"


#: Stand in the statement for what each request asks.
HANDLE, SLUG = "\x02handle", "\x02slug"


def _as_it_stands(handle: str, slug: str) -> tuple[object, ...] | None:
    """The parts of the key of a public article; None when the world may not read it."""
    sql, values = _statement()
    asked: dict[Any, str] = {HANDLE: handle, SLUG: slug}
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked.get(value, value) for value in values])
        row: tuple[object, ...] | None = cursor.fetchone()
    return row


@cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    """Put into SQL once a process: building it anew took longer than everything else a stored page costs."""
    rows = Post.objects.public().filter(therapist__handle=HANDLE, slug=SLUG, edition__isnull=False)
    parts = rows.annotate(stamp=newest_event()).values_list("pk", "version", "draft_version", "stamp")
    sql, values = parts.order_by().query.sql_with_params()
    return sql, tuple(values)
