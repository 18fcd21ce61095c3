"""The end of the audit chain, in a file beside the database: what is cut off there is missed (I30).

One line: the number and the seal of the newest row, and a keyed hash of both. Each machine that writes has its
own; it may lag behind by what other machines wrote, and is never ahead of the database.
"""

import fcntl
import hashlib
import hmac
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

HEAD = "audit-head"


class Changed(Exception):
    """The file is not as it was written, or HEARTEN_AUDIT_KEY is another."""


@dataclass(frozen=True)
class Head:
    """The newest row that this machine wrote."""

    number: int
    seal: str

    def line(self) -> str:
        """As it stands in the file."""
        return f"{self.number} {self.seal} {keyed(f'{self.number} {self.seal}')}\n"


def remember(number: int, seal: str) -> None:
    """Move the end on, never back. It is on the disk when this returns. Raises OSError."""
    handle = os.open(file().with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if number > number_now():
            replace(Head(number, seal).line())
    finally:
        os.close(handle)


def read() -> Head | None:
    """What the file says; None when there is none. Raises Changed."""
    try:
        line = file().read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise Changed from error
    words = line.split()
    if len(words) != 3 or not words[0].isdigit() or Head(int(words[0]), words[1]).line() != line:
        raise Changed
    return Head(int(words[0]), words[1])


def number_now() -> int:
    """How far the file got; a file that was changed stays as it is, for `doctor` to say so."""
    try:
        head = read()
    except Changed:
        return 2**63
    return head.number if head else 0


def replace(line: str) -> None:
    """The whole file or the old one, whatever happens in between."""
    fresh = file().with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
        out.write(line)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file())


def file() -> Path:
    """Where it is."""
    return Path(settings.DATA_DIR) / HEAD


def keyed(text: str) -> str:
    """So that nobody without the key can set the end back."""
    return hmac.new(
        f"hearten audit head v1:{settings.AUDIT_KEY}".encode(), text.encode(), hashlib.sha256
    ).hexdigest()
