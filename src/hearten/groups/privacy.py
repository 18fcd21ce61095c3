"""What is kept of a person here: their places in groups, and what they said there (R102, I31, I32)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from hearten.accounts.models import Account
from hearten.accounts.privacy import Kept, PersonalData
from hearten.groups.actions.joining import take_back_all
from hearten.groups.actions.voices import notes_of
from hearten.groups.models import Claim, Entry, Line, Membership, Reply, Seat, StaffedHours, Thread
from hearten.media.voice import sound_of
from hearten.moderation.actions.forget import forget
from hearten.moderation.privacy import DECISIONS

WORDS = ("body", "covered", "state", "written_at", "edited_at")
#: The name of its file in the copy, without the ending, and what became of it.
VOICE = ("voice", "voice__state", "voice__reason")


def export(account: Account) -> dict[str, Any]:
    """Everything this account wrote and chose in groups, and nothing that anybody else wrote."""
    places = Membership.objects.owned_by(account).select_related("group", "persona").order_by("group__name")
    return {"groups": [place(row) for row in places]}


def place(row: Membership) -> dict[str, Any]:
    """One group."""
    threads = Thread.objects.filter(persona=row.persona).order_by("written_at")
    replies = Reply.objects.filter(persona=row.persona).order_by("written_at")
    entries = Entry.objects.filter(persona=row.persona).order_by("written_at")
    lines = Line.objects.filter(persona=row.persona).order_by("written_at")
    seats = Seat.objects.filter(membership=row).select_related("meeting").order_by("meeting__starts_at")
    holds = Claim.objects.filter(membership=row).values_list("ends_at", flat=True)
    hours = StaffedHours.objects.filter(membership=row)
    return {
        "group": row.group.name,
        "name": row.persona.name,
        "role": row.role,
        "place": row.place,
        "joined_on": row.joined_on.isoformat(),
        "agreed_to_version": row.agreed,
        "kept_closed": list(row.hidden_notes),
        "can_answer_on": row.willing_on.isoformat() if row.willing_on else None,
        "holds_a_talk_until": [held.isoformat() for held in holds],
        "talks": [dated(item) for item in threads.values("title", "listening", "notes", *WORDS, *VOICE)],
        "notebook": [dated(item) for item in entries.values("title", *WORDS)],
        "came_to_meetings_of": [seat.meeting.starts_at.isoformat() for seat in seats],
        "lines_in_meetings": [dated(item) for item in lines.values(*WORDS)],
        "answers": [dated(item) for item in replies.values(*WORDS, *VOICE)],
        "hours": [[item.starts_at.isoformat(), item.ends_at.isoformat()] for item in hours],
    }


def dated(row: dict[str, Any]) -> dict[str, Any]:
    """The same with its times as text."""
    return {name: value.isoformat() if name.endswith("_at") and value else value for name, value in row.items()}


def files(account: Account) -> Iterator[tuple[str, bytes]]:
    """Every voice note of one's own that was not refused, whoever may hear it now."""
    rows = (Thread.objects.written_by(account), Reply.objects.written_by(account))
    for note_id in notes_of(*rows):
        sound = sound_of(note_id)
        if sound:
            yield f"{note_id}.mp3", sound


@transaction.atomic
def erase(account: Account) -> list[Kept]:
    """Words, voices and places go; a talk that others answered stays as an empty place under nobody."""
    places = Membership.objects.owned_by(account)
    threads, replies = Thread.objects.written_by(account), Reply.objects.written_by(account)
    entries, lines = Entry.objects.written_by(account), Line.objects.written_by(account)
    kept = forget([row.subject for row in [*threads, *replies, *entries, *lines]])
    for membership in places:
        take_back_all(membership.persona_id)
    Thread.objects.written_by(account).update(persona=None)
    places.delete()
    return [DECISIONS] if kept else []


PERSONAL_DATA = PersonalData(
    export=export,
    erase=erase,
    files=files,
    says="Your places in groups and everything you wrote and told there. A talk that others answered stays as an "
    "empty place, with nobody's name on it.",
)
