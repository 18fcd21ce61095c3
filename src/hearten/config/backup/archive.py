"""What is inside the sealed stream: a tar whose last entry, the manifest, says what all others must be."""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from hearten.config.backup.sealed import PIECE, Damaged, Opening, Sealing

MANIFEST = "manifest.json"
#: A manifest longer than this, in bytes, is not ours.
LONGEST_MANIFEST = 256 * 1024 * 1024


@dataclass(frozen=True)
class Entry:
    """One file: its name in the data folder, its size in bytes, and its SHA-256 in hex."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    made_at: when, as ISO 8601. hearten: the version. database: the name of its copy. migrations: how far its
    tables were. counts: rows a table. key: whether the secret key is in it.
    """

    made_at: str
    hearten: str
    database: str
    key: bool
    migrations: list[str]
    counts: dict[str, int]
    files: list[Entry] = field(default_factory=list)

    def text(self) -> bytes:
        """As it is stored."""
        return json.dumps(asdict(self), sort_keys=True).encode()

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        """Raises Damaged."""
        try:
            raw: dict[str, Any] = json.loads(text)
            read = cls(**{**raw, "files": [Entry(**one) for one in raw["files"]]})
            if read.database not in {"database.sqlite3", "database.dump"}:
                raise ValueError(read.database)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise Damaged("Its list of contents can't be read: another version of Hearten made it.") from error
        return read


class Packing:
    """Adds files to a sealed stream, one after another."""

    def __init__(self, out: Sealing) -> None:
        self.tar = tarfile.open(mode="w|", fileobj=cast(BinaryIO, out), bufsize=PIECE)  # noqa: SIM115  # close() ends it
        self.entries: list[Entry] = []

    def add(self, path: Path, name: str) -> None:
        """As many bytes as it has now; more may arrive meanwhile. Raises OSError."""
        with path.open("rb") as file:
            size = path.stat().st_size
            watched = Watched(file)
            self.tar.addfile(described(name, size), cast(BinaryIO, watched))
        self.entries.append(Entry(name, size, watched.digest()))

    def add_text(self, text: bytes, name: str) -> None:
        """A file that exists nowhere else."""
        self.tar.addfile(described(name, len(text)), io.BytesIO(text))
        self.entries.append(Entry(name, len(text), hashlib.sha256(text).hexdigest()))

    def close(self, manifest: Manifest) -> None:
        """The manifest comes last, because only now all is known."""
        self.add_text(manifest.text(), MANIFEST)
        self.tar.close()


class Watched:
    """A file whose content is counted while it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.sum = file, hashlib.sha256()

    def read(self, size: int) -> bytes:
        """The next bytes."""
        piece = self.file.read(size)
        self.sum.update(piece)
        return piece

    def digest(self) -> str:
        """SHA-256 of what was read so far, in hex."""
        return self.sum.hexdigest()


def described(name: str, size: int) -> tarfile.TarInfo:
    """An entry without an owner, a time or a place."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


@contextmanager
def contents(stream: Opening) -> Iterator[Iterator[tuple[str, Watched]]]:
    """Each file's name and content, in order. Raises Damaged also for what is wrong inside."""
    try:
        with tarfile.open(mode="r|", fileobj=cast(BinaryIO, stream), bufsize=PIECE) as tar:
            yield ((info.name, Watched(opened(tar, info))) for info in tar)
    except tarfile.TarError as error:
        raise Damaged("What is inside is not a list of files.") from error
    stream.drain()


def opened(tar: tarfile.TarFile, info: tarfile.TarInfo) -> BinaryIO:
    """The content of one plain file with a safe name. Raises Damaged for everything else."""
    parts = Path(info.name).parts
    file = tar.extractfile(info) if info.isreg() else None
    if file is None or not parts or info.name.startswith("/") or ".." in parts:
        raise Damaged("It holds something other than plain files.")
    return cast(BinaryIO, file)


def copy(source: Watched, to: BinaryIO) -> int:
    """Every byte of it. Returns how many. Raises OSError when there is no room."""
    written = 0
    while piece := source.read(PIECE):
        to.write(piece)
        written += len(piece)
    return written
