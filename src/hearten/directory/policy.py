"""What changed between two versions of a policy, paragraph by paragraph and word by word (R46)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

#: Comparing costs the product of both lengths; above this a text counts as replaced.
TOO_MUCH_TO_COMPARE = 250_000


@dataclass(frozen=True)
class Piece:
    """Some words. kind: "same", "out" (taken out) or "in" (added)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the newer text, with what is gone. kind: as above, or "mixed"."""

    kind: str
    pieces: list[Piece]


def paragraphs(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def changes(older: str, newer: str) -> list[Paragraph]:
    """Every paragraph of both texts, in reading order, with what was added and taken out."""
    before, after = paragraphs(older), paragraphs(newer)
    found: list[Paragraph] = []
    for tag, start, end, to_start, to_end in compare(before, after):
        if tag == "equal":
            found += [_whole("same", text) for text in before[start:end]]
        else:
            found += _replaced(before[start:end], after[to_start:to_end])
    return found


def compare(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """The steps from one list to the other, as `difflib` names them."""
    if len(before) * len(after) > TOO_MUCH_TO_COMPARE:
        return [("delete", 0, len(before), 0, 0), ("insert", len(before), len(before), 0, len(after))]
    return list(SequenceMatcher(None, before, after, autojunk=False).get_opcodes())


def _whole(kind: str, text: str) -> Paragraph:
    return Paragraph(kind, [Piece(kind, text)])


def _replaced(before: list[str], after: list[str]) -> list[Paragraph]:
    """One paragraph beside the other where they have words in common, else one after the other."""
    found: list[Paragraph] = []
    for older, newer in zip_longest(before, after, fillvalue=""):
        if alike(older, newer):
            found.append(_mixed(older, newer))
        else:
            found += [_whole(kind, text) for kind, text in (("out", older), ("in", newer)) if text]
    return found


def alike(older: str, newer: str) -> bool:
    """Whether half of the words of the longer one are in both."""
    before, after = Counter(older.split()), Counter(newer.split())
    return 2 * (before & after).total() >= max(before.total(), after.total()) > 0


def _mixed(older: str, newer: str) -> Paragraph:
    return Paragraph("mixed", list(_words(older, newer)))


def _words(older: str, newer: str) -> Iterator[Piece]:
    before, after = re.findall(r"\s*\S+", older), re.findall(r"\s*\S+", newer)
    for tag, start, end, to_start, to_end in compare(before, after):
        if tag == "equal":
            yield Piece("same", "".join(before[start:end]))
            continue
        if end > start:
            yield Piece("out", "".join(before[start:end]))
        if to_end > to_start:
            yield Piece("in", "".join(after[to_start:to_end]))
