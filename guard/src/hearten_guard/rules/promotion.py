"""Nothing is sold beside words about danger (R48); the other promotion rules are data alone."""

from collections.abc import Iterator

from hearten_guard.context import negated, quoted
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft

_REACH = 80


def beside_crisis(document: Document) -> Iterator[Draft]:
    """An offer within 80 words of words about danger, labelled as a promotion or not."""
    for hit in document.hits("promotion.sold"):
        if (
            quoted(document, hit)
            or negated(document, hit, 3)
            or document.in_sentence("promotion.priced", hit.first)
        ):
            continue
        if document.near("promotion.danger", hit.first, _REACH):
            yield from draft(document, "promotion.crisis", document.span(hit.first, hit.last))
