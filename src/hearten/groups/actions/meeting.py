"""Leading a meeting and taking part in it: open while a host is there, and for nobody otherwise (R77, I13)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hearten.accounts.models import Persona
from hearten.events.actions import record
from hearten.groups.actions import talking
from hearten.groups.actions.hearing import Heard, Typed, hear
from hearten.groups.actions.talking import NotHere, NotYet, Said
from hearten.groups.models import Line, Meeting, Membership, Seat
from hearten.groups.models.talk import WordsState
from hearten.groups.reader import Reader
from hearten.groups.waiting import in_safety_queue
from hearten.live.tickets import LISTENER, listener
from hearten.moderation.actions.forget import forget

#: The most points of an agenda.
POINTS = 6
#: How long "I am here" lasts. What a host does meanwhile makes it last longer.
HERE_FOR = timedelta(minutes=15)
#: How long before its time a meeting can be opened.
EARLY = timedelta(minutes=30)
#: How long lines are kept after they were written, so that somebody can report one.
KEPT_FOR = timedelta(days=7)
AGREEMENT = (
    "What is said here stays here. Nobody copies it, photographs it or records it. Everybody speaks for "
    "themselves. Everybody may be silent, and may leave at any time."
)
CLOSED = "The host is not here, so this meeting is closed at the moment. Your words are kept below."
NOT_YOUR_TURN = "Somebody else has the word. Raise your hand, and it comes to you. Your words are kept below."


class NotNow(Exception):  # what is so, not a mistake
    """A host asked for what can't be done now; the message says why, in plain words."""


@transaction.atomic
def plan(reader: Reader, *, after: Meeting | None = None, **settings: Any) -> Meeting:
    """Plan a meeting, led by whoever plans it. after: an earlier one that this goes on from."""
    series: dict[str, Any] = {"series": after.series} if after else {}
    row = Meeting.objects.create(group=reader.group, host=reader.membership, **series, **settings)
    Seat.objects.create(meeting=row, membership=member(reader))
    record("meeting.planned", subject=row, by=persona_of(reader), topic=reader.group.topic)
    return row


@transaction.atomic
def come_in(meeting: Meeting, reader: Reader) -> Seat:
    """Accept what is agreed on here. Nobody is told who came."""
    seat, _ = Seat.objects.get_or_create(meeting=meeting, membership=member(reader))
    return seat


def seat_of(meeting: Meeting, reader: Reader) -> Seat | None:
    """The reader's own seat, or None before they came in."""
    return Seat.objects.filter(meeting=meeting, membership=reader.persona_id).first()


def agreed_before(meeting: Meeting, reader: Reader) -> bool:
    """Whether they accepted these very words at an earlier meeting of the series, so that nobody asks again."""
    same = {"meeting__series": meeting.series, "meeting__agreement": meeting.agreement}
    return Seat.objects.filter(membership=reader.persona_id, removed=False, **same).exists()


def member(reader: Reader) -> Membership:
    """The membership under which somebody takes part. Raises NotHere."""
    return talking.require_place(reader)


def persona_of(reader: Reader) -> Persona | None:
    """Under which persona the reader acts."""
    return reader.membership.persona if reader.membership else None


# --- taking part


def say(meeting: Meeting, reader: Reader, typed: Typed) -> Said:
    """Say something. Words of danger are kept whoever has the word, wait for a person, and bring help (I12, R95).

    Raises NotHere, NotYet, NotAgreed and NeedsChanges; nothing is written then.
    """
    membership = member(reader)
    heard = hear(typed)
    if not heard.needs_person:
        require_word(meeting, membership, timezone.now())
    return _say(meeting, reader, membership, typed, heard)


def require_word(meeting: Meeting, membership: Membership, now: datetime) -> None:
    """Raises NotHere while no host is there, NotYet for somebody who has not got the word."""
    if not meeting.is_open(now):
        raise NotHere(CLOSED)
    if meeting.word_with_id != membership.pk and not meeting.is_led_by(membership):
        raise NotYet(NOT_YOUR_TURN)


@transaction.atomic
def _say(meeting: Meeting, reader: Reader, membership: Membership, typed: Typed, heard: Heard) -> Said:
    persona = Persona.objects.select_for_update().get(pk=membership.pk)
    same = talking.pressed_twice(Line, persona, heard, meeting=meeting)
    if same:
        return Said(same, heard.needs_person)
    talking.require_leave(reader, membership, typed, heard)
    waits = bool(heard.level) or talking.waits_for_company(reader, membership, persona)
    state = WordsState.WAITING if waits else WordsState.VISIBLE
    line = Line.objects.create(meeting=meeting, persona=persona, state=state, **talking.kept(heard, timezone.now()))
    talking.opened(line, heard)
    talking.changed(line, "line.said", topic=meeting.topic)
    if meeting.is_led_by(membership) and meeting.is_open(timezone.now()):
        still_here(meeting)
    return Said(line, heard.needs_person)


@transaction.atomic
def raise_hand(meeting: Meeting, seat: Seat) -> None:
    """Say that one would like to speak. Hands stand in the order they went up; who has the word needs none."""
    if meeting.word_with_id == seat.membership_id:
        return
    Seat.objects.filter(pk=seat.pk, hand_at=None).update(hand_at=timezone.now())
    stirred(meeting, "meeting.hand")


@transaction.atomic
def lower_hand(meeting: Meeting, seat: Seat) -> None:
    """Take the hand down, and give the word back to the host."""
    Seat.objects.filter(pk=seat.pk).update(hand_at=None)
    Meeting.objects.filter(pk=meeting.pk, word_with=seat.membership_id).update(word_with=None)
    stirred(meeting, "meeting.hand")


def stirred(meeting: Meeting, kind: str) -> None:
    """Open pages hear that something changed. The event names nobody."""
    record(kind, subject=meeting, by=None, topic=meeting.topic)


# --- leading


@transaction.atomic
def be_here(meeting: Meeting, seat: str = "") -> None:
    """Say that a host is there, for the next while; the meeting is open. Raises NotNow long before its time."""
    if meeting.ended_at:
        raise NotNow("This meeting has ended. Plan another one.")
    if timezone.now() < meeting.starts_at - EARLY:
        raise NotNow("It is too early. You can open a meeting half an hour before its time.")
    still_here(meeting)
    stirred(meeting, "meeting.opened")


def still_here(meeting: Meeting) -> None:
    """A host did something, so they are there."""
    Meeting.objects.filter(pk=meeting.pk).update(here_until=timezone.now() + HERE_FOR)


@transaction.atomic
def go(meeting: Meeting, seat: str = "") -> None:
    """Say that the hosts go for a while: nobody can write until one of them is back."""
    Meeting.objects.filter(pk=meeting.pk).update(here_until=None, word_with=None)
    stirred(meeting, "meeting.closed")


@transaction.atomic
def end(meeting: Meeting, seat: str = "") -> None:
    """End the meeting for good."""
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk, ended_at=None).update(ended_at=now, here_until=None, word_with=None)
    Seat.objects.filter(meeting=meeting).update(hand_at=None)
    stirred(meeting, "meeting.closed")


@transaction.atomic
def give_word(meeting: Meeting, seat: str = "") -> None:
    """Give the word to one hand, or to the one that has been up longest. Raises NotNow when no hand is up."""
    hands = Seat.objects.filter(meeting=meeting).hands()
    chosen = (hands.filter(pk=seat) if seat else hands).first()
    if chosen is None:
        raise NotNow("No hand is up.")
    Seat.objects.filter(pk=chosen.pk).update(hand_at=None)
    Meeting.objects.filter(pk=meeting.pk).update(word_with=chosen.membership_id)
    still_here(meeting)
    stirred(meeting, "meeting.word")


@transaction.atomic
def next_point(meeting: Meeting, seat: str = "") -> None:
    """Go on to the next point of the agenda."""
    if meeting.at_point + 1 < len(meeting.agenda):
        Meeting.objects.filter(pk=meeting.pk).update(at_point=meeting.at_point + 1)
    still_here(meeting)
    stirred(meeting, "meeting.point")


@transaction.atomic
def remove_from(meeting: Meeting, seat: str = "") -> None:
    """Take somebody out of this meeting; their open page ends at once, and their place in the group stays.

    Raises NotNow for those who lead it.
    """
    row = Seat.objects.filter(meeting=meeting, pk=seat).first()
    if row is None or row.membership_id in {meeting.host_id, meeting.second_id}:
        raise NotNow("This can't be done here. Those who look after the group can help.")
    Seat.objects.filter(pk=row.pk).update(removed=True, hand_at=None)
    Meeting.objects.filter(pk=meeting.pk, word_with=row.membership_id).update(word_with=None)
    topic = LISTENER + listener("seat", row.pk)
    record("listener.revoked", subject=row, by=None, topic=topic)
    stirred(meeting, "meeting.removed")


#: What a host can do, by the name of its button.
LEAD: dict[str, Callable[..., None]] = {
    "here": be_here,
    "go": go,
    "end": end,
    "give": give_word,
    "next": next_point,
    "remove": remove_from,
}


# --- afterwards


@transaction.atomic
def erase_lines() -> None:
    """Let go of lines a week after they were written; one that the safety team still has stays until it is done."""
    old = list(Line.objects.filter(written_at__lt=timezone.now() - KEPT_FOR)[:2000])
    urgent = in_safety_queue(list(old))
    done = [line for line in old if line.subject not in urgent]
    forget([line.subject for line in done])
    Line.objects.filter(pk__in=[line.pk for line in done]).delete()
