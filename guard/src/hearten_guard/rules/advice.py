"""Telling one person what to do about their life (R21)."""

from collections.abc import Iterator

from hearten_guard.context import left_to_doctor, quoted
from hearten_guard.data import words
from hearten_guard.document import Document
from hearten_guard.finding import Draft, draft
from hearten_guard.offer import offered
from hearten_guard.phrases import Hit

_QUESTIONS = words("questions")
_REPORTED = words("reported")
_STARTERS = words("starters")
_VOCATIVES = words("vocative")
_WEIGHING = words("weighing")


def advice(document: Document) -> Iterator[Draft]:
    """Personalised advice; general suggestions are what people come for."""
    for hit in _orders(document):
        if not (_asked(document, hit) or _weighed(document, hit) or left_to_doctor(document, hit)):
            span, suggestion = offered(document, "advice.personal", hit)
            yield from draft(document, "advice.personal", span, suggestion=suggestion)


def _orders(document: Document) -> Iterator[Hit]:
    """A decision that follows `you should` and the like, or opens its clause as an order."""
    yield from document.hits("advice.whole")
    for act in document.hits("advice.act"):
        if told := _told(document, act):
            yield Hit(act.group, told.first, act.last)
        elif _opens(document, act):
            yield act


def _told(document: Document, act: Hit) -> Hit | None:
    """The words before a decision that make it an order, such as `you should` or an opening `don't`."""
    for group in ("advice.told", "advice.opening"):
        for other in document.hits_between(group, act.first - 12, act.first):
            if other.last == act.first and (group == "advice.told" or _opens(document, other)):
                return other
    return None


def _opens(document: Document, act: Hit) -> bool:
    """Nothing but `honestly`, `please`, `love` stands before it in its clause, or `ring her and`."""
    before = document.before(act.first, 8)
    if len(before) > 1 and before[-1] in ("and", "then"):
        return before[0] in _STARTERS or (before[0] in _VOCATIVES and before[1] in _STARTERS)
    return _VOCATIVES.issuperset(before)


def _asked(document: Document, hit: Hit) -> bool:
    """Quoted, or a real question; `leave him, don't you think?` is advice, and so is `why don't you leave?`"""
    if quoted(document, hit):
        return True
    first, _ = document.sentence(hit.first)
    opening = document.words[first]
    asked = document.sentences[hit.first] in document.asked and opening in _QUESTIONS
    return asked and not (opening == "why" and hit.first == first)


def _weighed(document: Document, hit: Hit) -> bool:
    """`whether you should …`, `nobody can tell you that you must …`, `if you are in danger, leave …`."""
    if _REPORTED.intersection(document.before(hit.first, 7)) or document.in_sentence("advice.safety", hit.first):
        return True
    return bool(_WEIGHING.intersection(document.words_before(hit.first, 7)))
