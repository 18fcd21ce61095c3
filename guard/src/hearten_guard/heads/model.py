"""The heads' arithmetic: a row of small whole numbers for each name, one lane for each head, added by sentence."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from hearten_guard.data import TABLES
from hearten_guard.document import Document
from hearten_guard.heads.features import named
from hearten_guard.heads.kinds import FOLDER, kinds
from hearten_guard.tagger.network import Rows, packed
from hearten_guard.tagger.store import read

_LANE = 32
_MIDDLE = 1 << 28
WIDEST = 3
"""Sentences that are read together at most."""


@dataclass(frozen=True, slots=True)
class Head:
    """One head: the rule or the family it speaks of, and how its sums become a score.

    scale: what one whole number weighs. least: the score from which a passage is shown.
    """

    name: str
    bias: float
    scale: float
    least: float

    @property
    def family(self) -> str:
        return self.name.partition(".")[0]


HEADS = tuple(Head(name, **numbers) for name, numbers in TABLES["heads"]["heads"].items())


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences `first` up to `last` (exclusive) with the score of every head; above 0 is more likely than not."""

    first: int
    last: int
    scores: tuple[float, ...]


class Model:
    """Scores of every one, two and three sentences of a text."""

    def __init__(self, folder: Path, heads: tuple[Head, ...]) -> None:
        arrays = read(folder / "weights.bin")
        self._heads = heads
        self._kinds = kinds(folder)
        self._rows = Rows(arrays["keys"], arrays["rows"], len(heads))
        self._middle = packed([_MIDDLE] * len(heads))

    def windows(self, document: Document) -> Iterator[Window]:
        """Each sentence, and each with one and two that follow."""
        sums = [self._sum({name for _, name in self._named(document, i)}) for i in range(len(document.bounds))]
        for first in range(len(sums)):
            total = size = 0
            for last in range(first, min(first + WIDEST, len(sums))):
                total += sums[last][0]
                size += sums[last][1]
                yield Window(first, last + 1, self._scores(total, size))

    def told(self, document: Document, window: Window, head: int) -> dict[int, int]:
        """What each word of a window adds to one head's sum."""
        found: dict[int, int] = defaultdict(int)
        for sentence in range(window.first, window.last):
            for place, name in self._named(document, sentence):
                found[place] += self._lanes(self._rows.total([name]))[head]
        return found

    def _named(self, document: Document, sentence: int) -> Iterator[tuple[int, str]]:
        return named(document, sentence, self._kinds)

    def _sum(self, names: set[str]) -> tuple[int, int]:
        return self._rows.total([*names]), len(names)

    def _scores(self, total: int, size: int) -> tuple[float, ...]:
        share = 1 / sqrt(size)
        lanes = self._lanes(total)
        return tuple(head.bias + head.scale * lane * share for head, lane in zip(self._heads, lanes, strict=True))

    def _lanes(self, total: int) -> list[int]:
        content = (total + self._middle).to_bytes(len(self._heads) * _LANE // 8, "little")
        return [value - _MIDDLE for value in memoryview(content).cast("I")]


@cache
def model(folder: Path = FOLDER) -> Model:
    """Read once, when a text is first looked at."""
    return Model(folder, HEADS)
