"""What stands beside an article: its series, and a few pieces on the same things, by its author and by others."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, SlugField
from django.db.models.functions import Coalesce

from hearten.blog.lists import Entry, entry, entry_rows, last_look, place_in_series
from hearten.blog.models import Post, PostTopic
from hearten.blog.models.post import PostQuerySet
from hearten.prepared import Given, Prepared

#: How many other pieces an article points to.
RELATED = 3
#: How many of a topic are looked at for that.
SEEN = 60


@dataclass(frozen=True)
class Around:
    """Other pieces: before and after in a series, and a few on the same things, by this author and by others."""

    earlier: Entry | None = None
    later: Entry | None = None
    related: list[Entry] = field(default_factory=list)
    others: list[Entry] = field(default_factory=list)


def around(post: Post, topics: list[tuple[str, str, str]]) -> Around:
    """What stands beside an article, in one statement, or none when it has neither topic nor series. What was
    looked at last comes first; nothing else has any weight (R41, I25).

    topics: (slug, name, facet) of each.
    """
    if not (topics or post.series_id):
        return Around()
    given: dict[str, Any] = {f"topic{number}": slug for number, (slug, _name, _facet) in enumerate(topics)}
    given |= {"series": post.series_id} if post.series_id else {}
    found = beside(len(topics), post.series_id is not None).run(pk=post.pk, **given)
    rows = sorted(found, key=lambda row: (last_look(row), row["pk"]), reverse=True)[:SEEN]
    siblings = sorted((row for row in rows if row["series_id"] == post.series_id), key=place_in_series)
    handle = post.therapist.handle

    def is_same(row: dict[str, Any]) -> bool:
        return bool(row["therapist__handle"] == handle)

    here = (post.series_order, post.pk)
    before = [row for row in siblings if place_in_series(row) < here] if post.series_id else []
    after = [row for row in siblings if place_in_series(row) > here] if post.series_id else []
    mine = [row for row in rows if is_same(row) and row not in (before[-1:] + after[:1])]
    theirs = [row for row in rows if not is_same(row)]
    return Around(
        earlier=entry(before[-1]) if before else None,
        later=entry(after[0]) if after else None,
        related=[entry(row) for row in mine[:RELATED]],
        others=[entry(row) for row in theirs[:RELATED]],
    )


@cache
def beside(topics: int, in_series: bool) -> Prepared[Post]:
    """The statement for so many topics."""
    series = [same_series()] if in_series else []
    return Prepared(lambda: [entry_rows(some) for some in [*map(on_topic, range(topics)), *series]])


def on_topic(number: int) -> PostQuerySet:
    """Public pieces with one of the topics, those that were looked at last."""
    links = PostTopic.objects.filter(public("post"), topic=Given(f"topic{number}", SlugField[str, str]()))
    newest = links.exclude(post=Given("pk", NUMBER)).order_by("-looked_on", "-post")
    return Post.objects.filter(pk__in=newest.values("post")[:SEEN]).order_by()


def same_series() -> PostQuerySet:
    """Public pieces of the same series, those that were looked at last."""
    others = Post.objects.filter(public("pk"), series=Given("series", NUMBER)).exclude(pk=Given("pk", NUMBER))
    return others.order_by(Coalesce("reviewed_on", "written_on").desc(), "-pk")[:SEEN]


def public(key: str) -> Exists:
    """Whether the piece under this key is public: asked of each, so that no list of all public pieces is made."""
    return Exists(Post.objects.public().filter(pk=OuterRef(key)))


NUMBER = BigIntegerField[int, int]()
