"""What the desk's pages show, as plain data."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hearten.blog.actions.reviewing import due
from hearten.blog.draft import DraftReading, read_draft, what_is_missing
from hearten.blog.facts import SOURCE, as_meant, told
from hearten.blog.forms import PostForm, Sources
from hearten.blog.markdown import image_ids, render
from hearten.blog.models import Comment, Post, Source, SourceAsk, Thanks
from hearten.blog.models.post import EPISODES, Kind, State
from hearten.blog.remarks import remarks, segments
from hearten.blog.spoken import what_is_unheard
from hearten.directory.hours import in_hours
from hearten.directory.models import Therapist, Topic
from hearten.media.images import resolve
from hearten.moderation.review import GuardUnavailable
from hearten.ui.forms import describe

#: How many pieces the desk shows at once.
SHOWN = 50


def overview(therapist: Therapist) -> dict[str, Any]:
    """Everything on the first page of the desk."""
    posts = list(therapist.posts.order_by("-id")[:SHOWN])
    return {
        "page": {"handle": therapist.handle, "purpose": therapist.purpose, "listed": therapist.is_listed},
        "kinds": Kind.choices,
        "drafts": [row(post) for post in posts if post.state in {State.DRAFT, State.WITHDRAWN, State.REMOVED}],
        "planned": [row(post) for post in posts if post.state == State.SCHEDULED],
        "published": [row(post) for post in posts if post.state == State.PUBLISHED],
        "looks": looks_asked(therapist),
        "to_review": to_review(therapist),
        "sources_asked": sources_asked(therapist),
        "waiting": in_hours(therapist, timezone.now()) and Comment.objects.waiting_for(therapist.account).exists(),
        "resting": therapist.resting,
        "words": words_of_readers(therapist),
        "full": len(posts) == SHOWN,
    }


def row(post: Post) -> dict[str, Any]:
    """One line in a list of posts."""
    return {
        "pk": post.pk,
        "title": post.title or "Without a title yet",
        "kind": post.get_kind_display(),
        "state": post.get_state_display(),
        "publish_at": post.publish_at,
        "is_public": post.edition_id is not None,
        "source": post.get_story_source_display() if post.story_source else "",
        "under_review": post.hidden_until is not None and post.hidden_until > timezone.now(),
        "overdue": post.next_review_on is not None and post.next_review_on < timezone.localdate(),
    }


def looks_asked(therapist: Therapist) -> list[dict[str, Any]]:
    """Drafts that colleagues asked this therapist to look at."""
    looks = therapist.looks_asked.select_related("post__therapist").filter(answered_at=None)[:SHOWN]
    return [{"pk": look.pk, "title": look.post.title, "by": look.post.therapist.name} for look in looks]


def to_review(therapist: Therapist) -> list[dict[str, Any]]:
    """Published pieces to read again, the earliest date first (R22, R72)."""
    posts = due(therapist.posts.select_related("edition", "therapist"), today=timezone.localdate())
    return [
        {
            "pk": post.pk,
            "title": post.edition.title if post.edition else "",
            "href": address(post),
            "due": post.next_review_on,
        }
        for post in posts.order_by("next_review_on", "pk")[:SHOWN]
    ]


def sources_asked(therapist: Therapist) -> list[dict[str, Any]]:
    """Pieces that a clinical editor asked a source for (R80)."""
    asks = SourceAsk.objects.answerable_by(therapist.account).select_related("edition")[:SHOWN]
    return [{"pk": ask.post_id, "title": ask.edition.title} for ask in asks]


def words_of_readers(therapist: Therapist) -> list[dict[str, str]]:
    """What readers pressed, in words, from days before today: never a number, never a name (R7, I5)."""
    today = timezone.localdate()
    rows = Thanks.objects.filter(post__therapist=therapist, day__lt=today).select_related("post")
    seen = {(item.post.title, item.get_word_display()) for item in rows.order_by("-day")[:200]}
    return [{"title": title, "word": word} for title, word in sorted(seen)]


def editor_data(post: Post, form: PostForm, sources: Any, *, stale: bool) -> dict[str, Any]:
    """The editor: the form, what the Guard says, the preview, and who else looked."""
    return {
        "post": {
            **row(post),
            "version": str(post.draft_version),
            "address": address(post),
            "plays": post.kind in EPISODES,
            "unheard": what_is_unheard(post),
            "waiting": bool(post.waiting),
        },
        "form": describe(form, quiet=True),
        "management": describe(sources.management_form),
        "sources": [describe(item, quiet=True) for item in sources],
        "source_errors": any(item.errors for item in sources) if sources.is_bound else False,
        "stale": stale,
        "theirs": {"title": post.title, "summary": post.summary, "body": post.body} if stale else None,
        "looks": answers(post),
        "preview": preview_html(post),
        **check_data(post, post.acknowledged),
    }


def source_forms(post: Post) -> Any:
    """The sources as forms, with two empty ones to fill in."""
    initial = [dict(zip(SOURCE, row, strict=True)) for row in as_meant(post)["sources"]]
    return Sources(prefix="source", initial=initial)


def check_data(post: Post, acknowledged: Collection[str]) -> dict[str, Any]:
    """What the Guard says of the post as it is in memory."""
    try:
        reading = read_draft(post)
    except GuardUnavailable:
        return {"unread": True, "remarks": [], "marked": [], "marked_words": [], "held": True}
    released = set(post.releases.values_list("key", flat=True))
    rows = remarks(reading, acknowledged=acknowledged, released=released)
    return {
        "unread": False,
        "remarks": rows,
        "marked": segments(post, reading, "body") if rows else [],
        "marked_words": marked_words(post, reading) if rows else [],
        "held": any(item["severity"] == "hold" for item in rows),
    }


def marked_words(post: Post, reading: DraftReading) -> list[dict[str, Any]]:
    """Captions and transcript cut at their findings, each with its name; only those that have some."""
    named = {"captions": "Captions", "transcript": "Transcript"}
    found = {item.field for item in reading.placed}
    return [
        {"name": name, "marked": segments(post, reading, field)} for field, name in named.items() if field in found
    ]


def publish_data(post: Post, acknowledged: Collection[str]) -> dict[str, Any]:
    """The panel before publishing (R28): why you write, where it comes from, what was found, how it will look."""
    return {
        "post": {
            **row(post),
            "address": address(post),
            "summary": post.summary,
            "is_story": post.kind == Kind.STORY,
        },
        "why": post.therapist.purpose,
        "source_line": post.get_story_source_display() if post.story_source else "",
        "sources": [dict(zip(SOURCE, row, strict=True)) for row in as_meant(post)["sources"]],
        "rests_until": post.rests_until if post.rests_until and post.rests_until > timezone.now() else None,
        "missing": what_is_missing(post),
        "preview": preview_html(post),
        "looks": answers(post),
        **check_data(post, acknowledged),
    }


def answers(post: Post) -> list[dict[str, Any]]:
    """What colleagues said about this draft."""
    looks = post.looks.select_related("colleague")
    return [
        {"name": look.colleague.name, "question": look.question, "answer": look.answer, "on": look.answered_at}
        for look in looks
    ]


def preview_html(post: Post) -> str:
    """The working copy as readers would see it."""
    return render(post.body, resolve(image_ids(post.body), post.therapist.account))


def address(post: Post) -> str:
    """Where the world finds the post."""
    return reverse("article", args=[post.therapist.handle, post.slug])


@transaction.atomic
def keep_lists(post: Post, *, topics: Collection[Topic], sources: list[dict[str, Any]]) -> None:
    """Topics and sources as they were last sent, for a piece that no reader knows yet."""
    post.topics.set(topics)
    post.sources.all().delete()
    Source.objects.bulk_create(
        Source(post=post, position=number, **{**item, "publisher": item["publisher"] or ""})
        for number, item in enumerate(told(sources))
    )
