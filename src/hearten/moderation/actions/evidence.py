"""Words that push somebody towards harm: a sealed copy at once, a person decides, and an end date (R95, R102)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.events.actions import record
from hearten.moderation.actions.desk import Taken, change
from hearten.moderation.actions.reports import decide
from hearten.moderation.actions.safety import QUEUE
from hearten.moderation.actions.sealing import seal, unseal
from hearten.moderation.models import Decision, SafetyItem, Sealed
from hearten.moderation.rules import RULES
from hearten.moderation.subjects import find

#: How long a copy is kept after the decision; what nobody decided about goes after the second.
KEEP_FOR, UNDECIDED_FOR = timedelta(days=365), timedelta(days=30)
#: What such a decision is measured by.
RULE = RULES[5]


@transaction.atomic
def take_down(*, item: SafetyItem, facts: str, by: Account) -> Decision:
    """Take words down that push somebody towards harm, and keep a sealed copy for a year.

    facts: the reasons that the writer reads. Nothing about their account changes (I12). Raises Taken unless `by`
    has the text, CannotDecide as `decide`.
    """
    change(item, by, answered_at=timezone.now())
    seal(item.subject)
    decision = decide(subject=item.subject, act="remove", rule=RULE, facts=facts, by=by)
    keep_until = timezone.localdate() + KEEP_FOR
    Sealed.objects.filter(subject=item.subject).update(keep_until=keep_until, by=by)
    record("safety.sealed", subject=item, by=by, topic=QUEUE)
    return decision


@transaction.atomic
def cover(*, item: SafetyItem, passages: list[str], by: Account) -> None:
    """Cover passages for readers; the writer can always read their own (I16).

    passages: exactly as they stand in the text. Raises Taken unless `by` has the text, ValueError naming the first
    passage that is not in it.
    """
    change(item, by, claimed_by=by)
    found = find(item.subject)
    if found is None or found[0].mask is None:
        raise Taken("Nothing can be covered in a text of this kind.")
    shown = found[0].show(found[1])
    missing = next((words for words in passages if shown is None or words not in shown.text), None)
    if missing is not None:
        raise ValueError(missing)
    found[0].mask(found[1], passages, by)
    record("safety.covered", subject=item, by=by, topic=QUEUE)


@transaction.atomic
def open_sealed(*, copy: Sealed, by: Account) -> str:
    """The words of a sealed copy. That somebody read them is written down."""
    record("sealed.opened", subject=copy, by=by)
    return copy.words


@transaction.atomic
def forget_sealed() -> int:
    """Delete copies whose time is over, and those that nobody decided about in time (a recurring task)."""
    old = unseal(Sealed.objects.filter(keep_until__lt=timezone.localdate()))
    return old + unseal(Sealed.objects.filter(keep_until=None, sealed_at__lt=timezone.now() - UNDECIDED_FOR))
