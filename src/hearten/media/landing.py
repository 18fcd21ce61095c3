"""Where recordings arrive, piece by piece, and where they are worked on: a folder beside the raw pictures.

It is a folder of this machine (or one that all machines share), never served. The size of a file is the truth
about how much of it has arrived, so nothing else can disagree with it after a crash.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from hearten.media.quarantine import room

#: Bytes taken from the connection at a time.
PIECE = 256 * 1024


class Busy(Exception):  # somebody else is writing
    """Another request is adding to this file at this moment."""


def folder() -> Path:
    """Where raw recordings wait; made when it is not there."""
    place = Path(room().path("recordings"))
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def file_of(upload_id: str) -> Path:
    """The file of one upload, there or not."""
    return folder() / upload_id


def workshop(recording_id: str) -> Path:
    """An empty folder to prepare one recording in; what an earlier attempt left there is thrown away."""
    place = Path(room().path("workshop")) / recording_id
    clear_workshop(recording_id)
    place.mkdir(mode=0o700, parents=True)
    return place


def received(upload_id: str) -> int:
    """How many bytes have arrived."""
    try:
        return file_of(upload_id).stat().st_size
    except FileNotFoundError:
        return 0


def begin(upload_id: str) -> None:
    """An empty file. Raises OSError when the disk is full."""
    os.close(os.open(file_of(upload_id), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


@contextmanager
def held(upload_id: str) -> Iterator[int]:
    """The open file, for one writer at a time. Raises Busy, FileNotFoundError."""
    handle = os.open(file_of(upload_id), os.O_RDWR)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield handle
    finally:
        os.close(handle)


def append(handle: int, read: Callable[[int], bytes], *, most: int) -> int:
    """Add what `read` gives, at most `most` bytes, and keep it safe on the disk. Returns the new size.

    Raises OSError when there is no room, or what `read` raises when the connection breaks; all whole pieces that
    came before stay, and the next attempt goes on from there.
    """
    size = os.lseek(handle, 0, os.SEEK_END)
    left = most
    try:
        while left and (piece := read(min(PIECE, left))):
            _write(handle, piece)
            left -= len(piece)
    finally:
        os.fsync(handle)
    return size + most - left


def _write(handle: int, piece: bytes) -> None:
    while piece:
        piece = piece[os.write(handle, piece) :]


def head(upload_id: str, size: int = 4096) -> bytes:
    """The first bytes of what arrived."""
    with file_of(upload_id).open("rb") as file:
        return file.read(size)


def free_bytes() -> int:
    """How much room the disk has left."""
    return shutil.disk_usage(folder()).free


def forget(upload_id: str) -> None:
    """Delete what arrived and what was being made of it. Harmless when it is gone."""
    file_of(upload_id).unlink(missing_ok=True)
    clear_workshop(upload_id)


def clear_workshop(recording_id: str) -> None:
    """Delete what was being made. Harmless when it is gone."""
    shutil.rmtree(Path(room().path("workshop")) / recording_id, ignore_errors=True)


def age(upload_id: str) -> timedelta:
    """How long ago the last byte arrived; very long when there is no file."""
    try:
        changed = file_of(upload_id).stat().st_mtime
    except FileNotFoundError:
        return timedelta(days=365)
    return timedelta(seconds=max(0.0, time.time() - changed))


def names() -> list[str]:
    """Names of all files and work folders here; the caller knows whose they are."""
    work = Path(room().path("workshop"))
    return sorted({path.name for place in (folder(), work) if place.is_dir() for path in place.iterdir()})
