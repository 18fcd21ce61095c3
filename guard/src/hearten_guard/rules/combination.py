"""Quasi-identifiers: independent facts about one person that together single them out (R35)."""

from collections.abc import Iterator

from hearten_guard.anonymity import Estimate, of
from hearten_guard.data import STORIES, THERAPIST
from hearten_guard.document import Document
from hearten_guard.facts import KINDS, telling
from hearten_guard.finding import Draft, draft
from hearten_guard.nounphrase import Passage, passages
from hearten_guard.people import Person, people
from hearten_guard.types import Purpose

SAID = {kind: kind for kind in KINDS} | {
    "job": "work",
    "event": "rare event",
    "nation": "origin",
    "mark": "looks",
}
HELPS = {
    "age": "a decade instead of an age",
    "job": "a wider word for the work",
    "place": "leaving the name of the place out",
    "family": "saying less of the family",
    "nation": "leaving the origin out",
    "condition": "a wider word for the illness",
}
_MANY = 3


def combinations(document: Document) -> Iterator[Draft]:
    """Three facts about one person are held, and two that fit fewer than 20 people; each can be made wider."""
    if document.purpose not in THERAPIST or document.purpose is Purpose.BIO:
        return
    for person in people(document):
        found = list(passages(document, person.facts, person.sex))
        many = len(person.kinds) >= _MANY
        if many or (len(person.kinds) == 2 and of(document, person).small):
            yield from _held(document, person, found)
        elif len(person.kinds) == 2 and document.purpose in STORIES:
            yield from _details(document, found)
        else:
            yield from _details(document, [each for each in found if any(map(telling, each.facts))])


def _held(document: Document, person: Person, found: list[Passage]) -> Iterator[Draft]:
    named = [SAID[kind] for kind in person.kinds]
    first = found[0]
    yield from draft(
        document,
        "confidentiality.combination",
        document.span(first.first, first.last),
        reason=_reason(", ".join(named[:-1]) + " and " + named[-1], of(document, person)),
        suggestion=first.wider,
    )
    yield from _details(document, found[1:])


def _reason(named: str, estimate: Estimate) -> str:
    """Which facts, how many people fit them, and which change helps most: in plain words."""
    most = f", and {HELPS[estimate.widest.kind]} helps most" if estimate.widest else ""
    return f"Together these details ({named}) could let somebody recognise this person: {estimate.summary}{most}."


def _details(document: Document, found: list[Passage]) -> Iterator[Draft]:
    for each in found:
        yield from draft(
            document,
            "confidentiality.detail",
            document.span(each.first, each.last),
            suggestion=each.wider,
            confidence=0.6,
        )
