"""Voice notes for the tests: what a phone sends, a note as the worker leaves it, and the worker itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from hearten.events.models import Event
from hearten.media import quarantine, voice_actions, voice_work
from hearten.media.models import VoiceNote
from tests.media import recorded

#: The host that serves uploads, and the one of the pages.
ISOLATED, MAIN = {"host": "127.0.0.1:8000"}, {"host": "localhost:8000"}


def sent(data: bytes | None = None, name: str = "zq-my-name-is-on-it.mp3") -> SimpleUploadedFile:
    """A file as a form sends it; a second of sound that says who made it where nothing else is given."""
    return SimpleUploadedFile(name, recorded.sound() if data is None else data, content_type="audio/mpeg")


def arrived(data: bytes | None = None) -> VoiceNote:
    """A note whose sound is here; the worker has not come yet."""
    with voice_actions.arriving(sent(data)) as note_id, transaction.atomic():
        return voice_actions.take_in(note_id)


def worker() -> None:
    """The worker, coming for every voice note that has arrived."""
    for event in Event.objects.filter(kind="voice.arrived"):
        voice_work.prepare_voice(event)


def ready(data: bytes | None = None) -> VoiceNote:
    """A note after the worker came."""
    note = arrived(data)
    worker()
    return VoiceNote.objects.get(pk=note.pk)


@cache
def a_second() -> bytes:
    """What the worker makes of a second of sound, made once."""
    with TemporaryDirectory() as folder:
        raw, made = Path(folder) / "raw", Path(folder) / "made.mp3"
        raw.write_bytes(recorded.sound())
        voice_work.make(raw, made)
        return made.read_bytes()


def ready_made() -> None:
    """As `worker`, in no time: for tests that are about something else than the sound."""
    for note_id in VoiceNote.objects.filter(state="waiting").values_list("pk", flat=True):
        with TemporaryDirectory() as folder:
            made = Path(folder) / "made.mp3"
            made.write_bytes(a_second())
            voice_actions.finish(note_id, made, duration_ms=1000)
        quarantine.forget(note_id)
