"""The read model of public pages: few statements, plain data, only what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.freshness import Freshness, freshness
from hearten.blog.models import Kind, Post, StorySource, Thanks
from hearten.blog.models.post import PostQuerySet
from hearten.blog.notice import Step, absolute, ways_on
from hearten.directory.models import Facet, Therapist
from hearten.events.models import Event

#: How many pieces a list shows before "Older".
PAGE = 20
STORY_LINES = {
    StorySource.OWN: "This is from the author's own life.",
    StorySource.FICTIONAL: "This story is made up.",
    StorySource.COMPOSITE: "This is a composite: put together from many people, and nobody's own story.",
    StorySource.PUBLISHED: "This story was published elsewhere before. Its source is below.",
}
INTERESTS = {"own": "The author made this and earns from it.", "affiliate": "The author earns from this link."}


@dataclass(frozen=True)
class Link:
    """A label that leads somewhere."""

    label: str
    href: str


@dataclass(frozen=True)
class SourceLine:
    """Where a claim comes from."""

    title: str
    meta: str
    url: str


@dataclass(frozen=True)
class ResourceLine:
    """Something worth reading elsewhere. interest: what its recommender earns, "" when nothing (R4)."""

    title: str
    meta: str
    url: str
    why: str
    interest: str
    checked: str


@dataclass(frozen=True)
class Entry:
    """A piece in a list."""

    title: str
    href: str
    kind: str
    summary: str
    by: str
    when: date | None


@dataclass(frozen=True)
class Parts:
    """What hangs on an article: its topics, sources and resources."""

    topics: list[tuple[str, str, str]]
    sources: list[SourceLine]
    resources: list[ResourceLine]

    @property
    def chips(self) -> list[Link]:
        return [Link(name, reverse("topic", args=[slug])) for slug, name, _facet in self.topics]

    @property
    def is_about_condition(self) -> bool:
        return any(facet == Facet.CONDITION for _slug, _name, facet in self.topics)

    @property
    def ways_on(self) -> list[Step]:
        return ways_on([(slug, name) for slug, name, _facet in self.topics])


def article(handle: str, slug: str, viewer: Account | None) -> Post | None:
    """The post at an address as this viewer may see it, with its edition and its author. One statement.

    `therapist_stamp` is the newest event of the author's own page, so that a cached page notices it.
    """
    found = Post.objects.visible_to(viewer).filter(therapist__handle=handle, slug=slug, edition__isnull=False)
    return (
        found.select_related("edition", "therapist", "series").annotate(therapist_stamp=_newest_event()).first()
    )


def _newest_event() -> Subquery:
    of_page = Event.objects.filter(subject=OuterRef("therapist__ref"))
    return Subquery(of_page.order_by("-id").values("id")[:1])


PARTS = """
SELECT 'topic' AS part, t.name AS a, t.slug AS b, t.facet AS c, '' AS d, '' AS e, '' AS f, '' AS g, 0 AS place
  FROM directory_topic t JOIN blog_post_topics pt ON pt.topic_id = t.slug WHERE pt.post_id = %s
UNION ALL
SELECT 'source', s.title, s.publisher, COALESCE(CAST(s.year AS text), ''), s.url, '', '', '', s.position
  FROM blog_source s WHERE s.post_id = %s
UNION ALL
SELECT 'resource', r.title, r.maker, r.kind, r.cost, r.url, r.why,
       r.interest || '|' || r.language || '|' || COALESCE(CAST(r.checked_on AS text), ''), 0
  FROM blog_resource r JOIN blog_resource_posts rp ON rp.resource_id = r.id WHERE rp.post_id = %s
ORDER BY place, a
"""


def parts(post_id: int) -> Parts:
    """Topics, sources and resources of an article in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(PARTS, [post_id] * 3)
        rows = cursor.fetchall()
    return Parts(
        topics=[(b, a, c) for part, a, b, c, *_ in rows if part == "topic"],
        sources=[_source(*row[1:5]) for row in rows if row[0] == "source"],
        resources=[_resource(*row[1:8]) for row in rows if row[0] == "resource"],
    )


def _source(title: str, publisher: str, year: str, url: str) -> SourceLine:
    return SourceLine(title, ", ".join(word for word in (publisher, year) if word), url)
