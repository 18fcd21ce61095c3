"""Everything the article page shows, as plain data."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog import notice
from hearten.blog.answering import answer_box
from hearten.blog.around import around
from hearten.blog.freshness import Freshness, freshness
from hearten.blog.lists import KINDS, address
from hearten.blog.models import Kind, Post
from hearten.blog.player import player
from hearten.blog.queries import STORY_LINES, Parts, byline_of, parts
from hearten.blog.series import pace
from hearten.blog.structured import article_data
from hearten.blog.threads import thread
from hearten.directory.models import ProfessionalRole
from hearten.moderation.postvention import shows


def article_page(post: Post, viewer: Account | None, *, after: str = "", answer: str = "") -> dict[str, Any]:
    """The whole page in at most four statements for a reader without an account.

    post: a row of `queries.article`. after: where the comments of the part before ended. answer: the id of the
    comment that the reader wants to answer.
    """
    hanging = parts(post.pk)
    talk = thread(post, viewer, after=after)
    age = age_of(post)
    return {
        "post": shown(post, hanging, age),
        "by": byline_of(post),
        "parts": {"chips": hanging.chips, "sources": hanging.sources, "resources": hanging.resources},
        "around": around(post, hanging.topics),
        "ways_on": hanging.ways_on,
        "general": notice.GENERAL,
        "assessment": notice.ASSESSMENT if hanging.is_about_condition else "",
        "preview": notice.for_preview(edition_of(post).summary),
        "structured": article_data(post, byline_of(post), hanging),
        "player": player(post),
        "mourning": shows(),
        "thread": talk,
        "answer": answer_box(post, viewer, talk, wanted=answer),
        "own_page": viewer is not None and post.therapist.account_id == viewer.pk,
        "robots": robots(age),
    }


def shown(post: Post, hanging: Parts, age: Freshness) -> dict[str, Any]:
    """The piece itself: the edition the world reads, never the working copy."""
    edition = edition_of(post)
    handle = post.therapist.handle
    here = address(handle, post.slug)
    return {
        "pk": post.pk,
        "slug": post.slug,
        "title": edition.title,
        "summary": edition.summary,
        "html": edition.html,
        "kind": KINDS[post.kind],
        "is_story": post.kind == Kind.STORY,
        "story_line": STORY_LINES.get(post.story_source, ""),
        "href": here,
        "canonical": notice.absolute(here),
        "thanks": reverse("thanks", args=[handle, post.slug]),
        "about_me": reverse("about_me", args=[handle, post.slug]),
        "changes": reverse("article_changes", args=[handle, post.slug]) if edition.number > 1 else "",
        "written_on": post.written_on,
        "reviewed_on": post.reviewed_on,
        "next_review_on": post.next_review_on,
        "reviewer": reviewer(post),
        "overdue": age.overdue,
        "source_asked": getattr(post, "source_asked", False),
        "is_opinion": getattr(post, "is_opinion", False),
        "differing": reverse("differing", args=[handle, post.slug])
        if getattr(post, "seen_differently", False)
        else "",
        "needs_source": reverse("source_flag", args=[handle, post.slug]),
        "series": post.series.title if post.series else "",
        "pace": pace(post.series, post.therapist) if post.series else None,
        "exercise": post.exercise_link,
        "starts_at": post.starts_at if post.kind == Kind.EVENT else None,
        "ends_at": post.ends_at,
        "is_past": post.starts_at is not None and (post.ends_at or post.starts_at) < timezone.now(),
        "place": post.place,
        "is_hidden": post.state != "published" or post.hidden_until is not None,
    }


def edition_of(post: Post) -> Any:
    """The text the world reads. A public post always has one (a constraint of its row)."""
    if post.edition is None:
        raise ValueError("only published posts have a page")
    return post.edition


def reviewer(post: Post) -> str:
    """Who looked at it last, by role (R72): the author, as nobody else reviews published pages yet."""
    return f"by its author, {ProfessionalRole(post.therapist.role).label}"


def age_of(post: Post) -> Freshness:
    """How old the knowledge on this page is today."""
    return freshness(
        written_on=post.written_on,
        reviewed_on=post.reviewed_on,
        next_review_on=post.next_review_on,
        today=timezone.localdate(),
    )


def robots(age: Freshness | None = None) -> str:
    """What search engines and model trainers may do with a public page."""
    indexing = "noindex, follow" if age and age.delisted else "index, follow"
    return indexing if settings.AI_TRAINING else f"{indexing}, noai, noimageai"
