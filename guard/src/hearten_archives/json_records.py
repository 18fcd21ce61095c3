"""JSON in a stream: one row of one table at a time, so that a long file needs little memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from hearten_archives.readable import Readable
from hearten_archives.refused import LIMITS, Limits, Refused, too_deep, too_large_a_record, too_long

CHUNK = 1 << 16
#: A whole string, one sign of structure, or the beginning of a string that goes on in the next chunk.
TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|"', re.DOTALL)


class Walk:
    """Knows where in the file it stands: `at` holds a key for each object and None for each list that is open."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.at: list[str | None] = []
        self.kinds: list[str] = []
        self.last = ""

    def step(self, sign: str) -> None:
        """Take in one sign. Raises Refused when it goes too deep or closes what is not open."""
        if sign in {"{", "["}:
            if len(self.at) >= self.limits.depth:
                raise too_deep()
            self.kinds.append(sign)
            self.at.append(None)
        elif sign in {"}", "]"}:
            if not self.kinds or self.kinds.pop() != {"}": "{", "]": "["}[sign]:
                raise damaged()
            self.at.pop()
        elif sign == ":":
            if self.at:
                self.at[-1] = self.last
        elif sign != ",":
            self.last = sign[1:-1]

    @property
    def table(self) -> str | None:
        """The table whose list is open as the innermost thing: the last key on the way to it."""
        if not self.kinds or self.kinds[-1] != "[":
            return None
        return next((key for key in reversed(self.at[:-1]) if key is not None), None)


def rows(file: Readable, *tables: str, limits: Limits = LIMITS) -> Iterator[tuple[str, dict[str, Any]]]:
    """(table, row) for each object in a list under one of these keys, in the order of the file. Raises Refused."""
    walk, pieces, table, size, number, depth = Walk(limits), list[str](), "", 0, 0, 0
    for between, sign in tokens(letters(file, limits), limits):
        if not pieces and sign == "{" and walk.table in tables:
            table, size, depth = str(walk.table), 0, len(walk.kinds)
            between = ""
            pieces.append("")
        walk.step(sign)
        if not pieces:
            continue
        pieces += (between, sign)
        size += len(between) + len(sign)
        if size > limits.record:
            raise too_large_a_record(number + 1)
        if len(walk.kinds) == depth:
            number += 1
            yield table, loaded("".join(pieces))
            pieces = []
    if walk.kinds:
        raise damaged()


def tokens(texts: Iterator[str], limits: Limits) -> Iterator[tuple[str, str]]:
    """Each sign, with what stood before it: numbers, true, null, spaces. Raises Refused."""
    rest = ""
    for more in texts:
        rest += more
        used = 0
        for found in TOKEN.finditer(rest):
            if found.group() == '"':
                break
            yield rest[used : found.start()], found.group()
            used = found.end()
        rest = rest[used:]
        if len(rest) > limits.record:
            raise too_large_a_record(1)
    if rest.strip():
        raise damaged()


def letters(file: Readable, limits: Limits) -> Iterator[str]:
    """The file as text. Raises Refused when it is not UTF-8 or too long."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    total = 0
    try:
        while chunk := file.read(CHUNK):
            total += len(chunk)
            if total > limits.document:
                raise too_long(limits.document)
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise Refused("This file is not written in UTF-8, as JSON must be. Please export it again.") from error


def loaded(text: str) -> dict[str, Any]:
    """One row. Raises Refused."""
    try:
        row: dict[str, Any] = json.loads(text)
    except ValueError as error:  # json.JSONDecodeError is one; a number of a million digits is another
        raise damaged() from error
    return row


def damaged() -> Refused:
    """Not JSON, or not all of it."""
    return Refused("This file breaks off or is damaged. Please export it again and choose the new file.")
