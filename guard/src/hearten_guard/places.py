"""Names of places behind `in`, `from`, `near` and the like, by the table and the list of known ones."""

from collections.abc import Iterator
from dataclasses import dataclass

from hearten_guard.data import COMMON, words
from hearten_guard.document import Document
from hearten_guard.phrases import VOCABULARY
from hearten_guard.tables import Place, place

_KNOWN = words("place_known")
_NAMES = words("given_names")
_TIMES = words("month") | words("weekday")
_LEAD = frozenset("in from near outside around at to of into by on across beyond above left leaving".split())
_HOME = frozenset("in from near outside into around on".split())
_MOVING = frozenset(
    "moved move moving came come went fled returned back emigrated immigrated travelled sent on".split()
)
_OFFICE = frozenset(
    "mayor village town city island parish outskirts suburbs north south east west priest vicar".split()
)
_LONGEST = 3
REGION = "another part of the country"


@dataclass(frozen=True, slots=True)
class Found:
    """A place's name at words `first` up to `last`; `abroad` when it is the country somebody comes from."""

    first: int
    last: int
    name: str
    wider: str
    abroad: bool


def places(document: Document) -> Iterator[Found]:
    """Named places, each once."""
    names = document.words
    proper = document.cased
    done = 0
    for i in range(len(names) - 1):
        if names[i] not in _LEAD or i + 1 < done or document.sentences[i] != document.sentences[i + 1]:
            continue
        if not _leads(names, i):
            continue
        for size in range(min(_LONGEST, len(names) - i - 1), 0, -1):
            found = _place(document, i + 1, i + 1 + size, home=names[i] in _HOME, proper=proper)
            if found:
                done = found.last
                yield _said(found, names, i)
                break


def _leads(names: list[str], lead: int) -> bool:
    """`moved to`, `mayor of`: the weaker words need another before them."""
    before = names[lead - 1] if lead else ""
    if names[lead] in ("to", "by"):
        return before in _MOVING
    return names[lead] != "of" or before in _OFFICE


def _place(document: Document, first: int, last: int, *, home: bool, proper: bool) -> "Found | None":
    if document.sentences[first] != document.sentences[last - 1]:
        return None
    name = " ".join(document.words[first:last])
    known = name in _KNOWN
    if not known and not _may_be(document, first, last, name, home=home, proper=proper):
        return None
    if known and proper and last - first == 1 and not document.capital(first) and name in _AMBIGUOUS:
        return None
    where = place(name)
    if where is None and not known:
        return None
    return Found(first, last, name, where.wider if where else REGION, _is_country(where))


_AMBIGUOUS = frozenset(
    "bath nice reading derby hull bangor perth lima york kent bern cork skye jersey bergen".split()
)


def _may_be(document: Document, first: int, last: int, name: str, *, home: bool, proper: bool) -> bool:
    """Does it stand with capital letters, or, where capitals say nothing, is it no ordinary word?"""
    if name in _TIMES or name in COMMON or (last - first == 1 and name in _NAMES and not home):
        return False
    if proper:
        return all(document.capital(i) for i in range(first, last)) and name not in _WORDS_THAT_ARE_PLACES
    ordinary = any(word in VOCABULARY or word in COMMON for word in document.words[first:last])
    return home and len(name) > 3 and not ordinary


_WORDS_THAT_ARE_PLACES = frozenset(
    "therapy god christ heaven hell english spanish french german march may hope home school university google"
    " facebook instagram zoom covid lent advent ramadan islam church america".split()
)


def _is_country(where: Place | None) -> bool:
    return where is not None and where.third == "-"


def _said(found: Found, names: list[str], lead: int) -> Found:
    """A country is where somebody lives after `in`, and where they come from after `from`."""
    abroad = found.abroad and names[lead] != "in"
    return Found(found.first, found.last, found.name, found.wider, abroad)
