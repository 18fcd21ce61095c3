"""Where an archive waits, and how it is opened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import Storage, storages

from hearten.accounts.models import opaque
from hearten.imports.models import Import
from hearten_archives import Archive, Refused, fingerprint, open_archive

GONE = "The file of this import is not here any more. Please choose it again: what is here already comes only once."


def room() -> Storage:
    """The quarantine: outside everything that is served, readable by this host's own user only."""
    return storages["quarantine"]


def keep(file: Any) -> str:
    """Store an uploaded archive under a name of ours. Raises OSError when there is no room."""
    return room().save(f"imports/{opaque()}", file)


def without_an_import(known: set[str], *, before: datetime) -> list[str]:
    """Archives that no row names: the process was killed between the two. known: the names in all rows."""
    try:
        names = [f"imports/{name}" for name in room().listdir("imports")[1]]
    except FileNotFoundError:  # nothing was ever uploaded
        return []
    return [name for name in names if name not in known and room().get_modified_time(name) < before]


def forget(name: str) -> None:
    """Delete a stored archive. Harmless when it is gone."""
    if name:
        room().delete(name)


@contextmanager
def opened(row: Import, path: Path | None = None) -> Iterator[Archive]:
    """The archive of an import. path: where it is, for one that was named in a terminal. Raises Refused."""
    if path is not None:
        with open_archive(path) as archive:
            yield archive
        return
    if not row.stored or not room().exists(row.stored):
        raise Refused(GONE)
    with room().open(row.stored) as file, open_archive(bare(file)) as archive:
        yield archive


def bare(file: Any) -> IO[bytes]:
    """The plain file inside Django's."""
    found: IO[bytes] = getattr(file, "file", None) or file
    return found


def mark_of(row: Import, path: Path | None = None) -> str:
    """What tells one archive from another: of a file its bytes, of a folder its names and sizes."""
    if path is not None and path.is_dir():
        listed = sorted((str(file), file.stat().st_size) for file in path.rglob("*") if file.is_file())
        return hashlib.sha256(repr(listed).encode()).hexdigest()
    if path is not None:
        with path.open("rb") as file:
            return fingerprint(file)
    with room().open(row.stored) as stored:
        return fingerprint(bare(stored))
