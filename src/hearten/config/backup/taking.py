"""Makes a backup: under its final name only when it is whole."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection
from django.utils import timezone

import hearten
from hearten.config.backup import contents, snapshot
from hearten.config.backup.archive import Manifest, Packing
from hearten.config.backup.sealed import Sealing
from hearten.config.backup.work import workroom
from hearten.config.first_start import KEY_FILE, KEYS
from hearten.home.ledger import LEDGER

#: Room that must be left on a disk after all, in bytes.
SPARE = 64 * 1024 * 1024
#: The day of the last backup, for `doctor`.
STAMP = "last-backup"


class NoRoom(Exception):
    """A disk is too full; the text says which."""


@dataclass(frozen=True)
class Made:
    """What was written: how many files, and bytes of the whole."""

    file: Path
    files: int
    bytes: int
    key: bool


def back_up(file: Path, header: dict[str, Any], key: bytes) -> Made:
    """Write everything of this host into `file`, sealed with `key`, while it serves.

    header: from `keys`, so that somebody can find the key again.
    Raises NoRoom, Busy, NoClient, FileExistsError, OSError; then nothing stands under the final name.
    """
    data = Path(settings.DATA_DIR)
    if file.exists():
        raise FileExistsError(file)
    require_room(data, file)
    with workroom(data) as room, whole(file) as out:
        contents.link(data, room)
        moment = snapshot.take(room)
        contents.link(data, room)
        sealing = Sealing(out, header, key)
        manifest = pack(Packing(sealing), room, moment)
        sealing.finish()
    (data / STAMP).write_text(manifest.made_at, encoding="ascii")
    return Made(file, len(manifest.files), file.stat().st_size, manifest.key)


def pack(packing: Packing, room: Path, moment: snapshot.Snapshot) -> Manifest:
    """The database first, then the keys, the list of erased accounts, and the files of that moment."""
    packing.add(moment.file, moment.name)
    for name in (*KEYS.values(), LEDGER):
        if (kept := Path(settings.DATA_DIR) / name).is_file():
            packing.add(kept, name)
    for path in contents.belonging(room, moment.ids):
        packing.add(path, path.relative_to(room).as_posix())
    manifest = Manifest(
        made_at=timezone.now().isoformat(timespec="seconds"),
        hearten=hearten.__version__,
        database=moment.name,
        key=any(entry.name == KEY_FILE for entry in packing.entries),
        migrations=moment.migrations,
        counts=moment.counts,
        files=list(packing.entries),
    )
    packing.close(manifest)
    return manifest


@contextmanager
def whole(file: Path) -> Iterator[BinaryIO]:
    """A file that appears only when it is complete and safe on the disk, readable by its owner alone."""
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    for old in file.parent.glob(f".{file.name}.*.part"):  # of a run that was killed
        old.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.rename(file)
        settle(file.parent)
    finally:
        part.unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Have the disk keep the names in this folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def require_room(data: Path, file: Path) -> None:
    """Raise NoRoom before anything is written when it can't end well."""
    database = database_bytes()
    for folder, needed in ((data, database), (file.parent, database + contents.size(data))):
        free = shutil.disk_usage(folder).free
        if free < needed + SPARE:
            raise NoRoom(
                f"There is not enough room in {folder}: {megabytes(free)} MB are free, and "
                f"{megabytes(needed + SPARE)} MB are needed."
            )


def database_bytes() -> int:
    """How large the database is now."""
    if connection.vendor == "sqlite":
        return Path(str(connection.settings_dict["NAME"])).stat().st_size
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def megabytes(count: int) -> int:
    """Rounded up."""
    return -(-count // 1_000_000)
