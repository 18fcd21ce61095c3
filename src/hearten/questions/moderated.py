"""What moderation may see and do with a question: its words, and nobody's name."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from hearten.accounts.models import Account
from hearten.accounts.wall import leave_notice
from hearten.events.actions import record
from hearten.moderation.subjects import Shown, Subject
from hearten.questions.models import Question, State


def found(key: str) -> Question | None:
    """The question behind a key as it came in an address or a row."""
    return Question.objects.filter(pk=key).first()


def show(key: str) -> Shown | None:
    """Its words. It was asked under a name that nobody sees, so none is shown."""
    row = found(key)
    return Shown("A question", "Somebody", row.body, "", is_public=False) if row else None


def persona_of(key: str) -> str | None:
    """The name it was asked under, for the safety team alone."""
    return Question.objects.filter(pk=key).values_list("persona", flat=True).first()


@transaction.atomic
def remove(key: str, by: Account) -> None:
    """Nobody but its asker and moderators sees it any more."""
    row = found(key)
    if row and Question.objects.filter(pk=key).update(state=State.REMOVED, reason="", answer=None):
        record("question.removed", subject=row, by=by)


@transaction.atomic
def restore(key: str, by: Account) -> None:
    """It waits again."""
    row = found(key)
    if row and Question.objects.filter(pk=key, state=State.REMOVED).update(state=State.WAITING):
        record("question.restored", subject=row, by=by)


def tell(key: str, kind: str) -> None:
    """A neutral line for its asker."""
    row = found(key)
    if row:
        leave_notice(row.persona_id, kind)


def is_own(key: str, account: Account) -> bool:
    """Whether this account asked it; asked about the one who is looking only."""
    return Question.objects.asked_by(account).filter(pk=key).exists()


def own(account: Account) -> Collection[str]:
    """The ids of everything the account asked."""
    return list(Question.objects.asked_by(account).values_list("pk", flat=True))


QUESTION = Subject(show, remove, restore, tell, is_own, own, persona=persona_of)
