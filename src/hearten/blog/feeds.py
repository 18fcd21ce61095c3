"""RSS, Atom and JSON Feed of one page: whole texts, stable ids, no comments and nobody's name but the author's.

RSS 2.0 with the `content` and `dc` modules and a self link, Atom (RFC 4287), JSON Feed 1.1. The feeds carry no
address that differs from reader to reader (R49).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from hearten.blog import notice
from hearten.blog.lists import KINDS
from hearten.blog.models import Post
from hearten.blog.player import played
from hearten.blog.stored import packed, unpacked
from hearten.directory.models import Therapist
from hearten.media.recordings import Playable

#: How many pieces a feed holds; older ones are on the page.
SIZE = 30
#: What XML 1.0 can't hold, not even escaped.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
RELATIVE = re.compile(r'(\s(?:href|src)=")/(?!/)')


@dataclass(frozen=True)
class Item:
    """One piece in a feed. url: also its id, as an address never changes. at: RFC 2822; others RFC 3339."""

    title: str
    url: str
    summary: str
    html: str
    at: str
    at_iso: str
    changed_iso: str
    kind: str
    file: Playable | None


@dataclass(frozen=True)
class Feed:
    """A page's feed with its address in each format."""

    title: str
    description: str
    author: str
    page: str
    rss: str
    atom: str
    json: str
    changed: str
    changed_iso: str
    items: list[Item]


def feed_of(handle: str) -> Feed:
    """What the page publishes now. Two statements. Raises Http404 for a page nobody can see."""
    who = Therapist.objects.visible_to(None).filter(handle=handle).first()
    if who is None:
        raise Http404
    rows = (
        Post.objects.public()
        .filter(therapist=who)
        .select_related("edition__episode__recording")
        .prefetch_related("topics")
    )
    items = [item(post, handle) for post in rows.order_by("-published_at", "-id")[:SIZE]]
    page = notice.absolute(f"/@{handle}/")
    newest = max((entry.changed_iso for entry in items), default="1970-01-01T00:00:00+00:00")
    return Feed(
        title=clean(f"{who.name} · {settings.SITE_NAME}"),
        description=clean(notice.for_preview(who.headline)),
        author=clean(who.name),
        page=page,
        rss=f"{page}feed.xml",
        atom=f"{page}atom.xml",
        json=f"{page}feed.json",
        changed=format_datetime(datetime.fromisoformat(newest)),
        changed_iso=newest,
        items=items,
    )


def item(post: Post, handle: str) -> Item:
    """One piece, with the notice and the way to help inside its text (I44)."""
    edition, at = post.edition, post.published_at
    if edition is None or at is None:
        raise ValueError("only published posts are in feeds")
    topics = [(topic.pk, topic.name) for topic in post.topics.all()]
    return Item(
        title=clean(edition.title),
        url=notice.absolute(f"/@{handle}/{post.slug}/"),
        summary=clean(notice.for_preview(edition.summary)),
        html=clean(whole_addresses(edition.html) + notice.for_html(topics)),
        at=format_datetime(at.astimezone(UTC)),
        at_iso=at.astimezone(UTC).isoformat(timespec="seconds"),
        changed_iso=max(at, edition.made_at).astimezone(UTC).isoformat(timespec="seconds"),
        kind=KINDS[post.kind],
        file=played(post),
    )


def clean(text: str) -> str:
    """Without the characters that would make the whole feed unreadable, and no longer trusted as HTML."""
    return NOT_XML.sub("", text) + ""


def whole_addresses(html: str) -> str:
    """Feed readers don't know where they are: a link to this host gets its name."""
    return RELATIVE.sub(rf"\g<1>{settings.ORIGIN}/", html)


@login_not_required
@require_safe
def rss(request: HttpRequest, handle: str) -> HttpResponse:
    """RSS 2.0."""
    return answer(request, handle, "application/rss+xml", lambda feed: written("blog/public/rss.xml", feed))


@login_not_required
@require_safe
def atom(request: HttpRequest, handle: str) -> HttpResponse:
    """Atom."""
    return answer(request, handle, "application/atom+xml", lambda feed: written("blog/public/atom.xml", feed))


@login_not_required
@require_safe
def json_feed(request: HttpRequest, handle: str) -> HttpResponse:
    """JSON Feed 1.1."""
    return answer(request, handle, "application/feed+json", as_json)


def answer(request: HttpRequest, handle: str, kind: str, make: Callable[[Feed], str]) -> HttpResponse:
    """The feed in one format, the same bytes for everybody who asks, signed in or not."""
    response = HttpResponse(make(feed_of(handle)), content_type=f"{kind}; charset=utf-8")
    return unpacked(request, *packed(response))


def written(template: str, feed: Feed) -> str:
    """An XML feed. The engine escapes every value; the first line is kept free of white space."""
    return render_to_string(template, {"feed": feed}).lstrip()


def as_json(feed: Feed) -> str:
    """A JSON feed."""
    author = [{"name": feed.author, "url": feed.page}]
    items = [
        {
            "id": entry.url,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.html,
            "date_published": entry.at_iso,
            "date_modified": entry.changed_iso,
            "tags": [entry.kind],
            "authors": author,
            **attached(entry.file),
        }
        for entry in feed.items
    ]
    top = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.page,
        "feed_url": feed.json,
        "language": "en",
        "authors": author,
        "items": items,
    }
    return json.dumps(top, ensure_ascii=False, indent=1)


def attached(file: Playable | None) -> dict[str, Any]:
    """What plays, for readers that can."""
    if file is None:
        return {}
    seconds = round(file.duration_ms / 1000)
    one = {"url": file.download_url, "mime_type": file.mime, "size_in_bytes": file.bytes}
    return {"attachments": [{**one, "duration_in_seconds": seconds}]}
