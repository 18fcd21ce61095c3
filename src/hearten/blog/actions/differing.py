"""Saying that two pieces differ, answering, disputing, and ending it (R41)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from hearten.accounts.models import Account, BoxNotice
from hearten.blog.models import Differing, Post
from hearten.events.actions import record
from hearten.moderation.review import require_clear


class NotAPair(Exception):
    """These two can't stand side by side; the message says why, in plain words."""


class NotIndependent(Exception):
    """Nobody settles a dispute about their own piece."""


def declare(post: Post, other: Post, *, says: str, by: Account, acknowledged: Collection[str] = ()) -> Differing:
    """Put two public pieces by different authors side by side, with one sentence on what differs.

    by: the author of `post`, or a clinical editor who wrote neither. The other author is told.
    Raises NotAPair, NeedsChanges, GuardUnavailable (I19).
    """
    if post.therapist_id == other.therapist_id:
        raise NotAPair("Both pieces are by the same author. Choose one by somebody else.")
    require_clear(says, purpose="article", acknowledged=acknowledged)
    try:
        return _declare(post, other, says, by)
    except IntegrityError as error:
        raise NotAPair("These two stand side by side already.") from error


@transaction.atomic
def _declare(post: Post, other: Post, says: str, by: Account) -> Differing:
    if Differing.objects.filter(post=other, other=post, ended_on=None).exists():
        raise NotAPair("These two stand side by side already.")
    by_author = post.therapist.account_id == by.pk
    row = Differing.objects.create(post=post, other=other, says=says, by_editor=not by_author)
    for piece in (other,) if by_author else (post, other):
        BoxNotice.objects.create(account=piece.therapist.account, kind="differing")
    changed(row, "differing.said", by=by)
    return row


def answer(row: Differing, *, words: str, by: Account, acknowledged: Collection[str] = ()) -> None:
    """One sentence by the author of the other piece, beside the first; "" takes it back.

    Raises NeedsChanges, GuardUnavailable.
    """
    if words:
        require_clear(words, purpose="article", acknowledged=acknowledged)
    with transaction.atomic():
        if Differing.objects.filter(pk=row.pk, ended_on=None).update(answer=words):
            changed(row, "differing.answered", by=by)


@transaction.atomic
def dispute(row: Differing, *, words: str, by: Account) -> None:
    """The other author thinks that it should not stand there. Once; a clinical editor settles it."""
    first = Differing.objects.filter(pk=row.pk, ended_on=None, disputed_on=None)
    if first.update(dispute=words, disputed_on=timezone.localdate()):
        record("differing.disputed", subject=row, by=by)


@transaction.atomic
def settle(row: Differing, *, stays: bool, reason: str, by: Account) -> None:
    """An editor who wrote neither piece decides, with a reason that both authors read. Raises NotIndependent."""
    if by.pk in {row.post.therapist.account_id, row.other.therapist.account_id}:
        raise NotIndependent
    today = timezone.localdate()
    waiting = Differing.objects.disputed().filter(pk=row.pk)
    ended = None if stays else today
    if not waiting.update(settled_on=today, settled_by=by, reason=reason, ended_on=ended):
        return
    for piece in (row.post, row.other):
        BoxNotice.objects.create(account=piece.therapist.account, kind="differing")
    changed(row, "differing.settled", by=by)


@transaction.atomic
def end(row: Differing, *, by: Account) -> None:
    """Whoever said it takes it back."""
    if Differing.objects.filter(pk=row.pk, ended_on=None).update(ended_on=timezone.localdate()):
        changed(row, "differing.ended", by=by)


def changed(row: Differing, kind: str, *, by: Account) -> None:
    """Record it, and let stored copies of both pages know."""
    Post.objects.filter(pk__in=[row.post_id, row.other_id]).update(version=F("version") + 1)
    record(kind, subject=row, by=by)
