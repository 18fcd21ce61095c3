"""Trained numbers as the small whole numbers that the Guard ships."""

from array import array
from pathlib import Path

import numpy as np

from hearten_guard.tagger.network import DENSE, OUT, ROW, UNIT, VECTOR
from hearten_guard.tagger.register import WEIGHT
from hearten_guard.tagger.store import key, write
from training.matrices import Knowledge, Names, Numbers
from training.network import Network

_SCORE = (UNIT >> 6) * OUT


def pack_known(known: Knowledge, folder: Path) -> None:
    """names.bin and vectors.bin, sorted by number; of two words with one number the more frequent stays."""
    flags = dict(sorted((key(word), flag) for word, flag in known.flags.items()))
    write(folder / "names.bin", {"keys": array("I", flags), "flags": array("H", flags.values())})
    ranks: dict[int, int] = {}
    for word, rank in known.ranks.items():
        ranks.setdefault(key(word), rank)
    ranks = dict(sorted(ranks.items()))
    values = whole(known.vectors[list(ranks.values())], VECTOR, 127)
    write(folder / "vectors.bin", {
        "keys": array("I", ranks), "ranks": array("I", ranks.values()), "vectors": array("b", values.tobytes()),
    })  # fmt: skip


def pack_network(network: Network, names: Names, path: Path) -> None:
    """One network with its features; rows that learned nothing are left out."""
    word_keys, word_rows = _rows(names.words, network.words)
    place_keys, place_rows = _rows(names.places, network.places)
    write(path, {
        "word_keys": word_keys, "word_rows": word_rows, "place_keys": place_keys, "place_rows": place_rows,
        "dense": array("h", whole(network.dense, DENSE, 32767, np.int16).tobytes()),
        "bias": array("i", whole(network.bias, UNIT, 1 << 27, np.int32).tobytes()),
        "out": array("h", whole(network.out, OUT, 32767, np.int16).tobytes()),
        "last": array("i", whole(network.last, _SCORE, 1 << 27, np.int32).tobytes()),
    })  # fmt: skip


def _rows(names: Numbers, rows: np.ndarray) -> tuple["array[int]", "array[int]"]:
    small = whole(rows, ROW, 127)
    kept = {key(name): place for name, place in names.items() if np.abs(small[place]).max() > 1}
    content = (small[list(kept.values())].astype(np.int16) + 128).astype(np.uint8)
    return array("I", kept), array("B", content.tobytes())


def whole(values: np.ndarray, unit: int, most: int, kind: type = np.int8) -> np.ndarray:
    """Rounded to whole numbers of 1/unit, cut at ±most."""
    return np.clip(np.rint(values * unit), -most, most).astype(kind)


def pack_register(weights: np.ndarray, path: Path) -> None:
    """The register's weights, bias last."""
    write(path, {"weights": array("i", whole(weights, WEIGHT, 1 << 24, np.int32).tobytes())})
