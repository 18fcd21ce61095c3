"""Which file of an archive a text means when it shows a picture."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

KINDS = (".jpg", ".jpeg", ".png", ".gif", ".webp")
#: WordPress names a smaller copy `garden-300x200.jpg`.
COPY = re.compile(r"-\d+x\d+(?=\.\w+$)")
#: How many parts of a path must agree at most.
TAIL = 4


class Pictures:
    """Finds pictures by the end of their path, because exports keep `uploads/2015/03/garden.jpg` anywhere."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = [name for name in names if name.lower().endswith(KINDS)]
        self.exact = set(self.names)
        self.tails: dict[str, str | None] = {}
        for name in self.names:
            for tail in tails(name):
                self.tails[tail] = name if tail not in self.tails else None

    def find(self, source: str, *, folder: str = "") -> str | None:
        """The file's name in the archive, or None. source: what the text says. folder: where the text lies."""
        try:
            path = unquote(urlsplit(source.strip()).path)
        except ValueError:
            return None
        beside = posixpath.normpath(posixpath.join(folder, path))
        if beside in self.exact:
            return beside
        for wanted in (path, COPY.sub("", path)):
            for tail in tails(wanted):
                if self.tails.get(tail):
                    return self.tails[tail]
        return None


def tails(name: str) -> Iterator[str]:
    """The ends of a path, longest first: `2015/03/a.jpg`, `03/a.jpg`, `a.jpg`."""
    parts = [part for part in name.lower().split("/") if part not in {"", ".", ".."}][-TAIL:]
    for start in range(len(parts)):
        yield "/".join(parts[start:])
