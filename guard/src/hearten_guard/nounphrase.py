"""Passages to rewrite as one: `a 43-year-old firefighter from Umeå` cannot be widened word by word."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hearten_guard.data import words
from hearten_guard.document import Document
from hearten_guard.facts import Fact

_PERSONS = words("person")
_DETERMINERS = frozenset("a an the this that one another my our".split())
_LINKS = frozenset({"in", "from", "near", "outside", "of"})
_MODIFIERS = 5
_PAST = {"works": "worked", "serves or served": "served", "is or was": "was"}


@dataclass(frozen=True, slots=True)
class Passage:
    """Words `first` up to `last`, the facts in them, and what may stand there instead."""

    first: int
    last: int
    facts: tuple[Fact, ...]
    wider: str | None


def passages(document: Document, facts: list[Fact], sex: str | None = None) -> Iterator[Passage]:
    """The facts of one person, those of one noun phrase together, in the order of the text.

    sex: "she", "he" or None, for words such as `in her forties`.
    """
    whose = {"she": "in her ", "he": "in his "}.get(sex or "", "in their ")
    waiting = [replace(fact, wider=(fact.wider or "").replace("in their ", whose) or None) for fact in facts]
    while waiting:
        fact = waiting[0]
        passage = _whole(document, waiting) or _job(document, waiting)
        passage = passage or Passage(fact.first, fact.last, (fact,), None if fact.kind == "job" else fact.wider)
        yield _capitalised(document, passage)
        waiting = [fact for fact in waiting if fact.first >= passage.last]


def _job(document: Document, facts: list[Fact]) -> Passage | None:
    """`is a nurse`, `works as a nurse` or `a nurse from Hull`: the field of the work, with the place behind it."""
    fact = next((fact for fact in facts[:2] if fact.kind == "job"), None)
    if fact is None or fact.wider is None:
        return None
    start = _determiner(document, fact.first)
    if start is None or facts[0].first < start:
        return None
    link, where = _behind(document, fact.last, facts)
    inside = tuple(each for each in facts if each.first < fact.last or each is where)
    last = where.last if where else fact.last
    there = f" {link} {where.wider}" if where else ""
    before = document.words_before(start, 2)
    if before[-1:] in (["is"], ["was"]):
        return Passage(start - 1, last, inside, _then(fact.wider, past=before[-1] == "was") + there)
    if before in (["works", "as"], ["worked", "as"], ["working", "as"]):
        wider = _then(fact.wider, past=before[0] == "worked").replace("works", before[0], 1)
        return Passage(start - 2, last, inside, wider + there)
    known = document.words[start] in ("the", "this", "that", "my")
    return Passage(start, last, inside, "this person" if known else f"a person{there} who {fact.wider}")


def _then(wider: str, *, past: bool) -> str:
    """`works in health care`, or `worked` when it is told of the past."""
    return next((wider.replace(now, then, 1) for now, then in _PAST.items() if past and now in wider), wider)


def _determiner(document: Document, word: int) -> int | None:
    """Where the noun phrase around a word begins, within a few words before it."""
    first, _ = document.sentence(word)
    for i in range(word - 1, max(first, word - _MODIFIERS - 1) - 1, -1):
        if document.words[i] in _DETERMINERS:
            return i
    return None


def _whole(document: Document, facts: list[Fact]) -> Passage | None:
    """A phrase that an age stands in front of, with its head and the place right behind."""
    age = facts[0] if facts[0].kind == "age" else next((fact for fact in facts[1:2] if fact.kind == "age"), None)
    if age is None or document.words[age.last - 1] not in ("old", "yo") or not _in_front(document, age):
        return None
    start = _determiner(document, age.first)
    begin = age.first if start is None else start
    if facts[0].first < begin:
        return None
    head, job = _head(document, age, facts)
    inside = tuple(fact for fact in facts if fact.first < head)
    link, where = _behind(document, head, facts)
    parts = [_who(document, begin, head, inside, job), age.wider or ""]
    if where:
        parts.append(f"{link} {where.wider or 'somewhere'}")
    if job and job.wider:
        parts.append(f"who {job.wider}")
    last, held = (where.last, (*inside, where)) if where else (head, inside)
    return Passage(begin, last, held, " ".join(parts))


def _in_front(document: Document, age: Fact) -> bool:
    """`43-year-old` before a noun, or alone behind an article; not `is 43 years old`."""
    if document.words[age.last - 2] in ("years", "yrs"):
        return False
    before = document.words_before(age.first, 1)
    return bool(before) and before[0] not in ("is", "was", "turned")


def _head(document: Document, age: Fact, facts: list[Fact]) -> tuple[int, Fact | None]:
    """End of the noun that the age belongs to, and the job when that is what the noun says."""
    _, end = document.sentence(age.first)
    for i in range(age.last, min(end, age.last + _MODIFIERS)):
        if document.clauses[i] != document.clauses[age.first]:
            break
        job = next((fact for fact in facts if fact.kind == "job" and fact.first == i), None)
        if job:
            return job.last, job
        if document.words[i] in _PERSONS:
            return i + 1, None
    return age.last, None


def _who(document: Document, begin: int, head: int, inside: tuple[Fact, ...], job: Fact | None) -> str:
    """`a person` for a job; else the same words without the facts."""
    lead = document.words[begin] if document.words[begin] in _DETERMINERS else ""
    if job or document.words[head - 1] not in _PERSONS:
        return "this person" if lead in ("the", "this", "that") else "a person"
    taken = {i for fact in inside for i in range(fact.first, fact.last)} - {head - 1}
    kept = [document.words[i] for i in range(begin + bool(lead), head) if i not in taken]
    article = (
        "a"
        if lead == "an" and kept[0][0] not in "aeiou"
        else "an"
        if lead == "a" and kept[0][0] in "aeiou"
        else lead
    )
    return " ".join([*[article] * bool(article), *kept])


def _behind(document: Document, head: int, facts: list[Fact]) -> tuple[str, Fact | None]:
    where = next((fact for fact in facts if fact.kind == "place" and fact.first == head + 1), None)
    link = document.words[head] if head < len(document.words) else ""
    if where is None or link not in _LINKS or document.clauses[head] != document.clauses[head - 1]:
        return "", None
    return "in" if link == "of" else link, where


def _capitalised(document: Document, passage: Passage) -> Passage:
    """With a capital letter where the author had one."""
    start, end = document.span(passage.first, passage.last)
    said = document.original[start:end]
    if not passage.wider or not said[:1].isupper() or said.isupper() or _a_name(passage):
        return passage
    wider = passage.wider[0].upper() + passage.wider[1:]
    return Passage(passage.first, passage.last, passage.facts, wider)


def _a_name(passage: Passage) -> bool:
    """Names have their capital anywhere; what stands for them has not."""
    fact = passage.facts[0]
    return fact.kind in ("place", "nation") and fact.first == passage.first
