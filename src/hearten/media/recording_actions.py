"""Verbs for recordings: take one in, prepare it, show it to all, close it again, take it away."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from hearten.accounts.models import Account
from hearten.events import actions as events
from hearten.media import landing
from hearten.media.models import Recording, RecordingState, RecordingUpload
from hearten.media.probe import Refused
from hearten.media.recordings import served_name
from hearten.media.transcode import Made

UNFINISHED = [RecordingState.WAITING, RecordingState.WORKING]


@transaction.atomic
def take_in(upload: RecordingUpload) -> Recording:
    """An upload that has arrived whole becomes a recording, for the worker to prepare. Once, when called often."""
    made, fresh = Recording.objects.get_or_create(
        pk=upload.pk,
        defaults={
            "owner": upload.owner,
            "title": upload.title,
            "kind": upload.kind,
            "held_bytes": upload.length,
        },
    )
    if fresh:
        events.record("recording.uploaded", subject=made, by=upload.owner)
    RecordingUpload.objects.filter(pk=upload.pk).delete()
    return made


def begin_work(recording_id: str) -> bool:
    """Say on the shelf that it is being prepared. False when it is gone, ready or refused."""
    rows = Recording.objects.filter(pk=recording_id, state__in=UNFINISHED)
    return bool(rows.update(state=RecordingState.WORKING, progress=0, reason=""))


def note_progress(recording_id: str, percent: int) -> bool:
    """Keep how far it is, per cent. False when its owner has taken it away."""
    return bool(Recording.objects.filter(pk=recording_id, state=RecordingState.WORKING).update(progress=percent))


def postpone(recording_id: str, reason: str) -> None:
    """Tell the owner why it takes longer; the task is tried again."""
    Recording.objects.filter(pk=recording_id, state__in=UNFINISHED).update(
        state=RecordingState.WAITING, progress=0, reason=reason
    )


def refuse_recording(recording_id: str, reason: str) -> None:
    """Tell the owner, on their shelf, why it can't be used. What arrived is deleted."""
    Recording.objects.filter(pk=recording_id, state__in=UNFINISHED).update(
        state=RecordingState.REFUSED, reason=reason, held_bytes=0
    )
    landing.forget(recording_id)


def finish_recording(recording_id: str, made: Made, work: Path) -> bool:
    """Store what the worker made and let it be played. False when its owner took it away meanwhile.

    Raises OSError, and leaves nothing half-stored, when there is no room; the task is tried again.
    """
    delete_served_recording(recording_id)
    try:
        for file in made.files:
            name = served_name(recording_id, str(file["name"]))
            default_storage.save(name, Moved(work / str(file["name"])))
    except OSError:
        delete_served_recording(recording_id)
        raise
    working = Recording.objects.filter(pk=recording_id, state=RecordingState.WORKING)
    if working.update(
        state=RecordingState.READY,
        progress=100,
        held_bytes=sum(int(file["bytes"]) for file in made.files),
        **asdict(made),
    ):
        landing.forget(recording_id)
        return True
    delete_recording_files(recording_id)
    return False


class Moved(File[bytes]):
    """A file of ours that a storage on the same disk moves instead of copying."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.open("rb"), name=path.name)
        self.path = path

    def temporary_file_path(self) -> str:
        """Where it is now: what Django's file storage asks for."""
        return str(self.path)


def open_recording(recording_id: str, *, owner: Account) -> bool:
    """Let a ready recording be heard without a signature, because something public uses it. Whether it was done.

    The event that says so is the caller's, such as `post.published`, in the same transaction.
    """
    rows = Recording.objects.filter(owner=owner, pk=recording_id, state=RecordingState.READY)
    return bool(rows.update(public=True))


def close_recording(recording_id: str, *, owner: Account) -> bool:
    """Nothing public uses this recording any more. Whether it was there."""
    return bool(Recording.objects.filter(owner=owner, pk=recording_id).update(public=False))


def remove_recording(recording: Recording, *, by: Account) -> None:
    """Take a recording away for good, with its files. Raises Refused while something public uses it."""
    if recording.public:
        raise Refused("This recording is on a page that anyone can open. Take it out of that page first.", 409)
    with transaction.atomic():
        events.record("recording.removed", subject=recording, by=by)
        recording_id = recording.pk
        recording.delete()
    delete_recording_files(recording_id)


def delete_recording_files(recording_id: str) -> None:
    """Every file of one recording, as it arrived and as it is served. Harmless when they are gone."""
    landing.forget(recording_id)
    delete_served_recording(recording_id)


def delete_served_recording(recording_id: str) -> None:
    """What the worker made of one recording."""
    try:
        names = default_storage.listdir(served_name(recording_id, ""))[1]
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(served_name(recording_id, name))
    default_storage.delete(served_name(recording_id, ""))
