"""What a professional does with the questions put to them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from hearten.accounts.models import Account
from hearten.accounts.wall import leave_notice
from hearten.blog.actions.write import begin, save_draft
from hearten.blog.models import Post
from hearten.blog.models.post import Kind
from hearten.directory.models import Therapist
from hearten.events.actions import record
from hearten.moderation.actions import open_item
from hearten.moderation.paperwork import comments_may_open
from hearten.questions.checks import quotes_in
from hearten.questions.models import Question, Reason, State
from hearten.questions.quoting import without
from hearten.questions.words import SCAFFOLD, TAKEN_OUT, TITLE

#: How many days somebody may name; 0 closes the questions.
DAYS = (0, 7, 14, 30)


class NotReady(Exception):
    """This host's paperwork is not done, so nobody can be asked anything here (R107)."""


@transaction.atomic
def open_questions(therapist: Therapist, *, within_days: int, by: Account) -> None:
    """Take questions and name the days within which they are usually answered; 0 takes no new ones.

    Raises NotReady, and ValueError for other days. What was asked before keeps the day it was told.
    """
    if within_days not in DAYS:
        raise ValueError("no such choice")
    if within_days and not comments_may_open():
        raise NotReady
    Therapist.objects.filter(pk=therapist.pk).update(questions_within_days=within_days)
    record("therapist.changed", subject=therapist, by=by, fields=["questions_within_days"])


@transaction.atomic
def answer_in_post(questions: Iterable[Question], *, by: Account, post: Post | None = None) -> Post | None:
    """Answer questions together, in a new draft or one that is there. None when none of them waits any more.

    questions: of `Question.objects.waiting_for(by)`. post: one of the author's own. No word of theirs is copied.
    """
    keys = [question.pk for question in questions]
    waiting = Question.objects.waiting_for(by).filter(pk__in=keys)
    chosen = list(Question.objects.select_for_update().filter(pk__in=list(waiting.values_list("pk", flat=True))))
    if not chosen:
        return None
    into = post or new_draft(by)
    for question in chosen:
        Question.objects.filter(pk=question.pk).update(answer=into, told=False)
        record("question.taken-up", subject=question, by=by)
    return into


def new_draft(by: Account) -> Post:
    """A draft with a neutral title and headings to fill in."""
    draft = begin(Therapist.objects.get(account=by), kind=Kind.ANSWER)
    return save_draft(draft, changes={"title": TITLE, "body": SCAFFOLD}, seen_version=draft.draft_version)


@transaction.atomic
def put_back(question: Question, *, by: Account) -> None:
    """It is not answered in that post after all: it waits again."""
    if Question.objects.filter(pk=question.pk, answer__isnull=False).update(answer=None, told=False):
        record("question.put-back", subject=question, by=by)


@transaction.atomic
def decline(question: Question, *, reason: str, by: Account) -> None:
    """Say kindly that it won't be answered, for one of the known reasons; its asker is told at once."""
    waiting = Question.objects.waiting_for(by).filter(pk=question.pk).values("pk")
    if Question.objects.filter(pk__in=waiting).update(state=State.DECLINED, reason=Reason(reason)):
        record("question.declined", subject=question, by=by)
        leave_notice(question.persona_id, "question")


@transaction.atomic
def pass_on(question: Question, *, by: Account) -> None:
    """Give it to the safety team, who read it before anybody else does again."""
    open_item(question.subject, "review")
    record("question.passed-on", subject=question, by=by)


def take_quotes_out(post: Post) -> Post:
    """Take every quote out of the working copy, with a mark in its place. The text before stays in its versions."""
    found = quotes_in(post)
    changes = {
        field: without(getattr(post, field), [each.run for each in found if each.field == field], TAKEN_OUT)
        for field in {each.field for each in found}
    }
    return save_draft(post, changes=changes, seen_version=post.draft_version) if changes else post
