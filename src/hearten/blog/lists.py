"""Lists of pieces: what a list shows of each, and lists that are put into SQL once and end in parts (I37)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet, Subquery
from django.utils import timezone

from hearten.blog.models import Kind, Post
from hearten.blog.models.post import PostQuerySet
from hearten.blog.player import length
from hearten.directory.models import ProfessionalRole
from hearten.prepared import Given, Prepared

#: How many pieces a list shows before "Older".
PAGE = 20
KINDS = {str(value): str(label) for value, label in Kind.choices}
ROLES = {str(value): str(label) for value, label in ProfessionalRole.choices}


@dataclass(frozen=True)
class Entry:
    """A piece in a list. role, checked: what its author is, and when it was last looked at (R41)."""

    pk: int
    title: str
    href: str
    kind: str
    summary: str
    by: str
    when: date | None
    role: str = ""
    checked: date | None = None


@dataclass(frozen=True)
class Listing:
    """Part of a list that ends. older: the value of `before` for the next part, or "" at the end (I37)."""

    entries: list[Entry]
    older: str = ""


class Pieces:
    """Pieces newest first, by time alone: nothing that was paid for or pressed has any weight (I25).

    posts: which ones; asked once, so whatever differs from page to page is `Given`. size: how many in one part.
    """

    def __init__(self, posts: Callable[[], PostQuerySet], *, size: int = PAGE) -> None:
        self._size = size
        self._newest = Prepared(lambda: newest_first(posts())[: size + 1])
        self._older = Prepared(lambda: newest_first(older_than_given(posts()))[: size + 1])

    def part(self, before: str = "", **given: Any) -> Listing:
        """One part, in one statement.

        before: the id of the last piece of the part before, as it came in the address; anything else begins anew.
        """
        if before.isascii() and before.isdigit() and len(before) < 19:
            rows = self._older.run(before=int(before), **given)
        else:
            rows = self._newest.run(**given)
        older = str(rows[self._size - 1]["pk"]) if len(rows) > self._size else ""
        return Listing([entry(row) for row in rows[: self._size]], older)


def newest_first(posts: PostQuerySet) -> QuerySet[Post, Any]:
    """In the order of publishing, as a list shows them."""
    return entry_rows(posts.order_by("-published_at", "-id"))


def older_than_given(posts: PostQuerySet) -> PostQuerySet:
    """What comes after the piece `before` in a list; nothing when there is no such piece."""
    before = Given("before", BigIntegerField())
    at = Subquery(Post.objects.filter(pk=before).values("published_at"))
    return posts.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=before))


def entry_rows(posts: PostQuerySet) -> QuerySet[Post, Any]:
    """The columns a list shows."""
    return posts.values(
        "pk",
        "kind",
        "slug",
        "series_id",
        "series_order",
        "published_at",
        "written_on",
        "reviewed_on",
        "therapist__role",
        "edition__title",
        "edition__summary",
        "edition__episode__recording__duration_ms",
        "therapist__handle",
        "therapist__name",
    )


def entry(row: dict[str, Any]) -> Entry:
    """One line of a list."""
    published = row["published_at"]
    return Entry(
        pk=row["pk"],
        title=row["edition__title"],
        href=address(row["therapist__handle"], row["slug"]),
        kind=kind_of(row),
        summary=row["edition__summary"],
        by=row["therapist__name"],
        when=published.astimezone(timezone.get_current_timezone()).date() if published else None,
        role=ROLES[row["therapist__role"]],
        checked=last_look(row),
    )


def address(handle: str, slug: str) -> str:
    """Where a piece stands: the route `article`, whose parts need no quoting."""
    return f"/@{handle}/{slug}/"


def kind_of(row: dict[str, Any]) -> str:
    """What it is, and how long it plays."""
    ms = row["edition__episode__recording__duration_ms"]
    return f"{KINDS[row['kind']]}, {length(ms)}" if ms else KINDS[row["kind"]]


def last_look(row: dict[str, Any]) -> date:
    """When its author looked at a piece last, or wrote it."""
    day: date = row["reviewed_on"] or row["written_on"]
    return day


def place_in_series(row: dict[str, Any]) -> tuple[int, int]:
    """How pieces of a series are ordered."""
    return (row["series_order"], row["pk"])
