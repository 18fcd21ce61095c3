"""From chances per token to spans: by what a mark costs in a report, by thresholds in talk."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hearten_guard.tagger.network import Chances
from hearten_guard.tagger.tokens import Sight, Token

Run = tuple[int, int, int]
"""First token, last token exclusive, label."""

_SMALL = frozenset(
    "and or from until to about after as at before between by during for in into of on over since with the a an no "
    "nr".split()
)
_SHORT, _LONG = 60, 160
_SURE = 0.5
"""A word that is rather a name than not does not lend its capital to a doubtful one beside it."""
_LONGEST_NAME = 60
"""Letters of a word that may be a name."""


@dataclass(frozen=True, slots=True)
class Costs:
    """How a report is read. Labels 1 to `hide` are to hide, the rest of the labels are named but harmless.

    A run of tokens that are to hide with a chance of at least `floor`, or that name anything with `named`, is one
    passage. All passages with the same words stand or fall together: hiding them wins one entity with chance p and
    costs their words, of which a share of `wanted` should be rightly hidden. With `price` as the exchange rate
    between the two, hiding pays when p ≥ wanted · price · n / (1 + price · n) for n words: a long name that returns
    twenty times must be surer than one short word.
    """

    hide: int
    floor: float
    named: float
    wanted: float
    price: float

    def least(self, words: int) -> float:
        """The chance from which hiding so many words pays."""
        return self.wanted * self.price * words / (1 + self.price * words)


def hidden(sight: Sight, chances: list[Chances], costs: Costs) -> Iterator[Run]:
    """What to mark in a report, in order."""
    tokens = sight.tokens
    hide = [sum(row[1 : costs.hide + 1]) for row in chances]
    groups: dict[object, list[tuple[int, int]]] = defaultdict(list)
    for first, last in _runs([h >= costs.floor or 1 - row[0] >= costs.named
                              for h, row in zip(hide, chances, strict=True)]):  # fmt: skip
        first, last = _trimmed(tokens, hide, first, last)
        if first < last:
            groups[_same(tokens[first:last], first)].append((first, last))
    marked = [run for runs in groups.values() if _pays(tokens, hide, runs, costs) for run in runs]
    for first, last in sorted(marked):
        yield first, last, _label(chances[first:last], range(1, costs.hide + 1))


def _same(tokens: list[Token], first: int) -> object:
    """The words of a name; a passage without a capital stands for itself."""
    if any(token.word[0].isupper() for token in tokens):
        return " ".join(token.low for token in tokens if token.word[0].isalnum())
    return first


def _trimmed(tokens: list[Token], hide: list[float], first: int, last: int) -> tuple[int, int]:
    """Without signs and small words at both ends."""
    while first < last and _idle(tokens[first], hide[first]):
        first += 1
    while first < last and _idle(tokens[last - 1], hide[last - 1]):
        last -= 1
    return first, last


def _idle(token: Token, chance: float) -> bool:
    return token.low in _SMALL or (not token.word[0].isalnum() and chance < 0.5)


def _pays(tokens: list[Token], hide: list[float], runs: list[tuple[int, int]], costs: Costs) -> bool:
    words = [place for first, last in runs for place in range(first, last) if tokens[place].word[0].isalnum()]
    if not words:
        return False
    mean = sum(hide[place] for place in words) / len(words)
    highest = sum(max(hide[first:last]) for first, last in runs) / len(runs)
    return (mean + highest) / 2 >= costs.least(len(words))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How talk is read: a token is marked when the chance of the `naming` labels, or of all labels, is enough.

    A post of up to 60 tokens is read with `short`, a text of 160 and more with `long`, between them in proportion:
    short posts name people and places far more often for their length, and a long text has more places to be wrong.
    """

    naming: tuple[int, ...]
    short: float
    long: float
    any: float

    def least(self, tokens: int) -> float:
        """The chance of a name from which a token of a text of so many tokens is marked."""
        share = min(1.0, max(0.0, (tokens - _SHORT) / (_LONG - _SHORT)))
        return self.short + share * (self.long - self.short)


def named(sight: Sight, chances: list[Chances], thresholds: Thresholds) -> Iterator[Run]:
    """Names in talk; a name ends where the label changes and no capital goes on, or where it is no longer sure."""
    tokens, least = sight.tokens, thresholds.least(len(sight.tokens))
    naming = [sum(row[label] for label in thresholds.naming) for row in chances]
    on = [
        (chance >= least or 1 - row[0] >= thresholds.any) and token.end - token.start <= _LONGEST_NAME
        for token, chance, row in zip(tokens, naming, chances, strict=True)
    ]
    sure = [1 - row[0] >= _SURE for row in chances]
    labels = [_label([row], range(1, len(row))) for row in chances]
    for begin, end in _runs(on):
        first = begin
        for place in range(begin + 1, end + 1):
            capital = place < end and tokens[place].word[0].isupper() and sure[place] == sure[place - 1]
            goes_on = place < end and (labels[place] == labels[first] or capital)
            if not goes_on:
                yield from _worded(tokens, first, place, labels[first])
                first = place


def _worded(tokens: list[Token], first: int, last: int, label: int) -> Iterator[Run]:
    """Without signs at both ends; nothing when there are only signs, or one small letter."""
    while first < last and not tokens[first].word[0].isalnum():
        first += 1
    while first < last and not tokens[last - 1].word[0].isalnum():
        last -= 1
    letter = last - first == 1 and len(tokens[first].word) == 1 and tokens[first].word.islower()
    if first < last and not letter:
        yield first, last, label


def _label(rows: list[Chances], labels: range) -> int:
    totals = [sum(row[label] for row in rows) for label in labels]
    return labels.start + totals.index(max(totals))


def _runs(on: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where neighbours are on."""
    begin = -1
    for place, marked in enumerate([*on, False]):
        if marked and begin < 0:
            begin = place
        elif not marked and begin >= 0:
            yield begin, place
            begin = -1
