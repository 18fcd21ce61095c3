"""What the heads add to what the rules found: passages that no phrase foresaw, always as advice.

A head never takes a finding away and never holds a text: a hold is for words that somebody can read in a list.
"""

from collections.abc import Iterator
from math import exp

from hearten_guard.data import CARDS
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.heads.crisis import by_rules, logit, reads, spoken_of, sure, together, weighed
from hearten_guard.heads.model import HEADS, Model, Window, model
from hearten_guard.types import Purpose

_LANGUAGE = "en"
_FAINTEST, _WEAK, _SHORTEST, _LONGEST = 0.02, 0.4, 4, 40
_PLACES = {head.name: place for place, head in enumerate(HEADS)}
FAMILIES: dict[str, list[int]] = {}
"""For each family the places of its own head and of those of its rules."""
for _place, _head in enumerate(HEADS):
    FAMILIES.setdefault(_head.family, []).append(_place)


def joined(document: Document, drafts: list[Draft]) -> list[Draft]:
    """All drafts of the rules, and after them what the heads see elsewhere.

    Private messages are left to the rules alone, for the engine in a browser has no heads; so are other languages.
    """
    if document.purpose is Purpose.MESSAGE or document.language.locale != _LANGUAGE:
        return drafts
    heads = model()
    windows = [*heads.windows(document)]
    best = [max(windows, key=lambda window, place=place: window.scores[place]) for place in range(len(HEADS))]  # type: ignore[misc]  # a default argument binds the place
    margins = [best[place].scores[place] - head.least for place, head in enumerate(HEADS)]
    before, drafts = drafts, weighed(document, drafts, _crisis(margins))
    return [*drafts, *_unforeseen(document, heads, best, margins, before)]


def _crisis(margins: list[float]) -> float:
    """How far the surest crisis head is above what it takes to show a passage."""
    return max((margins[place] for place in FAMILIES.get("crisis", ())), default=0.0)


def _unforeseen(
    document: Document, heads: Model, best: list[Window], margins: list[float], drafts: list[Draft]
) -> Iterator[Draft]:
    """Of each family the rule that fits best, where that head or the family's is surest."""
    found = {one.rule for one in drafts}
    for family, places in FAMILIES.items():
        rules = [place for place in places if _able(HEADS[place].name, document.purpose)]
        if not rules:
            continue
        rule = max(rules, key=margins.__getitem__)
        surest = max(rule, _PLACES.get(family, rule), key=margins.__getitem__)
        name = HEADS[rule].name
        confidence = _confidence(document, name, margins[surest], drafts)
        if name not in found and confidence >= _FAINTEST and not (family == "crisis" and sure(drafts)):
            span = _telling(document, heads, surest, best[surest], confidence)
            if not _told(drafts, *document.span(*span)):
                yield from _found(document, name, span, confidence)


def _told(drafts: list[Draft], start: int, end: int) -> bool:
    """Has a rule said something of these words already? An author is told once."""
    return any(
        one.start < end and start < one.end and one.confidence >= CARDS[one.rule].threshold for one in drafts
    )


def _able(name: str, purpose: Purpose) -> bool:
    """Is it a rule with a card that speaks in this purpose?"""
    card = CARDS.get(name)
    return card is not None and card.severity_for(purpose) is not None and reads(name, purpose)


def _confidence(document: Document, rule: str, margin: float, drafts: list[Draft]) -> float:
    """At the head's own threshold as much as the card asks for; more or less by the same odds as the score."""
    if rule.startswith("crisis."):
        return together(by_rules(document, drafts), margin, CARDS[rule].threshold)
    return round(1 / (1 + exp(-(logit(CARDS[rule].threshold) + margin))), 3)


def _found(document: Document, rule: str, words: tuple[int, int], confidence: float) -> list[Draft]:
    note = CARDS[rule].severity_for(document.purpose) == "note"
    return draft(
        document, rule, document.span(*words), severity="note" if note else "advise", confidence=confidence,
        **spoken_of(document, rule, *words),
    )  # fmt: skip


def _telling(document: Document, heads: Model, head: int, window: Window, confidence: float) -> tuple[int, int]:
    """The words that tell most: the run whose sum is highest, at least four words; all of a weak passage."""
    first, end = document.bounds[window.first][0], document.bounds[window.last - 1][1]
    if confidence < _WEAK or end - first <= _SHORTEST:
        return first, min(end, first + _LONGEST)
    told = heads.told(document, window, head)
    return _run([told.get(place, 0) for place in range(first, end)], first)


def _run(values: list[int], first: int) -> tuple[int, int]:
    """The part of a list with the highest sum (Kadane), widened to some words and cut to not too many."""
    best, total, start, span = 0, 0, 0, (0, len(values))
    for place, value in enumerate(values):
        if total <= 0:
            total, start = 0, place
        total += value
        if total > best:
            best, span = total, (start, place + 1)
    low, high = span
    low = max(0, min(low, high - _SHORTEST))
    high = min(len(values), max(high, low + _SHORTEST), low + _LONGEST)
    return first + low, first + high
