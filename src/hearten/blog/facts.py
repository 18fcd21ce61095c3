"""What a piece says besides its words: topics, sources, dates, place. They change with an edition (R42).

A piece that never was public has them in its own columns. Once it was, what its author changes waits in the column
`waiting` until it is published again; only then do the columns, and everything that reads them, change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from hearten.blog.models import Post, Source
from hearten.directory.models import Topic

#: Columns of a post that readers see, beside its words.
DATES = ("written_on", "reviewed_on", "next_review_on", "starts_at", "ends_at")
COLUMNS = (*DATES, "place", "exercise_link", "suggested_topic")
EMPTY: dict[str, str | None] = {"title": "", "publisher": "", "year": None, "url": ""}
SOURCE = tuple(EMPTY)

Facts = dict[str, Any]


def as_read(post: Post) -> Facts:
    """As readers have them now, in values that JSON holds. Two statements."""
    return {
        "columns": {name: as_json(getattr(post, name)) for name in COLUMNS},
        "topics": sorted(post.topics.values_list("slug", flat=True)),
        "sources": [list(row) for row in post.sources.values_list(*SOURCE)],
    }


def as_meant(post: Post) -> Facts:
    """As their author last left them."""
    return post.waiting or as_read(post)


def as_typed(columns: Mapping[str, Any], topics: Sequence[Topic], sources: Sequence[Mapping[str, Any]]) -> Facts:
    """What a form says. sources: without a title they are left out."""
    return {
        "columns": {name: as_json(columns[name]) for name in COLUMNS},
        "topics": sorted(topic.pk for topic in topics),
        "sources": [[item.get(name) or EMPTY[name] for name in SOURCE] for item in told(sources)],
    }


def told(sources: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The ones with a title."""
    return [item for item in sources if item.get("title")]


def as_json(value: Any) -> Any:
    """Days and moments as text, moments in one time zone so that equal ones are equal."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    return value.isoformat() if isinstance(value, date) else value


def as_value(name: str, value: Any) -> Any:
    """What a column of a post holds, from JSON."""
    column: Any = Post._meta.get_field(name)
    return column.to_python(value)


def overlay(post: Post) -> Post:
    """The same row with its author's own dates and place, in memory only."""
    for name, value in post.waiting.get("columns", {}).items():
        setattr(post, name, as_value(name, value))
    return post


def take(post: Post, facts: Facts) -> None:
    """Put them where readers look, in the transaction that publishes. Nothing waits any more."""
    columns = {name: as_value(name, value) for name, value in facts["columns"].items()}
    Post.objects.filter(pk=post.pk).update(**columns, waiting={})
    post.refresh_from_db(fields=[*COLUMNS, "waiting"])
    post.topics.set(Topic.objects.filter(pk__in=facts["topics"]))
    post.sources.all().delete()
    Source.objects.bulk_create(
        Source(post=post, position=number, **dict(zip(SOURCE, row, strict=True)))
        for number, row in enumerate(facts["sources"])
    )


def for_readers(facts: Facts) -> Facts:
    """For an edition, which keeps them for ever: topics by the names they have now."""
    names = Topic.objects.filter(pk__in=facts["topics"]).order_by("name").values_list("name", flat=True)
    return {**facts, "topics": list(names)}
