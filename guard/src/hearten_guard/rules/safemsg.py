"""Safe messaging: method detail in prose, hiding and harming tips, eating less (R56, R57)."""

from collections.abc import Iterator

from hearten_guard.context import in_earnest, inside
from hearten_guard.data import THERAPIST
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft


def safe_messaging(document: Document) -> Iterator[Draft]:
    """What can put a reader at risk, whoever writes it."""
    if document.purpose in THERAPIST:
        for hit in in_earnest(document, "safemsg.detail"):
            if not inside(document, hit, "crisis.figurative"):
                yield from draft(document, "safemsg.method", document.span(hit.first, hit.last))
    for kind in ("harm_tips", "eating"):
        for hit in in_earnest(document, f"safemsg.{kind}", "safemsg.recovery"):
            yield from draft(document, f"safemsg.{kind}", document.span(hit.first, hit.last))
