"""What is kept of a person here: what they asked, and for a professional, what was asked of them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hearten.accounts.models import Account
from hearten.accounts.privacy import Kept, PersonalData
from hearten.accounts.wall import leave_notice
from hearten.moderation.privacy import kept_about
from hearten.questions.actions.ask import protect
from hearten.questions.models import Question

#: `answer` is the number of the piece: an address would name its author.
QUESTION = ("body", "covered", "quotable", "asked_on", "expected_on", "state", "reason", "answer")


def export(account: Account) -> dict[str, Any]:
    """Everything this account asked. What others asked of a professional is theirs."""
    rows = Question.objects.asked_by(account).values(*QUESTION)
    days = ("asked_on", "expected_on")
    return {"questions": [{**row, **{day: row[day].isoformat() for day in days}} for row in rows]}


@transaction.atomic
def erase(account: Account) -> list[Kept]:
    """The account's own questions go. Those it was asked stay with their askers, who are told kindly."""
    asked = Question.objects.asked_by(account).select_related("answer__edition", "answer__therapist__account")
    rows = list(asked)
    for question in rows:
        protect(question)
    kept = kept_about([question.subject for question in rows])
    asked.delete()  # the personas stay for accounts, which takes them out of the events first
    leave(account)
    return kept


def leave(account: Account) -> None:
    """A professional goes: what was asked of them ends with a kind word."""
    for question in Question.objects.filter(therapist__account=account):
        leave_notice(question.persona_id, "question")
    Question.objects.filter(therapist__account=account).update(therapist=None, answer=None)


PERSONAL_DATA = PersonalData(
    export=export,
    erase=erase,
    says="Every question you asked. An answer that somebody wrote stays, without your words. Questions put to "
    "you stay with those who asked them, who are told that you have left.",
)
