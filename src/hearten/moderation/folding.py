"""A text as the Guard sees through its disguises: look-alike letters, hidden characters and case undone (I18)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hearten_guard.normalise import fold

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True)
class Word:
    """One word in plain letters, and the characters of the original text it stands for."""

    letters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def plain_words(text: str) -> list[Word]:
    """Every word of the text, in order. Punctuation, blanks, case and what can't be seen are gone."""
    seen = fold(text)
    return [
        Word(
            found.group(),
            tuple(seen.starts[found.start() : found.end()]),
            tuple(seen.ends[found.start() : found.end()]),
        )
        for found in WORD.finditer(seen.text)
    ]
