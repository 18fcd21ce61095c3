"""A colleague's look, and the release of a hold by a second professional."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from hearten.accounts.models import BoxNotice
from hearten.blog.models import ColleagueLook, Post, Release
from hearten.directory.models import Therapist
from hearten.events.actions import record
from hearten.moderation.review import Finding


class NotAllowed(Exception):
    """Nobody can be their own second professional."""


@transaction.atomic
def ask_colleague(post: Post, *, colleague: Therapist, question: str) -> ColleagueLook:
    """Ask a colleague to look at a draft (R45). Asking again replaces the question.

    Raises NotAllowed when the colleague is the author.
    """
    if colleague.pk == post.therapist_id:
        raise NotAllowed
    look, _created = ColleagueLook.objects.update_or_create(
        post=post, colleague=colleague, defaults={"question": question, "answered_at": None, "answer": ""}
    )
    BoxNotice.objects.create(account=colleague.account, kind="look-asked")
    record("post.look-asked", subject=post, by=post.therapist.account, colleague=colleague.pk)
    return look


@transaction.atomic
def answer_look(look: ColleagueLook, *, answer: str) -> None:
    """The colleague says what they think; the author finds it beside the draft."""
    look.answer, look.answered_at = answer, timezone.now()
    look.save(update_fields=["answer", "answered_at"])
    BoxNotice.objects.create(account=look.post.therapist.account, kind="look-answered")
    record("post.look-answered", subject=look.post, by=look.colleague.account)


@transaction.atomic
def release(post: Post, *, finding: Finding, by: Therapist, reason: str) -> Release:
    """End a hold on these exact words, as a second named professional, with a typed reason (R17).

    Raises NotAllowed when `by` is the author, was not asked to look, or gives no reason.
    """
    asked = post.looks.filter(colleague=by).exists()
    if by.pk == post.therapist_id or not asked or not reason.strip():
        raise NotAllowed
    row, _created = Release.objects.get_or_create(
        post=post, key=finding.key, defaults={"by": by, "reason": reason.strip()}
    )
    record("post.released", subject=post, by=by.account, key=finding.key)
    return row
