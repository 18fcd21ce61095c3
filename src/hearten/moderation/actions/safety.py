"""The safety queue and its shifts. Nothing here tells anybody about a member's words but the queue itself (I14)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.events.actions import record
from hearten.moderation.levels import urgency
from hearten.moderation.models import SafetyItem, Shift

#: The opaque address under which safety leads hear that their queue changed.
QUEUE = "safety-queue"
#: A claim that nobody acted on is free again after this long.
CLAIM_LASTS = timedelta(hours=1)
#: Longer than this, nobody reads well (R103).
LONGEST_SHIFT = timedelta(hours=12)


class Taken(Exception):
    """A colleague has it, or it is closed already."""


class NotAShift(ValueError):
    """These times can't be a watch; the message says why, in plain words."""


@transaction.atomic
def open_item(subject: str, level: str) -> SafetyItem:
    """Put a text into the safety queue; a text that is there already stays one item, at its most urgent level.

    subject: `app.model:id`. level: one of levels.LEVELS.
    """
    item, opened = SafetyItem.objects.get_or_create(subject=subject, closed_at=None, defaults={"level": level})
    if opened:
        record("safety.opened", subject=item, by=None, topic=QUEUE, level=level)
    elif urgency(level) < urgency(item.level):
        item.level = level
        item.save(update_fields=["level"])
    return item


@transaction.atomic
def claim(*, item: SafetyItem, by: Account) -> None:
    """Say "I have this one". Raises Taken when a colleague said so within the hour, or it is closed."""
    now = timezone.now()
    free = Q(claimed_by=None) | Q(claimed_by=by) | Q(claimed_at__lt=now - CLAIM_LASTS)
    mine = SafetyItem.objects.filter(free, pk=item.pk, closed_at=None)
    if mine.update(claimed_by=by, claimed_at=now) != 1:
        raise Taken
    record("safety.claimed", subject=item, by=by, topic=QUEUE)


@transaction.atomic
def close(*, item: SafetyItem, note: str, by: Account) -> None:
    """Finish an item with a note on what was done. Raises Taken unless `by` has claimed it."""
    mine = SafetyItem.objects.filter(pk=item.pk, closed_at=None, claimed_by=by)
    if mine.update(closed_at=timezone.now(), note=note) != 1:
        raise Taken
    record("safety.closed", subject=item, by=by, topic=QUEUE)


@transaction.atomic
def add_shift(*, by: Account, starts_at: datetime, ends_at: datetime) -> Shift:
    """Plan one's own watch. Raises NotAShift for times that would make a page say what is not so (I13)."""
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
    """Stop a watch now, or take back one that has not begun. From this moment no page counts on it (I13)."""
    now = timezone.now()
    record("shift.changed", subject=shift, by=by)
    if shift.starts_at < now < shift.ends_at:
        Shift.objects.filter(pk=shift.pk).update(ends_at=now)
    elif shift.starts_at >= now:
        shift.delete()
