"""Disagreeing with a decision: whoever decided first never decides again (I41, R99)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.events.actions import record
from hearten.moderation.actions.ending import end
from hearten.moderation.actions.reports import NOTICE, CannotDecide, Case, apply, case_of, require_independent
from hearten.moderation.models import Appeal, Decision
from hearten.moderation.rules import RESTRICTS, TAKES_AWAY

#: How long a writer can disagree (DSA art. 20: at least six months), and how long an answer may take (R99).
OPEN_FOR = timedelta(days=183)
ANSWER_WITHIN = timedelta(days=7)


class CannotAppeal(Exception):
    """There is nothing to appeal, or no longer; the message says why, in plain words."""


def can_appeal(decision: Decision, *, answered: bool) -> bool:
    """Whether this decision takes something away, is young enough, and was not appealed before."""
    return decision.act in TAKES_AWAY and not answered and timezone.now() - decision.made_at <= OPEN_FOR


@transaction.atomic
def appeal(*, decision: Decision, words: str, by: Account) -> Appeal:
    """Ask somebody else to look again. Raises CannotAppeal when it is not theirs, too late or asked already."""
    case = case_of(decision.subject)
    if case is None or not case.verbs.is_own(case.key, by):
        raise CannotAppeal("This decision is not about something you wrote.")
    asked = Appeal.objects.filter(decision=decision).exists()
    if not can_appeal(decision, answered=asked):
        raise CannotAppeal("Somebody looks at it already." if asked else "This can't be looked at again any more.")
    row = Appeal.objects.create(decision=decision, words=words)
    record("appeal.made", subject=row, by=None)  # the actor would join an account to a pseudonym's words (I1)
    return row


@transaction.atomic
def answer_appeal(*, appeal: Appeal, upheld: bool, answer: str, by: Account) -> None:
    """Answer an appeal; when it is right, what was taken away comes back under a decision of its own.

    upheld: the writer was right. Raises CannotDecide for whoever had a part in the first decision or wrote the
    thing, and when it was answered already.
    """
    decision = appeal.decision
    if had_a_part(decision, by):
        raise CannotDecide("You had a part in the first decision. Somebody else has to look again.")
    case = case_of(decision.subject)
    if case is None:
        raise CannotDecide("This can't be decided about.")
    require_independent(case, by)
    mine = Appeal.objects.filter(pk=appeal.pk, upheld=None)
    if mine.update(upheld=upheld, answer=answer, answered_by=by, answered_on=timezone.localdate()) != 1:
        raise CannotDecide("A colleague has answered this meanwhile.")
    if upheld and holds(case, decision):
        give_back(case, decision, answer, by)
    else:
        case.verbs.tell(case.key, NOTICE)
    record("appeal.answered", subject=appeal, by=by, about=decision.subject)


def had_a_part(decision: Decision, account: Account) -> bool:
    """Whether this account made or confirmed it."""
    return account.pk in {decision.by_id, decision.second_id}


def holds(case: Case, decision: Decision) -> bool:
    """Whether what was decided still takes something away: a thing is hidden, or a name is restricted."""
    if decision.act in RESTRICTS:
        return decision.ended_on is None
    return bool(case.state)


def give_back(case: Case, decision: Decision, answer: str, by: Account) -> None:
    """Undo it, under a decision of its own."""
    back = {"subject": decision.subject, "rule": decision.rule, "facts": answer, "by": by, "about": decision.about}
    if decision.act in RESTRICTS:
        end(decision)
        Decision.objects.create(act="lift", **back)
        case.verbs.tell(case.key, NOTICE)
    else:
        Decision.objects.create(act="restore", **back)
        apply(case, "restore", by)
