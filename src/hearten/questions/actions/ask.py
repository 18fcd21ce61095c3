"""Asking, taking back, and the yes to be quoted: what only the asker does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from hearten.accounts import wall
from hearten.accounts.budget import spend
from hearten.accounts.models import Account, BoxNotice, opaque
from hearten.accounts.privacy import forget_persona
from hearten.blog.actions.publish import withdraw as take_down
from hearten.blog.models import Post
from hearten.directory.models import Therapist
from hearten.events.actions import record
from hearten.moderation.actions import forget, open_item
from hearten.moderation.hearing import Heard, hear
from hearten.moderation.models import SafetyItem
from hearten.moderation.paperwork import comments_may_open
from hearten.questions.checks import edition_quotes
from hearten.questions.models import Question

#: The longest question, in characters.
LONGEST = 2000
#: How many questions one account may ask in a day, over all pages.
A_DAY = 3


class Closed(Exception):  # what is so, not a mistake
    """This page, or this host, takes no questions."""


class Enough(Exception):
    """The account has asked its share for today."""


@dataclass(frozen=True)
class Asked:
    """A question that was kept. needs_person: its words ask for a person soon, and its asker sees help at once."""

    question: Question
    needs_person: bool


def takes_questions(therapist: Therapist) -> bool:
    """Whether a question may be asked now: opened by its owner and not resting, on a ready host (R107)."""
    return therapist.takes_questions and comments_may_open()


def ask(
    therapist: Therapist,
    *,
    by: Account,
    body: str,
    quotable: bool = False,
    acknowledged: Collection[str] = (),
    keeps: Collection[str] = (),
) -> Asked:
    """Put a general question to a professional, under a persona that is used for nothing else (R11, I4).

    acknowledged: rules whose advice the asker has seen. keeps: words about themself that they decided to leave
    there (R83). Words that speak of danger are kept whatever limit is reached, and the safety team reads them first
    (R95, I12). Raises Closed, Enough, NeedsMasks, NeedsChanges.
    """
    heard = hear(body, acknowledged=acknowledged, keeps=keeps, purpose="question")
    if not takes_questions(therapist) or therapist.account_id == by.pk:
        raise Closed
    return _ask(therapist, by, body, heard, quotable=quotable)


@transaction.atomic
def _ask(therapist: Therapist, by: Account, body: str, heard: Heard, *, quotable: bool) -> Asked:
    Account.objects.select_for_update().get(pk=by.pk)  # two presses come one by one
    today = timezone.localdate()
    same = Question.objects.asked_by(by).filter(therapist=therapist, body=body, asked_on=today).first()
    if same:
        return Asked(same, heard.needs_person)
    if not spend(by, "question", A_DAY) and not heard.needs_person:
        raise Enough
    key = opaque()
    question = Question.objects.create(
        id=key,
        therapist=therapist,
        persona=wall.persona_for(by, f"question:{key}"),
        body=body,
        covered=heard.body[:LONGEST] if heard.body != body else "",
        quotable=quotable,
        asked_on=today,
        expected_on=today + timedelta(days=therapist.questions_within_days),
    )
    if heard.level:
        open_item(question.subject, heard.level)
    record("question.asked", subject=question, by=question.persona)
    return Asked(question, heard.needs_person)


@transaction.atomic
def set_quotable(question: Question, *, yes: bool) -> None:
    """Give or take back the yes to be quoted. Taking it back takes down an answer that quotes already (I33).

    question: one of the asker's own (`Question.objects.asked_by`).
    """
    _hold_answer(question)
    if Question.objects.filter(pk=question.pk, quotable=not yes).update(quotable=yes):
        record("question.quoting-changed", subject=question, by=question.persona)
    if not yes:
        protect(question)


@transaction.atomic
def take_back(question: Question) -> None:
    """Erase the question and its persona at once, wherever it stands. The safety team still sees that it was.

    question: one of the asker's own.
    """
    _hold_answer(question)
    protect(question)
    record("question.taken-back", subject=question, by=question.persona)
    if not SafetyItem.objects.filter(subject=question.subject, closed_at=None).exists():
        forget([question.subject])
    persona = question.persona
    question.delete()
    forget_persona(persona)


def protect(question: Question) -> None:
    """Take down the answer when its public text quotes this question; its author is told in neutral words."""
    post = question.answer
    if post and edition_quotes(post, question.body):
        take_down(post, by=None)
        BoxNotice.objects.create(account=post.therapist.account, kind="plan-stopped")


def _hold_answer(question: Question) -> None:
    """Let no publishing happen in between. The question then knows the answer as it is now."""
    held = Post.objects.select_for_update(of=("self",)).select_related("therapist__account", "edition")
    question.answer = held.filter(pk=question.answer_id).first() if question.answer_id else None
