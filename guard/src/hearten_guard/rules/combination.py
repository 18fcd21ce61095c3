"""Quasi-identifiers: independent facts about one person that together single them out (R35)."""

from collections.abc import Iterator
from dataclasses import dataclass

from hearten_guard.data import JOBS, STORIES, THERAPIST
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.phrases import Hit
from hearten_guard.types import Purpose

FACTS = ("age", "job", "place", "event", "date", "family", "nation", "employer")
_SAID = {
    "age": "age", "job": "work", "place": "place", "event": "rare event", "date": "date",
    "family": "family", "nation": "origin", "employer": "employer",
}  # fmt: skip
_TENS = ("", "tens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_REACH = 2
_THEY = frozenset({"she", "he", "her", "his", "him", "hers", "shes", "hes", "they", "their", "them"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One narrowing fact and where it stands."""

    kind: str
    hit: Hit


def combinations(document: Document) -> Iterator[Draft]:
    """Three facts about one person are held, two are advised; each can be made wider."""
    if document.purpose not in THERAPIST or document.purpose is Purpose.BIO:
        return
    for facts in _people(document):
        kinds = list(dict.fromkeys(fact.kind for fact in facts))
        if len(kinds) >= 3:
            yield from _held(document, facts, kinds)
        elif len(kinds) == 2 and document.purpose in STORIES:
            yield from _details(document, facts)


def _held(document: Document, facts: list[Fact], kinds: list[str]) -> Iterator[Draft]:
    named = [_SAID[kind] for kind in kinds]
    listed = ", ".join(named[:-1]) + " and " + named[-1]
    first, last, wider = _noun_phrase(document, facts)
    yield from draft(
        document,
        "confidentiality.combination",
        document.span(first, last),
        reason=f"Together these details ({listed}) could let somebody recognise this person; make some wider.",
        suggestion=wider,
    )
    yield from _details(document, [fact for fact in facts if fact.hit.first >= last])


def _details(document: Document, facts: list[Fact]) -> Iterator[Draft]:
    for fact in facts:
        yield from draft(
            document,
            "confidentiality.detail",
            document.span(fact.hit.first, fact.hit.last),
            suggestion=_wider(document, fact),
            confidence=0.6,
        )


def _people(document: Document) -> Iterator[list[Fact]]:
    """Facts grouped by the person they are about: an introduced person, then `she`, `he`, `they`."""
    facts = sorted(
        (Fact(kind, hit) for kind in FACTS for hit in document.hits(f"people.{kind}")),
        key=lambda fact: (fact.hit.first, -fact.hit.last),
    )
    group: list[Fact] = []
    about = -_REACH
    for number, (first, last) in enumerate(document.bounds):
        here = [fact for fact in facts if first <= fact.hit.first < last]
        kind = _about(document, first, last)
        if kind == "new" or (kind == "none" and number - about >= _REACH):
            if group:
                yield group
            group = []
        if kind in ("new", "same") and (group or kind == "new"):
            group += _independent(here)
            about = number
    if group:
        yield group


def _about(document: Document, first: int, last: int) -> str:
    """Does a sentence introduce one person, go on about them, or speak of something else?"""
    names = document.words[first : min(last, first + 120)]
    if document.quoted[first] or document.in_sentence("people.imagined_person", first):
        return "none"
    introduced = [
        hit
        for hit in document.hits_between("people.referent", first, last)
        if not document.near("people.plural_or_general", hit.first, 2)
    ]
    if introduced and not _oneself(document, introduced[0].first):
        return "new"
    if _THEY.intersection(names):
        return "same"
    return "none"


def _oneself(document: Document, word: int) -> bool:
    """`I am a …`, `as a … I`: the writer, not a client."""
    before = document.words_before(word, 12)
    if ["i", "am"] in (before[i : i + 2] for i in range(len(before))):
        return True
    return "im" in before or before[-2:] == ["i", "am"] or before[-2:] == ["i", "was"] or before[-1:] == ["as"]


def _independent(facts: list[Fact]) -> list[Fact]:
    """One fact per stretch of words."""
    kept: list[Fact] = []
    for fact in facts:
        clear = not kept or fact.hit.first >= kept[-1].hit.last
        if clear or {fact.kind, kept[-1].kind} == {"nation", "job"}:
            kept.append(fact)
    return kept


def _noun_phrase(document: Document, facts: list[Fact]) -> tuple[int, int, str | None]:
    """`a 43-year-old firefighter from Umeå` as one passage with wider words; else the first fact."""
    first, last = facts[0].hit.first, facts[0].hit.last
    together = [facts[0]]
    for fact in facts[1:]:
        if fact.hit.first - last > 1 or fact.kind not in ("age", "job", "place", "nation"):
            break
        together.append(fact)
        last = fact.hit.last
    article = first and document.words[first - 1] in ("a", "an", "the", "this", "one")
    if len(together) < 2 or not article:
        return first, facts[0].hit.last, _wider(document, facts[0])
    return first - 1, last, _general(document, together)


def _general(document: Document, facts: list[Fact]) -> str:
    """A person, with the decade of their age and the field of their work."""
    words = ["a person"]
    for fact in facts:
        if fact.kind in ("age", "job") and (wider := _wider(document, fact)):
            words.append(wider if fact.kind == "age" else f"who {wider}")
    return " ".join(words)


def _wider(document: Document, fact: Fact) -> str | None:
    """The decade of an age, the field of a job; None where only the author can tell."""
    names = document.words[fact.hit.first : fact.hit.last]
    if fact.kind == "age":
        return _decade(names)
    if fact.kind == "job":
        return JOBS.get(" ".join(names))
    return None


def _decade(names: list[str]) -> str | None:
    for name in names:
        if name.isdigit() and 10 <= int(name) <= 99:
            age = int(name)
            return "in their teens" if age < 20 else f"in their {_TENS[age // 10]}"
    return None
