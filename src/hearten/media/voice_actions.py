"""Verbs for voice notes: take one in, finish it, end its addresses, take it away with its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ForeignObjectRel, ProtectedError
from django.utils import timezone

from hearten.accounts.models import opaque
from hearten.events import actions as events
from hearten.media import quarantine, sniff
from hearten.media.models import Image, State, VoiceNote
from hearten.media.probe import Refused
from hearten.media.recording_actions import Moved
from hearten.media.voice import voice_file

#: Bytes of one voice note as it is sent: three minutes in what phones make, with room.
MOST_BYTES = 8 * 1024 * 1024
LOST = "This voice note could not be prepared. That was our fault. Your words are kept."


@contextmanager
def arriving(file: File[bytes] | None) -> Iterator[str]:
    """What somebody sent, out of reach under an id of ours; "" without a file. `take_in` in the block keeps it,
    else it is thrown away.

    Raises Refused, with words for whoever sent it, before the block begins.
    """
    if file is None:
        yield ""
        return
    require_sound(file)
    note_id = opaque()
    try:
        quarantine.keep(note_id, file.read())
    except OSError as error:
        raise no_room() from error
    try:
        yield note_id
    finally:
        if not VoiceNote.objects.filter(pk=note_id).exists():
            quarantine.forget(note_id)


def require_sound(file: File[bytes]) -> None:
    """Raises Refused for what is too large, empty or no recording; a name or a declared type is not believed."""
    if not file.size:
        raise Refused("This recording is empty. Please record or choose it again.")
    if file.size > MOST_BYTES:
        raise too_large()
    head = file.read(sniff.ENOUGH)
    file.seek(0)
    try:
        sniff.reader(head)
    except Refused as other:
        raise no_recording() from other


def take_in(note_id: str) -> VoiceNote:
    """Make a note of what arrived under this id, for the worker to prepare; in the caller's transaction.

    The event names nobody: that of the words it stands beside does.
    """
    note = VoiceNote(pk=note_id)
    note.save(force_insert=True)
    events.record("voice.arrived", subject=note, by=None)
    return note


def finish(note_id: str, path: Path, *, duration_ms: int) -> bool:
    """Store what the worker made and let it be heard. False when it was taken away meanwhile.

    Raises OSError, and leaves nothing half-stored, when there is no room; the task is tried again.
    """
    size = path.stat().st_size
    forget_file(note_id)
    try:
        default_storage.save(voice_file(note_id), Moved(path))
    except OSError:
        forget_file(note_id)
        raise
    waiting = VoiceNote.objects.filter(pk=note_id, state=State.WAITING)
    if waiting.update(state=State.READY, duration_ms=duration_ms, bytes=size):
        return True
    if not VoiceNote.objects.filter(pk=note_id).exists():
        forget_file(note_id)
    return False


def refuse(note_id: str, reason: str) -> None:
    """Tell whoever sent it why it can't be used."""
    VoiceNote.objects.filter(pk=note_id, state=State.WAITING).update(state=State.REFUSED, reason=reason)


def close(note_id: str) -> None:
    """End every address that was given out; whoever may still hear it gets a new one with the next page."""
    VoiceNote.objects.filter(pk=note_id).update(key=opaque())


def discard(note_ids: Iterable[str | None]) -> None:
    """Take notes away for good, with their files. The caller has let go of them before.

    One that something else still needs, such as a sealed copy, stays with that; its addresses end.
    """
    for note_id in filter(None, note_ids):
        close(note_id)
        try:
            with transaction.atomic():
                VoiceNote.objects.filter(pk=note_id).delete()
        except ProtectedError:
            continue
        transaction.on_commit(partial(forget_files, note_id))


def forget_files(note_id: str) -> None:
    """Every file of one note, as it arrived and as it is served. Harmless when they are gone."""
    quarantine.forget(note_id)
    forget_file(note_id)


def forget_file(note_id: str) -> None:
    """What the worker made. Harmless when it is gone."""
    default_storage.delete(voice_file(note_id))


def sweep_voices() -> None:
    """What a process left that died between a row and its file: notes nobody uses, sound without a note, and notes
    whose sound never comes (a recurring task).
    """
    discard(unused())
    kept = {f"{note_id}.mp3" for note_id in VoiceNote.objects.values_list("pk", flat=True)}
    for name in set(stored()) - kept:
        default_storage.delete(voice_file(name.removesuffix(".mp3")))
    for note_id in VoiceNote.objects.filter(state=State.WAITING).values_list("pk", flat=True):
        if not quarantine.room().exists(note_id):
            refuse(note_id, LOST)
    stale = set(quarantine.older_than(timezone.now() - timedelta(hours=1)))
    for rows in (VoiceNote.objects, Image.objects):
        stale -= set(rows.filter(pk__in=stale).values_list("pk", flat=True))
    for name in stale:
        quarantine.forget(name)


def stored() -> list[str]:
    """Names of everything that was made."""
    try:
        return default_storage.listdir(voice_file("x").rpartition("/")[0])[1]
    except FileNotFoundError:  # nobody has ever sent one
        return []


def unused() -> list[str]:
    """The notes that no other row leads to."""
    rows = VoiceNote.objects.all()
    for use in VoiceNote._meta.get_fields(include_hidden=True):
        if isinstance(use, ForeignObjectRel):
            holders = use.related_model._base_manager.exclude(**{use.field.name: None})
            rows = rows.exclude(pk__in=holders.values(use.field.name))
    return list(rows.values_list("pk", flat=True))


def no_recording() -> Refused:
    """Something else, whatever its name says."""
    return Refused("This file is no recording, whatever its name says. Please choose another one.", 415)


def too_large() -> Refused:
    """More bytes than a voice note may have."""
    return Refused("This recording is larger than 8 MB. Three minutes are the most: please make it shorter.", 413)


def no_room() -> Refused:
    """The disk is full or can't be written."""
    return Refused("There is no room for recordings at the moment. That is our fault. Please try later.", 507)
