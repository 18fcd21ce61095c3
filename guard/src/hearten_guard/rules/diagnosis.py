"""Diagnosing a reader or somebody they write about, and checklists that diagnose (R21, R40)."""

from collections.abc import Iterator

from hearten_guard.context import inside, quoted
from hearten_guard.data import words
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.offer import offered
from hearten_guard.phrases import Hit

_HEDGES = words("hedges")
_ADJECTIVES = words("adjectives")
_UNSURE = frozenset({"if", "whether", "not", "never"})


def diagnoses(document: Document) -> Iterator[Draft]:
    """`You have …`; not `if you have …`, `you said you have …` or a question."""
    for kind in ("signs", "person", "other"):
        rule = f"diagnosis.{kind}"
        for hit in document.hits(rule):
            if not _open(document, hit) and not inside(document, hit, "diagnosis.stated"):
                span, suggestion = _headline(document, hit) or offered(document, rule, hit)
                yield from draft(document, rule, span, suggestion=suggestion)


def _open(document: Document, hit: Hit) -> bool:
    """Supposed, reported, denied, quoted or asked."""
    if quoted(document, hit):
        return True
    if hit.group != "diagnosis.signs" and document.sentences[hit.first] in document.asked:
        return True
    within = document.words[hit.first : hit.last] if hit.group != "diagnosis.signs" else ()
    return bool(_HEDGES.intersection(document.before(hit.first, 6)) or _UNSURE.intersection(within))


def _headline(document: Document, hit: Hit) -> tuple[tuple[int, int], str] | None:
    """`5 signs you have ADHD` as `5 things people with ADHD often describe`."""
    first = document.words[hit.first]
    ending = document.words[hit.last - 1]
    if hit.group != "diagnosis.signs" or not first.isdigit() or ending in _ADJECTIVES:
        return None
    start, end = document.span(hit.last - 1, hit.last)
    rewrite = f"{first} things people with {document.original[start:end]} often describe"
    return document.span(hit.first, hit.last), rewrite
