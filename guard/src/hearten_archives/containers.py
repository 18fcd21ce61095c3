"""Where the files of an archive are: one file alone, a zip, or a folder. Nothing is ever unpacked to disk."""

from __future__ import annotations

import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from hearten_archives.readable import Readable
from hearten_archives.refused import Limits, Refused, megabytes

#: A packed file smaller than this may shrink as much as it likes.
SMALL = 1024 * 1024
DRIVE = re.compile(r"[A-Za-z]:")
DAMAGED = "This zip file is damaged, or its end is missing. Please make it again and choose the new file."
#: What Python says of broken zip files.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError, ValueError, LookupError,
    OSError,
)  # fmt: skip
#: What packing programs and editors leave lying about.
CLUTTER = {"__MACOSX", "node_modules", ".git", ".DS_Store"}


class Container(Protocol):
    """Names of files, and their bytes."""

    def names(self) -> list[str]: ...
    def open(self, name: str) -> Readable: ...
    def read(self, name: str, most: int) -> bytes: ...


class One:
    """A single file, read from its beginning each time."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self.file, self.name = file, name

    def names(self) -> list[str]:
        """Its own."""
        return [self.name]

    def open(self, name: str) -> Readable:
        """The file at its beginning. It stays open: `Archive` closes it."""
        self.file.seek(0)
        return Kept(self.file)

    def read(self, name: str, most: int) -> bytes:
        """Raises Refused when it is longer than `most` bytes."""
        return bounded(self.open(name), name, most)


class Kept:
    """A file that does not close when its reader is done with it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        return self.file.read(size)

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *error: object) -> None:
        """Stays open."""


class Folder:
    """A folder on this machine. Links that lead out of it are not followed."""

    def __init__(self, root: Path, limits: Limits) -> None:
        self.root, self.limits = root.resolve(), limits
        self.found = sorted(self.walk())

    def walk(self) -> Iterator[str]:
        """Files, without what editors leave lying about. Raises Refused when there are too many."""
        for number, path in enumerate(self.root.rglob("*")):
            if number > self.limits.members:
                raise too_many(self.limits)
            name = path.relative_to(self.root).as_posix()
            if path.is_file() and not path.is_symlink() and tidy(name) and path.resolve().is_relative_to(self.root):
                yield name

    def names(self) -> list[str]:
        """Paths in the folder."""
        return self.found

    def open(self, name: str) -> Readable:
        """One of `names`."""
        return (self.root / name).open("rb")

    def read(self, name: str, most: int) -> bytes:
        """Raises Refused when it is longer than `most` bytes."""
        with self.open(name) as file:
            return bounded(file, name, most)


class Zip:
    """A zip file that was looked through before anything of it is read. Raises Refused."""

    def __init__(self, file: IO[bytes], limits: Limits) -> None:
        try:
            self.zip = zipfile.ZipFile(file)
        except BROKEN as error:
            raise Refused(DAMAGED) from error
        check(self.zip.infolist(), limits)
        self.found = [item.filename for item in self.zip.infolist() if not item.is_dir() and tidy(item.filename)]

    def names(self) -> list[str]:
        """Paths in the zip, in its order."""
        return self.found

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """What a damaged zip makes Python say becomes one sentence."""
        try:
            yield
        except BROKEN as error:
            raise Refused(DAMAGED) from error

    def open(self, name: str) -> Readable:
        """One of `names`, unpacked while it is read."""
        with self.guarded():
            return Unpacking(self.zip.open(name), self)

    def read(self, name: str, most: int) -> bytes:
        """Raises Refused when it is longer than `most` bytes, or damaged."""
        with self.open(name) as file:
            return bounded(file, name, most)


class Unpacking:
    """A file in a zip, whose damage is told in a sentence."""

    def __init__(self, file: IO[bytes], zip_: Zip) -> None:
        self.file, self.zip = file, zip_

    def read(self, size: int = -1, /) -> bytes:
        """Raises Refused when it is damaged."""
        with self.zip.guarded():
            return self.file.read(size)

    def __enter__(self) -> Unpacking:
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()


def check(items: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Raise Refused for a zip that would lead elsewhere, unfold without end, or can't be opened."""
    if len(items) > limits.members:
        raise too_many(limits)
    if sum(item.file_size for item in items) > limits.unpacked:
        raise Refused(
            f"Unpacked, this archive would be larger than {megabytes(limits.unpacked)}. Leave films and sound out "
            "of it, or make two archives."
        )
    for item in items:
        if leads_elsewhere(item, limits):
            raise Refused(
                "This archive holds files whose names lead out of it. No blog makes such an archive: please export "
                "it again."
            )
        if item.flag_bits & 1:
            raise Refused("This archive is locked with a password. Please make it again without one.")
        if item.file_size > SMALL and item.file_size > item.compress_size * limits.ratio:
            raise Refused(
                "A file in this archive would unfold to more than it can honestly hold. Please make the archive "
                "again from your own files."
            )


def leads_elsewhere(item: zipfile.ZipInfo, limits: Limits) -> bool:
    """Whether a name is no plain path below the archive, or the file is a link."""
    name = item.orig_filename
    parts = PurePosixPath(name).parts
    return (
        not name
        or name.startswith("/")
        or "\\" in name
        or "\0" in name
        or bool(DRIVE.match(name))
        or ".." in parts
        or len(parts) > limits.folders
        or stat.S_ISLNK(item.external_attr >> 16)
    )


def tidy(name: str) -> bool:
    """Whether a file is somebody's and not a program's."""
    parts = PurePosixPath(name).parts
    return not CLUTTER.intersection(parts) and not parts[-1].startswith(".")


def bounded(file: Readable, name: str, most: int) -> bytes:
    """All of a file. Raises Refused when it is longer than `most` bytes."""
    data = file.read(most + 1)
    if len(data) > most:
        raise Refused(f"“{name[-80:]}” is larger than {megabytes(most)}. Take it out of the archive and try again.")
    return data


def too_many(limits: Limits) -> Refused:
    """More files than a blog has."""
    return Refused(f"There are more than {limits.members:,} files in here. Leave out what is not your writing.")
