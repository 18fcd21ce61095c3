"""Pieces that differ, as readers and authors see them: plain data, both sides alike (R41, I25)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from hearten.accounts.models import Account
from hearten.blog.models import Differing, Post, Source
from hearten.blog.queries import SourceLine, source_line
from hearten.directory.byline import byline, first_credential

#: The most pairs one page shows.
SHOWN = 20


@dataclass(frozen=True)
class Side:
    """One of two pieces: who wrote it, with the label as it is now (I22), its sources and its dates."""

    title: str
    summary: str
    href: str
    by: dict[str, Any]
    written_on: date
    reviewed_on: date | None
    sources: list[SourceLine]


@dataclass(frozen=True)
class Pair:
    """Both sides, what differs, and what the other author says to it."""

    here: Side
    there: Side
    says: str
    said_by: str
    answer: str
    answer_by: str


def pairs(post: Post) -> list[Pair]:
    """Every pair this public piece stands in, the oldest first. Three statements, whatever the number."""
    rows = list(Differing.objects.shown().about(post).select_related("post", "other")[:SHOWN])
    sides = sides_of({pk for row in rows for pk in (row.post_id, row.other_id)})
    return [pair(row, sides, post) for row in rows]


def pair(row: Differing, sides: dict[int, Side], post: Post) -> Pair:
    """One pair, with the piece that is being read first."""
    other = row.other_id if row.post_id == post.pk else row.post_id
    author = sides[row.post_id].by["name"]
    return Pair(
        here=sides[post.pk],
        there=sides[other],
        says=row.says,
        said_by="A clinical editor of this host" if row.by_editor else author,
        answer=row.answer,
        answer_by=sides[row.other_id].by["name"],
    )


def sides_of(ids: Iterable[int]) -> dict[int, Side]:
    """These pieces by their ids, with their sources."""
    posts = Post.objects.filter(pk__in=list(ids)).select_related("edition", "therapist")
    sources: dict[int, list[SourceLine]] = defaultdict(list)
    for item in Source.objects.filter(post__in=list(ids)):
        sources[item.post_id].append(source_line(item.title, item.publisher, str(item.year or ""), item.url))
    titled = posts.annotate(credential_title=first_credential("therapist_id"))
    return {post.pk: side(post, sources[post.pk]) for post in titled}


def side(post: Post, sources: list[SourceLine]) -> Side:
    """One piece. A row annotated with `credential_title`."""
    who, edition = post.therapist, post.edition
    title = getattr(post, "credential_title", "")
    return Side(
        title=edition.title if edition else post.title,
        summary=edition.summary if edition else "",
        href=reverse("article", args=[who.handle, post.slug]),
        by=byline({"name": who.name, "handle": who.handle, "role": who.role, "credential_title": title}),
        written_on=post.written_on,
        reviewed_on=post.reviewed_on,
        sources=sources,
    )


def own_rows(account: Account) -> list[dict[str, Any]]:
    """The pairs of an author, for their desk."""
    rows = Differing.objects.shared_by(account).select_related(
        "post__therapist", "other__therapist", "post__edition"
    )
    return [own_row(row, account) for row in rows.select_related("other__edition")[:50]]


def own_row(row: Differing, account: Account) -> dict[str, Any]:
    """One pair as one of its two authors, or an editor, sees it."""
    return {
        "pk": row.pk,
        "post": row.post.edition.title if row.post.edition else row.post.title,
        "post_by": row.post.therapist.name,
        "other": row.other.edition.title if row.other.edition else row.other.title,
        "other_by": row.other.therapist.name,
        "says": row.says,
        "by_editor": row.by_editor,
        "answer": row.answer,
        "mine": row.post.therapist.account_id == account.pk and not row.by_editor,
        "theirs": row.other.therapist.account_id == account.pk,
        "dispute": row.dispute,
        "disputed": row.disputed_on is not None,
        "settled_on": row.settled_on,
        "reason": row.reason,
    }
