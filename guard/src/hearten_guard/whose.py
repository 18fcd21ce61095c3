"""Whose a number, an address or a date is: somebody's the text tells about, or the writer's own practice's."""

import itertools

from hearten_guard.data import words
from hearten_guard.document import Document

_PERSONS = words("person") - {"veteran", "twin", "couple", "person"}
_KIN = words("kin")
_NAMES = words("given_names")
_THIRD = frozenset("she her hers he his him herself himself hes shes".split())
_MANY = words("household")
_LIVING = words("living")
_REACH = words("reaching")
_HERE = words("workplaces")
_BEFORE = 25


def somebody_elses(document: Document, word: int) -> bool:
    """Does a detail at a word belong to a client or another person of the text?

    `her number`, `a man I see … on`, `my client's` do; `write to me at`, `our clinic`, `book at` do not.
    """
    first, last = document.around(word)
    said = document.words[first:last]
    if _own(said):
        return False
    if document.near("contact.client", word, _BEFORE):
        return True
    if _of_a_person(document, first, said):
        return True
    here = document.sentences[word]
    before, end = document.bounds[here - 1] if here else (0, 0)
    said = document.words[max(before, end - _BEFORE) : end]
    return bool(_THIRD.intersection(said)) and "you" not in said and not _own(said)


def owned_by_the_writer(document: Document, word: int) -> bool:
    """`call me on`, `our office`, `the practice`: said of the writer's own work."""
    first, last = document.around(word)
    return _own(document.words[first:last])


def _own(said: list[str]) -> bool:
    pairs = set(itertools.pairwise(said))
    asked = any((lead, me) in pairs for lead in _REACH for me in ("me", "us"))
    if asked or {("write", "to"), ("to", "me")} <= pairs or {("write", "to"), ("to", "us")} <= pairs:
        return not _THIRD.intersection(said)
    if ("my", "practice") in pairs or "our" in said or ("my", "own") in pairs:
        return not _THIRD.intersection(said)
    return bool(_HERE.intersection(said)) and not (_THIRD | _CLIENTS).intersection(said)


_CLIENTS = frozenset({"client", "patient", "clients", "patients"})


def _of_a_person(document: Document, first: int, said: list[str]) -> bool:
    if _THIRD.intersection(said):
        return True
    if "they" in said and _LIVING.intersection(said):
        return True
    singular = {word.removesuffix("s") for word in said} | set(said)
    if _PERSONS.intersection(singular) or ("the" in said and _MANY.intersection(said)):
        return "you" not in said or bool(_CLIENTS.intersection(said))
    return any(word in _NAMES and document.capital(first + place) for place, word in enumerate(said))
