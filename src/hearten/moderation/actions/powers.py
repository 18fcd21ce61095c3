"""What moderators decide about a name in its space. A ban needs two; a crisis is never a reason (I12, R103)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from hearten.accounts import wall
from hearten.accounts.models import Account
from hearten.events.actions import record
from hearten.moderation.actions.ending import end
from hearten.moderation.actions.looks import draw
from hearten.moderation.actions.reports import (
    DECIDERS,
    NOTICE,
    CannotDecide,
    Case,
    carry,
    case_of,
    require_ground,
    require_independent,
)
from hearten.moderation.levels import DISTRESS
from hearten.moderation.models import Decision, Proposal, SafetyItem
from hearten.moderation.names import subject_of
from hearten.moderation.rules import RESTRICTS
from hearten.moderation.standing import holding
from hearten.moderation.subjects import looked_after_by

#: How long a proposed ban waits for a second person.
PROPOSED_FOR = timedelta(days=3)
#: The longest that somebody is slowed or muted by one decision, and the hours there may be between two posts.
LONGEST = timedelta(days=90)
SLOW_HOURS = (2, 6, 24)
NOBODY_LEFT = (
    "Nobody would be left to look again if they disagree. A ban needs a third moderator or safety lead here."
)


@dataclass(frozen=True)
class Measure:
    """What is to hold, how, and until when. hours: for "slow". until: the day from which it holds no longer."""

    act: str
    rule: str
    facts: str
    until: date | None = None
    hours: int | None = None


@transaction.atomic
def restrict(case: Case, measure: Measure, *, by: Account) -> Decision:
    """Slow, mute or remove the writer of a thing in its space, or end that again. Its writer hears of it (I41).

    case: what led to it. Raises CannotDecide when nobody is behind it, when it is `by`'s own, when its words speak
    of the writer's own danger (I12), when the rule is no ground, the day or the hours are out of bounds, for a ban,
    and when `by` has carried enough for today.
    """
    persona = writer_of(case, by)
    if measure.act not in {"slow", "mute", "leave", "lift"}:
        raise CannotDecide("One person alone can't do this.")
    require_measure(case, measure)
    carry(by)
    return _decide(persona, case, measure, by=by)


def _decide(persona: str, case: Case, measure: Measure, *, by: Account, second: Account | None = None) -> Decision:
    ends = ("slow", "mute", "leave") if measure.act == "lift" else (measure.act,)
    for earlier in holding_about(persona):
        if earlier.act in ends:
            end(earlier)
    decision = Decision.objects.create(
        subject=subject_of(persona),
        about=case.subject,
        act=measure.act,
        rule=measure.rule,
        facts=measure.facts,
        until=measure.until,
        hours=measure.hours,
        by=by,
        second=second,
    )
    draw(decision)
    wall.leave_notice(persona, NOTICE)
    record("decision.made", subject=decision, by=by, about=decision.subject, act=decision.act)
    return decision


def holding_about(persona: str) -> list[Decision]:
    """What holds about a name today."""
    about = Decision.objects.filter(subject=subject_of(persona), act__in=RESTRICTS)
    return list(holding(about, timezone.localdate()))


def writer_of(case: Case, by: Account) -> str:
    """The name that wrote the thing. Raises CannotDecide when there is none, or when it is one's own."""
    persona = case.verbs.persona(case.key) if case.verbs.persona else None
    if persona is None or not looked_after_by(by, case.subject):
        raise CannotDecide("Nobody can be decided about here.")
    require_independent(case, by)
    if wall.owns(by, persona):
        raise CannotDecide("You wrote this. Somebody else has to decide.")
    return persona


def require_measure(case: Case, measure: Measure) -> None:
    """Raises CannotDecide for a measure that can't rest on this, or has no end it needs."""
    if measure.act == "lift":
        return
    require_ground(measure.act, measure.rule)
    if speaks_of_danger(case.subject):
        raise CannotDecide(
            "These words speak of somebody's own danger. They are never a reason to restrict whoever wrote them: "
            "the safety queue answers them."
        )
    today = timezone.localdate()
    latest = today + LONGEST if measure.act in {"slow", "mute"} else date.max
    if measure.until is None and measure.act in {"slow", "mute"}:
        raise CannotDecide("Choose a day on which it ends by itself.")
    if measure.until and not today < measure.until <= latest:
        raise CannotDecide("Choose a day that lies ahead, within three months.")
    if measure.act == "slow" and measure.hours not in SLOW_HOURS:
        raise CannotDecide("Choose how often they can write.")


def speaks_of_danger(subject: str) -> bool:
    """Whether the safety queue ever held these words for what they say of their writer's own danger (I12)."""
    return SafetyItem.objects.filter(subject=subject, level__in=DISTRESS).exists()


@transaction.atomic
def propose_ban(case: Case, measure: Measure, *, by: Account) -> Proposal:
    """Propose to ban whoever wrote a thing, across all their names. Nothing changes until a second confirms.

    Raises CannotDecide as `restrict`, when a proposal about this name waits already, and when nobody would be left
    to answer an appeal.
    """
    persona = writer_of(case, by)
    require_measure(case, measure)
    if len(others_than([by.pk], case.subject)) < 2:
        raise CannotDecide(NOBODY_LEFT)
    carry(by)
    expire_proposals()
    try:
        with transaction.atomic():
            row = Proposal.objects.create(
                subject=subject_of(persona),
                about=case.subject,
                rule=measure.rule,
                facts=measure.facts,
                until=measure.until,
                by=by,
                expires_on=timezone.localdate() + PROPOSED_FOR,
            )
    except IntegrityError:
        raise CannotDecide("A colleague has proposed this already. It waits for a second person.") from None
    record("ban.proposed", subject=row, by=by)
    return row


def others_than(these: Iterable[UUID | None], about: str) -> list[Account]:
    """Who else could decide about a thing, and answer an appeal."""
    deciders = reduce(or_, (Q(named__contains=f'"{role}"') for role in DECIDERS))
    staff = Account.objects.annotate(named=Cast("roles", TextField())).filter(deciders, is_active=True, paused="")
    left = staff.exclude(pk__in=[pk for pk in these if pk])[:200]
    return [account for account in left if looked_after_by(account, about)]


def expire_proposals() -> int:
    """Forget what nobody confirmed in time: it changes nothing any more. The row stays as a record."""
    late = Proposal.objects.filter(outcome="", expires_on__lte=timezone.localdate())
    return late.update(outcome="expired")


@transaction.atomic
def answer_proposal(proposal: Proposal, *, confirm: bool, answer: str, by: Account) -> Decision | None:
    """Confirm a proposed ban, or refuse it with a reason. Both people stay in the record (R103).

    Raises CannotDecide for whoever proposed it or is behind the name, when it has expired or was answered, and when
    nobody would be left to answer an appeal.
    """
    case = require_second(proposal, by)
    if confirm and not others_than([proposal.by_id, by.pk], proposal.about):
        raise CannotDecide(NOBODY_LEFT)
    waiting = Proposal.objects.filter(pk=proposal.pk, outcome="", expires_on__gt=timezone.localdate())
    said = {"answered_by": by, "answered_on": timezone.localdate(), "answer": answer}
    if waiting.update(outcome="confirmed" if confirm else "refused", **said) != 1:
        raise CannotDecide("This was answered meanwhile, or has expired.")
    record("ban.answered", subject=proposal, by=by, outcome="confirmed" if confirm else "refused")
    return _ban(proposal, case, by) if confirm else None


def require_second(proposal: Proposal, by: Account) -> Case:
    """The thing that led to it. Raises CannotDecide for whoever proposed it or is behind the name."""
    persona = proposal.subject.partition(":")[2]
    if proposal.by_id is None or proposal.by_id == by.pk:
        raise CannotDecide("You proposed this. Somebody else has to confirm it.")
    if wall.owns(by, persona):
        raise CannotDecide("You wrote this. Somebody else has to decide.")
    case = case_of(proposal.about)
    if case is None or not looked_after_by(by, proposal.about):
        raise CannotDecide("This can't be decided about.")
    return case


def _ban(proposal: Proposal, case: Case, second: Account) -> Decision:
    if proposal.by is None:
        raise CannotDecide("Whoever proposed this is gone. It has to be proposed again.")
    persona = proposal.subject.partition(":")[2]
    measure = Measure("ban", proposal.rule, proposal.facts, proposal.until)
    decision = _decide(persona, case, measure, by=proposal.by, second=second)
    Proposal.objects.filter(pk=proposal.pk).update(decision=decision)
    wall.restrict(persona)
    return decision
