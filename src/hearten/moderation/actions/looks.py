"""A second look: at a small share of all decisions, and at whatever somebody wants an opinion about (R103)."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.events.actions import record
from hearten.moderation.models import Decision, Report, SecondLook
from hearten.moderation.names import is_name

#: One decision in so many is looked at again by somebody else.
ONE_IN = 10


class CannotLook(Exception):
    """This is not for this person to look at, or somebody has; the message says so in plain words."""


def is_drawn(decision_id: str) -> bool:
    """Whether a decision is looked at again. Its random id decides, so nobody can know before they have decided."""
    return int.from_bytes(hashlib.sha256(decision_id.encode()).digest()[:4], "big") % ONE_IN == 0


def draw(decision: Decision) -> None:
    """Put a decision before a colleague when it is drawn. It holds meanwhile."""
    if is_drawn(decision.pk):
        SecondLook.objects.create(subject=decision.subject, decision=decision)


@transaction.atomic
def ask_opinion(*, subject: str, by: Account) -> None:
    """Ask colleagues what they think before deciding. Asking twice asks once."""
    look, new = SecondLook.objects.get_or_create(subject=subject, asked_by=by, decision=None, looked_on=None)
    if new:
        record("look.asked", subject=look, by=by)


def waiting_for(account: Account) -> QuerySet[SecondLook]:
    """What this account may look at: not what it decided, confirmed or asked about."""
    mine = Q(asked_by=account) | Q(decision__by=account) | Q(decision__second=account)
    return SecondLook.objects.filter(looked_on=None).exclude(mine).select_related("decision")


@transaction.atomic
def look(*, row: SecondLook, agrees: bool | None, words: str, by: Account) -> None:
    """Say what a colleague finds. Who sees a decision about a thing differently puts it into the queue again.

    agrees: None for an opinion, which decides nothing. Raises CannotLook when it is not theirs, or was looked at.
    """
    mine = waiting_for(by).filter(pk=row.pk).values("pk")
    found = {"looked_by": by, "looked_on": timezone.localdate(), "agrees": agrees, "words": words}
    if SecondLook.objects.filter(pk__in=list(mine.values_list("pk", flat=True))).update(**found) != 1:
        raise CannotLook("A colleague has looked at this meanwhile.")
    if agrees is False and not is_name(row.subject):
        Report.objects.create(subject=row.subject, words="A colleague looked again, and sees it differently.")
    record("look.answered", subject=row, by=by)
