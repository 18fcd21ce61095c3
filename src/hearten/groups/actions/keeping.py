"""Looking after a group: what waits, who asks to come in, and the hours in which somebody is there."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hearten.accounts.models import Account, Persona
from hearten.accounts.wall import leave_notice
from hearten.events.actions import record
from hearten.groups.actions.joining import stop_listening
from hearten.groups.actions.talking import appeared, changed, kind_of, topic_of
from hearten.groups.actions.voices import end_addresses, still_unheard
from hearten.groups.models import AnyWords, Membership, Place, Reply, StaffedHours, Thread, WordsState

#: Longer than this, nobody reads well (R103).
LONGEST_HOURS = timedelta(hours=12)
#: How what happened is recorded, for each kind of words.
APPROVED = {
    "thread": "thread.approved",
    "reply": "reply.approved",
    "entry": "entry.approved",
    "line": "line.approved",
}
REMOVED = {"thread": "thread.removed", "reply": "reply.removed", "entry": "entry.removed", "line": "line.removed"}
RESTORED = {
    "thread": "thread.restored",
    "reply": "reply.restored",
    "entry": "entry.restored",
    "line": "line.restored",
}
HIDDEN = {"thread": "thread.hidden", "reply": "reply.hidden", "entry": "entry.hidden", "line": "line.hidden"}
#: Hidden for a while, by a moderator.
FOR_NOW = (WordsState.HELD, WordsState.ASKED)


class NotHours(ValueError):
    """These times can't be staffed hours; the message says why, in plain words."""


@transaction.atomic
def approve(words: AnyWords, *, by: Membership) -> None:
    """Let words that wait appear; their persona needs no first look any more. Not while a voice note is still being
    prepared: nobody can have listened to it.
    """
    if still_unheard(words):
        return
    waiting = type(words).objects.filter(pk=words.pk, state=WordsState.WAITING)
    if not waiting.update(state=WordsState.VISIBLE):
        return
    Persona.objects.filter(pk=str(words.persona_id)).update(reviewed=True)
    if isinstance(words, Reply):
        appeared(words)
    topic = words.group.topic if isinstance(words, Thread) else topic_of(words)
    record(APPROVED[kind_of(words)], subject=words, by=by.persona, topic=topic)


@transaction.atomic
def remove(words: AnyWords, *, by: Account) -> None:
    """Nobody but their writer sees the words any more. Why is said in the decision that stands beside this."""
    shown = [WordsState.VISIBLE, WordsState.WAITING, *FOR_NOW]
    if type(words).objects.filter(pk=words.pk, state__in=shown).update(state=WordsState.REMOVED):
        end_addresses(words)
        changed(words, REMOVED[kind_of(words)], by=by, topic=topic_of(words))


@transaction.atomic
def hide_for_now(words: AnyWords, state: WordsState, *, by: Account) -> None:
    """Nobody but their writer sees them until somebody has looked again (HELD), or they were changed (ASKED)."""
    if type(words).objects.filter(pk=words.pk, state=WordsState.VISIBLE).update(state=state):
        end_addresses(words)
        changed(words, HIDDEN[kind_of(words)], by=by, topic=topic_of(words))


@transaction.atomic
def let_go(words: AnyWords) -> None:
    """End a hold that nobody has looked at in time."""
    if words.state == WordsState.HELD:
        restore(words, by=None)


@transaction.atomic
def restore(words: AnyWords, *, by: Account | None) -> None:
    """Put hidden or removed words back; with a voice note that nobody can have heard yet, they wait on.

    by: None when their day has come and nobody had looked.
    """
    hidden = type(words).objects.filter(pk=words.pk, state__in=[WordsState.REMOVED, *FOR_NOW])
    if hidden.update(state=WordsState.WAITING if still_unheard(words) else WordsState.VISIBLE):
        changed(words, RESTORED[kind_of(words)], by=by, topic=topic_of(words))


@transaction.atomic
def let_in(asking: Membership, *, by: Membership) -> None:
    """Let somebody in who asked; they hear of it in their own box, in neutral words."""
    if Membership.objects.filter(pk=asking.pk, place=Place.ASKED).update(place=Place.IN):
        leave_notice(asking.persona_id, "group-in")
        record("member.let-in", subject=asking, by=by.persona)


@transaction.atomic
def not_now(asking: Membership, *, by: Membership) -> None:
    """Don't let somebody in. They may ask again, and may ask why."""
    if Membership.objects.filter(pk=asking.pk, place=Place.ASKED).update(place=Place.LEFT):
        leave_notice(asking.persona_id, "group-not-now")
        record("member.not-now", subject=asking, by=by.persona)


@transaction.atomic
def send_out(membership: Membership, *, by: Account | None) -> None:
    """Take somebody out of this group. Why is said in the decision that stands beside this."""
    if Membership.objects.filter(pk=membership.pk).exclude(place=Place.OUT).update(place=Place.OUT):
        stop_listening(membership)
        record("member.sent-out", subject=membership, by=by)


@transaction.atomic
def take_in_again(membership: Membership, *, by: Account | None) -> None:
    """Undo `send_out`."""
    if Membership.objects.filter(pk=membership.pk, place=Place.OUT).update(place=Place.IN):
        record("member.taken-in", subject=membership, by=by)


@transaction.atomic
def add_hours(membership: Membership, *, starts_at: datetime, ends_at: datetime) -> StaffedHours:
    """Plan one's own hours. Raises NotHours for times that would make a page say what is not so (I13)."""
    now = timezone.now()
    if ends_at <= starts_at:
        raise NotHours("The end has to come after the start.")
    if ends_at <= now:
        raise NotHours("This time has passed. Hours can only be planned ahead.")
    if ends_at - starts_at > LONGEST_HOURS:
        raise NotHours("Hours can last 12 in a row at most. Plan two, with rest between them.")
    if membership.hours.filter(Q(starts_at__lt=ends_at) & Q(ends_at__gt=starts_at)).exists():
        raise NotHours("You have hours in this time already. End those first, or choose other times.")
    row = StaffedHours.objects.create(membership=membership, starts_at=max(starts_at, now), ends_at=ends_at)
    record("hours.changed", subject=row, by=membership.persona)
    return row


@transaction.atomic
def end_hours(hours: StaffedHours) -> None:
    """Stop now, or take back hours that have not begun. From this moment no page counts on them (I13)."""
    now = timezone.now()
    record("hours.changed", subject=hours, by=hours.membership.persona)
    if hours.starts_at < now < hours.ends_at:
        StaffedHours.objects.filter(pk=hours.pk).update(ends_at=now)
    elif hours.starts_at >= now:
        hours.delete()
