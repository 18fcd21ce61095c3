"""What is kept of a person here: what they published, what they answered, and how they helped colleagues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from hearten.accounts.models import Account
from hearten.accounts.privacy import Kept, PersonalData
from hearten.blog.models import (
    Acknowledgement,
    ColleagueLook,
    Comment,
    Differing,
    Episode,
    EpisodeEdition,
    Helper,
    Podcast,
    Post,
    Release,
    Resource,
    Series,
    SourceAsk,
    StoryReview,
)
from hearten.blog.models.post import State
from hearten.moderation.privacy import kept_about

POST = (
    "id", "kind", "slug", "title", "summary", "body", "suggested_topic", "story_source", "series_order",
    "exercise_link", "starts_at", "place", "written_on", "reviewed_on", "next_review_on", "state", "publish_at",
    "published_at", "comments_closed",
)  # fmt: skip
EDITION = ("number", "title", "summary", "body", "facts", "rules_version", "made_at")
EPISODE = (
    "recording", "captions", "transcript", "chapters", "was_public", "transcript_due", "guid", "enclosure_note",
)  # fmt: skip
SPOKEN = ("edition__number", "recording", "captions", "transcript", "chapters", "transcript_due")
SERIES = ("slug", "title", "cadence", "from_day", "note")
PODCAST = ("title", "summary", "category", "language", "contact", "explicit", "guid")
REVISION = ("title", "summary", "body", "saved_at")
SOURCE = ("title", "publisher", "year", "url")
RESOURCE = (
    "title", "maker", "kind", "cost", "language", "reading_ease", "url", "why", "interest", "checked_on",
)  # fmt: skip
#: `post` is the number of the piece it stands under: an address would name its author.
COMMENT = ("id", "post", "body", "covered", "state", "written_at", "edited_at")


def export(account: Account) -> dict[str, Any]:
    """Everything this account wrote under any name, and nothing that anybody else wrote."""
    asked = ColleagueLook.objects.filter(post__therapist__account=account)
    answered = ColleagueLook.objects.filter(colleague__account=account)
    helped = Helper.objects.filter(therapist__account=account)
    return {
        "posts": [post(row) for row in Post.objects.filter(therapist__account=account).order_by("pk")],
        "series": plain(Series.objects.filter(therapist__account=account).values(*SERIES)),
        "podcast": plain(Podcast.objects.filter(therapist__account=account).values(*PODCAST)),
        "resources": [resource(row) for row in Resource.objects.filter(therapist__account=account)],
        "comments": plain(Comment.objects.written_by(account).order_by("pk").values(*COMMENT)),
        "looks_asked": plain(asked.values("post", "question", "asked_at")),
        "looks_answered": plain(answered.values("answer", "answered_at")),
        "releases": plain(Release.objects.filter(by__account=account).values("reason", "at")),
        "acknowledged": plain(Acknowledgement.objects.filter(by=account).values("rule", "quote")),
        "sources_decided": plain(
            SourceAsk.objects.filter(closed_by=account).values("outcome", "reason", "closed_at")
        ),
        "help_asked": plain(helped.values("asked_on", "accepted_on", "ended_on")),
        "help_given": plain(Helper.objects.filter(account=account).values("accepted_on", "ended_on")),
        "differing": plain(
            Differing.objects.shared_by(account).values("post", "other", "says", "answer", "dispute")
        ),
        "review_notes": plain(StoryReview.objects.filter(closed_by=account).values("note", "closed_at")),
    }


def post(row: Post) -> dict[str, Any]:
    """One piece with everything it was before."""
    return {
        **dated({name: getattr(row, name) for name in POST}),
        "series": row.series.slug if row.series else None,
        "topics": list(row.topics.values_list("slug", flat=True)),
        "sources": plain(row.sources.values(*SOURCE)),
        "sources_asked": plain(row.source_asks.values("outcome", "reason", "passage", "answer", "answered_on")),
        "editions": plain(row.editions.values(*EDITION)),
        "episode": plain(Episode.objects.filter(post=row).values(*EPISODE)),
        "spoken": plain(EpisodeEdition.objects.filter(edition__post=row).values(*SPOKEN)),
        "revisions": plain(row.revisions.values(*REVISION)),
    }


def resource(row: Resource) -> dict[str, Any]:
    """One recommendation."""
    return {
        **dated({name: getattr(row, name) for name in RESOURCE}),
        "topics": list(row.topics.values_list("slug", flat=True)),
        "posts": list(row.posts.values_list("pk", flat=True)),
    }


def plain(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows ready for JSON."""
    return [dated(row) for row in rows]


def dated(row: Mapping[str, Any]) -> dict[str, Any]:
    """Days, times and ids as text."""
    return {name: as_json(value) for name, value in row.items()}


def as_json(value: Any) -> Any:
    """One value as JSON can hold it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def erase(account: Account) -> list[Kept]:
    """Pieces go with all that stands under them; comments go, and answers to them stay with whoever gave them."""
    posts = Post.objects.filter(therapist__account=account)
    comments = Comment.objects.written_by(account)
    kept = kept_about(subjects(posts, comments))
    StoryReview.objects.filter(closed_by=account).update(note="", closed_by=None)
    SourceAsk.objects.filter(closed_by=account).update(closed_by=None)
    Release.objects.filter(by__account=account).delete()
    Acknowledgement.objects.filter(by=account).delete()
    Helper.objects.filter(account=account).delete()
    Differing.objects.filter(settled_by=account).update(settled_by=None)
    _take_back(comments)
    posts.update(state=State.WITHDRAWN, edition=None)  # an edition in use can't be deleted
    posts.delete()
    return kept


def _take_back(comments: QuerySet[Comment]) -> None:
    numbers = list(comments.values_list("pk", flat=True))
    Post.objects.filter(comments__in=numbers).update(version=F("version") + 1)  # stored pages are made anew
    Comment.objects.filter(parent__in=numbers).update(parent=None)
    Comment.objects.filter(pk__in=numbers).delete()


def subjects(posts: QuerySet[Post], comments: QuerySet[Comment]) -> list[str]:
    """How moderation names everything that is about to go."""
    under = Comment.objects.filter(post__in=posts)
    reviews = StoryReview.objects.filter(post__in=posts)
    return [
        *(f"blog.post:{pk}" for pk in posts.values_list("pk", flat=True)),
        *(f"blog.storyreview:{pk}" for pk in reviews.values_list("pk", flat=True)),
        *(f"blog.comment:{pk}" for pk in (under | comments).values_list("pk", flat=True)),
    ]


PERSONAL_DATA = PersonalData(
    export=export,
    erase=erase,
    says="What you published, with every draft and edition, and what others wrote under it. Your comments under "
    "other people's pieces; the answers that others gave to them stay.",
)
