"""Whether a text quotes another: the same run of words, or of letters, whatever they are dressed in (R11, I18)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from hearten.moderation.folding import Word, plain_words

#: This many of somebody's words in a row are a quote.
WORDS = 6
#: So are this many of their letters in a row, blanks not counted: about 40 characters as they are typed.
LETTERS = 32

Span = tuple[int, int]


@dataclass(frozen=True)
class Run:
    """A stretch of a text that also stands in a question: where it is, and how it reads there."""

    start: int
    end: int
    quote: str


def shared_runs(questions: Iterable[str], text: str, *, few_words: bool = True) -> list[Run]:
    """Every stretch of `text` that repeats one of `questions`, in order; overlapping ones are one. Linear time.

    few_words: whether WORDS in a row are enough, as LETTERS in a row always are.
    """
    asked = [plain_words(question) for question in questions]
    written = plain_words(text) if asked else []
    spans = list(_same_letters(asked, written))
    if few_words:
        spans += _same_words(asked, written)
    return [Run(start, end, text[start:end]) for start, end in merged(spans)]


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same stretches in order, those that touch or overlap as one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def without(text: str, runs: Sequence[Run], mark: str) -> str:
    """The text with these stretches taken out, and `mark` where words have to be found. runs: in order."""
    for run in reversed(runs):
        text = text[: run.start] + mark + text[run.end :]
    return text


def _same_words(asked: list[list[Word]], written: list[Word]) -> Iterable[Span]:
    known = set(chain.from_iterable(map(_in_a_row, asked)))
    for at, row in enumerate(_in_a_row(written)):
        if row in known:
            yield written[at].starts[0], written[at + WORDS - 1].ends[-1]


def _in_a_row(words: list[Word]) -> Iterable[tuple[str, ...]]:
    letters = [word.letters for word in words]
    return (tuple(letters[at : at + WORDS]) for at in range(len(letters) - WORDS + 1))


def _same_letters(asked: list[list[Word]], written: list[Word]) -> Iterable[Span]:
    known = set(chain.from_iterable(_stretches("".join(word.letters for word in words)) for words in asked))
    starts = [start for word in written for start in word.starts]
    ends = [end for word in written for end in word.ends]
    for at, stretch in enumerate(_stretches("".join(word.letters for word in written))):
        if stretch in known:
            yield starts[at], ends[at + LETTERS - 1]


def _stretches(letters: str) -> Iterable[str]:
    return (letters[at : at + LETTERS] for at in range(len(letters) - LETTERS + 1))
