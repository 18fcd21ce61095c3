"""Voice notes as other apps use them: how long they are, and an address that works for a short while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.signing import Signer
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from hearten.media.models import State, VoiceNote

#: Seconds that one address is given out; it works until the end of the next such time, so for 30 to 60 minutes.
#: Whoever loads a page twice in it gets the same address, so that a page that renews itself plays on.
WINDOW = 30 * 60
#: What a query of words takes along of their note, to be handed to `voice_of`.
COLUMNS = ("voice", "voice__key", "voice__state", "voice__reason", "voice__duration_ms")
#: Letters of a signature, six bits each: nobody guesses 132 bits in an hour, and a talk may hold twenty of them.
SIGNED = 22
signer = Signer(salt="hearten.media.voice")


@dataclass(frozen=True)
class Voice:
    """A voice note, ready to show. url: where it is heard, or "" while it can't be. length: such as "1 min 20 s".

    id: for whoever has to keep hold of it. reason: why it could not be used. waits: whether it is being prepared.
    """

    id: str
    url: str
    length: str
    reason: str
    waits: bool


def voice_of(row: dict[str, Any]) -> Voice | None:
    """The note that a row with `COLUMNS` leads to, if any."""
    return _voice(*(row[name] for name in COLUMNS)) if row["voice"] else None


def voice_as_shown(note: VoiceNote | None) -> Voice | None:
    """The same of a note itself."""
    return _voice(note.pk, note.key, note.state, note.reason, note.duration_ms) if note else None


def heard(note_id: str) -> Voice | None:
    """The same by its id; None without one."""
    return voice_as_shown(VoiceNote.objects.filter(pk=note_id).first()) if note_id else None


def _voice(note_id: str, key: str, state: str, reason: str, duration_ms: int) -> Voice:
    ready = state == State.READY
    url, length = (voice_address(note_id, key), spoken_length(duration_ms)) if ready else ("", "")
    return Voice(note_id, url, length, reason, waits=state == State.WAITING)


def spoken_length(milliseconds: int) -> str:
    """How long it is, as people say it."""
    minutes, seconds = divmod(max(1, round(milliseconds / 1000)), 60)
    parts = [f"{minutes} min" if minutes else "", f"{seconds} s" if seconds else ""]
    return " ".join(part for part in parts if part)


def voice_address(note_id: str, key: str) -> str:
    """Where it is heard: another origin, an unguessable id, and a ticket that says nothing of who listens (I34)."""
    window = this_window()
    return f"{settings.MEDIA_ORIGIN}/media/voice/{note_id}.mp3?s={ticket(note_id, key, window)}"


def this_window() -> int:
    """A number that changes when new addresses are given out."""
    return int(timezone.now().timestamp()) // WINDOW


def ticket(note_id: str, key: str, window: int) -> str:
    """The same for everybody who may hear it in this time."""
    return f"{window:x}.{signer.signature(f'{note_id}:{key}:{window}')[:SIGNED]}"


def servable_voice(note_id: str, shown: str) -> VoiceNote | None:
    """The note behind an address, or None when there is nothing for whoever holds that address."""
    note = VoiceNote.objects.filter(pk=note_id, state=State.READY).first()
    if note is None:
        return None
    now = this_window()
    good = [constant_time_compare(shown, ticket(note.pk, note.key, window)) for window in (now, now - 1)]
    return note if any(good) else None


def voice_file(note_id: str) -> str:
    """The name in storage: made by us, without a day or anything of what was sent."""
    return f"voice/{note_id}.mp3"


def sound_of(note_id: str) -> bytes:
    """What is heard, for the copy of whose voice it is; empty while there is nothing."""
    try:
        with default_storage.open(voice_file(note_id)) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return b""
