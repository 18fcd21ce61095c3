"""Stigmatising words and what to say instead (R31); people name themselves as they like."""

from collections.abc import Iterator

from hearten_guard.context import inside
from hearten_guard.data import MEMBER, TABLES
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.offer import as_begun

_EXCEPTIONS = ("language.group_name", "language.self_described", "language.about_words", "language.other_sense")
_KINDS = (("replace", "language.stigma"), ("label", "language.label"))


def kinder(document: Document) -> Iterator[Draft]:
    """Advice with the kinder words ready; never on quotations, names or talk about words."""
    if document.purpose in MEMBER:
        return
    for kind, rule in _KINDS:
        for number, entry in enumerate(TABLES["language"][kind]):
            for hit in document.hits(f"language.{kind}.{number}"):
                if not any(document.quoted[hit.first : hit.last]) and not inside(document, hit, *_EXCEPTIONS):
                    start, end = document.span(hit.first, hit.last)
                    words = as_begun(document.original[start:end], entry["to"])
                    yield from draft(document, rule, (start, end), suggestion=words)
