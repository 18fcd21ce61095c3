"""One moment of the database, as one file."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from pysqlite3 import dbapi2

from hearten.accounts.models import opaque

SQLITE, POSTGRES = "database.sqlite3", "database.dump"
#: The names of all tables.
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}
Ask = Callable[[str], list[tuple[Any, ...]]]


class NoClient(Exception):
    """PostgreSQL's own programs are missing, or refused."""


@dataclass(frozen=True)
class Snapshot:
    """file: the copy. name: SQLITE or POSTGRES. counts: rows a table. ids: what files may be named after."""

    file: Path
    name: str
    counts: dict[str, int] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()
    migrations: list[str] = field(default_factory=list)


def take(room: Path) -> Snapshot:
    """Copy the database into `room` while others read and write. Raises OSError, NoClient, DatabaseError."""
    return postgres(room / POSTGRES) if connection.vendor == "postgresql" else sqlite(room / SQLITE)


def sqlite(file: Path) -> Snapshot:
    """SQLite's own online copy, in one step: in WAL mode nobody waits for it."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with (
        closed(dbapi2.connect(str(connection.settings_dict["NAME"]))) as source,
        closed(dbapi2.connect(file)) as to,
    ):
        source.backup(to)
        return described(file, SQLITE, lambda sql: list(to.execute(sql)))


def postgres(file: Path) -> Snapshot:
    """pg_dump of the same moment in which the rows are counted."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        moment = cursor.fetchone()[0]
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        client(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}",
            f"--file={file}", "--dbname", connection.get_connection_params().get("dbname", ""),
        )  # fmt: skip

        def ask(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        return described(file, POSTGRES, ask)


def described(file: Path, name: str, ask: Ask) -> Snapshot:
    """What there is in the moment that `ask` reads from."""
    there = existing(ask)
    named = [model._meta for model in there if getattr(model._meta.pk, "default", None) is opaque]
    ids = {str(row[0]) for meta in named for row in ask(f'SELECT id FROM "{meta.db_table}"')}  # noqa: S608  # ours
    done = [f"{app}.{step}" for app, step in ask("SELECT app, name FROM django_migrations ORDER BY id")]
    return Snapshot(file, name, counted(ask, there), frozenset(ids), done)


def counted(ask: Ask, there: list[type[models.Model]]) -> dict[str, int]:
    """How many rows each of our tables holds."""
    names = sorted(model._meta.db_table for model in there)
    return {name: int(ask(f'SELECT COUNT(*) FROM "{name}"')[0][0]) for name in names}  # noqa: S608  # our own names


def existing(ask: Ask) -> list[type[models.Model]]:
    """Every model whose table is there: the code may be newer than the database, right before an update."""
    names = {row[0] for row in ask(TABLES[connection.vendor])}
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in names]


def client(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the host's database. Its words may hold rows: only its kind is told."""
    path = shutil.which(program)
    if path is None:
        raise NoClient(f"{program} is missing. Install PostgreSQL's client programs (postgresql-client).")
    done = subprocess.run(  # noqa: S603  # a fixed program, no shell
        [path, *arguments], env={**os.environ, **_login()}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoClient(f"{program} failed ({_why(done.stderr)}).")


def _why(said: str) -> str:
    """The one thing worth telling apart."""
    if "version mismatch" in said:
        return "it is older than the server: install the client of the server's version"
    if "No space left" in said or "could not write" in said:
        return "there is no room on the disk"
    return "the database went away, or it may not read everything"


def _login() -> dict[str, str]:
    """Where and as whom, in the environment: an argument could be read by everybody on the machine."""
    given = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "sslmode": "PGSSLMODE"}
    return {name: str(given[key]) for key, name in names.items() if given.get(key)}


@contextmanager
def closed(one: Any) -> Iterator[Any]:
    """pysqlite3's own `with` ends a transaction, not the connection."""
    try:
        yield one
    finally:
        one.close()
