"""What to write instead of a passage: other words inside it, or another sentence in its place."""

from hearten_guard.data import CARDS, REWRITES
from hearten_guard.document import Document
from hearten_guard.phrases import Hit
from hearten_guard.types import Purpose

_LONGEST_SENTENCE = 24

Span = tuple[int, int]


def offered(document: Document, rule: str, hit: Hit) -> tuple[Span, str | None]:
    """The passage to mark and what could stand there: text[:start] + suggestion + text[end:] reads well.

    Tries the rewrites of the rule in the order of its file, then its whole sentence when that is short
    enough to be lost without harm; otherwise the passage alone is marked and only the author can rewrite.
    A private message gets no other words put into its writer's mouth.
    """
    if document.purpose is Purpose.MESSAGE:
        return document.span(hit.first, hit.last), CARDS[rule].suggestion
    for group, kinder in REWRITES.get(rule, ()):
        for part in document.hits_between(group, hit.first, hit.last):
            return _exchanged(document, hit, part, kinder)
    card = CARDS[rule]
    if card.instead and (span := _short_sentence(document, hit)):
        return _closed(document, span, card.instead)
    return document.span(hit.first, hit.last), card.suggestion


def _exchanged(document: Document, hit: Hit, part: Hit, kinder: str) -> tuple[Span, str]:
    start, end = document.span(hit.first, max(hit.last, part.last))
    inner_start, inner_end = document.span(part.first, part.last)
    text = document.original
    return (start, end), text[start:inner_start] + as_begun(text[inner_start:inner_end], kinder) + text[
        inner_end:end
    ]


def as_begun(original: str, kinder: str) -> str:
    """The kinder words with a capital where the original had one, but not where it shouted."""
    capital = original[:1].isupper() and (len(original) == 1 or not original.isupper())
    return kinder[:1].upper() + kinder[1:] if capital else kinder


def _short_sentence(document: Document, hit: Hit) -> Span | None:
    first, last = document.sentence(hit.first)
    return document.span(first, last) if last - first <= _LONGEST_SENTENCE else None


def _closed(document: Document, span: Span, sentence: str) -> tuple[Span, str]:
    """A question becomes a statement together with its mark."""
    start, end = span
    mark = document.original[end : end + 1]
    return ((start, end + 1), sentence + ".") if mark == "?" else (span, sentence)
