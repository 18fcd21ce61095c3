"""What tells a reader who a client is, or that somebody is a client (R10, R17, C2)."""

import re
from collections.abc import Iterator

from hearten_guard.context import in_earnest, inside, negated, quoted
from hearten_guard.data import COMMON, STORIES, THERAPIST, words
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.normalise import fold
from hearten_guard.phrases import VOCABULARY
from hearten_guard.types import Purpose

_GIVEN = words("given_names")
#: The most words between `my client` and what that client did.
_ASIDE = 14
#: How an aside begins that tells who a client is.
_SAYS_WHO = frozenset("a an the who whose aged then now once her his their one".split())
_MONTHS = words("month")
_TITLES = frozenset({"dr", "prof", "professor", "doctor"})
_REPLACED = {
    Purpose.STORY_COMPOSITE: (
        "Clients may still see themselves in a composite; change enough that none could say it is them."
    )
}


def sessions(document: Document) -> Iterator[Draft]:
    """What one client said or did; habits of clients in general are fine."""
    for hit in document.hits("confidentiality.session"):
        if not inside(document, hit, "confidentiality.general_client") and not _excused(document, hit.first):
            yield from draft(document, "confidentiality.session", document.span(hit.first, hit.last))

    for first, last in _after_an_aside(document):
        if not _excused(document, first):
            yield from draft(document, "confidentiality.session", document.span(first, last))


def _after_an_aside(document: Document) -> Iterator[tuple[int, int]]:
    """`My client, a nurse of 34, told me`: what one client said, behind a name or what stands between commas."""
    for hit in document.hits("confidentiality.one_client"):
        if inside(document, hit, "confidentiality.general_client"):
            continue
        for said in document.hits_between("confidentiality.said", hit.last + 1, hit.last + _ASIDE):
            if _beside(document, hit.last, said.first):
                yield hit.first, said.last
                break


def _beside(document: Document, start: int, said: int) -> bool:
    """Is there nothing between but a name, or who it is, in commas?"""
    if document.sentences[start - 1] != document.sentences[said]:
        return False
    if all(_like_a_name(document, i) for i in range(start, said)):
        return True
    in_commas = document.clauses[said] - document.clauses[start - 1] >= 2
    says_who = document.words[start] in _SAYS_WHO or document.words[start][0].isdigit()
    return (
        in_commas
        and document.clauses[said] != document.clauses[said - 1]
        and (says_who or _like_a_name(document, start))
    )


def _like_a_name(document: Document, word: int) -> bool:
    """A known given name, or an unknown word with a capital letter."""
    name = document.words[word]
    if name in _GIVEN:
        return True
    ordinary = name in VOCABULARY or name in COMMON or not name.isalpha()
    return not ordinary and document.original[document.span(word, word + 1)[0]].isupper()


def _excused(document: Document, word: int) -> bool:
    return bool(document.quoted[word]) or document.near("confidentiality.general_client", word, 6)


def confirmations(document: Document) -> Iterator[Draft]:
    """Words that show that writer and reader meet in therapy."""
    for hit in in_earnest(document, "confidentiality.confirm", "confidentiality.public_talk", deny=3):
        yield from draft(document, "confidentiality.confirm", document.span(hit.first, hit.last))


def disguises(document: Document) -> Iterator[Draft]:
    """A real client, disguised: not a source a story can have (C2)."""
    for hit in document.hits("confidentiality.disguise"):
        if quoted(document, hit) or negated(document, hit, 3):
            continue
        if not document.in_sentence("confidentiality.invented", hit.first):
            yield from draft(
                document,
                "confidentiality.disguise",
                document.span(hit.first, hit.last),
                reason=_REPLACED.get(document.purpose),
            )


def full_names(document: Document) -> Iterator[Draft]:
    """A given name and surname beside care (therapist) or beside `my name is`, `my boss` (member)."""
    therapist = document.purpose in THERAPIST
    for first, last in _names(document):
        if therapist:
            in_care = document.near("confidentiality.came_for_help", first, 8)
            beside = document.near("confidentiality.named_client", first, 6)
            introduced = any(
                hit.last == first for hit in document.hits_between("confidentiality.one_client", first - 5, first)
            )
            if introduced or in_care or (beside and document.in_sentence("confidentiality.suffering", first)):
                yield from draft(document, "confidentiality.name", document.span(first, last))
        elif document.near("contact.introduced", first, 5):
            yield from draft(document, "contact.name", document.span(first, last))


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


_BIRTH = re.compile(r"(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)?|\d{1,2}[./:]\d{1,2}[./:]\d{2,4}")


def birthdates(document: Document) -> Iterator[Draft]:
    """`born on 3 March 1987`, `dob 03/04/87`; a month or a year alone is no date of birth."""
    family = "confidentiality" if document.purpose in THERAPIST else "contact"
    if document.purpose is Purpose.BIO:
        return
    for hit in document.hits("confidentiality.born"):
        span = _date(document, hit.last)
        if span:
            yield from draft(document, f"{family}.birthdate", document.span(*span))


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


def private_links(document: Document) -> Iterator[Draft]:
    """A link to a social page in a sentence about a client."""
    if document.purpose not in STORIES | {Purpose.ARTICLE, Purpose.REPLY}:
        return
    for i, word in enumerate(document.words):
        if word == "%url" and document.near("contact.client", i, 15):
            start, end = document.span(i, i + 1)
            if _SOCIAL.search(_TAG.sub("", fold(document.original[start:end]).text)):
                yield from draft(document, "confidentiality.link", (start, end))


_TAG = re.compile(r"<[^>]{0,200}>")
_SOCIAL = re.compile(r"facebook|instagram|linkedin|twitter|tiktok|x\.com|snapchat|vk\.com|youtube\.com/@")
