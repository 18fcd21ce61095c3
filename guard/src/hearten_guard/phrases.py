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
from functools import cache, cached_property
from typing import NamedTuple

from hearten_guard.data import COMMON, LISTS, TABLES

_LEXEMES = re.compile(r"\([a-z0-9%| ]+\)\??|\.\.\d*|<[a-z_]+>\??|\(|\||\)\??|#%?\??|[a-z0-9%]+\*?\??|\S")
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
Index = dict[str, list["Phrase"]]


class Piece(NamedTuple):
    """A compiled part of a phrase: its expression, the words one of which it cannot do without, what
    it costs to look for them, and whether it may match nothing."""

    regex: str
    anchors: Anchors = None
    cost: int = 1_000_000
    empty: bool = False


class PhraseError(ValueError):
    """A phrase in a data file cannot be read."""


def _word(word: str) -> Piece:
    return Piece(word + " ", frozenset((word,)), _FREQUENT if word in COMMON else _RARE)


def _sequence(parts: list[Piece]) -> Piece:
    if len(parts) == 1:
        return parts[0]
    best = min(parts, key=_cost, default=_NOTHING)
    return Piece(
        "".join([part.regex for part in parts]), best.anchors, best.cost, all(part.empty for part in parts)
    )


def _cost(piece: Piece) -> int:
    return piece.cost


def _choice(pieces: list[Piece]) -> Piece:
    regex = "(?:" + "|".join([piece.regex for piece in pieces]) + ")"
    empty = any(piece.empty for piece in pieces)
    if any(piece.anchors is None for piece in pieces):
        return Piece(regex, empty=empty)
    anchors = frozenset(word for piece in pieces for word in piece.anchors or ())
    return Piece(regex, anchors, sum(piece.cost for piece in pieces), empty)


@cache
def _plain_choice(inside: str) -> Piece:
    """`a|b c` without brackets, lists or marks: most of what the data files hold."""
    options = [option.split() for option in inside.split("|")]
    rarest = [option[0] if len(option) == 1 else min(option, key=COMMON.__contains__) for option in options]
    anchors = frozenset(rarest)
    cost = len(anchors) * _RARE + len(anchors & COMMON) * (_FREQUENT - _RARE)
    return Piece("(?:" + "|".join([" ".join(option) + " " for option in options]) + ")", anchors, cost)


_NOTHING = Piece("", empty=True)
_IS_PLAIN = re.compile(r"[a-z0-9%| ]+").fullmatch


class _Parser:
    """Recursive descent over one phrase."""

    def __init__(self, phrase: str, lists: dict[str, str] = LISTS) -> None:
        self.phrase, self.lists = phrase, lists
        self.lexemes = _LEXEMES.findall(phrase.replace("'", ""))
        self.position = 0

    def parse(self) -> Piece:
        piece = self._alternatives()
        if self.position != len(self.lexemes):
            raise PhraseError(f"unbalanced bracket in phrase {self.phrase!r}")
        return piece

    def _alternatives(self) -> Piece:
        choices: list[Piece] = []
        pieces: list[Piece] = []
        while self.position < len(self.lexemes) and self.lexemes[self.position][0] != ")":
            lexeme = self.lexemes[self.position]
            self.position += 1
            if lexeme == "|":
                choices.append(_sequence(pieces))
                pieces = []
            else:
                pieces.append(self._group() if lexeme == "(" else self._single(lexeme))
        choices.append(_sequence(pieces))
        return choices[0] if len(choices) == 1 else _choice(choices)

    def _group(self) -> Piece:
        inner = self._alternatives()
        if self.position == len(self.lexemes):
            raise PhraseError(f"unclosed bracket in phrase {self.phrase!r}")
        if inner.empty:
            raise PhraseError(f"a choice may be empty in phrase {self.phrase!r}; put ? on the bracket")
        self.position += 1
        return _optional(inner, self.lexemes[self.position - 1])

    def _single(self, lexeme: str) -> Piece:
        kind = lexeme[0]
        bare = lexeme.removesuffix("?")
        if kind == "(":
            return _optional(_plain_choice(bare[1:-1]), lexeme)
        if kind == "<":
            return _optional(self._list(bare[1:-1]), lexeme)
        if kind == ".":
            return Piece(rf"(?:[^ \n]+ ){{0,{lexeme[2:] or 3}}}", empty=True)
        if kind == "#":
            return _optional(Piece(_PERCENT if bare == "#%" else _NUMBER), lexeme)
        if not bare[0].isalnum() and bare[0] != "%":
            raise PhraseError(f"cannot read {lexeme!r} in phrase {self.phrase!r}")
        if bare[-1] == "*":
            return _optional(Piece(rf"{bare[:-1]}[^ \n]* "), lexeme)
        return _optional(_word(bare), lexeme)

    def _list(self, name: str) -> Piece:
        if name not in self.lists:
            raise PhraseError(f"no list <{name}>, wanted by phrase {self.phrase!r}")
        return _parsed_list(self.lists[name])


@cache
def _parsed_list(words: str) -> Piece:
    plain = words.replace("'", "")
    return _plain_choice(plain) if _IS_PLAIN(plain) else _Parser(words).parse()


def _optional(piece: Piece, lexeme: str) -> Piece:
    if lexeme[-1] != "?":
        return piece if piece.regex.startswith("(?:") or "|" not in piece.regex else _closed(piece)
    return Piece(f"(?:{piece.regex})?", empty=True)


def _closed(piece: Piece) -> Piece:
    return Piece(f"(?:{piece.regex})", piece.anchors, piece.cost, piece.empty)


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
        for kind in ("replace", "label", "rewrite"):
            for number, entry in enumerate(table.get(kind, ())):
                for source in entry["from"]:
                    yield Phrase(f"{family}.{kind}.{number}", source, _Parser(source).parse())


def parsed(source: str, lists: dict[str, str]) -> Piece:
    """A phrase that uses the lists of another language."""
    return _Parser(source, lists).parse()


def index_of(phrases: Iterable[Phrase]) -> Index:
    """The phrases that are tried near each word. Raises PhraseError when one has no whole word."""
    index: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        if phrase.piece.anchors is None:
            raise PhraseError(f"phrase {phrase.source!r} needs at least one whole word")
        for word in phrase.piece.anchors:
            index[word].append(phrase)
    return dict(index)


PHRASES = tuple(_read())
INDEX = index_of(PHRASES)
_LETTERS = re.compile(r"[a-z]+")
VOCABULARY = (
    frozenset(
        word
        for text in (*(phrase.source for phrase in PHRASES), *LISTS.values())
        for word in _LETTERS.findall(text.replace("'", ""))
    )
    | COMMON
)
