"""Stored copies of public pages, for readers without an account: made once, sent many times, never stale.

The key holds everything the page depends on, so a change makes a new key. What a key can't hold (a link to another
author's piece that was just taken down) is gone after a minute.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from hearten.accounts.http import viewer
from hearten.blog.models import Post

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
    return unpacked(request, *known)


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
    stamp = getattr(post, "stamp", None)
    settled = f"{settings.SITE_NAME} {settings.AI_TRAINING} {timezone.localdate()}"
    parts = f"{post.pk} {post.version} {post.draft_version} {stamp} {settled}"
    return f"article:{hashlib.sha256(parts.encode()).hexdigest()[:32]}"
