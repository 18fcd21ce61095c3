"""One door to every kind of export: what it is, its posts one by one, and the pictures that came with it."""

from __future__ import annotations

import codecs
import hashlib
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hearten_archives import feed, ghost, markdown_files, wordpress
from hearten_archives.containers import Container, Folder, One, Zip
from hearten_archives.pictures import Pictures
from hearten_archives.post import ArchivedPost
from hearten_archives.refused import LIMITS, Limits, Refused, megabytes, too_long

#: Bytes of the beginning that tell what a file is.
HEAD = 1 << 16
MARKDOWN = (".md", ".markdown", ".mdown")
UNKNOWN = (
    "This is none of the exports that can be read here. Please bring what WordPress gives you (XML) or what Ghost "
    "gives you (JSON). A feed saved as a file (RSS or Atom) is fine too, and so is a zip with Markdown files."
)


class Archive:
    """An opened export, from `open_archive`. kind: "wordpress", "ghost", "feed" or "markdown"."""

    def __init__(self, container: Container, limits: Limits) -> None:
        self.container, self.limits = container, limits
        self.kind, self.documents = recognise(container)
        self.pictures = Pictures(container.names())

    def posts(self) -> Iterator[ArchivedPost]:
        """Each post in the order of the archive, the same in every reading. Raises Refused where it is damaged."""
        for name in self.documents:
            if self.kind == "ghost":
                yield from ghost.posts(lambda name=name: self.container.open(name), self.limits)  # type: ignore[misc]
            elif self.kind == "markdown":
                yield markdown_files.post(name, self.container.read(name, self.limits.record))
            else:
                reader = wordpress.posts if self.kind == "wordpress" else feed.posts
                with self.container.open(name) as file:
                    yield from reader(file, self.limits)

    def picture(self, source: str, post: ArchivedPost) -> str | None:
        """The name in the archive of a picture that a post shows, or None when it isn't here."""
        return self.pictures.find(source, folder=post.folder)

    def picture_bytes(self, name: str) -> bytes:
        """Raises Refused when the picture is too large or damaged."""
        return self.container.read(name, self.limits.picture)


@contextmanager
def open_archive(given: Path | IO[bytes], *, limits: Limits = LIMITS) -> Iterator[Archive]:
    """An archive from a path (a file or a folder) or from an open file. Raises Refused."""
    if isinstance(given, Path) and given.is_dir():
        yield Archive(Folder(given, limits), limits)
    elif isinstance(given, Path):
        with given.open("rb") as file:
            yield Archive(contained(file, given.name, limits), limits)
    else:
        yield Archive(contained(given, "", limits), limits)


def read(path: Path, *, limits: Limits = LIMITS) -> Iterator[ArchivedPost]:
    """The posts of an export, one by one. Raises Refused."""
    with open_archive(path, limits=limits) as archive:
        yield from archive.posts()


def fingerprint(file: IO[bytes]) -> str:
    """What tells one archive from another: SHA-256 of its bytes, in hexadecimal."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # a file is read, never written


def contained(file: IO[bytes], name: str, limits: Limits) -> Container:
    """A file alone, or a zip by its content, whatever its name says."""
    file.seek(0, 2)
    size = file.tell()
    if size == 0:
        raise Refused("This file is empty. Please choose it again.")
    if size > limits.unpacked:
        raise Refused(f"This file is larger than {megabytes(limits.unpacked)}. Leave films and sound out of it.")
    if zipfile.is_zipfile(file):
        return Zip(file, limits)
    if size > limits.document:
        raise too_long(limits.document)
    return One(file, name)


def recognise(container: Container) -> tuple[str, list[str]]:
    """The kind of an archive and the files with its posts. Raises Refused when it is none that is known."""
    names = container.names()
    found: dict[str, list[str]] = {}
    for name in names:
        if len(names) == 1 or name.lower().endswith((".xml", ".json", ".rss", ".atom", ".wxr")):
            found.setdefault(kind_of(head(container, name)), []).append(name)
    for kind in ("wordpress", "ghost", "feed"):
        if kind in found:
            return kind, found[kind]
    written = [name for name in names if name.lower().endswith(MARKDOWN)]
    if written:
        return "markdown", sorted(written)
    raise Refused(UNKNOWN)


def head(container: Container, name: str) -> str:
    """The beginning of a file, as letters."""
    with container.open(name) as file:
        start = file.read(HEAD)
    wide = start.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE))
    return start.decode("utf-16" if wide else "utf-8", errors="replace").lstrip("\ufeff \r\n\t")


def kind_of(start: str) -> str:
    """The kind of one file by its beginning; "" when unknown."""
    if start.startswith("{"):
        return "ghost" if re.search(r'"(db|posts|posts_tags|meta)"\s*:', start) else ""
    if not start.startswith("<"):
        return ""
    if "://wordpress.org/export/" in start:
        return "wordpress"
    return "feed" if re.search(r"<(rss|rdf:RDF|(\w+:)?feed)\b", start) else ""
