"""Crisis: how sure rules and heads are together, and whose words a head's passage is; levels stay with rules."""

from dataclasses import replace
from math import exp, log
from typing import Any

from hearten_guard.context import past
from hearten_guard.data import CARDS, MEMBER, TABLES, words
from hearten_guard.document import Document
from hearten_guard.evidence import read
from hearten_guard.finding import Draft
from hearten_guard.phrases import Hit
from hearten_guard.types import Purpose, Who

_TOGETHER: dict[str, float] = TABLES["heads"].get("together", {"bias": 0.0, "rules": 1.0, "heads": 1.0})
_PREFIX = "crisis."
_SELF, _OTHERS = words("self_word"), words("near_persons")
_LEVELS = {"selfharm": "ideation"}
_DIRECTED = frozenset({"encouragement", "method"})
_SURE = 0.001


def reads(rule: str, purpose: Purpose) -> bool:
    """Crisis heads know members' own words alone; therapists write about such words all the time."""
    return not rule.startswith(_PREFIX) or purpose in MEMBER


def together(rules: float, heads: float, least: float = 0.5) -> float:
    """Confidence of a passage, 0 to 1: from the rules' confidence, and by how much the heads' score is enough.

    least: what the card asks for, which both are measured from.
    """
    base = logit(least)
    odds = base + _TOGETHER["bias"] + _TOGETHER["rules"] * (logit(rules) - base) + _TOGETHER["heads"] * heads
    return round(1 / (1 + exp(-odds)), 3)


def logit(confidence: float) -> float:
    """The log of the odds, for 0 and 1 too."""
    kept = min(1 - _SURE, max(_SURE, confidence))
    return log(kept / (1 - kept))


def by_rules(document: Document, drafts: list[Draft]) -> float:
    """The confidence of the rules' surest passage, or of the signs in the text when there is none."""
    found = [one.confidence for one in drafts if one.rule.startswith(_PREFIX)]
    return max(found) if found else read(document).confidence(0.0)


def sure(drafts: list[Draft]) -> bool:
    """Has a rule found a crisis passage that is shown? Its level is better than a head's guess."""
    return any(one.rule.startswith(_PREFIX) and one.confidence >= CARDS[one.rule].threshold for one in drafts)


def weighed(document: Document, drafts: list[Draft], heads: float) -> list[Draft]:
    """The rules' crisis passages with the heads' opinion; what a rule is sure enough of stays sure enough."""
    if document.purpose not in MEMBER:
        return drafts
    return [_reweighed(one, heads) if one.rule.startswith(_PREFIX) else one for one in drafts]


def _reweighed(one: Draft, heads: float) -> Draft:
    least = CARDS[one.rule].threshold
    confidence = together(one.confidence, heads, least)
    if one.confidence >= least:
        confidence = round(least + (1 - least) * confidence, 3)
    return replace(one, confidence=confidence)


def spoken_of(document: Document, rule: str, first: int, last: int) -> dict[str, Any]:
    """Level, time and person of a head's crisis passage; nothing for other rules."""
    if not rule.startswith(_PREFIX):
        return {}
    name = rule.removeprefix(_PREFIX)
    ended = name not in _DIRECTED and past(document, Hit(rule, first, last))
    return {
        "level": _LEVELS.get(name, name),
        "when": "past" if ended else "ongoing",
        "who": _who(document, name, first),
    }


def _who(document: Document, name: str, first: int) -> Who:
    """Somebody near who is named before the writer is; else the writer."""
    if name in _DIRECTED:
        return "other" if name == "encouragement" else "self"
    for word in document.words[slice(*document.sentence(first))]:
        if word in _SELF:
            return "self"
        if word in _OTHERS:
            return "other"
    return "self"
