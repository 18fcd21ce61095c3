"""Taking a talk without an answer, letting it go, and saying that one can answer today."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hearten.accounts.budget import spend
from hearten.events.actions import record
from hearten.groups.models import Claim, Membership, Thread
from hearten.groups.reader import Reader

#: How long a talk stays in one pair of hands before it is offered again.
HELD_FOR = timedelta(minutes=45)
#: How many talks one account may take in a day, over all its groups: listening wears people out.
A_DAY = 4


class NotYours(Exception):  # what is so, not a mistake
    """The talk can't be taken. notice: the key of what is said about it (ui.notices)."""

    def __init__(self, notice: str) -> None:
        super().__init__(notice)
        self.notice = notice


def willing(membership: Membership, *, today: bool) -> None:
    """Say that one can answer today, or not any more. Nobody sees it, and it ends by itself at midnight."""
    Membership.objects.filter(pk=membership.pk).update(willing_on=timezone.localdate() if today else None)


@transaction.atomic
def take(thread: Thread, *, by: Reader) -> Claim:
    """Take a talk that is offered to this reader (offers.offered). The first to ask has it; others are told so.

    The event names nobody: not even the log tells who answers whom. Raises NotYours.
    """
    membership, now = by.membership, timezone.now()
    if membership is None or Claim.objects.filter(membership=membership, ends_at__gt=now).exists():
        raise NotYours("one-at-a-time")
    if not spend(by.account, "offer", A_DAY):
        raise NotYours("enough-today")
    Claim.objects.filter(membership=membership).delete()
    compare_and_set(thread, membership, now + HELD_FOR)
    mine = Claim.objects.filter(thread=thread, membership=membership).first()
    if mine is None:
        raise NotYours("somebody-has-it")
    record("offer.taken", subject=thread, by=None)
    return mine


def compare_and_set(thread: Thread, membership: Membership, ends_at: datetime) -> None:
    """Put the talk into these hands if no others hold it; the unique columns decide between two at once."""
    free = Claim.objects.filter(thread=thread, ends_at__lte=timezone.now())
    if not free.update(membership=membership, ends_at=ends_at):
        Claim.objects.bulk_create(
            [Claim(thread=thread, membership=membership, ends_at=ends_at)], ignore_conflicts=True
        )


@transaction.atomic
def let_go(membership: Membership) -> None:
    """Give back what one holds; it is offered again at once. No reason is asked for."""
    held = Claim.objects.filter(membership=membership).select_related("thread").first()
    if held:
        record("offer.let-go", subject=held.thread, by=None)
        held.delete()


def answered(thread_id: str) -> None:
    """Somebody answered where others can read it: there is nothing left to hold."""
    Claim.objects.filter(thread=thread_id).delete()
