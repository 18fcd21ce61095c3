"""Facts about a writer that need no name: work, study, age, money, love, home. Phrases over the text's own tokens.

word        that word (`i'm` also matches i’m)
(a|b c)     one of these; `?` after the bracket: or nothing
<list>      one of a named list; <known_job> are the jobs that the rules know (data/people.toml)
..3         up to three words in between
#           a number, in digits or in words
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hearten_guard.data import JOBS
from hearten_guard.tagger.tokens import Token, split
from hearten_guard.types import Class

_FOLDER = Path(__file__).parent / "data" / "hints"
_PART = re.compile(r"\([^)]*\)\??|<\w+>\??|\.\.\d|#|\S+")
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred".split()
)
_NUMBER = "#"
_ENDS = frozenset(".!?;")
Words = tuple[str, ...]


class HintError(ValueError):
    """A phrase in the data cannot be read."""


@dataclass(frozen=True, slots=True)
class Part:
    """One step of a phrase: choices by their first word, or up to `gap` words of any kind, or a number."""

    choices: dict[str, list[Words]]
    optional: bool = False
    gap: int = 0
    number: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """A phrase and the class of what it tells."""

    type: Class
    parts: tuple[Part, ...]


@cache
def _index(locale: str) -> dict[str, list[Hint]]:
    """Phrases by each word that they may begin with."""
    content = tomllib.loads((_FOLDER / f"{locale}.toml").read_text("utf-8"))
    lists = {**content["lists"], "known_job": "|".join(JOBS)}
    index: dict[str, list[Hint]] = defaultdict(list)
    for group in content["groups"]:
        for phrase in group["phrases"]:
            hint = Hint(Class(group["type"]), tuple(_parts(phrase, lists)))
            first = hint.parts[0]
            if first.optional or first.gap:
                raise HintError(f"phrase {phrase!r} must begin with a word or a number")
            for word in (_NUMBER,) if first.number else first.choices:
                index[word].append(hint)
    index.setdefault(_NUMBER, [])
    return dict(index)


def _parts(phrase: str, lists: dict[str, str]) -> Iterator[Part]:
    for piece in _PART.findall(phrase):
        bare = piece.removesuffix("?")
        if bare.startswith(".."):
            yield Part({}, gap=int(bare[2:]))
        elif bare == "#":
            yield Part({}, number=True)
        elif bare[0] == "<":
            if bare[1:-1] not in lists:
                raise HintError(f"no list {bare}, wanted by phrase {phrase!r}")
            yield Part(_choices(lists[bare[1:-1]]), piece != bare)
        else:
            yield Part(_choices(bare.strip("()")), piece != bare)


def _choices(words: str) -> dict[str, list[Words]]:
    """Longest first, so that `data scientist` wins over `data`."""
    found: dict[str, list[Words]] = defaultdict(list)
    for entry in sorted(words.split("|"), key=len, reverse=True):
        first, *rest = plain(split(entry))
        found[first].append(tuple(rest))
    return dict(found)


def plain(tokens: Sequence[Token]) -> list[str]:
    """Lower-case words with one kind of apostrophe."""
    return ["'" if token.low in "’`´" else token.low for token in tokens]


def hints(tokens: list[Token], locale: str) -> Iterator[tuple[int, int, Class]]:
    """(first token, last token exclusive, class) of every phrase found; of those with one beginning the longest."""
    words, index = plain(tokens), _index(locale)
    reached = 0
    for place, word in enumerate(words):
        best, kind = 0, Class.DEM
        for hint in (*index.get(word, ()), *(index[_NUMBER] if _is_number(word) else ())):
            end = _match(words, place, hint.parts, 0)
            if end > best:
                best, kind = end, hint.type
        if best > reached:
            reached = best
            yield place, best, kind


def _match(words: list[str], place: int, parts: tuple[Part, ...], number: int) -> int:
    """Where the phrase ends, or -1. Every step is bounded, so a place costs the same in any text."""
    if number == len(parts):
        return place
    part = parts[number]
    if part.gap:
        return _over_gap(words, place, parts, number)
    if place < len(words):
        for length in _steps(words, place, part):
            end = _match(words, place + length, parts, number + 1)
            if end >= 0:
                return end
    return _match(words, place, parts, number + 1) if part.optional else -1


def _steps(words: list[str], place: int, part: Part) -> Iterator[int]:
    if part.number:
        if _is_number(words[place]):
            yield 1
        return
    for rest in part.choices.get(words[place], ()):
        if all(place + 1 + i < len(words) and words[place + 1 + i] == word for i, word in enumerate(rest)):
            yield 1 + len(rest)


def _is_number(word: str) -> bool:
    return word.isdecimal() or word in _NUMBERS


def _over_gap(words: list[str], place: int, parts: tuple[Part, ...], number: int) -> int:
    for skipped in range(parts[number].gap + 1):
        if skipped and (place + skipped > len(words) or words[place + skipped - 1] in _ENDS):
            return -1
        end = _match(words, place + skipped, parts, number + 1)
        if end >= 0:
            return end
    return -1
