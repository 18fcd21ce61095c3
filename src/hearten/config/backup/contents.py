"""Which files belong to a moment of the database.

A file never changes once its row says that it is there, but it may be made or deleted at any time. So each is
linked into the workroom before the database is copied and again after; then those are left out whose row was not
there in that moment.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

#: What is served, and what has arrived and waits to be prepared.
FOLDERS = ("media", "quarantine")
#: Half-made, and made again after a restore.
LEFT_OUT = ("quarantine/workshop",)


def link(data: Path, room: Path) -> None:
    """Hold every file as it is now, without copying it; what is held already stays. Raises OSError."""
    for path in files(data, FOLDERS):
        name = path.relative_to(data)
        if str(name).startswith(LEFT_OUT) or (room / name).exists():
            continue
        (room / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # deleted in this moment
            hold(path, room / name)


def hold(path: Path, at: Path) -> None:
    """A second name for the same file; a copy when the uploads lie on another disk."""
    try:
        os.link(path, at)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.copyfile(path, at)


def belonging(room: Path, ids: frozenset[str]) -> Iterator[Path]:
    """The held files, without those named after a row that the copied database does not have."""
    for path in files(room, FOLDERS):
        owner = owner_of(path.relative_to(room))
        if owner is None or owner in ids:
            yield path


def owner_of(name: Path) -> str | None:
    """The id a file is named after, or None for files of another kind."""
    match name.parts:
        case ("media", "images", file):
            return file.removesuffix(".webp").removesuffix("-small")
        case ("media" | "quarantine", "recordings", row, *_rest):
            return row
        case ("quarantine", file):
            return file
    return None


def files(top: Path, folders: tuple[str, ...]) -> Iterator[Path]:
    """Every plain file in these folders, in a steady order. Links to elsewhere are not followed."""
    for folder in folders:
        for place, below, names in os.walk(top / folder):
            below.sort()
            for name in sorted(names):
                path = Path(place) / name
                if path.is_file() and not path.is_symlink():
                    yield path


def size(data: Path) -> int:
    """Bytes of all of it."""
    return sum(path.stat().st_size for path in files(data, FOLDERS))
