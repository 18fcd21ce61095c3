"""From chances per token to spans: raised where the same name is surer elsewhere, then joined."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from hearten_guard.tagger.network import Chances
from hearten_guard.tagger.tokens import Sight, Token

_JOINTS = frozenset("-/.'’&")


@dataclass(frozen=True, slots=True)
class Reading:
    """How chances are read: labels `first` to `last` (exclusive) count, a token is marked from `least` on, and a
    capitalised word that is surer elsewhere in the text is raised by `echo` of the difference."""

    first: int
    last: int
    least: float
    echo: float
    stretch: float = 1.0


def marked(sight: Sight, chances: list[Chances], reading: Reading) -> Iterator[tuple[int, int, int]]:
    """(first token, last token exclusive, label) of every run of marked tokens."""
    sure = _echoed(sight.tokens, [sum(row[reading.first : reading.last]) for row in chances], reading)
    for begin, end in _runs(sight.tokens, sure, reading):
        totals = [sum(row[label] for row in chances[begin:end]) for label in range(reading.first, reading.last)]
        yield begin, end, reading.first + totals.index(max(totals))


def _echoed(tokens: list[Token], sure: list[float], reading: Reading) -> list[float]:
    best: dict[str, float] = defaultdict(float)
    for token, chance in zip(tokens, sure, strict=True):
        if chance > best[token.word]:
            best[token.word] = chance
    return [
        chance + reading.echo * (best[token.word] - chance) if token.word[0].isupper() else chance
        for token, chance in zip(tokens, sure, strict=True)
    ]


def _runs(tokens: list[Token], sure: list[float], reading: Reading) -> Iterator[tuple[int, int]]:
    begin = -1
    for place, chance in enumerate(sure):
        if chance < reading.least:
            if begin >= 0:
                yield begin, place
            begin = -1
        elif begin < 0:
            begin = place
    if begin >= 0:
        yield begin, len(tokens)
