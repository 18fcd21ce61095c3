"""Puts a backup back: into an empty folder, wholly or not at all."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from hearten.config.backup.archive import Manifest
from hearten.config.backup.examining import check_database, opened, unpack
from hearten.config.backup.snapshot import POSTGRES, SQLITE, client
from hearten.config.backup.taking import settle
from hearten.home.ledger import LEDGER

#: What the database is called in a data folder.
DATABASE = "hearten.sqlite3"


class NotEmpty(Exception):
    """Something is already there, and a restore takes the place of nothing."""


class TooNew(Exception):
    """A later version of Hearten made the backup."""


def restore(file: Path, secret: str, into: Path, *, erased: Path | None = None) -> Manifest:
    """Make `into` the data folder that was backed up. On any error, nothing is there and nothing was changed.

    into: a folder that is empty or does not exist. erased: a newer list of erased accounts, to be added.
    Raises NotEmpty, TooNew, Damaged, WrongKey, NoClient, OSError.
    """
    if into.exists() and any(into.iterdir()):
        raise NotEmpty(f"{into} is not empty. Name a folder that is empty or not there yet.")
    with aside(into) as room, opened(file, secret) as stream:
        manifest = unpack(stream, room)
        require_known(manifest)
        check_database(room / manifest.database, manifest)
        if erased is not None:
            add_lines(erased, room / LEDGER)
        if manifest.database == POSTGRES:
            fill_postgres(room / POSTGRES)
        else:
            (room / SQLITE).rename(room / DATABASE)
        keep_all(room)
        room.rename(into)
        settle(into.parent)
    return manifest


@contextmanager
def aside(into: Path) -> Iterator[Path]:
    """A private folder beside `into`; gone unless it was renamed. What a killed restore left there goes first."""
    into.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in into.parent.glob(f".{into.name}.*.restoring"):
        shutil.rmtree(old, ignore_errors=True)
    room = into.with_name(f".{into.name}.{secrets.token_hex(4)}.restoring")
    room.mkdir(mode=0o700)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def require_known(manifest: Manifest) -> None:
    """Older is fine: `init` brings it up to date. Newer can't be understood."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    ours = {step for step in manifest.migrations if not step.startswith("tests.")}
    if ours - known:
        raise TooNew(f"It was made by a newer Hearten ({manifest.hearten}). Install that version first.")


def add_lines(erased: Path, ledger: Path) -> None:
    """Both lists together."""
    lines = set(erased.read_text(encoding="ascii").split())
    lines |= set(ledger.read_text(encoding="ascii").split()) if ledger.exists() else set()
    ledger.touch(mode=0o600)
    ledger.write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="ascii")


def fill_postgres(dump: Path) -> None:
    """Everything in one transaction, into an empty database. Raises NotEmpty, NoClient."""
    if connection.vendor != "postgresql":
        raise NotEmpty("This is a backup of PostgreSQL. Set DATABASE_URL to a new, empty database and try again.")
    if connection.introspection.table_names():
        raise NotEmpty("The database in DATABASE_URL is not empty. Name a new one.")
    name = str(connection.get_connection_params().get("dbname", ""))
    connection.close()
    client(
        "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
        "--dbname", name, str(dump),
    )  # fmt: skip
    dump.unlink()


def keep_all(room: Path) -> None:
    """Have the disk keep what was written, before it gets its name."""
    for place, _folders, names in os.walk(room):
        for name in names:
            handle = os.open(Path(place) / name, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)
        settle(Path(place))
