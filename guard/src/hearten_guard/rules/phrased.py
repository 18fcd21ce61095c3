"""Rules that are data alone: their phrases, and what takes a phrase's meaning away."""

from collections.abc import Iterator

from hearten_guard.context import beside, inside, negated, past, quoted, supposed
from hearten_guard.data import CARDS, Card, Ways
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.offer import offered
from hearten_guard.phrases import Hit

_PHRASED = [(card, card.ways) for card in CARDS.values() if card.ways]


def phrased(document: Document) -> Iterator[Draft]:
    """Every card with `ways`, in the order of the data files."""
    for card, ways in _PHRASED:
        if card.severity_for(document.purpose) and not document.hits(*ways.cleared):
            yield from _of(document, card, ways)


def _of(document: Document, card: Card, ways: Ways) -> Iterator[Draft]:
    for hit in document.hits(*ways.find):
        if meant(document, hit, ways):
            span, suggestion = offered(document, card.rule, hit)
            yield from draft(document, card.rule, span, suggestion=suggestion)
            if ways.once:
                return


def meant(document: Document, hit: Hit, ways: Ways) -> bool:
    """The phrase stands as its writer's own, present statement."""
    if any(beside(document, group, hit) for group in ways.unless) or inside(document, hit, *ways.apart):
        return False
    if ways.need and not any(document.in_sentence(group, hit.first) for group in ways.need):
        return False
    return not (
        (ways.deny and negated(document, hit, ways.deny))
        or (not ways.quoted and quoted(document, hit))
        or (not ways.asked and document.sentences[hit.first] in document.asked)
        or (ways.suppose and supposed(document, hit, ways.suppose))
        or (not ways.past and past(document, hit))
    )
