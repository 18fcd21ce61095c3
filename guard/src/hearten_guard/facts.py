"""Facts that narrow down who somebody is, where they stand, and wider words for each (R35)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hearten_guard.data import JOBS, TABLES, words
from hearten_guard.document import Document
from hearten_guard.phrases import Hit
from hearten_guard.places import places
from hearten_guard.wording import age_in_words, age_of, born, filled, season, without_origin

KINDS = tuple("age job place event date family nation employer school condition mark identity".split())
"""Kinds of facts that count towards three. Sex is in the estimate, but nearly every text tells it."""

_TELLING = frozenset({"event", "condition", "mark", "employer"})
_RARE = words("rare_job")

_REPLACE = TABLES["people"]["replace"]
_RELATIVES = words("kin")
_PERSONS = words("person") | {"clients", "patients"}
_OWN = frozenset({"her", "his", "their", "my", "your", "our", "whose"})
_UNITS = frozenset(
    "minutes minute hours hour days day weeks week months month kilos kg pounds lbs miles percent people times"
    " per of in or points metres meters feet ft am pm years thousand hundred million".split()
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One narrowing fact: words `first` up to `last`, what it says, and words that say less.

    value: an age in years, a job, a place or the words themselves, as the tables know it.
    wider: what may stand instead, or None where only the author can tell.
    """

    kind: str
    first: int
    last: int
    value: str
    wider: str | None
    entry: int = field(default=-1, compare=False)

    @property
    def hit(self) -> Hit:
        """Its words as a hit."""
        return Hit(f"people.{self.kind}", self.first, self.last)


def telling(fact: Fact) -> bool:
    """May this one alone be enough to know somebody by?"""
    return fact.kind in _TELLING or (fact.kind == "job" and fact.value in _RARE)


def facts(document: Document) -> list[Fact]:
    """Every narrowing fact in the order of the text; of those that share words the first and longest."""
    found = [
        *_ages(document),
        *_ages_behind_jobs(document),
        *_ages_in_commas(document),
        *_jobs(document),
        *_dates(document),
        *_nations(document),
        *_listed(document),
    ]
    if not found and not document.hits("people.referent"):
        return []
    found += _places(document)
    kept: list[Fact] = []
    for fact in sorted(found, key=lambda fact: (fact.first, -fact.last)):
        if not kept or fact.first >= kept[-1].last or {fact.kind, kept[-1].kind} == {"nation", "job"}:
            kept.append(fact)
    return kept


def _ages(document: Document) -> Iterator[Fact]:
    for hit in document.hits("people.age"):
        said = document.words[hit.first : hit.last]
        years = born(said) if said[0] == "born" else age_of(said)
        _, end = document.sentence(hit.first)
        following = document.words[hit.last : min(hit.last + 2, end)]
        if years is None or (following and following[0] in _UNITS and said[-1] not in ("old", "yo")):
            continue
        if said == ["at", said[-1]] and not _at_an_age(document, hit, years):
            continue
        if said[0] in ("is", "was", "turned") and _NOT_AN_AGE.intersection(document.words_before(hit.first, 1)):
            continue
        if "of" in said[1:2] and said[0] != "age":
            hit, said = Hit(hit.group, hit.first + 1, hit.last), said[1:]
        kind = "family" if _of_a_relative(document, hit, following) else "age"
        yield Fact(kind, hit.first, hit.last, str(years), age_in_words(said, years))


def _ages_behind_jobs(document: Document) -> Iterator[Fact]:
    """`a baker of 27`."""
    for hit in document.hits("people.job", "people.trade"):
        said = document.words[hit.last : hit.last + 2]
        years = age_of(said[1:]) if said[:1] == ["of"] else None
        if years and document.sentences[hit.first] == document.sentences[hit.last + 1]:
            yield Fact("age", hit.last, hit.last + 2, str(years), age_in_words(said, years))


def _ages_in_commas(document: Document) -> Iterator[Fact]:
    """`Maria, 52, came`: a number alone between two commas, behind a word for a person."""
    names, clauses = document.words, document.clauses
    for i in range(1, len(names) - 1):
        alone = names[i].isdigit() and clauses[i] != clauses[i - 1] and clauses[i] != clauses[i + 1]
        if (
            not alone
            or not 16 <= int(names[i][:4]) <= 100
            or document.sentences[i - 1] != document.sentences[i + 1]
        ):
            continue
        if document.capital(i - 1) or names[i - 1] in _PERSONS or names[i - 1] in JOBS:
            yield Fact("age", i, i + 1, names[i], age_in_words([names[i]], int(names[i])))


_NOT_AN_AGE = frozenset("it that this there which score weight temperature total number bmi result answer".split())


def _at_an_age(document: Document, hit: Hit, years: int) -> bool:
    """`at 71, she`: not `at 10`, `at 20 past`, `at 30 Park Lane`."""
    _, end = document.sentence(hit.first)
    closed = hit.last == end or document.clauses[hit.last] != document.clauses[hit.last - 1]
    return years > 24 and closed


def _of_a_relative(document: Document, hit: Hit, following: list[str]) -> bool:
    """`her seven-year-old son`, `his son, aged 7`: a fact about the family."""
    before = document.words_before(hit.first, 2)
    if before and before[-1] in _OWN and _RELATIVES.intersection(following):
        return True
    return len(before) == 2 and before[0] in _OWN and before[1] in _RELATIVES


def _jobs(document: Document) -> Iterator[Fact]:
    for hit in document.hits("people.job", "people.trade"):
        if _says_what_somebody_is(document, hit):
            job = " ".join(document.words[hit.first : hit.last])
            yield Fact("job", hit.first, hit.last, job, JOBS.get(job, "works for a living"))


_BEING = frozenset(
    "is was as be been being became become becoming becomes hes shes theyre im am were are remained like named"
    " called client patient who".split()
)
_MODIFIERS = 9
_BEFORE_A_JOB = frozenset({"a", "an", "the", "this", "that", "one", "another", "my"})
_FIRST_PERSON = frozenset("i ive we id weve my im take meet think remember".split())
_THIRD_PERSON = frozenset("she he they her his their him them".split())


def _says_what_somebody_is(document: Document, hit: Hit) -> bool:
    """`is a baker`, `, a baker`, `the baker` that begins a clause, `I saw a baker`; not `she saw a doctor`."""
    first, _ = document.sentence(hit.first)
    place = hit.first - 1
    while place >= first and hit.first - place <= _MODIFIERS and document.words[place] not in _BEFORE_A_JOB:
        place -= 1
    if place < first or hit.first - place > _MODIFIERS:
        return hit.first > first and document.words[hit.first - 1] in _BEING
    between = document.words[place + 1 : hit.first]
    if any(word in _BETWEEN for word in between):
        return False
    if place == first or document.clauses[place] != document.clauses[place - 1]:
        return True
    before = document.words[first:place]
    if before[-1] in _BEING or (before[-1] == "and" and _BEING.intersection(before[-7:])):
        return not (len(before) > 1 and before[-2] in _RELATIVES)
    spoken = [word for word in before if word in _FIRST_PERSON or word in _THIRD_PERSON or word in _PERSONS]
    return not spoken or spoken[-1] in _FIRST_PERSON


_BETWEEN = frozenset("to of with by from in on for and or who her his their your saw told asked called".split())


def _places(document: Document) -> Iterator[Fact]:
    for hit in document.hits("people.small_place"):
        lead = document.words[hit.first]
        wider = f"{lead} a small place" if lead in _LEADS else "small place"
        yield Fact("place", hit.first, hit.last, "village", wider)
    for found in places(document):
        kind = "nation" if found.abroad else "place"
        yield Fact(kind, found.first, found.last, found.name, found.wider)


_LEADS = frozenset({"in", "from", "near", "on", "of", "to", "off"})


def _dates(document: Document) -> Iterator[Fact]:
    for hit in document.hits("people.date"):
        said = document.words[hit.first : hit.last]
        yield Fact("date", hit.first, hit.last, " ".join(said[1:]), season(said))


def _nations(document: Document) -> Iterator[Fact]:
    for hit in document.hits("people.nation"):
        said = document.words[hit.first : hit.last]
        first, last, value, wider = without_origin(said)
        if value:
            yield Fact("nation", hit.first + first, hit.first + last, value, wider)


def _listed(document: Document) -> Iterator[Fact]:
    """Facts of the data file's own kinds, each with its wider words."""
    for number, entry in enumerate(_REPLACE):
        for hit in document.hits(f"people.replace.{number}"):
            said = document.words[hit.first : hit.last]
            if entry.get("named") and not _named(document, hit):
                continue
            yield Fact(entry["kind"], hit.first, hit.last, " ".join(said), filled(entry["to"], said), number)


def _named(document: Document, hit: Hit) -> bool:
    """Does a word between the first and the last stand with a capital letter?"""
    inside = range(hit.first + 1, hit.last)
    return any(
        document.words[i] in _IN_NAMES or (document.words[i] not in ("the", "a") and document.capital(i))
        for i in inside
    )


_IN_NAMES = frozenset({"st", "saint", "royal", "queen", "king"})
