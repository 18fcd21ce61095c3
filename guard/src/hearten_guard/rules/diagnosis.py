"""Diagnosing a reader or somebody they write about, and checklists that diagnose (R21, R40)."""

from collections.abc import Iterator

from hearten_guard.context import inside, quoted
from hearten_guard.data import words
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.phrases import Hit

_HEDGES = words("hedges")


def diagnoses(document: Document) -> Iterator[Draft]:
    """`You have …`; not `if you have …`, `you said you have …` or a question."""
    for kind in ("signs", "person", "other"):
        for hit in document.hits(f"diagnosis.{kind}"):
            if not _open(document, hit) and not inside(document, hit, "diagnosis.stated"):
                yield from draft(
                    document,
                    f"diagnosis.{kind}",
                    document.span(hit.first, hit.last),
                    suggestion=_reworded(document, hit) if kind == "signs" else None,
                )


def _open(document: Document, hit: Hit) -> bool:
    """Supposed, reported, denied, quoted or asked."""
    if quoted(document, hit):
        return True
    if hit.group != "diagnosis.signs" and document.sentences[hit.first] in document.asked:
        return True
    return bool(_HEDGES.intersection(document.before(hit.first, 6)))


def _reworded(document: Document, hit: Hit) -> str | None:
    """`5 signs you have ADHD` as `5 things people with ADHD often describe`."""
    first = document.words[hit.first]
    if not first.isdigit() or document.words[hit.last - 1] in ("autistic", "bipolar", "borderline"):
        return None
    start, end = document.span(hit.last - 1, hit.last)
    return f"{first} things people with {document.original[start:end]} often describe"
