"""What moderators and writers see, as plain data; few statements, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import Max, Min
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.moderation.actions.appeals import ANSWER_WITHIN, OPEN_FOR, can_appeal
from hearten.moderation.models import Appeal, Decision, Report
from hearten.moderation.names import is_name
from hearten.moderation.rules import TOLD
from hearten.moderation.subjects import Subject, all_kinds, find, looked_after_by

#: Every list ends. What does not fit comes up when what is before it is done.
PAGE = 50
#: How far down the list is looked for what is a moderator's to decide: a flood elsewhere hides nothing before it.
FURTHEST = 1000


def what_it_is(subject: str) -> str:
    """`blog.comment:7` in a word: "comment"."""
    kind = subject.partition(":")[0]
    verbs = all_kinds().get(kind)
    if verbs and verbs.what:
        return verbs.what
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind.rpartition(".")[2]


def reported(account: Account) -> list[dict[str, Any]]:
    """What waits for a decision, oldest first, one row a thing: how many reported it changes nothing (I42)."""
    waiting = Report.objects.filter(decision=None).values("subject")
    rows = waiting.annotate(since=Min("made_on"), words=Max("words")).order_by("since", "subject")
    own = (row for row in rows[:FURTHEST] if looked_after_by(account, row["subject"]))
    return [
        {
            "subject": row["subject"],
            "what": what_it_is(row["subject"]),
            "since": row["since"],
            "has_words": bool(row["words"]),
        }
        for row in islice(own, PAGE)
    ]


def waiting_appeals(account: Account) -> list[dict[str, Any]]:
    """Appeals that wait for an answer, with the day it is due; `mine` marks those this account may not answer."""
    appeals = Appeal.objects.filter(upheld=None).select_related("decision").order_by("made_on", "pk")
    own = (appeal for appeal in appeals[:FURTHEST] if looked_after_by(account, appeal.decision.leads_to))
    return [
        {
            "id": appeal.pk,
            "what": what_it_is(appeal.decision.subject),
            "due": appeal.made_on + ANSWER_WITHIN,
            "mine": account.pk in {appeal.decision.by_id, appeal.decision.second_id},
        }
        for appeal in islice(own, PAGE)
    ]


def own_decisions(account: Account) -> list[Decision]:
    """Decisions about what this account wrote, newest first; one query a kind, and one for the decisions."""
    found = Decision.objects.filter(subject__in=own_subjects(account)).select_related("appeal")
    return [decision for decision in found[:200] if decision.act != "stays"][:PAGE]


def own_subjects(account: Account) -> list[str]:
    """`app.model:id` of everything this account wrote that can be reported; for its own pages only."""
    return [f"{kind}:{key}" for kind, key in _own(account)]


def _own(account: Account) -> Iterator[tuple[str, str]]:
    for kind, verbs in all_kinds().items():
        for key in verbs.own(account) if verbs.own else _asked_one_by_one(kind, verbs, account):
            yield kind, key


def _asked_one_by_one(kind: str, verbs: Subject, account: Account) -> list[str]:
    decided = Decision.objects.filter(subject__startswith=f"{kind}:").values_list("subject", flat=True)[:200]
    keys = {subject.partition(":")[2] for subject in decided}
    return [key for key in keys if verbs.is_own(key, account)]


def statement(decision: Decision) -> dict[str, Any]:
    """The statement of reasons: what, by which rule, on which facts, whether a machine had a part, what one can do.

    Source: DSA art. 17 (I41).
    """
    appeal = getattr(decision, "appeal", None)
    return {
        "id": decision.pk,
        "what": what_it_is(decision.subject),
        "told": TOLD[decision.act],
        "act": decision.act,
        "rule": decision.rule,
        "facts": decision.facts,
        "automated": decision.automated,
        "by_two": decision.second_id is not None,
        "about_name": is_name(decision.subject),
        "hours": decision.hours,
        "until": decision.until,
        "ended_on": decision.ended_on,
        "day": day_of(decision),
        "appeal_until": day_of(decision) + timedelta(days=OPEN_FOR.days),
        "can_appeal": can_appeal(decision, answered=appeal is not None),
        "appeal": appeal_view(appeal) if appeal else None,
    }


def about_words(subject: str) -> dict[str, Any] | None:
    """The words a decision is about, and the pseudonym; None when they are gone."""
    found = find(subject)
    shown = found[0].show(found[1]) if found else None
    return asdict(shown) if shown else None


def appeal_view(appeal: Appeal) -> dict[str, Any]:
    """An appeal as its writer sees it."""
    return {
        "words": appeal.words,
        "made_on": appeal.made_on,
        "due": appeal.made_on + ANSWER_WITHIN,
        "answered": appeal.upheld is not None,
        "upheld": bool(appeal.upheld),
        "answer": appeal.answer,
        "answered_on": appeal.answered_on,
    }


def day_of(decision: Decision) -> date:
    """The day of a decision: nobody but moderators needs its time (I4)."""
    return timezone.localdate(decision.made_at)


def outcome(report: Report) -> dict[str, Any]:
    """What came of a report: the decision that answered it, and what another look changed since."""
    first = report.decision
    if first is None:
        return {"decided": False}
    last = Decision.objects.filter(subject=report.subject).first() or first
    changed = last.pk != first.pk and last.act != first.act
    return {
        "decided": True,
        "what": what_it_is(report.subject),
        "first": statement(first),
        "since": statement(last) if changed else None,
    }
