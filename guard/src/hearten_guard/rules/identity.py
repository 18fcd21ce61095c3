"""What points straight at one person without being an address: names, dates of birth, pages, homes, likenesses."""

import re
from collections.abc import Iterator

from hearten_guard.data import COMMON, STORIES, THERAPIST, words
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.normalise import fold
from hearten_guard.phrases import VOCABULARY
from hearten_guard.tables import given_name, place
from hearten_guard.types import Purpose
from hearten_guard.whose import somebody_elses

_GIVEN = words("given_names")
_MONTHS = words("month")
_TITLES = frozenset({"dr", "prof", "professor", "doctor"})
_CLIENT = frozenset({"client", "patient", "supervisee"})
_PARTICLES = frozenset("el al de da di du la le van von bin ben abu ter den dos".split())
_SIGNED = frozenset("regards sincerely wishes best warmly luck yours by author".split())


def full_names(document: Document) -> Iterator[Draft]:
    """A given name and surname beside care (therapist) or beside `my name is`, `my boss` (member)."""
    if document.purpose in THERAPIST:
        found = dict.fromkeys([*_names(document), *_proper_names(document)])
        for first, last in found:
            if _in_care(document, first):
                yield from _named(document, first, last)
        return
    for first, last in _names(document):
        if document.near("contact.introduced", first, 5):
            yield from draft(document, "contact.name", document.span(first, last))


def _in_care(document: Document, first: int) -> bool:
    """Do the words around a name say that its bearer is in the writer's care?"""
    if document.near("confidentiality.came_for_help", first, 8):
        return True
    if any(hit.last == first for hit in document.hits_between("confidentiality.one_client", first - 5, first)):
        return True
    ill = document.in_sentence("confidentiality.suffering", first)
    if ill and document.near("confidentiality.named_client", first, 6):
        return True
    signed = _SIGNED.intersection(document.words_before(first, 4))
    if signed or document.in_sentence("confidentiality.well_known", first):
        return False
    if ill and document.near("confidentiality.at_work", first, 25):
        return True
    return document.in_sentence("confidentiality.in_care", first) or _told_of(document, first)


def _told_of(document: Document, first: int) -> bool:
    """A full name whose sentence or the next goes on about a client, and whom nobody cites."""
    cited = document.near("confidentiality.well_known", first, 20) or _CITED.search(
        " ".join(document.words[first : first + 2])
    )
    return not cited and document.near("confidentiality.in_care", first, 20)


_CITED = re.compile("|".join(sorted(name.replace("|", "") for name in words("public_names"))))


def _named(document: Document, first: int, last: int) -> Iterator[Draft]:
    """`my client Ana Silva` loses the name; `, Ana Silva,` and `Ana Silva` get other words."""
    before = document.words_before(first, 1)
    if before and before[0] in _CLIENT and document.clauses[first - 1] == document.clauses[first]:
        yield from draft(document, "confidentiality.name", document.span(first - 1, last), suggestion=before[0])
        return
    _, end = document.sentence(first)
    aside = before and document.clauses[first - 1] != document.clauses[first]
    closed = last < end and document.clauses[last] != document.clauses[last - 1]
    instead = "whom I will not name" if aside and closed else "a client" if before else "A client"
    yield from draft(document, "confidentiality.name", document.span(first, last), suggestion=instead)


def _names(document: Document) -> Iterator[tuple[int, int]]:
    """A known given name followed by a word that is no ordinary one, in any capitalisation."""
    names = document.words
    for i in range(len(names) - 1):
        professional = i and names[i - 1] in _TITLES
        if names[i] in _GIVEN and not professional and document.sentences[i] == document.sentences[i + 1]:
            after = names[i + 1].removesuffix("s") if names[i + 1].endswith("s") else names[i + 1]
            known = names[i + 1] in VOCABULARY or after in VOCABULARY or names[i + 1] in COMMON
            if names[i + 1].isalpha() and len(names[i + 1]) > 2 and not known:
                yield i, i + 2


def _proper_names(document: Document) -> Iterator[tuple[int, int]]:
    """Two or three words with capital letters; a first name that no list knows counts beside care alone."""
    care = {document.sentences[hit.first] for hit in document.hits("confidentiality.in_care")}
    ill = document.hits("confidentiality.suffering", "confidentiality.one_client")
    for sentence in sorted(care | {document.sentences[hit.first] for hit in ill}):
        first, end = document.bounds[sentence]
        for i in range(first, end - 1):
            if not _may_be_given(document, i, unknown=sentence in care and i > first):
                continue
            last = i + 1
            while last < min(end, i + 3) and _surname(document, last):
                last += 1
            if last > i + 1 and (i == 0 or document.words[i - 1] not in _TITLES):
                yield i, last


def _may_be_given(document: Document, word: int, *, unknown: bool) -> bool:
    name = document.words[word]
    if name in COMMON or len(name) < 3 or (document.cased and not document.capital(word)):
        return False
    if name in _GIVEN or (name not in VOCABULARY and given_name(name) is not None):
        return True
    return unknown and document.cased and name.isalpha() and name not in VOCABULARY and place(name) is None


def _surname(document: Document, word: int) -> bool:
    name = document.words[word]
    if document.clauses[word] != document.clauses[word - 1] or not name.isalpha() or len(name) < 2:
        return False
    shown = document.capital(word) if document.cased else len(name) > 3 or name in _PARTICLES
    return shown and name not in VOCABULARY and name not in COMMON


_BIRTH = re.compile(r"(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)?|\d{1,2}[./:]\d{1,2}[./:]\d{2,4}")
_IN_FIGURES = re.compile(
    r"(?:d\.?o\.?b|born|date of birth|birth ?date|birthday)(?:.|\n){0,20}?"
    r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?!\d)"
)


def birthdates(document: Document) -> Iterator[Draft]:
    """`born on 3 March 1987`, `dob 03/04/87`; a month or a year alone is no date of birth.

    In a therapist's text the full date of an admission, a discharge or a death counts too (HIPAA (C)).
    """
    if document.purpose is Purpose.BIO:
        return
    if document.purpose in THERAPIST:
        yield from _dates_of_a_client(document)
        return
    for hit in document.hits("confidentiality.born"):
        if span := _date(document, hit.last):
            yield from draft(document, "contact.birthdate", document.span(*span))


def _dates_of_a_client(document: Document) -> Iterator[Draft]:
    for hit in document.hits("confidentiality.born", "confidentiality.dated_event"):
        span = _date(document, hit.last) or _said_date(document, hit.last)
        if span and (hit.group == "confidentiality.born" or somebody_elses(document, hit.first)):
            yield from draft(document, "confidentiality.birthdate", document.span(*span))
    for mapped in (document.folded, document.plain):
        for match in _IN_FIGURES.finditer(mapped.text):
            yield from draft(document, "confidentiality.birthdate", mapped.span(*match.span(1)))


def _date(document: Document, start: int) -> tuple[int, int] | None:
    """A day, month and year within eight words, or a date in figures."""
    if start >= len(document.words):
        return None
    _, last = document.around(start)
    found: list[int] = []
    month = year = day = False
    for i in range(start, min(last, start + 8)):
        word = document.words[i]
        if re.fullmatch(r"\d{1,4}[./:]\d{1,2}[./:]\d{2,4}", word):
            return i, i + 1
        month = month or word in _MONTHS
        year = year or bool(re.fullmatch(r"(?:19|20)\d\d", word))
        day = day or bool(re.fullmatch(r"\d{1,2}", word))
        if word in _MONTHS or (word[0].isdigit() and _BIRTH.fullmatch(word)):
            found.append(i)
    return (found[0], found[-1] + 1) if month and year and day else None


_THEIRS = frozenset({"her", "his", "their", "clients", "patients"})
_CENTURIES = frozenset({"nineteen", "eighteen"})
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth".split()
)


def _said_date(document: Document, start: int) -> tuple[int, int] | None:
    """`the third of March nineteen eighty`, `4 May '85`, and the day and month of `her birthday`."""
    if start >= len(document.words):
        return None
    _, end = document.around(start)
    places = range(start, min(end, start + 8))
    months = [i for i in places if document.words[i] in _MONTHS]
    days = [i for i in places if document.words[i] in _ORDINALS or re.fullmatch(r"\d{1,2}", document.words[i])]
    if not months or not days or abs(days[0] - months[0]) > 3:
        return None
    years = [i for i in places if document.words[i] in _CENTURIES or (i > months[0] and i in days[1:])]
    theirs = document.words[start - 1] == "birthday" and _THEIRS.intersection(document.words_before(start, 4))
    found = [months[0], days[0], *years]
    return (min(found), max(found) + 1) if years or theirs else None


_TAG = re.compile(r"<[^>]{0,200}>")
_SOCIAL = re.compile(r"facebook|instagram|linkedin|twitter|tiktok|x\.com|snapchat|vk\.com|youtube\.com/@")
_HANDLE = re.compile(r"(?<![\w.@/])@[a-z0-9_][a-z0-9_.]{2,29}(?![@\w])")
_PUBLIC = STORIES | {Purpose.ARTICLE, Purpose.REPLY}


def private_links(document: Document) -> Iterator[Draft]:
    """A link to a page, an account's name, or a likeness, said of a client or another person of the text."""
    if document.purpose not in _PUBLIC:
        return
    for span in [*_pages(document), *_accounts(document)]:
        if somebody_elses(document, document.word_from(span[0])):
            yield from draft(document, "confidentiality.link", span)
    for hit in document.hits("confidentiality.likeness"):
        yield from draft(
            document, "confidentiality.link", document.span(hit.first, hit.last), reason=_LIKENESS, suggestion=None
        )


def _pages(document: Document) -> Iterator[tuple[int, int]]:
    """Links to social pages, and any link that is said to be somebody's page."""
    for i, word in enumerate(document.words):
        if word == "%url" and not _cited(document, i):
            start, end = document.span(i, i + 1)
            theirs = document.in_sentence("confidentiality.page", i)
            if theirs or _SOCIAL.search(_TAG.sub("", fold(document.original[start:end]).text)):
                yield start, end


def _accounts(document: Document) -> Iterator[tuple[int, int]]:
    """`@quietbaker`, and what somebody `goes by` on a service."""
    for match in _HANDLE.finditer(document.folded.text):
        yield document.folded.span(*match.span())
    for hit in document.hits("confidentiality.account"):
        if document.in_sentence("confidentiality.social", hit.first):
            yield document.span(hit.first, hit.last)


def _cited(document: Document, word: int) -> bool:
    """The page of a book's author or a speaker is no client's."""
    clients = document.near("contact.client", word, 25)
    return not clients and document.in_sentence("confidentiality.cited", word)


_LIKENESS = "A picture, a voice or a fingerprint shows who somebody is; it cannot stand beside a client."
_STREETS = frozenset("street road avenue lane crescent boulevard drive close terrace".split())
_HOME = frozenset("live lives lived living house flat home moved moves grew door cottage apartment address".split())


def homes(document: Document) -> Iterator[Draft]:
    """`lives on Castle Street`: a street without its number is small enough to find somebody in."""
    if document.purpose not in _PUBLIC:
        return
    for i, word in enumerate(document.words):
        if word in _STREETS and i and document.capital(i) and document.capital(i - 1):
            first, last = document.sentence(i)
            if _HOME.intersection(document.words[first:last]) and somebody_elses(document, i):
                yield from draft(document, "confidentiality.address", document.span(i - 1, i + 1))
