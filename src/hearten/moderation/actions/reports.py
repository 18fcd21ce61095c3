"""Asking for a look, and deciding. A person decides, with reasons; the number of reports never does (I41, I42)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from hearten.accounts.budget import spend
from hearten.accounts.models import Account, Role
from hearten.events.actions import record
from hearten.moderation.actions.looks import draw
from hearten.moderation.models import Appeal, Decision, Report
from hearten.moderation.names import is_name
from hearten.moderation.rules import HIDES, can_be_ground
from hearten.moderation.subjects import Shown, Subject, find

#: The neutral line in the writer's box; the words are on their own page (I27).
NOTICE = "decision"
#: How long something may be hidden before a colleague has looked.
HOLD_FOR = timedelta(days=3)
#: Who may decide. A safety lead may too: with one moderator alone nobody could look again (I41).
DECIDERS = (Role.MODERATOR, Role.SAFETY_LEAD)
#: How many decisions one person makes in a day (R103).
LOAD_A_DAY = 40


class CannotDecide(Exception):
    """This decision can't be made, or not by this person; the message says why, in plain words."""


@dataclass(frozen=True)
class Case:
    """One thing in front of a moderator. shown: None when it is gone. last: the newest decision that hides it."""

    subject: str
    verbs: Subject
    key: str
    shown: Shown | None
    last: Decision | None

    @property
    def state(self) -> str:
        """How it is hidden: "remove", "hold", "edit", or "" when it is not."""
        return self.last.act if self.last else ""

    @property
    def removed(self) -> bool:
        """Whether a decision took it down."""
        return self.state == "remove"


def case_of(subject: str) -> Case | None:
    """The case behind `app.model:id`, or None when its kind can't be reported or decided about."""
    found = find(subject)
    if found is None or not found[0].decided:
        return None
    verbs, key = found
    last = Decision.objects.filter(subject=subject).first()
    hides = last if last and last.act in HIDES and last.ended_on is None else None
    return Case(subject, verbs, key, verbs.show(key), hides)


@transaction.atomic
def report(*, subject: str, words: str) -> Report:
    """Ask for a look at something. Nothing about who asked is kept, signed in or not (R99).

    subject: `app.model:id`, checked by the caller to be readable. words: optional.
    """
    row = Report.objects.create(subject=subject, words=words)
    record("report.filed", subject=row, by=None)
    return row


@transaction.atomic
def decide(*, subject: str, act: str, rule: str, facts: str, by: Account) -> Decision:
    """Decide about something and answer every open report of it; the writer hears of a change (I41).

    act: "stays", "hold", "edit", "remove" or "restore". rule: one of rules.RULES. facts: what was seen, naming
    nobody. Raises CannotDecide when `by` wrote it, when a colleague was faster, when it waits for an appeal,
    when the rule is no ground for this, and when `by` has carried enough for today (R103).
    """
    case = case_of(subject)
    if case is None:
        raise CannotDecide("This can't be decided about.")
    require_independent(case, by)
    if act not in choices(case, by):
        raise CannotDecide("A colleague has decided meanwhile. Look at it again first.")
    require_ground(act, rule)
    carry(by)
    decision = Decision.objects.create(
        subject=subject, act=act, rule=rule, facts=facts, by=by, until=end_of_hold() if act == "hold" else None
    )
    Report.objects.filter(subject=subject, decision=None).update(decision=decision)
    draw(decision)
    apply(case, act, by)
    record("decision.made", subject=decision, by=by, about=subject, act=act)
    return decision


def end_of_hold() -> date:
    """The day on which a hold ends by itself when nobody has looked."""
    return timezone.localdate() + HOLD_FOR


def carry(by: Account) -> None:
    """Count one decision of a moderator today. Raises CannotDecide when they have carried enough (R103)."""
    if any(by.has_role(role) for role in DECIDERS) and not spend(by, "decide", LOAD_A_DAY):
        raise CannotDecide("You have decided a lot today. Please rest: a colleague goes on, or you, tomorrow.")


def require_ground(act: str, rule: str) -> None:
    """Raises CannotDecide for what is no rule, or for a restriction that rests on no broken one (I12, I41)."""
    if not can_be_ground(act, rule):
        raise CannotDecide("Choose the rule that was broken. Without one, nothing can be taken from anybody.")


def choices(case: Case, by: Account) -> list[str]:
    """What can be decided now: what was taken down stays down or comes back, unless its appeal is open; what is
    held waits for somebody else than who held it.
    """
    if is_name(case.subject):
        return []  # what is decided about names is in actions/powers.py
    if open_appeal(case.subject):
        return [case.state] if case.removed else []
    if case.state == "hold" and case.last and case.last.by_id == by.pk:
        return []
    if case.state:
        return ["remove", "restore"]
    return ["stays", "remove", *for_now(case)] if case.shown else ["stays"]


def for_now(case: Case) -> list[str]:
    """What hides it for a while only: for kinds that know how, and while others can read it."""
    if case.shown is None or not (case.shown.is_public or case.shown.others_read):
        return []
    return [
        act for act, verb in (("hold", case.verbs.hold and case.verbs.let_go), ("edit", case.verbs.ask)) if verb
    ]


def apply(case: Case, act: str, by: Account) -> None:
    """Change who sees it, and tell its writer, when the decision changes anything."""
    if act == "stays":
        if case.verbs.keep:
            case.verbs.keep(case.key, by)
        return
    if act == case.state:
        return
    verb = {"remove": case.verbs.remove, "hold": case.verbs.hold, "edit": case.verbs.ask}
    (verb.get(act) or case.verbs.restore)(case.key, by)
    case.verbs.tell(case.key, NOTICE)


def require_independent(case: Case, by: Account) -> None:
    """Raises CannotDecide for something the moderator wrote."""
    if case.verbs.is_own(case.key, by):
        raise CannotDecide("You wrote this. Somebody else has to decide.")


def open_appeal(subject: str) -> Appeal | None:
    """The appeal that waits for an answer, if there is one."""
    return Appeal.objects.filter(decision__subject=subject, upheld=None).first()


@transaction.atomic
def changed_as_asked(subject: str) -> bool:
    """The writer changed what they were asked to change: the request ends, and a moderator looks once more.

    Called by the app that keeps it, in the transaction that changes it. False when nothing was asked.
    """
    asked = Decision.objects.filter(subject=subject, act="edit", ended_on=None)
    if not asked.update(ended_on=timezone.localdate()):
        return False
    Report.objects.create(subject=subject, words="Its writer has changed it, as they were asked to.")
    return True
