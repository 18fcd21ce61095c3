"""Protected and professional titles in a bio (R29); the host's register check decides what shows."""

from collections.abc import Iterator

from hearten_guard.context import inside
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.types import Purpose


def titles(document: Document) -> Iterator[Draft]:
    """A title of one's own; advice when the bio names a licence or that one is in training."""
    if document.purpose is not Purpose.BIO:
        return
    backed = bool(document.hits("title.credential", "title.trainee"))
    for hit in document.hits("title.protected"):
        if inside(document, hit, "title.not_own") or document.quoted[hit.first]:
            continue
        yield from draft(
            document,
            "title.protected",
            document.span(hit.first, hit.last),
            severity="advise" if backed else None,
        )
        return
