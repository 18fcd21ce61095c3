"""A small trained network in whole-number arithmetic: no floats before the end, no dependency, the same everywhere.

A row of numbers is held as one long Python integer, 32 bits to each ("lanes"), so that adding two rows is one
addition and scaling a row one multiplication. Whatever a lane borrows from its neighbour in between is given
back in the end: the sum of all v[k] << 32k is the same integer however it is reached, and is read once, when
every lane fits.
"""

from array import array
from collections.abc import Sequence
from functools import cache, lru_cache
from math import exp
from pathlib import Path

from hearten_guard.tagger.features import intrinsic, placed
from hearten_guard.tagger.store import FOLDER, Known, key, known, read
from hearten_guard.tagger.tokens import Sight

REACH = 2
OFFSETS = 2 * REACH + 1
ROW, VECTOR, DENSE, OUT = 192, 24, 256, 256
"""Whole numbers for one: in a row of features, a vector, the vectors' weights, the last layer."""
UNIT = VECTOR * DENSE
_RAISE, _DROP = UNIT // ROW, 6
_SCORE = (UNIT >> _DROP) * OUT
_LANE = 32
_MIDDLE = 1 << 28
_KEPT = 2048
_CLEAR = 6.0
"""A score so far below nothing-to-see that its chance is under 1 in 400."""

Chances = list[float]


class Network:
    """Chances of each label for every token of a text."""

    def __init__(self, path: Path, words: Known) -> None:
        arrays = read(path)
        self._known = words
        self.hidden = len(arrays["bias"])
        self.labels = len(arrays["last"])
        self._word_rows = _Rows(arrays["word_keys"], arrays["word_rows"], OFFSETS * self.hidden)
        self._place_rows = _Rows(arrays["place_keys"], arrays["place_rows"], self.hidden)
        self._dense = _packed_rows(arrays["dense"], OFFSETS * self.hidden)
        self._bias = packed(arrays["bias"])
        self._out = _packed_rows(arrays["out"], self.labels)
        self._last = packed(arrays["last"]) + packed([_MIDDLE] * self.labels)
        self._middle = packed([_MIDDLE] * (OFFSETS * self.hidden))
        self.word = lru_cache(maxsize=_KEPT)(self._word)

    def chances(self, sight: Sight) -> list[Chances]:
        """For every token the chance of each label; the first label is nothing to see."""
        tokens, counts = sight.tokens, sight.counts
        edge = self.word("\n", "\n")
        around = [edge] * REACH + [self.word(token.word, token.low) for token in tokens] + [edge] * REACH
        found = []
        for place in range(len(tokens)):
            total = self._place_rows.total(placed(tokens, place, counts)) * _RAISE + self._bias
            for offset in range(OFFSETS):
                total += around[place + offset][offset]
            found.append(self._read_out(total))
        return found

    def _word(self, word: str, low: str) -> tuple[int, ...]:
        """What a word adds at each offset of a window, each lane raised by the middle."""
        if word == "\n":
            names, vector = ["edge"], array("b")
        else:
            rank, vector = self._known.vector(low)
            names = intrinsic(word, low, self._known.flags(low), rank)
        total = self._word_rows.total(names) * _RAISE + self._middle
        for value, row in zip(vector, self._dense, strict=False):
            total += value * row
        width = self.hidden * _LANE // 8
        content = total.to_bytes(OFFSETS * width, "little")
        return tuple(int.from_bytes(content[i * width : (i + 1) * width], "little") for i in range(OFFSETS))

    def _read_out(self, total: int) -> Chances:
        content = total.to_bytes(self.hidden * _LANE // 8, "little", signed=False)
        scores = self._last
        rows = self._out
        for place, value in enumerate(memoryview(content).cast("I")):
            value -= OFFSETS * _MIDDLE
            if value > 0:
                scores += (value >> _DROP) * rows[place]
        lanes = memoryview(scores.to_bytes(self.labels * _LANE // 8, "little")).cast("I").tolist()
        return _softmax(lanes)


class _Rows:
    """Rows of small numbers by the name of their feature."""

    def __init__(self, keys: "array[int]", rows: "array[int]", width: int) -> None:
        self._places = {number: place for place, number in enumerate(keys)}
        self._rows = rows.tobytes()
        self._width = width
        self._zero = packed([128] * width)
        self._row = lru_cache(maxsize=_KEPT)(self._read)

    def total(self, names: list[str]) -> int:
        """The sum of the rows of all known names."""
        places = self._places
        total = 0
        for name in names:
            place = places.get(key(name))
            if place is not None:
                total += self._row(place)
        return total

    def _read(self, place: int) -> int:
        """Bytes around 128, spread to a lane each."""
        wide = bytearray(4 * self._width)
        wide[::4] = self._rows[place * self._width : (place + 1) * self._width]
        return int.from_bytes(wide, "little") - self._zero


def packed(values: Sequence[int]) -> int:
    """Whole numbers, also negative ones, as one integer of 32-bit lanes."""
    total = 0
    for value in reversed(values):
        total = (total << _LANE) + value
    return total


def _packed_rows(values: "array[int]", width: int) -> list[int]:
    return [packed(values[i : i + width]) for i in range(0, len(values), width)]


def _softmax(lanes: list[int]) -> Chances:
    nothing = lanes[0]
    if max(lanes[1:]) < nothing - _CLEAR * _SCORE:
        return _nothing(len(lanes))
    top = max(lanes)
    raised = [exp((lane - top) / _SCORE) for lane in lanes]
    total = sum(raised)
    return [value / total for value in raised]


@cache
def _nothing(labels: int) -> Chances:
    """One list for all the tokens where there is nothing to see: most of any text."""
    return [1.0] + [0.0] * (labels - 1)


@cache
def network(name: str, folder: Path = FOLDER) -> Network:
    """The network of that name, read once, when a text is first looked at."""
    return Network(folder / f"{name}.bin", known(folder))
