"""A recording on its way here: begun, added to piece by piece, taken in when it is whole, or given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.media import landing, sniff
from hearten.media.models import Recording, RecordingKind, RecordingUpload
from hearten.media.probe import Refused
from hearten.media.recording_actions import take_in
from hearten.media.recording_work import RESERVE
from hearten.ui.words import one_line

#: How long an upload waits for its next piece.
EXPIRES_AFTER = timedelta(days=7)
#: Unfinished uploads of one person.
MOST_OPEN = 5
MEGABYTE, GIGABYTE = 1_000_000, 1_000_000_000
#: Endings of names that hold pictures, for browsers that don't say what a file is.
FILMS = {".mp4", ".mov", ".m4v", ".mkv", ".webm"}


class Elsewhere(Exception):  # the sender is told where to go on
    """A piece for another place than where the file ends. `at`: bytes that have arrived."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at


def begin(*, owner: Account, name: str, declared: str, length: int, stamp: str = "") -> RecordingUpload:
    """Make room for a recording of `length` bytes. declared: the type the browser gives, such as `video/mp4`.

    stamp: tells two files of the same name apart. Asked again for the same file, because the answer was lost, it is
    the same place. Raises Refused: too large, no room, too many at once.
    """
    kind = kind_of(name, declared)
    file = {"owner": owner, "title": title_of(name), "kind": kind, "length": length, "stamp": stamp[:20]}
    if begun := begun_before(file):
        return begun
    require_welcome(owner, kind=kind, length=length)
    upload = RecordingUpload(**file, expires_at=expiry())
    try:
        landing.begin(upload.pk)
    except OSError as error:
        raise no_room() from error
    upload.save(force_insert=True)
    return upload


def begun_before(file: dict[str, Any]) -> RecordingUpload | None:
    """An upload of this very file of which nothing has arrived; files without a stamp can't be told apart."""
    begun = RecordingUpload.objects.filter(**file, expires_at__gt=timezone.now()) if file["stamp"] else ()
    return next((one for one in begun if not landing.received(one.pk) and landing.file_of(one.pk).exists()), None)


def add(upload: RecordingUpload, read: Callable[[int], bytes], *, at: int) -> int:
    """Add bytes that belong at place `at`. Returns how many have arrived; the last one makes it a recording.

    Raises Elsewhere when the file ends somewhere else, landing.Busy when another request is adding, Refused when
    this is no recording (then it is gone) or there is no room (then it stays, to go on later).
    """
    try:
        with landing.held(upload.pk) as handle:
            size = landing.received(upload.pk)
            if size != at:
                raise Elsewhere(size)
            size = landing.append(handle, read, most=upload.length - size)
    except FileNotFoundError as error:  # given up in another window
        raise Elsewhere(0) from error
    require_recording(upload, size)
    if size == upload.length:
        take_in(upload)
    else:
        RecordingUpload.objects.filter(pk=upload.pk).update(expires_at=expiry())
    return size


def require_recording(upload: RecordingUpload, size: int) -> None:
    """As soon as its first bytes tell, an upload that is no recording is refused and thrown away."""
    if size < min(sniff.ENOUGH, upload.length):
        return
    try:
        sniff.reader(landing.head(upload.pk, sniff.ENOUGH))
    except Refused:
        give_up(upload)
        raise


def give_up(upload: RecordingUpload) -> None:
    """Throw away what has arrived."""
    RecordingUpload.objects.filter(pk=upload.pk).delete()
    landing.forget(upload.pk)


def require_welcome(owner: Account, *, kind: str, length: int) -> None:
    """Raises Refused when a recording of this size can't come in now."""
    if length <= 0:
        raise Refused("This file is empty. Please choose it again.")
    if length > ceiling(kind):
        raise too_large(kind)
    waiting = RecordingUpload.objects.filter(owner=owner)
    if waiting.count() >= MOST_OPEN:
        raise Refused("Several of your uploads are not finished. Finish one or throw it away first.", 409)
    if taken(owner) + length > settings.RECORDINGS_GB * GIGABYTE:
        raise Refused(
            f"Your recordings may take {settings.RECORDINGS_GB} GB together, and this one would be more. "
            "Remove one that you don't need, then try again.",
            413,
        )
    require_disk(length)


def require_disk(length: int) -> None:
    """Raises Refused when the disk has no room for this many bytes and a reserve."""
    if landing.free_bytes() < length + RESERVE:
        raise no_room()


def taken(owner: Account) -> int:
    """Bytes that one person's recordings take or will take as they arrive."""
    kept = Recording.objects.filter(owner=owner).aggregate(all=Sum("held_bytes"))["all"] or 0
    coming = RecordingUpload.objects.filter(owner=owner).aggregate(all=Sum("length"))["all"] or 0
    return int(kept) + int(coming)


def ceiling(kind: str) -> int:
    """Bytes of the largest recording of a kind."""
    return MEGABYTE * (settings.VIDEO_MB if kind == RecordingKind.VIDEO else settings.AUDIO_MB)


def limits() -> str:
    """The ceilings in words, said before somebody chooses a file."""
    video, sound = megabytes(settings.VIDEO_MB), megabytes(settings.AUDIO_MB)
    return f"A video can have up to {video}, a sound recording up to {sound}."


def megabytes(number: int) -> str:
    """As people say it: 500 MB, 2 GB."""
    return f"{number // 1000} GB" if number >= 1000 and number % 1000 == 0 else f"{number} MB"


def too_large(kind: str) -> Refused:
    """More bytes than one recording may have."""
    what = "video" if kind == RecordingKind.VIDEO else "sound recording"
    size = megabytes(ceiling(kind) // MEGABYTE)
    return Refused(
        f"This {what} is larger than {size}. Save it smaller, or cut it into parts, and choose it again.", 413
    )


def no_room() -> Refused:
    """The disk is full or can't be written."""
    return Refused(
        "There is no room for recordings at the moment. That is our fault, not yours. Nothing that has arrived is "
        "lost. Please try later.",
        507,
    )


def kind_of(name: str, declared: str) -> str:
    """What the sender takes it for. What it is will be seen when it is prepared."""
    film = declared.startswith("video/") or (not declared and PurePosixPath(name.lower()).suffix in FILMS)
    return RecordingKind.VIDEO if film else RecordingKind.AUDIO


def title_of(name: str) -> str:
    """How the shelf calls it: the file's name without its ending."""
    return one_line(PurePosixPath(name.replace("\\", "/")).stem)[:120].strip() or "A recording"


def expiry() -> datetime:
    """When an upload that gets no more pieces is thrown away."""
    return timezone.now() + EXPIRES_AFTER
