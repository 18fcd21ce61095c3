"""Stored copies of public pages, for readers without an account: made once, sent many times, never stale.

The key holds everything the page depends on, so a change makes a new key. What a key can't hold (a link to another
author's piece that was just taken down) is gone after a minute.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from hearten.accounts.http import viewer
from hearten.blog.models import Post
from hearten.blog.queries import SLUG, newest_event
from hearten.prepared import Given, Prepared

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


def _as_it_stands(handle: str, slug: str) -> tuple[object, ...] | None:
    """The parts of the key of a public article; None when the world may not read it."""
    rows = AS_IT_STANDS.run(handle=handle, slug=slug)
    return tuple(rows[0].values()) if rows else None


def _public_keys() -> QuerySet[Post, Any]:
    at = Post.objects.public().filter(therapist__handle=Given("handle", SLUG), slug=Given("slug", SLUG))
    rows = at.filter(edition__isnull=False).annotate(stamp=newest_event())
    return rows.order_by().values("pk", "version", "draft_version", "stamp")


AS_IT_STANDS = Prepared(_public_keys)
