"""Texts as matrices: which features each word has, which words stand around each token."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from hearten_guard.tagger.features import intrinsic, placed
from hearten_guard.tagger.tokens import Sight
from training.corpora import Text

REACH = 2
OFFSETS = 2 * REACH + 1
EDGE = 0  # the word that stands before the first and after the last token of a text


class Numbers(dict[str, int]):
    """Gives each new name the next number, unless closed."""

    closed = False

    def of(self, names: list[str]) -> list[int]:
        if self.closed:
            return [self[name] for name in names if name in self]
        return [self.setdefault(name, len(self)) for name in names]


@dataclass(frozen=True)
class Names:
    """The features that count: of words by themselves, and of tokens in their places."""

    words: Numbers
    places: Numbers


@dataclass
class Knowledge:
    """What the network may look up: flags of words, and their vectors."""

    flags: dict[str, int]
    ranks: dict[str, int]
    vectors: np.ndarray


@dataclass
class Table:
    """Rows of `window`, `places`, `labels` and `weights` are tokens; `window` points into `words` and `dense`."""

    words: csr_matrix
    dense: np.ndarray
    window: np.ndarray
    places: csr_matrix
    labels: np.ndarray
    weights: np.ndarray


class Reader:
    """Turns texts into tables, with the same numbers for the same features."""

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self.word_names, self.place_names = Numbers(), Numbers()
        self.words = Numbers()
        self.rows: list[list[str]] = [["edge"]]
        self.words.of(["\n"])

    def word(self, word: str, low: str) -> int:
        number = self.words.setdefault(word, len(self.words))
        if number == len(self.rows):
            flags, rank = self.known.flags.get(low, 0), self.known.ranks.get(low, -1)
            self.rows.append(intrinsic(word, low, flags, rank))
        return number

    def read(self, texts: list[Text]) -> tuple[np.ndarray, list[list[str]], list[Sight]]:
        """Windows and placed names of all tokens, and the sights themselves."""
        windows, places, sights = [], [], []
        for text in texts:
            sight = Sight(text.text)
            numbers = [EDGE] * REACH + [self.word(t.word, t.low) for t in sight.tokens] + [EDGE] * REACH
            windows += [numbers[i : i + OFFSETS] for i in range(len(sight.tokens))]
            places += [placed(sight.tokens, i, sight.counts) for i in range(len(sight.tokens))]
            sights.append(sight)
        return np.array(windows, dtype=np.int32).reshape(-1, OFFSETS), places, sights

    def dense(self) -> np.ndarray:
        """The vectors of all words read so far."""
        found = np.zeros((len(self.rows), self.known.vectors.shape[1]), np.float32)
        for word, number in self.words.items():
            rank = self.known.ranks.get(lowered(word), -1)
            if rank >= 0:
                found[number] = self.known.vectors[rank]
        return found


def lowered(word: str) -> str:
    """As `tokens.split` does."""
    return "".join("0" if char.isdecimal() else char for char in word.lower())


def frequent(rows: list[list[str]], least: int) -> Numbers:
    """Numbers for the names that stand in at least so many rows."""
    counts = Counter(name for row in rows for name in row)
    found = Numbers()
    found.of(sorted(name for name, many in counts.items() if many >= least))
    found.closed = True
    return found


def sparse(rows: list[list[str]], numbers: Numbers) -> csr_matrix:
    """Ones where a row has a name."""
    found = [numbers.of(row) for row in rows]
    starts = np.cumsum([0] + [len(row) for row in found])
    columns = np.array([n for row in found for n in row], dtype=np.int32)
    return csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape=(len(rows), len(numbers)))
