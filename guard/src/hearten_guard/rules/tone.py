"""Complaining about clients (R42)."""

from collections.abc import Iterator

from hearten_guard.context import in_earnest, inside
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft


def tone(document: Document) -> Iterator[Draft]:
    """Contempt for a client, however vague; naming a difficulty in the work is fine."""
    for hit in in_earnest(document, "tone.client"):
        if not inside(document, hit, "tone.other_client"):
            yield from draft(document, "tone.client", document.span(hit.first, hit.last))
