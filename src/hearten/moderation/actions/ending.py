"""How what was decided comes to an end: by itself on its day, or because it should not stand."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import CharField, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from hearten.accounts import wall
from hearten.events.actions import record
from hearten.moderation.actions.reports import NOTICE, case_of
from hearten.moderation.models import Decision
from hearten.moderation.names import KIND
from hearten.moderation.standing import holding


def end(decision: Decision) -> None:
    """It holds no longer. After a ban the account is open again, unless a name of its owner is banned still."""
    Decision.objects.filter(pk=decision.pk).update(ended_on=timezone.localdate())
    if decision.act == "ban":
        wall.release(decision.subject.partition(":")[2], banned=banned_names())


def banned_names() -> QuerySet[Decision, Any]:
    """The ids of personas whose ban holds today."""
    bans = holding(Decision.objects.filter(act="ban", subject__startswith=f"{KIND}:"), timezone.localdate())
    named = Substr("subject", len(KIND) + 2, output_field=CharField())
    return bans.order_by().annotate(persona=named).values("persona")


def end_due() -> int:
    """End every hold and every ban whose day has come (a recurring task). Returns how many.

    What slows or mutes a name needs no task: `standing` asks for the day.
    """
    due = Decision.objects.filter(act__in=["hold", "ban"], ended_on=None, until__lte=timezone.localdate())
    return sum(_end_one(decision.pk) for decision in due.only("pk")[:500])


@transaction.atomic
def _end_one(pk: str) -> int:
    decision = Decision.objects.select_for_update(of=("self",)).filter(pk=pk, ended_on=None).first()
    case = case_of(decision.subject) if decision else None
    if decision is None:
        return 0
    end(decision)
    if case and case.last and case.last.pk == decision.pk and case.verbs.let_go:
        case.verbs.let_go(case.key)
    if case:
        case.verbs.tell(case.key, NOTICE)
    record("decision.ended", subject=decision, by=None, about=decision.subject, act=decision.act)
    return 1
