"""Asking clients for praise, paying for it, or publishing it (R36, C1)."""

from collections.abc import Iterator

from hearten_guard.context import in_earnest
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft


def testimonials(document: Document) -> Iterator[Draft]:
    """Solicited, rewarded or reposted praise; explaining why one does not ask for it is fine."""
    for kind in ("solicit", "reward", "repost"):
        for hit in in_earnest(document, f"testimonial.{kind}", "testimonial.other_reviews"):
            yield from draft(document, f"testimonial.{kind}", document.span(hit.first, hit.last))
