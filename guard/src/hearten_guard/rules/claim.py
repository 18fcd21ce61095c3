"""Numbers and claims about conditions that name no source (R40, R80); promises are data alone."""

from collections.abc import Iterator

from hearten_guard.context import beside, negated
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.offer import offered
from hearten_guard.phrases import Hit


def statistics(document: Document) -> Iterator[Draft]:
    """`80 % of people …` in a paragraph that names no source and holds no link."""
    sourced = _sourced_paragraphs(document)
    for hit in document.hits("claim.number"):
        if document.paragraphs[hit.first] not in sourced and not document.quoted[hit.first]:
            span, suggestion = offered(document, "claim.statistic", hit)
            yield from draft(document, "claim.statistic", span, suggestion=suggestion, confidence=0.6)


def unsourced(document: Document) -> Iterator[Draft]:
    """`Trauma is stored in the hips`, with neither a source in its paragraph nor a word of opinion."""
    hits = document.hits("claim.unsourced")
    sourced = _sourced_paragraphs(document) if hits else set()
    for hit in hits:
        if document.paragraphs[hit.first] not in sourced and not _hedged(document, hit):
            yield from draft(document, "claim.unsourced", document.span(hit.first, hit.last), confidence=0.6)


def _hedged(document: Document, hit: Hit) -> bool:
    """Quoted, asked, denied, or said to be an opinion or a possibility."""
    return (
        bool(document.quoted[hit.first])
        or document.sentences[hit.first] in document.asked
        or negated(document, hit)
        or beside(document, "claim.rebuttal", hit)
        or document.in_sentence("claim.opinion", hit.first)
    )


def _sourced_paragraphs(document: Document) -> set[int]:
    found = {document.paragraphs[hit.first] for hit in document.hits("claim.source_words")}
    for i, word in enumerate(document.words):
        year = len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
        if word == "%url" or (year and i and document.words[i - 1] != "in"):
            found.add(document.paragraphs[i])
    return found
