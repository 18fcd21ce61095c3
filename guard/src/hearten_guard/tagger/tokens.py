"""Words and signs of a text with the author's offsets, and what can be seen of each in the whole text."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

_TOKEN = re.compile(r"\w+|[^\w\s]")
_LONGEST = 40
_DIGIT = re.compile(r"\d")
_STOPS = frozenset(".!?:\n")


@dataclass(slots=True)
class Token:
    """`text[start:end]`, its lower-case form with every digit as 0, and whether a line ends before it."""

    start: int
    end: int
    word: str
    low: str
    begins_line: bool


def split(text: str) -> list[Token]:
    """All words and single signs; a word of more than 40 characters keeps its first 40 for looking up."""
    tokens, last = [], 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match.group()[:_LONGEST]
        low = word.lower()
        if not word.isalpha():
            low = _DIGIT.sub("0", low)
        tokens.append(Token(start, end, word, low, not last or "\n" in text[last:start]))
        last = end
    return tokens


class Sight:
    """The tokens of one text, with counts that need the whole text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = split(text)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each written form stands in the text."""
        return Counter(token.word for token in self.tokens)
