"""Cures, guarantees, miracles, anti-medication, conversion, numbers without a source (R33, R80)."""

from collections.abc import Iterator

from hearten_guard.context import in_earnest
from hearten_guard.data import words
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft

_KINDS = ("cure", "guarantee", "miracle", "medication", "conversion")
_COUNTED = words("counted")


def claims(document: Document) -> Iterator[Draft]:
    """Promises no helper can make; quoting one to rebut it is fine."""
    for kind in _KINDS:
        for hit in in_earnest(document, f"claim.{kind}", "claim.rebuttal", "claim.other_cure"):
            if hit.first and document.sentences[hit.first] in document.asked:
                continue
            yield from draft(document, f"claim.{kind}", document.span(hit.first, hit.last))
    for hit in in_earnest(document, "claim.superlative"):
        yield from draft(document, "claim.superlative", document.span(hit.first, hit.last))


def statistics(document: Document) -> Iterator[Draft]:
    """`80 % of people …` in a paragraph that names no source and holds no link."""
    sourced = _sourced_paragraphs(document)
    for hit in document.hits("claim.number"):
        if document.paragraphs[hit.first] not in sourced and not document.quoted[hit.first]:
            yield from draft(document, "claim.statistic", document.span(hit.first, hit.last), confidence=0.6)


def _sourced_paragraphs(document: Document) -> set[int]:
    found = {document.paragraphs[hit.first] for hit in document.hits("claim.source_words")}
    for i, word in enumerate(document.words):
        year = len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
        if word == "%url" or (year and i and document.words[i - 1] != "in"):
            found.add(document.paragraphs[i])
    return found
