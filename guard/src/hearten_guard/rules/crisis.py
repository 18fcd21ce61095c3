"""Crisis: words about wanting to die, self-harm, plans, means, attempts, pushing others (R95, R11).

Findings speak of the words' level, time and whose they are, never of a person's risk (I15).
"""

from collections.abc import Iterator
from typing import get_args

from hearten_guard.context import inside, negated, own_words, past, quoted, supposed
from hearten_guard.data import MEMBER, words
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.phrases import Hit
from hearten_guard.types import Level, Purpose, Who

LEVELS = ("attempt", "means", "plan", "intent", "ideation", "selfharm", "passive")
_FIRST = words("first_person")
_OTHERS = words("near_persons")
_GENERAL = words("general_persons")
_REFLEXIVE: dict[str, Who | None] = {
    "myself": "self", "meself": "self", "himself": "other", "herself": "other",
    "themself": "other", "themselves": "other", "yourself": None, "urself": None,
}  # fmt: skip
_REACH = 9
_YOU = frozenset("you u ur your yourself urself youre youd youll".split())
_BARE = words("bare_openers")
_BARE_ANYWHERE = frozenset({"kms", "wanna"})


def crisis(document: Document) -> Iterator[Draft]:
    """Crisis language of the writer or about somebody near; general talk about suicide is not."""
    yield from _directed(document, "encouragement")
    yield from _directed(document, "method")
    for group in LEVELS:
        for hit in document.hits(f"crisis.{group}"):
            if (who := _whose(document, hit, group)) and _meant(document, hit, group):
                yield from _found(document, hit, group, who)


def _found(document: Document, hit: Hit, group: str, who: Who) -> list[Draft]:
    ended = past(document, hit)
    just_now = document.in_sentence("crisis.just_now", hit.first)
    if group == "attempt" and not just_now and not ended:
        ended = not {"tried", "attempted", "attempt", "attempts"}.isdisjoint(document.words[hit.first : hit.last])
    level: Level = group if group in get_args(Level) else "ideation"  # type: ignore[assignment]  # narrowed by the test
    laughed = document.in_sentence("crisis.laughing", hit.first)
    if document.purpose is Purpose.ARTICLE and (ended or who == "other"):
        return []
    return draft(
        document,
        f"crisis.{group}",
        document.span(hit.first, hit.last),
        severity="note" if ended or laughed else "advise" if who == "other" else None,
        confidence=0.5 if laughed else 0.6 if ended else 0.85,
        level=level,
        when="past" if ended and not just_now else "ongoing",
        who=who,
    )


def _meant(document: Document, hit: Hit, group: str) -> bool:
    """Not denied, not a figure of speech, not a quotation or an invention, not supposed."""
    if inside(document, hit, "crisis.figurative") or _denied(document, hit):
        return False
    if quoted(document, hit) and not own_words(document, hit):
        return False
    if document.in_sentence("crisis.imagined", hit.first):
        return False
    return not (supposed(document, hit, 5) and document.near("crisis.ever", hit.first, 5))


def _denied(document: Document, hit: Hit) -> bool:
    if document.near("crisis.denial", hit.first, 7) and negated(document, hit, 8):
        return True
    return negated(document, hit, 4)


def _whose(document: Document, hit: Hit, group: str) -> Who | None:
    """Self, somebody near, or None for people in general."""
    inner = document.words[hit.first : hit.last]
    for word in inner:
        if word in _REFLEXIVE:
            who = _REFLEXIVE[word]
            return who if who != "other" or _subject(document, hit) == "other" else None
    if _FIRST.intersection(inner):
        return "self"
    if group == "means" and document.purpose in MEMBER and not _GENERAL.intersection(document.before(hit.first, 9)):
        return _subject(document, hit) or "self"
    return _subject(document, hit)


def _subject(document: Document, hit: Hit) -> Who | None:
    """The nearest person before the phrase; a member's sentence without one is about themself."""
    first, _ = document.sentence(hit.first)
    for i in range(hit.first - 1, max(first, hit.first - _REACH) - 1, -1):
        word = document.words[i]
        if word in _FIRST:
            return "self"
        if word in _OTHERS:
            return "other"
        if word in _GENERAL:
            return None
    return "self" if document.purpose in MEMBER and _opens_personally(document, hit) else None


def _opens_personally(document: Document, hit: Hit) -> bool:
    """`Been suicidal for weeks`, `kms`: a clause without a subject is the writer's own."""
    if document.sentences[hit.first] in document.asked:
        return False
    clause = [*document.before(hit.first, _REACH), document.words[hit.first]]
    return clause[0] in _BARE or not _BARE_ANYWHERE.isdisjoint(document.words[hit.first : hit.last])


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
    if _YOU.intersection(document.words[hit.first : hit.last]):
        return False
    return bool(_FIRST.intersection(document.before(hit.first, 4)))


def _rebutted(document: Document, hit: Hit) -> bool:
    """Denied (`never tell anyone to …`), reported by the one it was said to, or in a story."""
    if negated(document, hit, 7) or document.in_sentence("crisis.imagined", hit.first):
        return True
    reported = document.near("crisis.reported", hit.first, 10)
    return reported or (quoted(document, hit) and not own_words(document, hit))
