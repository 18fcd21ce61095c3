"""Where a member, or somebody they speak of, works, learns or can be found (R83)."""

from collections.abc import Iterator

from hearten_guard.context import negated
from hearten_guard.data import PERSONAL, words
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.phrases import Hit

_SCHOOLS, _WORKS, _SPOTS = words("school_word"), words("work_word"), words("spot_word")
_BRANDS, _GENERIC = words("brand"), words("generic_name")
_PREFIXES = frozenset({"upper", "lower", "little", "great", "nether", "new", "old", "saint", "long", "high"})
"""Words before the name of a village that are part of it."""
_REACH = 7
_OF = frozenset({"of"})
_STANDS = frozenset({"in", "on", "at", "near", "by"})
_BIG = words("big_place")


def whereabouts(document: Document) -> Iterator[Draft]:
    """A named workplace, a named school, and the name of a place where somebody can be found."""
    if document.purpose not in PERSONAL:
        return
    for rule, (first, last) in _found(document):
        yield from draft(document, rule, document.span(first, last))
        if of_third(document, first):
            yield from draft(document, "contact.third", document.span(first, last))


def _found(document: Document) -> Iterator[tuple[str, tuple[int, int]]]:
    for hit in document.hits("contact.employed"):
        if span := _named(document, hit, _WORKS | _BRANDS | _SCHOOLS, bare=not _inside(document, hit)):
            yield "contact.workplace", span
    for hit in document.hits("contact.schooled"):
        if span := _named(document, hit, _SCHOOLS, bare=False):
            yield "contact.school", span
    yield from (("contact.school", span) for span in _schools(document))
    yield from (("contact.place", span) for span in _places(document))


def _places(document: Document) -> Iterator[tuple[int, int]]:
    """Where somebody can be met, and small places somebody lives in; a big city tells nobody where to look."""
    for hit in document.hits("contact.whereabouts"):
        said = Hit(hit.group, hit.first, hit.first + 1)
        bare = document.words[hit.last - 1] in _CALLED
        if span := _named(document, hit, _SPOTS, bare=bare) or _named(document, said, _SPOTS, bare=False):
            yield span
    for hit in document.hits("contact.lives_in"):
        span = _named(document, hit, _SPOTS, bare=True)
        if span and _BIG.isdisjoint(document.words[slice(*span)]):
            yield span


def _schools(document: Document) -> Iterator[tuple[int, int]]:
    """`our school, Priory Park Secondary`: a name with capitals before a word for a school, beside a person."""
    for i, word in enumerate(document.words):
        if word in _SCHOOLS and i and proper(document, i) and proper(document, i - 1):
            first, last = document.sentence(i)
            spoken = set(document.words[max(first, i - 12) : i])
            after = document.words[i + 1] if i + 1 < last else ""
            span = _around_kind(document, i, first, last) if i > first else None
            if span and spoken & _PEOPLE and after not in _STUDY:
                yield span


_PEOPLE = words("first_person") | words("near_persons") | frozenset({"we", "our", "us", "kids", "bullies", "were"})
_STUDY = frozenset("study studies research researchers report press professor scientists team experts".split())


def of_third(document: Document, word: int) -> bool:
    """`his number is …`, `my sister works at …`: the words before speak of somebody else."""
    return document.near("contact.of_third", word - 4, 4)


_CALLED = frozenset({"called", "named"})


def _inside(document: Document, hit: Hit) -> bool:
    """`work in Leeds` names a town, not an employer."""
    return document.words[hit.last - 1] in ("in", "with", "started")


def _named(document: Document, hit: Hit, kinds: frozenset[str], *, bare: bool) -> tuple[int, int] | None:
    """A name after the phrase: `St Anne's Primary`, `University of Leeds`, or with `bare` any proper name."""
    if negated(document, hit, 2):
        return None
    end = min(hit.last + _REACH, document.sentence(hit.first)[1])
    for i in range(hit.last, end):
        if document.words[i] in _BRANDS and document.words[i] in kinds:
            return i, i + 1
        if document.words[i] in kinds and (span := _around_kind(document, i, hit.last, end)):
            return span
    if bare and hit.last < end:
        start = hit.last + (document.words[hit.last] == "the")
        named = start + (document.words[start] in _PREFIXES if start < end else 0)
        if named < end and proper(document, named) and document.words[named] not in _GENERIC:
            return start, _run(document, named, end)
    return None


def _around_kind(document: Document, kind: int, low: int, end: int) -> tuple[int, int] | None:
    """The words that name a school, shop or street: before it, or after `of`."""
    first = kind
    while first > low and document.words[first - 1] not in _GENERIC and _name_like(document, first - 1):
        first -= 1
    link = document.words[kind + 1] if kind + 2 < end else ""
    if link in _OF and _name_like(document, kind + 2):
        return first, _run(document, kind + 2, end)
    if first < kind:
        return first, _run(document, kind, end)
    named = link in _STANDS and proper(document, kind + 2) and document.words[kind + 2] not in _GENERIC | _BIG
    return (kind, _run(document, kind + 2, end)) if named else None


def _run(document: Document, start: int, end: int) -> int:
    """The end of a run of proper names."""
    last = start + 1
    while last < end and proper(document, last) and document.words[last] not in _GENERIC:
        last += 1
    return last


def _name_like(document: Document, word: int) -> bool:
    """Written with a capital, or a word that no list knows."""
    return document.words[word].isalpha() and (proper(document, word) or document.unknown(word))


def proper(document: Document, word: int) -> bool:
    """Does the author write it with a capital letter?"""
    return document.original[document.span(word, word + 1)[0]].isupper() and len(document.words[word]) > 1
