"""The files in `data/tagger/`: plain arrays behind one line of JSON, checked before use. No pickle, no code."""

import json
import sys
from array import array
from bisect import bisect_left
from functools import cache
from pathlib import Path
from zlib import crc32

FOLDER = Path(__file__).parent.parent / "data" / "tagger"
Arrays = dict[str, "array[int]"]


class WeightsError(RuntimeError):
    """A file of weights is missing, cut short or changed."""


def key(name: str) -> int:
    """The number under which a word or a feature is stored."""
    return crc32(name.encode("utf-8", "surrogatepass"))


def read(path: Path) -> Arrays:
    """The arrays of one file by name. Raises WeightsError unless length and checksum are as written."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WeightsError(f"cannot read {path.name}: {error.strerror}") from error
    line, _, body = content.partition(b"\n")
    try:
        head = json.loads(line)
        checked, parts = head["crc32"], head["arrays"]
    except (ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"{path.name} is not a file of weights") from error
    if crc32(body) != checked:
        raise WeightsError(f"{path.name} is damaged: its checksum does not match")
    return _split(body, parts)


def _split(body: bytes, parts: list[tuple[str, str, int]]) -> Arrays:
    arrays: Arrays = {}
    place = 0
    for name, code, count in parts:
        values = array(code)
        end = place + count * values.itemsize
        values.frombytes(body[place:end])
        if sys.byteorder == "big":
            values.byteswap()
        arrays[name], place = values, end
    return arrays


def write(path: Path, arrays: Arrays) -> None:
    """The opposite of `read`, little-endian."""
    body = b"".join(values.tobytes() for values in arrays.values())
    parts = [[name, values.typecode, len(values)] for name, values in arrays.items()]
    head = json.dumps({"crc32": crc32(body), "arrays": parts}, sort_keys=True)
    path.write_bytes(head.encode() + b"\n" + body)


class Known:
    """Flags of names and places, and vectors of frequent words, looked up by a word's number."""

    def __init__(self, folder: Path) -> None:
        names, words = read(folder / "names.bin"), read(folder / "vectors.bin")
        self._names, self._flags = names["keys"], names["flags"]
        self._words, self._ranks, self._vectors = words["keys"], words["ranks"], words["vectors"]
        self.width = len(self._vectors) // len(self._words)

    def flags(self, low: str) -> int:
        """The gazetteer's flags of a lower-case word, 0 when it holds none."""
        place = _place(self._names, key(low))
        return 0 if place < 0 else self._flags[place]

    def vector(self, low: str) -> tuple[int, "array[int]"]:
        """Place by frequency and vector of a lower-case word; -1 and an empty one when it is rare."""
        place = _place(self._words, key(low))
        if place < 0:
            return -1, self._vectors[:0]
        return self._ranks[place], self._vectors[place * self.width : (place + 1) * self.width]


def _place(numbers: "array[int]", number: int) -> int:
    place = bisect_left(numbers, number)
    return place if place < len(numbers) and numbers[place] == number else -1


@cache
def known(folder: Path = FOLDER) -> Known:
    """Read once, when a text is first looked at."""
    return Known(folder)
