"""Telling one person to stop, start or change a medicine, and doses (R21, C5)."""

from collections.abc import Iterator

from hearten_guard.context import NEGATIONS, spoken_of
from hearten_guard.data import words
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.offer import offered
from hearten_guard.phrases import Hit

_OPENERS = words("openers")
_NOT_TOLD = words("not_told")
_CONDITIONS = frozenset({"if", "when", "whenever", "once"})
_OPEN_ENDS = frozenset({"you", "u", "and", "or", "not", "the", "your", "a", "should", "must", "can", "will"})
_GROUPS = (("stopping", "medication"), ("said", "medication"), ("dosing", "dose"), ("dosed", "dose"))


def directives(document: Document) -> Iterator[Draft]:
    """Orders about medicines, and amounts for somebody else; one's own experience is what people come for."""
    for group, rule in _GROUPS:
        for hit in document.hits(f"directive.{group}"):
            told = not _told_of(document, hit) if group in ("said", "dosed") else _addressed(document, hit)
            if told and not spoken_of(document, hit):
                span, suggestion = offered(document, f"directive.{rule}", hit)
                yield from draft(document, f"directive.{rule}", span, suggestion=suggestion)


def _addressed(document: Document, hit: Hit) -> bool:
    """An order, or advice to `you`: the phrase opens its clause or follows `you should` and the like."""
    before = document.before(hit.first, 6)
    if not before:
        return True
    if NEGATIONS.intersection(before):
        return False
    for other in document.hits_near("directive.you_must", hit.first, 8):
        if other.first < hit.first <= other.last:
            return not _NOT_TOLD.intersection(document.before(other.first, 3))
    if before[-1] in _OPENERS or (before[-1] in ("you", "u") and document.words[hit.first] in ("dont", "do")):
        return not _NOT_TOLD.intersection(before[:-1])
    return _conditional(document.before(hit.first, 12))


def _conditional(before: list[str]) -> bool:
    """`when you feel it coming`, with the order right behind it."""
    return len(before) > 3 and before[0] in _CONDITIONS and before[-1] not in _NOT_TOLD | _OPEN_ENDS


def _told_of(document: Document, hit: Hit) -> bool:
    """An amount in a report, a denial, or somebody's own story."""
    return bool(_NOT_TOLD.intersection(document.before(hit.first, 6)))
