"""The phrase language of the data files, and one indexed pass that finds all phrases of a text.

    word      that word, without apostrophes (`don't` also matches dont)
    word*     any word that begins so
    word?     optional; so are `(…)?` and `<list>?`
    (a|b c)   one of these
    <list>    one of a named list
    ..        up to three words in between; `..6` up to six
    #         a number, in digits or in words

A phrase compiles to a regular expression whose repetitions are all bounded, and is tried only near
its rarest word, so the time grows with the length of the text alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from hearten_guard.data import COMMON, LISTS, TABLES

_LEXEME = re.compile(r"\s*(?:(\.\.)(\d*)|(<[a-z_]+>)(\??)|(\(|\|)|(\))(\??)|(#%?)(\??)|([a-z0-9%]+\*?)(\??))")
NUMBER_WORDS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    "hundred|half"
)
_NUMBER = rf"(?:\d[^ \n]*|(?:{NUMBER_WORDS})(?: (?:{NUMBER_WORDS}))?) "
_PERCENT = rf"(?:\d[^ \n]*% |{_NUMBER}(?:percent |per cent ))"
_RARE, _FREQUENT = 1, 60
REACH = 16

Anchors = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A compiled part of a phrase: its expression and the words one of which it cannot do without."""

    regex: str
    anchors: Anchors = None
    empty: bool = False


class PhraseError(ValueError):
    """A phrase in a data file cannot be read."""


def _cost(anchors: Anchors) -> int:
    if anchors is None:
        return 1_000_000
    return sum(_FREQUENT if word in COMMON else _RARE for word in anchors)


def _sequence(pieces: Iterable[Piece]) -> Piece:
    parts = list(pieces)
    anchors = min((part.anchors for part in parts), key=_cost, default=None)
    return Piece("".join(part.regex for part in parts), anchors, all(part.empty for part in parts))


def _choice(pieces: list[Piece]) -> Piece:
    regex = "(?:" + "|".join(piece.regex for piece in pieces) + ")"
    known = [piece.anchors for piece in pieces if piece.anchors is not None]
    anchors = frozenset().union(*known) if len(known) == len(pieces) else None
    return Piece(regex, anchors, any(piece.empty for piece in pieces))


class _Parser:
    """Recursive descent over one phrase; lists are parsed once and kept."""

    lists: dict[str, Piece] = {}

    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        text = phrase.replace("'", "").strip()
        self.lexemes = list(self._lex(text))
        self.position = 0

    def _lex(self, text: str) -> Iterator[re.Match[str]]:
        position = 0
        while position < len(text):
            match = _LEXEME.match(text, position)
            if not match:
                raise PhraseError(f"cannot read {text[position:]!r} in phrase {self.phrase!r}")
            yield match
            position = match.end()

    def parse(self) -> Piece:
        piece = self._alternatives()
        if self.position != len(self.lexemes):
            raise PhraseError(f"unbalanced bracket in phrase {self.phrase!r}")
        return piece

    def _alternatives(self) -> Piece:
        choices: list[Piece] = []
        pieces: list[Piece] = []
        while self.position < len(self.lexemes) and self.lexemes[self.position][6] is None:
            match = self.lexemes[self.position]
            self.position += 1
            if match[5] == "|":
                choices.append(_sequence(pieces))
                pieces = []
            else:
                pieces.append(self._group() if match[5] else self._single(match))
        choices.append(_sequence(pieces))
        return choices[0] if len(choices) == 1 else _choice(choices)

    def _group(self) -> Piece:
        inner = self._alternatives()
        if self.position == len(self.lexemes):
            raise PhraseError(f"unclosed bracket in phrase {self.phrase!r}")
        if inner.empty:
            raise PhraseError(f"a choice may be empty in phrase {self.phrase!r}; put ? on the bracket")
        closing = self.lexemes[self.position]
        self.position += 1
        return _optional(Piece(f"(?:{inner.regex})", inner.anchors), closing[7])

    def _single(self, match: re.Match[str]) -> Piece:
        _, gap, name, name_mark, _, _, _, number, number_mark, word, word_mark = match.groups()
        if match[1]:
            return Piece(rf"(?:[^ \n]+ ){{0,{gap or 3}}}", empty=True)
        if name:
            return _optional(self._list(name[1:-1]), name_mark)
        if number:
            return _optional(Piece(_PERCENT if number == "#%" else _NUMBER), number_mark)
        if word.endswith("*"):
            return _optional(Piece(rf"{word[:-1]}[^ \n]* "), word_mark)
        return _optional(Piece(f"{word} ", frozenset({word})), word_mark)

    def _list(self, name: str) -> Piece:
        if name not in LISTS:
            raise PhraseError(f"no list <{name}>, wanted by phrase {self.phrase!r}")
        if name not in self.lists:
            piece = _Parser(LISTS[name]).parse()
            self.lists[name] = Piece(f"(?:{piece.regex})", piece.anchors)
        return self.lists[name]


def _optional(piece: Piece, mark: str | None) -> Piece:
    return Piece(f"(?:{piece.regex})?", empty=True) if mark else piece


@dataclass(frozen=True)
class Phrase:
    """One phrase of one group, such as `crisis.intent`."""

    group: str
    source: str
    piece: Piece

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when a text first holds one of its words; `(?<= )` keeps to whole words."""
        return re.compile(f"(?<= ){self.piece.regex}")


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first` up to `last` (exclusive) of the document match a phrase of a group."""

    group: str
    first: int
    last: int


def _read() -> Iterator[Phrase]:
    for family, table in TABLES.items():
        for name, phrases in table.get("phrases", {}).items():
            for source in phrases:
                yield Phrase(f"{family}.{name}", source, _Parser(source).parse())
        for number, entry in enumerate(table.get("replace", ())):
            for source in entry["from"]:
                yield Phrase(f"{family}.replace.{number}", source, _Parser(source).parse())


def _index(phrases: Iterable[Phrase]) -> dict[str, list[Phrase]]:
    index: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        if phrase.piece.anchors is None:
            raise PhraseError(f"phrase {phrase.source!r} needs at least one whole word")
        for word in phrase.piece.anchors:
            index[word].append(phrase)
    return dict(index)


PHRASES = tuple(_read())
INDEX = _index(PHRASES)
_LETTERS = re.compile(r"[a-z]+")
VOCABULARY = (
    frozenset(
        word
        for text in (*(phrase.source for phrase in PHRASES), *LISTS.values())
        for word in _LETTERS.findall(text.replace("'", ""))
    )
    | COMMON
)
