"""Crisis: words about wanting to die, self-harm, plans, means, attempts, pushing others (R95, R11).

Findings speak of the words' level, time and whose they are, never of a person's risk (I15).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from hearten_guard.context import inside, negated, own_words, past, quoted, supposed
from hearten_guard.data import PERSONAL
from hearten_guard.document import Document
from hearten_guard.evidence import MODEL, STRENGTH, WEIGHTS, read
from hearten_guard.finding import Draft, draft
from hearten_guard.phrases import Hit
from hearten_guard.types import Level, Purpose, Who

Whose = Literal["self", "other", "nobody", "unsaid"]
"""The writer, somebody near, people in general; or the sentence names no person at all."""

LEVELS = ("attempt", "means", "plan", "intent", "ideation", "selfharm", "passive")
_REFLEXIVE: dict[str, Whose] = {
    "myself": "self", "meself": "self", "himself": "other", "herself": "other",
    "themself": "other", "themselves": "other", "yourself": "nobody", "urself": "nobody",
}  # fmt: skip
_REACH = 9


@dataclass(frozen=True, slots=True)
class _Reading:
    """How one phrase is meant: its level, whose it is, when, and how clearly."""

    hit: Hit
    group: str
    whose: Whose
    ended: bool
    laughed: bool
    clear: bool
    strength: float

    @property
    def weight(self) -> float:
        return WEIGHTS[self.group] * self.strength

    @property
    def who(self) -> Who:
        return "self" if self.whose in ("self", "unsaid") else "other"


def crisis(document: Document) -> Iterator[Draft]:
    """Crisis language of the writer or about somebody near; general talk about suicide is not."""
    yield from _directed(document, "encouragement")
    yield from _directed(document, "method")
    readings = [_read(document, hit, level) for level in LEVELS for hit in _told(document, level)]
    if document.purpose not in PERSONAL:
        for reading in readings:
            if reading.clear and not (document.purpose is Purpose.ARTICLE and not _own_and_now(reading)):
                yield from _found(document, reading, 0.85)
        return
    yield from _weighed(document, readings)


def _told(document: Document, level: str) -> list[Hit]:
    """Phrases that speak of a level, and hints of it that need other signs beside them."""
    return document.hits(f"crisis.{level}", f"crisis.{level}_hint")


def _own_and_now(reading: _Reading) -> bool:
    return reading.who == "self" and not reading.ended


def _weighed(document: Document, readings: list[_Reading]) -> Iterator[Draft]:
    """In a member's words every phrase is weighed together with the signs around it."""
    evidence = read(document)
    most: dict[str, float] = {}
    for reading in readings:
        most[reading.group] = max(most.get(reading.group, 0.0), reading.weight)
    for reading in readings:
        others = sum(weight for group, weight in most.items() if group != reading.group)
        own = reading.weight + MODEL["other_level"] * min(MODEL["most_others"], others)
        yield from _found(document, reading, evidence.confidence(own))
    if (sign := evidence.weightiest) and not any(reading.clear for reading in readings):
        found = _Reading(
            sign, "passive", "self" if evidence.signs["self_share"] else "nobody", False, False, False, 0.0
        )
        yield from _found(document, found, evidence.confidence(0.0))


def _read(document: Document, hit: Hit, group: str) -> _Reading:
    whose = _whose(document, hit, group)
    ended = _ended(document, hit, group)
    laughed = document.in_sentence("crisis.laughing", hit.first)
    doubts = _doubts(document, hit, group)
    marks = [*doubts, whose, *(["past"] if ended else []), *(["laughed"] if laughed else [])]
    hint = hit.group.endswith("_hint")
    marks += ["hint"] if hint else []
    strength = math.prod(STRENGTH[mark] for mark in marks)
    clear = not hint and not doubts and whose in ("self", "other")
    return _Reading(hit, group, whose, ended, laughed, clear, strength)


def _ended(document: Document, hit: Hit, group: str) -> bool:
    """Over, as far as the sentence says; an attempt is over unless it was just now."""
    just_now = document.in_sentence("crisis.just_now", hit.first)
    ended = past(document, hit)
    if group == "attempt" and not ended:
        ended = not document.known("tried").isdisjoint(document.words[hit.first : hit.last])
    return ended and not just_now


def _found(document: Document, reading: _Reading, confidence: float) -> list[Draft]:
    level: Level = reading.group if reading.group in get_args(Level) else "ideation"  # type: ignore[assignment]  # narrowed by the test
    mild = reading.ended or reading.laughed or not reading.clear
    return draft(
        document,
        f"crisis.{reading.group}",
        document.span(reading.hit.first, reading.hit.last),
        severity="note" if mild else "advise" if reading.who == "other" else None,
        confidence=confidence,
        level=level,
        when="past" if reading.ended else "ongoing",
        who=reading.who,
    )


def _doubts(document: Document, hit: Hit, group: str) -> list[str]:
    """Why the phrase may not be meant: denied, a figure of speech, a quotation, an invention, supposed."""
    supposing = supposed(document, hit, 5) and document.near("crisis.ever", hit.first, 5)
    reasons = {
        "figurative": inside(document, hit, "crisis.figurative"),
        "denied": _denied(document, hit),
        "quoted": quoted(document, hit) and not own_words(document, hit),
        "imagined": document.in_sentence("crisis.imagined", hit.first),
        "supposed": supposing,
    }
    return [reason for reason, true in reasons.items() if true]


def _denied(document: Document, hit: Hit) -> bool:
    if document.near("crisis.denial", hit.first, 7) and negated(document, hit, 8):
        return True
    return _refused(document, hit)


def _refused(document: Document, hit: Hit) -> bool:
    """A negation of the phrase itself: in `when I'm not I just want to die` it belongs to the words before."""
    if not negated(document, hit, 4):
        return False
    before = document.before(hit.first, 4)
    subject, believing, negations = map(document.known, ("subject_i", "believing", "negations"))
    last = max((i for i, word in enumerate(before) if word in negations), default=-1)
    return not any(
        word in subject and i > max(last, 0) and before[i - 1] not in believing for i, word in enumerate(before)
    )


def _whose(document: Document, hit: Hit, group: str) -> Whose:
    """Whose words or deeds the phrase tells of."""
    inner = document.words[hit.first : hit.last]
    for word in inner:
        if word in _REFLEXIVE:
            who = _REFLEXIVE[word]
            return who if who != "other" or _subject(document, hit) == "other" else "nobody"
    if document.known("first_person").intersection(inner):
        return "self"
    subject = _subject(document, hit)
    if (
        group == "means"
        and document.purpose in PERSONAL
        and not document.known("general_persons").intersection(document.before(hit.first, 9))
    ):
        return subject if subject == "other" else "self"
    return subject


def _subject(document: Document, hit: Hit) -> Whose:
    """The nearest person before the phrase; a member's sentence without one is about themself."""
    first, _ = document.sentence(hit.first)
    own, others, general = map(document.known, ("first_person", "near_persons", "general_persons"))
    for i in range(hit.first - 1, max(first, hit.first - _REACH) - 1, -1):
        word = document.words[i]
        if word in own:
            return "self"
        if word in others:
            many = word in document.known("pronouns_of_many") and not general.isdisjoint(document.words[first:i])
            return "nobody" if many else "other"
        if word in general:
            return "nobody"
    if document.purpose not in PERSONAL:
        return "nobody"
    return "self" if _opens_personally(document, hit) else "unsaid"


def _opens_personally(document: Document, hit: Hit) -> bool:
    """`Been suicidal for weeks`, `kms`: a clause without a subject is the writer's own."""
    if document.sentences[hit.first] in document.asked:
        return False
    clause = [*document.before(hit.first, _REACH), document.words[hit.first]]
    anywhere = document.known("bare_anywhere").intersection(document.words[hit.first : hit.last])
    return clause[0] in document.known("bare_openers") or bool(anywhere)


def _directed(document: Document, group: str) -> Iterator[Draft]:
    """Pushing somebody towards death, or how to do it: held whoever speaks."""
    for hit in document.hits(f"crisis.{group}"):
        if inside(document, hit, "crisis.figurative") or _rebutted(document, hit):
            continue
        if group == "encouragement" and _spoken_of_oneself(document, hit):
            continue
        level: Level = "encouragement" if group == "encouragement" else "method"
        yield from draft(
            document,
            f"crisis.{group}",
            document.span(hit.first, hit.last),
            confidence=0.9,
            level=level,
            when="ongoing",
            who="other" if group == "encouragement" else "self",
        )


def _spoken_of_oneself(document: Document, hit: Hit) -> bool:
    """`I want to lie down and die`: no `you` in the phrase, and the writer before it."""
    if document.known("addressed").intersection(document.words[hit.first : hit.last]):
        return False
    return bool(document.known("first_person").intersection(document.before(hit.first, 4)))


def _rebutted(document: Document, hit: Hit) -> bool:
    """Denied (`never tell anyone to …`), reported by the one it was said to, or in a story."""
    if negated(document, hit, 7) or document.in_sentence("crisis.imagined", hit.first):
        return True
    reported = document.near("crisis.reported", hit.first, 10)
    return reported or (quoted(document, hit) and not own_words(document, hit))
