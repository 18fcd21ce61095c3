"""The read model of public pages: few statements, plain data, only what is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, SlugField, Subquery, UUIDField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.models import Differing, Post, Resource, SourceAsk, StorySource, Thanks
from hearten.blog.models.post import PostQuerySet
from hearten.blog.notice import Step, ways_on
from hearten.directory.byline import byline, first_credential
from hearten.directory.models import Facet
from hearten.events.models import Event
from hearten.prepared import Given, Prepared

STORY_LINES: dict[str | None, str] = {
    StorySource.OWN: "This is from the author's own life.",
    StorySource.FICTIONAL: "This story is made up.",
    StorySource.COMPOSITE: "This is a composite: put together from many people, and nobody's own story.",
    StorySource.PUBLISHED: "This story was published elsewhere before. Its source is named below.",
}
INTERESTS = {
    "none": "",
    "own": "I earn from this: it is my own work.",
    "affiliate": "I earn from this: I am paid when somebody uses the link.",
}
RESOURCE_KINDS = dict(Resource._meta.get_field("kind").choices or [])
COSTS = dict(Resource._meta.get_field("cost").choices or [])
WORDS = (("relate", "I relate"), ("thanks", "Thank you"))


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
    checked_on: date | None


@dataclass(frozen=True)
class Parts:
    """What hangs on an article: its topics (slug, name, facet), sources and resources."""

    topics: list[tuple[str, str, str]] = field(default_factory=list)
    sources: list[SourceLine] = field(default_factory=list)
    resources: list[ResourceLine] = field(default_factory=list)

    @property
    def chips(self) -> list[Link]:
        """The topics as links."""
        return [Link(name, reverse("topic", args=[slug])) for slug, name, _facet in self.topics]

    @property
    def names(self) -> list[tuple[str, str]]:
        """(slug, name) of each topic."""
        return [(slug, name) for slug, name, _facet in self.topics]

    @property
    def is_about_condition(self) -> bool:
        """Whether it needs the line that only an assessment can tell (R40)."""
        return any(facet == Facet.CONDITION for _slug, _name, facet in self.topics)

    @property
    def ways_on(self) -> list[Step]:
        """The next step for this article."""
        return ways_on(self.names)


def article(handle: str, slug: str, viewer: Account | None) -> Post | None:
    """The post at an address as this viewer may see it, with its edition and author. One statement.

    `stamp` is the newest event of the author's page, so that a stored copy notices a change of name or role.
    """
    if viewer is None:
        found = ARTICLE.objects(handle=handle, slug=slug)
    else:
        found = OWN_ARTICLE.objects(handle=handle, slug=slug, viewer=viewer.pk)
    return found[0] if found else None


def at_address(posts: PostQuerySet) -> QuerySet[Post]:
    """The one of these that stands at a given address and was published once."""
    found = posts.filter(therapist__handle=Given("handle", SLUG), slug=Given("slug", SLUG), edition__isnull=False)
    told = {
        "source_asked": asked_for_source(),
        "is_opinion": labelled_opinion(),
        "seen_differently": in_a_pair(),
    }
    rows = found.select_related("edition__episode__recording", "therapist", "series").order_by()
    return rows.annotate(stamp=newest_event(), credential_title=first_credential("therapist_id"), **told)


def byline_of(post: Post) -> dict[str, Any]:
    """Its author, as `ui.byline` draws it. post: a row of `article`."""
    who, title = post.therapist, getattr(post, "credential_title", "")
    return byline({"name": who.name, "handle": who.handle, "role": who.role, "credential_title": title})


def in_a_pair() -> Exists:
    """Whether it stands beside another piece that sees it differently (R41)."""
    return Exists(Differing.objects.shown().filter(Q(post=OuterRef("pk")) | Q(other=OuterRef("pk"))))


def asked_for_source() -> Exists:
    """Whether an editor asked for a source that is not there yet (R80)."""
    return Exists(SourceAsk.objects.filter(post=OuterRef("pk"), outcome="asked", answer=""))


def labelled_opinion() -> Exists:
    """Whether the author said, when asked for a source, that it is their own opinion (R40)."""
    return Exists(SourceAsk.objects.filter(post=OuterRef("pk"), answer="opinion"))


def newest_event() -> Subquery:
    """The id of the last thing that happened to the therapist of a post."""
    subject = Concat(Value("directory.therapist:"), Cast(OuterRef("therapist_id"), CharField()))
    return Subquery(Event.objects.filter(subject=subject).order_by("-id").values("id")[:1])


PARTS = """
SELECT 'topic' AS part, t.slug AS a, t.name AS b, t.facet AS c,
       '' AS d, '' AS e, '' AS f, '' AS g, '' AS h, 0 AS place
  FROM directory_topic t JOIN blog_post_topics pt ON pt.topic_id = t.slug WHERE pt.post_id = %s
UNION ALL
SELECT 'source', s.title, s.publisher, COALESCE(CAST(s.year AS text), ''), s.url, '', '', '', '', s.position
  FROM blog_source s WHERE s.post_id = %s
UNION ALL
SELECT 'resource', r.title, r.maker, r.kind, r.cost, r.language, r.url, r.why,
       r.interest || ' ' || COALESCE(CAST(r.checked_on AS text), ''), 0
  FROM blog_resource r JOIN blog_resource_posts rp ON rp.resource_id = r.id WHERE rp.post_id = %s
ORDER BY place, c, a
"""


def parts(post_id: int) -> Parts:
    """Topics, sources and resources of an article in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(PARTS, [post_id] * 3)
        rows: list[tuple[str, ...]] = [tuple(row[:9]) for row in cursor.fetchall()]
    return Parts(
        topics=[(row[1], row[2], row[3]) for row in rows if row[0] == "topic"],
        sources=[source_line(*row[1:5]) for row in rows if row[0] == "source"],
        resources=[resource_line(*row[1:]) for row in rows if row[0] == "resource"],
    )


def source_line(title: str, publisher: str, year: str, url: str) -> SourceLine:
    """One source, ready to show."""
    return SourceLine(title, ", ".join(word for word in (publisher, year) if word), url)


def resource_line(
    title: str, maker: str, kind: str, cost: str, language: str, url: str, why: str, rest: str
) -> ResourceLine:
    """One resource, ready to show. rest: its interest and the day it was checked, with a space between."""
    interest, _, checked = rest.partition(" ")
    known = [maker, str(RESOURCE_KINDS.get(kind, "")), str(COSTS.get(cost, "")), language]
    return ResourceLine(
        title=title,
        meta=" · ".join(word for word in known if word),
        url=url,
        why=why,
        interest=INTERESTS[interest],
        checked_on=date.fromisoformat(checked) if checked else None,
    )


def words_for(post: Post) -> list[str]:
    """What readers pressed on days before today: each word once, never how often, never who (R7, I5)."""
    said = Thanks.objects.filter(post=post, day__lt=timezone.localdate())
    return [label for word, label in WORDS if said.filter(word=word).exists()]


SLUG = SlugField[str, str]()
ARTICLE = Prepared(lambda: at_address(Post.objects.public()))
OWN_ARTICLE = Prepared(lambda: at_address(Post.objects.visible_to(Given("viewer", UUIDField()))))
