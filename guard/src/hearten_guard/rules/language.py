"""Stigmatising words and what to say instead (R31); people name themselves as they like."""

from collections.abc import Iterator

from hearten_guard.context import inside
from hearten_guard.data import MEMBER, TABLES
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft

_REPLACEMENTS: list[str] = [entry["to"] for entry in TABLES["language"]["replace"]]


def stigma(document: Document) -> Iterator[Draft]:
    """Advice with the kinder words ready; never on quotations, names or talk about words."""
    if document.purpose in MEMBER:
        return
    for number, kinder in enumerate(_REPLACEMENTS):
        for hit in document.hits(f"language.replace.{number}"):
            if document.quoted[hit.first] or inside(document, hit, *_EXCEPTIONS):
                continue
            start, end = document.span(hit.first, hit.last)
            capital = document.original[start].isupper() and not document.original[start:end].isupper()
            yield from draft(
                document,
                "language.stigma",
                (start, end),
                suggestion=kinder[0].upper() + kinder[1:] if capital else kinder,
            )


_EXCEPTIONS = ("language.group_name", "language.self_described", "language.about_words")
