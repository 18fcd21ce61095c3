"""Watches of safety leads: planned ahead, ended at once, and what happens then to what they had in hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.events.actions import record
from hearten.moderation.models import SafetyItem, Shift

#: Longer than this, nobody reads well (R103).
LONGEST_SHIFT = timedelta(hours=12)


class NotAShift(ValueError):
    """These times can't be a watch; the message says why, in plain words."""


@transaction.atomic
def add_shift(*, by: Account, starts_at: datetime, ends_at: datetime) -> Shift:
    """Plan one's own watch. Raises NotAShift for times that would make a page say what is not so (I13).

    Both are counted in UTC: in local time the night when the clock goes back would be an hour too short.
    """
    starts_at, ends_at = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    if ends_at <= starts_at:
        raise NotAShift("The end has to come after the start.")
    if ends_at <= timezone.now():
        raise NotAShift("This time has passed. A watch can only be planned ahead.")
    if ends_at - starts_at > LONGEST_SHIFT:
        raise NotAShift("A watch can last 12 hours at most. Plan two, with rest between them.")
    if by.shifts.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise NotAShift("You have a watch in this time already. End that one first, or choose other times.")
    shift = Shift.objects.create(account=by, starts_at=max(starts_at, timezone.now()), ends_at=ends_at)
    record("shift.changed", subject=shift, by=by)
    return shift


@transaction.atomic
def end_shift(*, shift: Shift, by: Account) -> None:
    """Stop a watch now, or take back one that has not begun. From this moment no page counts on it (I13), and
    what its lead had in hand is free for others.
    """
    now = timezone.now()
    record("shift.changed", subject=shift, by=by)
    if shift.starts_at < now < shift.ends_at:
        Shift.objects.filter(pk=shift.pk).update(ends_at=now)
        SafetyItem.objects.filter(claimed_by=by, closed_at=None, held_until__gt=now).update(held_until=now)
    elif shift.starts_at >= now:
        shift.delete()


def watch_ends(account: Account, now: datetime) -> datetime | None:
    """When the watch that this lead is in ends, watches that touch counted as one; None outside any."""
    end = None
    for shift in account.shifts.filter(ends_at__gt=now).order_by("starts_at")[:20]:
        if shift.starts_at <= (end or now):
            end = max(end or now, shift.ends_at)
    return end
