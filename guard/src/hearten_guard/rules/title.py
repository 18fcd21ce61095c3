"""Titles in a bio (R29): protected ones, and words that readers take for a credential.

The host's register check decides what shows; here a title is a hold until the bio names a register.
"""

from collections.abc import Iterator

from hearten_guard.context import inside
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.types import Purpose

_KINDS = (("protected", "not_own"), ("unearned", "unearned_not"))


def titles(document: Document) -> Iterator[Draft]:
    """The first title of each kind; advice when the bio names a licence or that one is in training."""
    if document.purpose is not Purpose.BIO:
        return
    backed = bool(document.hits("title.credential", "title.trainee"))
    for kind, exception in _KINDS:
        for hit in document.hits(f"title.{kind}"):
            if inside(document, hit, f"title.{exception}") or document.quoted[hit.first]:
                continue
            span = document.span(hit.first, hit.last)
            yield from draft(document, f"title.{kind}", span, severity="advise" if backed else None)
            break
