"""A story of one's own (C3): names of relatives and where one lives; the rest is data alone.

Advice only: self-disclosure can help readers, and the author decides.
"""

from collections.abc import Iterator

from hearten_guard.context import quoted
from hearten_guard.data import words
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.phrases import Hit
from hearten_guard.types import Purpose

_GIVEN = words("given_names")
_NO_NAME = words("not_a_name")
_PLACES = words("place_known")
_NAME_REACH, _PLACE_REACH = 4, 9


def disclosures(document: Document) -> Iterator[Draft]:
    """Relatives by name, and the author's town, street or neighbour buildings."""
    if document.purpose is not Purpose.STORY_OWN:
        return
    for hit in document.hits("disclosure.family"):
        if (name := _name_after(document, hit)) is not None:
            yield from draft(document, "disclosure.family", document.span(hit.first, name + 1))
    for hit in document.hits("disclosure.home"):
        if not quoted(document, hit) and (place := _place_after(document, hit)) is not None:
            yield from draft(document, "disclosure.home", document.span(hit.first, max(hit.last, place + 1)))


def _name_after(document: Document, hit: Hit) -> int | None:
    """The word that names the relative: right after, or after `called`, `whose name is`."""
    _, last = document.sentence(hit.first)
    for i in range(hit.last, min(last, hit.last + _NAME_REACH)):
        word = document.words[i]
        if word in _NO_NAME and word not in ("and", "is", "a", "the", "was"):
            return None
        if word in _GIVEN or (word not in _NO_NAME and _capital(document, i)):
            return i
        if word not in ("called", "named", "name", "is", "his", "her", "and", "was"):
            return None
    return None


def _place_after(document: Document, hit: Hit) -> int | None:
    """A place by name, or a building that shows which house it is."""
    if document.in_sentence("disclosure.home_once", hit.first):
        return None
    _, last = document.sentence(hit.first)
    for i in range(hit.first + 1, min(last, hit.last + _PLACE_REACH)):
        word = document.words[i]
        if word in _PLACES or (word not in _NO_NAME and _capital(document, i)):
            return i
    near = document.hits_between("disclosure.place_words", hit.first, min(last, hit.last + _PLACE_REACH))
    return near[0].first if near else None


def _capital(document: Document, word: int) -> bool:
    start, end = document.span(word, word + 1)
    written = document.original[start:end]
    return written[:1].isupper() and not written.isupper()
