"""What follows when a recording has arrived, and what is tidied up."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from hearten.events.models import Event
from hearten.media import ffmpeg, landing
from hearten.media.models import Recording, RecordingState, RecordingUpload
from hearten.media.probe import Refused
from hearten.media.recording_actions import (
    UNFINISHED,
    begin_work,
    delete_recording_files,
    finish_recording,
    note_progress,
    postpone,
    refuse_recording,
    take_in,
)
from hearten.media.transcode import make

#: Bytes that stay free on the disk, for everything else this host does.
RESERVE = 1024**3
#: What is made takes at most about this many times what arrived, and never less than half a gigabyte.
ROOM, LEAST_ROOM = 1.5, 512 * 1024**2
#: Seconds between two looks at the disk and the owner's wish; per cent between two notes for the shelf.
LOOK, STEP = 2.0, 10
#: A recording that nobody could prepare for this long is given up.
GIVEN_UP_AFTER = timedelta(days=2)
NO_ROOM = (
    "There is no room on this host's disk at the moment, so this has to wait. Nothing is lost. It is tried "
    "again by itself; the people who run this host can make room."
)
NO_PROGRAM = "This host can't prepare recordings at the moment. Nothing is lost: it is tried again by itself."
STUCK = "Preparing this recording took far too long, so we stopped. Save it again as MP4 or MP3 and upload that."
LOST = "This recording could not be prepared. That was our fault: please upload it again."


class NoRoom(OSError):
    """Too little of the disk is free to begin, or to go on."""


def prepare_recording(event: Event) -> None:
    """Make the served files of one recording and delete what arrived. Works as often as it is called.

    Raises landing.Busy, OSError, ffmpeg.Missing: then it is tried again after a pause.
    """
    recording_id = event.subject.partition(":")[2]
    try:
        with landing.held(recording_id):
            _prepare(recording_id)
    except FileNotFoundError:
        refuse_recording(recording_id, LOST)  # of what is ready or gone, this changes nothing


def _prepare(recording_id: str) -> None:
    if not begin_work(recording_id):
        landing.forget(recording_id)
        return
    try:
        require_room(landing.received(recording_id))
        work = landing.workshop(recording_id)
        made = make(landing.file_of(recording_id), work, watch=watcher(recording_id))
        finish_recording(recording_id, made, work)
    except Refused as answer:
        refuse_recording(recording_id, answer.message)
    except ffmpeg.Stuck:
        refuse_recording(recording_id, STUCK)
    except ffmpeg.Stopped:
        delete_recording_files(recording_id)
    except ffmpeg.Missing:
        postpone(recording_id, NO_PROGRAM)
        raise
    except OSError as error:
        landing.clear_workshop(recording_id)
        postpone(recording_id, NO_ROOM)
        raise NoRoom from error


def require_room(raw_bytes: int) -> None:
    """Raises NoRoom when what would be made might fill the disk."""
    if landing.free_bytes() < RESERVE + max(LEAST_ROOM, int(raw_bytes * ROOM)):
        raise NoRoom


def watcher(recording_id: str) -> Callable[[float], bool]:
    """Looks now and then: is there still room, is it still wanted, how far is it.

    The function it returns takes the part done, 0.0 to 1.0, and raises NoRoom.
    """
    seen = {"at": 0.0, "step": 0}

    def watch(part: float) -> bool:
        if time.monotonic() - seen["at"] < LOOK:
            return True
        seen["at"] = time.monotonic()
        if landing.free_bytes() < RESERVE // 2:
            raise NoRoom
        step = int(part * 100) // STEP * STEP
        if step == seen["step"]:
            return Recording.objects.filter(pk=recording_id).exists()
        seen["step"] = step
        return note_progress(recording_id, step)

    return watch


def sweep_recordings() -> None:
    """Throw away uploads that nobody finished, recordings nobody could prepare, and files that belong to no row."""
    now = timezone.now()
    for upload_id in RecordingUpload.objects.filter(expires_at__lt=now).values_list("pk", flat=True):
        RecordingUpload.objects.filter(pk=upload_id, expires_at__lt=now).delete()
        landing.forget(upload_id)
    for upload in RecordingUpload.objects.select_related("owner"):
        if landing.received(upload.pk) == upload.length:  # the process died right before
            take_in(upload)
    for recording_id in Recording.objects.filter(state__in=UNFINISHED).values_list("pk", flat=True):
        if landing.age(recording_id) > GIVEN_UP_AFTER:
            refuse_recording(recording_id, LOST)
    finished = [RecordingState.READY, RecordingState.REFUSED]
    known = set(RecordingUpload.objects.values_list("pk", flat=True))
    known |= set(Recording.objects.exclude(state__in=finished).values_list("pk", flat=True))
    for name in landing.names():
        if name not in known and landing.age(name) > timedelta(hours=1):  # younger ones may be about to get a row
            landing.forget(name)
