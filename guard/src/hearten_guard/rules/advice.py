"""Telling one person what to do about their life (R21)."""

from collections.abc import Iterator

from hearten_guard.context import spoken_of
from hearten_guard.data import words
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.phrases import Hit

_REPORTED = words("reported_advice")


def advice(document: Document) -> Iterator[Draft]:
    """Personalised advice; general suggestions are what people come for."""
    for hit in document.hits("advice.personal"):
        if not spoken_of(document, hit) and not _weighed(document, hit):
            yield from draft(document, "advice.personal", document.span(hit.first, hit.last))


def _weighed(document: Document, hit: Hit) -> bool:
    """`whether you should …`, `nobody can tell you that you must …`."""
    return bool(_REPORTED.intersection(document.words_before(hit.first, 7)))
