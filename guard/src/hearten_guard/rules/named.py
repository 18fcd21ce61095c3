"""Whose words these are: a member's own full name and date of birth, and the names of other people (R83, R54)."""

import re
from collections.abc import Iterator

from hearten_guard.data import CARDS, PERSONAL, words
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.rules.whereabouts import of_third, proper
from hearten_guard.types import Severity

_GIVEN, _GENERIC, _TITLES = words("given_names"), words("generic_name"), words("title_of_address")
_PARTICLES = frozenset(
    "van von de der den la le al bin ben el di da del dos mc mac st o ni nic ui san santa abu ibn".split()
)
_OF_WORKS = words("of_works")
_MONTH = "|".join(sorted(words("month") | words("month_abroad"), key=len, reverse=True))
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,4}[./\- ]\d{1,2}[./\- ]\d{2,4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?(?: of| day of)? (?:{_MONTH})\.?,? '?(?:\d{{4}}|\d{{2}})"
    rf"|(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})(?!\d)"
)
_LOOK_AHEAD = 60
_MASK = CARDS["contact.name"].suggestion
"""What stands for anybody's name."""


def own_names(document: Document) -> Iterator[Draft]:
    """A first and last name with which somebody introduces themself."""
    if document.purpose not in PERSONAL:
        return
    for group, surely in (("contact.introduces", False), ("contact.introduces_surely", True)):
        for hit in document.hits(group):
            if span := _full_name(document, hit.last, surely=surely):
                rule = "contact.third" if of_third(document, hit.first + 1) else "contact.name"
                sure = rule == "contact.name" and document.unknown(span[1] - 1) and document.language.locale == "en"
                severity: Severity | None = None if sure else "advise"
                yield from draft(document, rule, document.span(*span), severity=severity, suggestion=_MASK)
    for hit in document.hits("contact.surname"):
        if hit.last < document.sentence(hit.first)[1] and document.unknown(hit.last):
            yield from draft(document, "contact.name", document.span(hit.last, hit.last + 1))


def other_names(document: Document) -> Iterator[Draft]:
    """The first and last name of somebody the writer tells about."""
    if document.purpose not in PERSONAL:
        return
    for hit in document.hits("contact.relative"):
        if span := _full_name(document, hit.last):
            yield from draft(document, "contact.third", document.span(*span), suggestion=_MASK)
    for i in range(1, len(document.words) - 1):
        if document.words[i] in _GIVEN and proper(document, i) and (span := _full_name(document, i)):
            told = set(document.words[slice(*document.around(i, 15))])
            own = document.hits_between("contact.introduces", i - 5, i)
            if not told & _OF_WORKS and not own:
                yield from draft(document, "contact.third", document.span(*span), suggestion=_MASK, confidence=0.6)


def own_birthdates(document: Document) -> Iterator[Draft]:
    """A day, month and year after `born` or `birthday`; the writer's, or somebody else's."""
    if document.purpose not in PERSONAL:
        return
    text = document.plain.text.replace("\n", " ")
    for hit in document.hits("contact.dated"):
        start = document.finishes[hit.last - 1]
        if found := _DATE.search(text, start, start + _LOOK_AHEAD):
            span = document.plain.span(*found.span())
            yield from draft(document, "contact.birthdate", span)
            if of_third(document, hit.first + 1):
                yield from draft(document, "contact.third", span)


def _full_name(document: Document, start: int, *, surely: bool = False) -> tuple[int, int] | None:
    """A given name and a surname from a word on, behind a title if there is one.

    surely: the words before can only announce a name, so that any two unknown words or capitals will do.
    """
    if start >= len(document.words):
        return None
    end = document.sentence(start - 1 if start else 0)[1]
    titled = False
    while start < end and document.words[start] in _TITLES:
        start, titled = start + 1, True
    last = start + 1
    while last < end and (document.words[last] in _PARTICLES or len(document.words[last]) == 1):
        last += 1
    if last >= end or not _forename(document, start, surely=surely or titled):
        return None
    return (start, last + 1) if _surname(document, start, last) else None


def _forename(document: Document, word: int, *, surely: bool) -> bool:
    name = document.words[word]
    if name in _GIVEN:
        return True
    return surely and name.isalpha() and name not in _GENERIC and (document.unknown(word) or proper(document, word))


def _surname(document: Document, first: int, last: int) -> bool:
    name = document.words[last]
    if not name.isalpha() or len(name) < 3 or name in _GENERIC:
        return False
    capitals = proper(document, last) and proper(document, first)
    return capitals or (document.unknown(last) and document.language.locale == "en")
