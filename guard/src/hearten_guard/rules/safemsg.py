"""Safe messaging: how, where and why somebody died, last words, praise of death; tips to harm (R56, R57)."""

from collections.abc import Iterator

from hearten_guard.context import in_earnest, inside
from hearten_guard.data import THERAPIST, words
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.phrases import Hit
from hearten_guard.rules.whereabouts import proper


def safe_messaging(document: Document) -> Iterator[Draft]:
    """What can put a reader at risk, whoever writes it."""
    yield from _told(document)
    yield from _named_places(document)
    for kind in ("harm_tips", "eating"):
        for hit in in_earnest(document, f"safemsg.{kind}", "safemsg.recovery"):
            yield from draft(document, f"safemsg.{kind}", document.span(hit.first, hit.last))


def _told(document: Document) -> Iterator[Draft]:
    """How and why somebody died, what they left in writing, and praise of it."""
    if document.purpose in THERAPIST:
        for hit in in_earnest(document, "safemsg.detail"):
            if not inside(document, hit, "crisis.figurative"):
                yield from draft(document, "safemsg.method", document.span(hit.first, hit.last))
    for kind in ("glorify", "cause", "note", "place"):
        for hit in in_earnest(document, f"safemsg.{kind}"):
            if _about_suicide(document, hit) and not _advised_against(document, hit):
                yield from draft(document, f"safemsg.{kind}", document.span(hit.first, hit.last))


def _about_suicide(document: Document, hit: Hit) -> bool:
    """Is suicide spoken of in the words themselves, in their sentence, or in one beside it?"""
    sentence = document.sentences[hit.first]
    low = document.bounds[max(0, sentence - 1)][0]
    high = document.bounds[min(len(document.bounds) - 1, sentence + 1)][1]
    return bool(document.hits_between("safemsg.suicide", low, high))


def _advised_against(document: Document, hit: Hit) -> bool:
    """`Journalists should not write that …`: the words before it in its sentence advise against it."""
    first, _ = document.sentence(hit.first)
    return bool(document.hits_between("safemsg.advised", max(first, hit.first - 9), hit.first + 1))


def _named_places(document: Document) -> Iterator[Draft]:
    """`jumped from the Old Mill Viaduct`: a death with the name of its place."""
    for hit in in_earnest(document, "safemsg.place_of_death"):
        end = min(hit.last + 5, document.sentence(hit.first)[1])
        for last in range(hit.last + 1, end):
            if document.words[last] in _PLACES and proper(document, last) and proper(document, last - 1):
                span = document.span(hit.first, last + 1)
                yield from draft(document, "safemsg.place", span, severity="advise")
                break


_PLACES = words("death_place")
