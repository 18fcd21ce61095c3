"""What stands beside an article: its series, and a few pieces on the same things, by its author and by others."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet, SlugField
from django.db.models.functions import Coalesce

from hearten.blog.lists import Entry, entry, entry_rows, place_in_series
from hearten.blog.models import Post
from hearten.prepared import Given, Prepared

#: How many other pieces an article points to.
RELATED = 3
#: How many are looked at for that.
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
    rows = beside(len(topics), post.series_id is not None).run(pk=post.pk, **given)
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
    return Prepared(lambda: on_the_same(topics, in_series))


def on_the_same(topics: int, in_series: bool) -> QuerySet[Post, Any]:
    """Public pieces with one of so many topics or, when it is in one, of the same series."""
    same = Q(series=Given("series", BigIntegerField())) if in_series else Q()
    for number in range(topics):
        same |= Q(topics=Given(f"topic{number}", SlugField[str, str]()))
    others = Post.objects.public().exclude(pk=Given("pk", BigIntegerField())).filter(same).distinct()
    return entry_rows(others.order_by(Coalesce("reviewed_on", "written_on").desc(), "-id"))[:SEEN]
