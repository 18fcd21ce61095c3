"""Opens a backup and checks everything in it: each byte, each file against the list, and the database itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pysqlite3 import dbapi2

from hearten.config.backup import keys
from hearten.config.backup.archive import LONGEST_MANIFEST, MANIFEST, Entry, Manifest, Watched, contents, copy
from hearten.config.backup.contents import owner_of
from hearten.config.backup.sealed import PIECE, Damaged, Opening, read_header
from hearten.config.backup.snapshot import POSTGRES, SQLITE, client, closed


@dataclass(frozen=True)
class Checked:
    """What was found to be whole. missing: pictures that the database names and the backup does not have."""

    manifest: Manifest
    missing: list[str] = field(default_factory=list)


@contextmanager
def opened(file: Path, secret: str) -> Iterator[Opening]:
    """The content of a backup. Raises Damaged, WrongKey, OSError."""
    with file.open("rb") as source:
        header, bound, salt = read_header(source)
        yield Opening(source, bound, salt, keys.unlock(header, secret))


def unpack(stream: Opening, into: Path, *, only: frozenset[str] | None = None) -> Manifest:
    """Write the files to `into`, or only those in `only`; check every one of them. Raises Damaged, OSError."""
    found: list[Entry] = []
    manifest = None
    with contents(stream) as inside:
        for name, content in inside:
            if name == MANIFEST:
                manifest = Manifest.read(content.file.read(LONGEST_MANIFEST))
                continue
            keep = only is None or name in only
            found.append(Entry(name, _store(content, into / name) if keep else _skip(content), content.digest()))
    if manifest is None or sorted(found, key=str) != sorted(manifest.files, key=str):
        raise Damaged("Its files are not those of its own list.")
    return manifest


def _store(content: Watched, path: Path) -> int:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    with path.open("wb") as out:
        return copy(content, out)


def _skip(content: Watched) -> int:
    count = 0
    while piece := content.read(PIECE):
        count += len(piece)
    return count


def check(file: Path, secret: str, room: Path) -> Checked:
    """Everything but the uploads' pictures themselves is looked at; those are compared with their checksums.

    room: a private folder for the database's copy. Raises Damaged, WrongKey, NoClient, OSError.
    """
    with opened(file, secret) as stream:
        manifest = unpack(stream, room, only=frozenset({SQLITE, POSTGRES}))
    return Checked(manifest, check_database(room / manifest.database, manifest))


def check_database(file: Path, manifest: Manifest) -> list[str]:
    """The copy opens, is sound, and has the rows it should. Returns the ids of pictures without a file."""
    if manifest.database == POSTGRES:
        client("pg_restore", "--file=/dev/null", str(file))  # reads every row of it
        return []
    try:
        with closed(dbapi2.connect(f"file:{file}?immutable=1", uri=True)) as copied:
            if (said := copied.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                raise Damaged(f"The database in it is broken ({str(said)[:60]}).")
            if counts_of(copied, manifest) != manifest.counts:
                raise Damaged("The database in it has other rows than were counted.")
            return without_file(copied, manifest)
    except dbapi2.DatabaseError as error:
        raise Damaged("The database in it can't be opened.") from error


def counts_of(copied: dbapi2.Connection, manifest: Manifest) -> dict[str, int]:
    """The same tables as when it was made; this version may have others."""
    there = {row[0] for row in copied.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    tables = [table for table in manifest.counts if table in there]
    return {t: int(copied.execute(f'SELECT COUNT(*) FROM "{t}"').fetchone()[0]) for t in tables}  # noqa: S608


def without_file(copied: dbapi2.Connection, manifest: Manifest) -> list[str]:
    """Pictures that are said to be ready, and whose file is not here."""
    files = {owner_of(Path(entry.name)) for entry in manifest.files if entry.name.startswith("media/")}
    ready = copied.execute("SELECT id FROM media_image WHERE state = 'ready' ORDER BY id")
    return [row[0] for row in ready if row[0] not in files]
