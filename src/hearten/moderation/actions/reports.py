"""Asking for a look, and deciding. A person decides, with reasons; the number of reports never does (I41, I42)."""

from dataclasses import dataclass

from django.db import transaction

from hearten.accounts.models import Account
from hearten.events.actions import record
from hearten.moderation.models import Appeal, Decision, Report
from hearten.moderation.subjects import Shown, Subject, find

#: The neutral line in the writer's box; the words are on their own page (I27).
NOTICE = "decision"


class CannotDecide(Exception):
    """This decision can't be made, or not by this person; the message says why, in plain words."""


@dataclass(frozen=True)
class Case:
    """One thing in front of a moderator. shown: None when it is gone. removed: whether a decision took it down."""

    subject: str
    verbs: Subject
    key: str
    shown: Shown | None
    removed: bool


def case_of(subject: str) -> Case | None:
    """The case behind `app.model:id`, or None when its kind can't be reported."""
    found = find(subject)
    if found is None:
        return None
    verbs, key = found
    last = Decision.objects.filter(subject=subject).first()
    return Case(subject, verbs, key, verbs.show(key), removed=bool(last and last.act == "remove"))


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

    act: "stays", "remove" or "restore". rule: what it is measured by. facts: what was seen, without anybody's name.
    Raises CannotDecide when `by` wrote it, when a colleague was faster, or when it waits for an appeal.
    """
    case = case_of(subject)
    if case is None:
        raise CannotDecide("This can't be decided about.")
    require_independent(case, by)
    if act not in choices(case):
        raise CannotDecide("A colleague has decided meanwhile. Look at it again first.")
    decision = Decision.objects.create(subject=subject, act=act, rule=rule, facts=facts, automated=False, by=by)
    Report.objects.filter(subject=subject, decision=None).update(decision=decision)
    apply(case, act, by)
    record("decision.made", subject=decision, by=by, about=subject, act=act)
    return decision


def choices(case: Case) -> list[str]:
    """What can be decided now: a removed thing stays removed or comes back, unless its appeal is open."""
    if case.removed and open_appeal(case.subject):
        return ["remove"]
    if case.removed:
        return ["remove", "restore"]
    return ["stays", "remove"] if case.shown else ["stays"]


def apply(case: Case, act: str, by: Account) -> None:
    """Change who sees it, and tell its writer, when the decision changes anything."""
    if act == "remove" and not case.removed:
        case.verbs.remove(case.key, by)
        case.verbs.tell(case.key, NOTICE)
    elif act == "stays" and case.verbs.keep:
        case.verbs.keep(case.key, by)
    elif act == "restore":
        case.verbs.restore(case.key, by)
        case.verbs.tell(case.key, NOTICE)


def require_independent(case: Case, by: Account) -> None:
    """Raises CannotDecide for something the moderator wrote."""
    if case.verbs.is_own(case.key, by):
        raise CannotDecide("You wrote this. Somebody else has to decide.")


def open_appeal(subject: str) -> Appeal | None:
    """The appeal that waits for an answer, if there is one."""
    return Appeal.objects.filter(decision__subject=subject, upheld=None).first()
