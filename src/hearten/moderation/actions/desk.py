"""The safety desk: who has which text, handing it on, a second opinion, and finishing. One lead at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.events.actions import record
from hearten.moderation.actions.safety import QUEUE
from hearten.moderation.actions.sealing import let_go
from hearten.moderation.actions.shifts import end_shift, watch_ends
from hearten.moderation.levels import NOW, group_of
from hearten.moderation.models import DeskNote, HandOff, SafetyItem

#: After this long the desk asks to write to somebody once more, so that it can be done within 24 hours (R95).
FOLLOW_UP_AFTER = timedelta(hours=12)
#: How many unfinished texts one lead has in hand at most; what asks for a person now is never refused (R103).
MOST_IN_HAND = 5

TAKEN = "A colleague has this one now, or it is closed."
FULL = (
    f"You have {MOST_IN_HAND} in hand already. Finish one or hand one on first: nobody carries more at once. "
    "What is marked “Now” you can always take."
)

NOT_YET = (
    "You or a colleague wrote to this person, so they are asked once more within a day before this is closed. It "
    "comes back by itself; you need not keep it."
)


class Taken(Exception):
    """A colleague has it, or it is closed already; the message says it in plain words."""

    def __init__(self, says: str = TAKEN) -> None:
        super().__init__(says)


class NotYet(Taken):
    """The person was not asked again how they are."""

    def __init__(self) -> None:
        super().__init__(NOT_YET)


class Full(Taken):
    """This lead has enough in hand."""

    def __init__(self) -> None:
        super().__init__(FULL)


@transaction.atomic
def claim(*, item: SafetyItem, by: Account) -> None:
    """Say "I have this one", or take over what a colleague hands on.

    Raises Taken when a colleague has it or it is closed, Full when the lead has enough in hand. It is free again
    after a time that its urgency sets, and when the watch of its holder ends; claiming again begins the time anew.
    """
    Account.objects.select_for_update().get(pk=by.pk)  # two windows of one lead count one after the other
    now = timezone.now()
    if not has_room(item, by, now):
        raise Full
    free = Q(claimed_by=None) | Q(claimed_by=by) | Q(held_until=None) | Q(held_until__lte=now)
    mine = SafetyItem.objects.filter(free | Q(offered_at__isnull=False), pk=item.pk, closed_at=None)
    taken = {"claimed_by": by, "claimed_at": now, "held_until": holds_until(item, by, now), "offered_at": None}
    if mine.update(**taken) != 1:
        raise Taken
    record("safety.claimed", subject=item, by=by, topic=QUEUE)


def has_room(item: SafetyItem, by: Account, now: datetime) -> bool:
    """Whether this lead may take one more. What rests until its follow-up weighs nothing."""
    if group_of(item.level) is NOW:
        return True
    held = SafetyItem.objects.filter(claimed_by=by, closed_at=None, held_until__gt=now).exclude(pk=item.pk)
    return held.filter(Q(rests_until=None) | Q(rests_until__lte=now)).count() < MOST_IN_HAND


def holds_until(item: SafetyItem, by: Account, now: datetime) -> datetime:
    """Until when a claim made now holds."""
    end, watch = now + group_of(item.level).holds, watch_ends(by, now)
    return min(end, watch) if watch else end


@transaction.atomic
def release(*, item: SafetyItem, by: Account) -> None:
    """Put it back for whoever can. Raises Taken unless `by` has it."""
    change(item, by, claimed_by=None, claimed_at=None, held_until=None, offered_at=None)
    record("safety.released", subject=item, by=by, topic=QUEUE)


@transaction.atomic
def hand_over(*, item: SafetyItem, note: str, by: Account) -> None:
    """Offer it to colleagues with a short note; it stays with `by` until one takes it over. Raises Taken."""
    change(item, by, offered_at=timezone.now())
    DeskNote.objects.create(item=item, kind="handed", words=note, by=by)
    record("safety.offered", subject=item, by=by, topic=QUEUE)


@transaction.atomic
def leave_watch(*, notes: Mapping[int, str], by: Account) -> None:
    """End one's watch: what has a note is handed on with it, the rest is put back; nothing stays behind.

    notes: words by item id; those the lead no longer has are passed over.
    """
    now = timezone.now()
    for item in in_hand(by):
        words = notes.get(item.pk, "").strip()
        if words:
            hand_over(item=item, note=words, by=by)
        else:
            release(item=item, by=by)
    for shift in by.shifts.filter(starts_at__lte=now, ends_at__gt=now):
        end_shift(shift=shift, by=by)
    SafetyItem.objects.filter(claimed_by=by, closed_at=None, held_until__gt=now).update(held_until=now)


def in_hand(by: Account) -> list[SafetyItem]:
    """What this lead has and has not finished, oldest first."""
    return list(SafetyItem.objects.filter(claimed_by=by, closed_at=None, held_until__gt=timezone.now()))


@transaction.atomic
def ask_second(*, item: SafetyItem, words: str, by: Account) -> None:
    """Ask colleagues what they think; it stays with `by`. Raises Taken unless `by` has it."""
    change(item, by, asked_at=timezone.now())
    DeskNote.objects.create(item=item, kind="asked", words=words, by=by)
    record("safety.second-asked", subject=item, by=by, topic=QUEUE)


@transaction.atomic
def give_opinion(*, item: SafetyItem, words: str, by: Account) -> None:
    """Say what one thinks. Raises Taken when nobody asks any more, or `by` asked themself."""
    waits = SafetyItem.objects.filter(pk=item.pk, closed_at=None, asked_at__isnull=False).exclude(claimed_by=by)
    if waits.update(asked_at=None) != 1:
        raise Taken("Nobody asks for another view of this one any more.")
    DeskNote.objects.create(item=item, kind="opinion", words=words, by=by)
    record("safety.second-given", subject=item, by=by, topic=QUEUE)


@transaction.atomic
def mark_answered(*, item: SafetyItem, by: Account) -> None:
    """Say that one has answered where the words stand, or that they need no answer: the clock stops. What is part
    of a hand-off rests until its follow-up. Raises Taken unless `by` has it.
    """
    now = timezone.now()
    rests = now + FOLLOW_UP_AFTER if HandOff.objects.filter(subject=item.subject).exists() else None
    change(item, by, answered_at=now, rests_until=rests)
    record("safety.answered", subject=item, by=by, topic=QUEUE)


@transaction.atomic
def close(*, item: SafetyItem, note: str, by: Account) -> None:
    """Finish an item with a note on what was done. Raises Taken unless `by` has claimed it, NotYet while a hand-off
    about it waits for its follow-up (R95).
    """
    if HandOff.objects.filter(subject=item.subject, ended_at=None, followed_up_at=None).exists():
        raise NotYet
    now = timezone.now()
    change(item, by, closed_at=now, note=note, offered_at=None, asked_at=None, rests_until=None)
    SafetyItem.objects.filter(pk=item.pk, answered_at=None).update(answered_at=now)
    let_go(item.subject)
    record("safety.closed", subject=item, by=by, topic=QUEUE)


def change(item: SafetyItem, by: Account, **values: Any) -> None:
    """Change an open item that `by` has, and nobody else's: one statement, so that a race has one winner."""
    if SafetyItem.objects.filter(pk=item.pk, closed_at=None, claimed_by=by).update(**values) != 1:
        raise Taken
