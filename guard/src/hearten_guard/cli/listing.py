"""Findings for people, as compilers write them: the line, and carets under the words."""

import os
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TextIO

from hearten_guard.cli.places import Places
from hearten_guard.cli.texts import Text
from hearten_guard.types import Finding

#: The most columns of a line that are shown where no terminal says how many it has.
WIDTH = 100
INDENT = "  "
_COLOURS = {"hold": "31", "advise": "33", "note": "36"}
#: Joiners that letters and emoji need; every other sign that can't be seen is shown as a dot.
_JOINERS = "\u200c\u200d"
_DOT = "·"
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Style:
    """colour: with escape sequences. width: columns of a line."""

    colour: bool = False
    width: int = WIDTH

    @classmethod
    def of(cls, stream: TextIO) -> "Style":
        """Colour on a terminal alone, and not where `NO_COLOR` is set."""
        if not stream.isatty():
            return cls()
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        return cls(not plain, max(40, min(WIDTH, shutil.get_terminal_size().columns - len(INDENT))))

    def paint(self, severity: str, words: str) -> str:
        """Words in the colour of a severity."""
        return f"\033[1;{_COLOURS[severity]}m{words}\033[0m" if self.colour else words


def listing(text: Text, findings: list[Finding], style: Style) -> Iterator[str]:
    """Every finding of one text, each to be written by itself; nothing when there are none."""
    places = Places(text.words)
    return (_one(text.name, places, finding, style) for finding in findings)


def _one(name: str, places: Places, finding: Finding, style: Style) -> str:
    said = [
        finding.reason,
        *([f"Try: {visible(finding.suggestion)}"] if finding.suggestion is not None else []),
        f"Source: {finding.source}",
    ]
    span = (finding.start, finding.end)
    return passage(name, places, span, f"{finding.severity} {finding.rule}", style, finding.severity, said)


def passage(
    name: str, places: Places, span: tuple[int, int], title: str, style: Style, severity: str, said: list[str]
) -> str:
    """Where a passage is, what it is, the passage itself, and what is said of it."""
    line, column = places.of(span[0])
    shown, carets = underlined(places, *span, style.width)
    lines = [
        f"{visible(name)}:{line}:{column}: {style.paint(severity, title)}",
        INDENT + shown,
        INDENT + carets.replace("^", "") + style.paint(severity, "^" * carets.count("^")),
        *(INDENT + sentence for sentence in said),
    ]
    return "\n".join(lines) + "\n\n"


def underlined(places: Places, start: int, end: int, width: int) -> tuple[str, str]:
    """The line of a passage, cut to `width` columns around it, and carets below its first line."""
    words, (begin, finish) = places.words, places.line(start)
    end = max(start + 1, min(end, finish))
    before = _last(words[max(begin, start - width) : start], start - width > begin, width // 2)
    found = _first(words[start:end], more=False, room=width - _columns(before))
    room = width - _columns(before) - _columns(found)
    after = _first(words[end : min(finish, end + width)], more=finish > end + width, room=max(room, 1))
    return before + found + after, " " * _columns(before) + "^" * max(1, _columns(found))


def _first(words: str, *, more: bool, room: int) -> str:
    """As much of the beginning as fits."""
    shown = visible(words)
    if not more and _columns(shown) <= room:
        return shown
    return shown[: _fitting(shown, room - 1)] + _CUT


def _last(words: str, more: bool, room: int) -> str:
    """As much of the end as fits; a mark never stands apart from its letter."""
    shown = visible(words)
    if not more and _columns(shown) <= room:
        return shown
    shown = shown[len(shown) - _fitting(reversed(shown), room - 1) :]
    while shown and not _column(shown[0]):
        shown = shown[1:]
    return _CUT + shown


def _fitting(signs: Iterable[str], room: int) -> int:
    """How many signs fit."""
    number = 0
    for number, sign in enumerate(signs):
        room -= _column(sign)
        if room < 0:
            return number
    return number + 1


def visible(words: str) -> str:
    """Words as a terminal may show them: no sign in them moves, colours or hides anything."""
    return "".join(_shown(char) for char in words)


@cache
def _shown(char: str) -> str:
    if char == "\t":
        return INDENT
    if char.isprintable() or char in _JOINERS:
        return char
    return " " if char.isspace() else _DOT


def _columns(shown: str) -> int:
    """How many columns of a terminal visible words take."""
    return sum(_column(char) for char in shown)


@cache
def _column(char: str) -> int:
    """A letter with a mark, or two joined emoji, take the room of what stands first."""
    if char in _JOINERS or unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
