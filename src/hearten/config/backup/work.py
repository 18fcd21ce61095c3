"""A folder for what a backup needs while it runs: in the data folder, for its owner alone, and never left over."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = "backup-work"


class Busy(Exception):
    """Another backup, check or restore is at work."""


@contextmanager
def workroom(data: Path) -> Iterator[Path]:
    """An empty folder, gone afterwards; what a killed run left there goes first. Raises Busy, OSError."""
    place = data / FOLDER
    with (data / f"{FOLDER}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy("Another backup is at work in this data folder. Wait until it is done.") from error
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)


def sweep(data: Path) -> None:
    """Take away what a killed run left, unless one is at work. A copy of everything must not lie about."""
    if (data / FOLDER).exists():
        try:
            with workroom(data):
                return
        except (Busy, OSError):
            return
