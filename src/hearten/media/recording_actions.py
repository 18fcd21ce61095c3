"""Verbs for recordings: take one in, show one to all, close it again, take it away."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import transaction

from hearten.accounts.models import Account
from hearten.events import actions as events
from hearten.media import landing
from hearten.media.models import Recording, RecordingState, RecordingUpload
from hearten.media.probe import Refused
from hearten.media.recordings import served_name


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
