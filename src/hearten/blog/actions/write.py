"""Writing: a draft is begun, saved and never lost."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.models import Post, Revision
from hearten.blog.models.post import STORY_WAIT_DAYS, Kind
from hearten.directory.models import Therapist
from hearten.events.actions import record

#: Saves closer together than this share one revision.
REVISION_EVERY = timedelta(minutes=2)
#: How many saved states are kept of one post.
REVISIONS_KEPT = 100


class StaleDraft(Exception):
    """Another tab saved in between. Both texts are kept: theirs in the post, this one as a revision (I16)."""

    def __init__(self, post: Post, revision: Revision) -> None:
        super().__init__("the draft was changed in another tab")
        self.post = post
        self.revision = revision


def begin(therapist: Therapist, *, kind: str = Kind.ARTICLE) -> Post:
    """A new draft with a neutral address."""
    return Post.objects.create(
        therapist=therapist,
        kind=kind,
        slug=f"piece-{secrets.token_hex(3)}",
        story_since=timezone.now() if kind == Kind.STORY else None,
        wait_days=STORY_WAIT_DAYS,
    )


def save_draft(post: Post, *, changes: dict[str, Any], seen_version: int) -> Post:
    """Keep what the author typed.

    changes: values by field name. seen_version: the `draft_version` the author's page was made from.
    Raises StaleDraft when another tab saved in between; this tab's text is kept as a revision all the same.
    """
    saved = _save_if_current(post, changes, seen_version)
    if saved is None:
        post.refresh_from_db()
        raise StaleDraft(post, _revision(post, changes, from_other_tab=True))
    return saved


@transaction.atomic
def _save_if_current(post: Post, changes: dict[str, Any], seen_version: int) -> Post | None:
    current = Post.objects.select_for_update().get(pk=post.pk)
    if current.draft_version != seen_version and _differs(current, changes):
        return None
    return _save(current, changes)


@transaction.atomic
def restore(post: Post, *, revision: Revision) -> Post:
    """Bring an earlier state back; the present one is kept as a revision first (I16)."""
    current = Post.objects.select_for_update().get(pk=post.pk)
    _revision(current, {})
    return _save(current, {name: getattr(revision, name) for name in ("title", "summary", "body")})


def _save(post: Post, changes: dict[str, Any]) -> Post:
    became_story = changes.get("kind") == Kind.STORY and post.kind != Kind.STORY
    for name, value in changes.items():
        setattr(post, name, value)
    if became_story:
        post.story_since = timezone.now()
    if post.kind != Kind.STORY:
        post.story_source = post.story_since = None
    post.draft_version += 1
    post.save()
    newest = post.revisions.filter(from_other_tab=False).first()
    if newest is None or timezone.now() - newest.saved_at >= REVISION_EVERY:
        _revision(post, {})
        _drop_old(post)
    return post


def _revision(post: Post, changes: dict[str, Any], *, from_other_tab: bool = False) -> Revision:
    text = {name: changes.get(name, getattr(post, name)) for name in ("title", "summary", "body")}
    return Revision.objects.create(post=post, from_other_tab=from_other_tab, **text)


def _drop_old(post: Post) -> None:
    kept = list(post.revisions.values_list("pk", flat=True)[:REVISIONS_KEPT])
    post.revisions.exclude(pk__in=kept).delete()


def _differs(post: Post, changes: dict[str, Any]) -> bool:
    return any(getattr(post, name) != changes[name] for name in ("title", "summary", "body") if name in changes)


@transaction.atomic
def bring_in(
    post: Post,
    *,
    text: dict[str, str],
    written_on: date,
    begun_at: datetime,
    topics: Collection[str] = (),
    suggested_topic: str = "",
) -> Post:
    """Fill a new draft with what its author wrote elsewhere.

    It is never a story and says nothing of where a story comes from: who makes it one begins its rest that day
    (I20, R45). text: title, summary and body. written_on, begun_at: the day and the moment it was written there.
    topics: slugs of topics of this host.
    """
    post.title, post.summary, post.body = text["title"], text["summary"], text["body"]
    post.written_on, post.begun_at, post.suggested_topic = written_on, begun_at, suggested_topic
    post.draft_version += 1
    post.save()
    _revision(post, {})
    if topics:
        post.topics.set(topics)  # type: ignore[arg-type]  # a topic's key is its slug
    return post


@transaction.atomic
def hide_earlier_words(post: Post, *, by: Account) -> None:
    """Show readers no words of earlier editions any more; that something changed stays to be seen (R17, R42)."""
    earlier = post.editions.exclude(pk=post.edition_id or 0)
    if earlier.filter(words_hidden=False).update(words_hidden=True):
        record("post.history-hidden", subject=post, by=by)
