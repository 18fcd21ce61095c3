"""The engine: read the text once, ask every rule, return findings in the order of the text."""

from bisect import bisect_left

from hearten_guard.data import CARDS, DIGEST
from hearten_guard.document import Document
from hearten_guard.finding import Draft
from hearten_guard.rules import ALL, SPEAKING
from hearten_guard.types import Finding, Purpose

RULES_VERSION = f"1.0.0+{DIGEST}"
"""Changes with the rules; the part after the plus is a digest of the word lists (I17)."""


def check(
    text: str, *, purpose: Purpose | str, locale: str = "en", min_confidence: float | None = None
) -> list[Finding]:
    """Everything in `text` that should be looked at before it is published as `purpose`.

    text: any string, Markdown or HTML included; it is never changed or kept.
    purpose: a `Purpose` or its value, such as "article"; decides which rules apply and how.
    locale: a language tag. "en" has all rules; "de" has crisis, contact details and testimonials.
    min_confidence: leave out passages of less confidence (0 to 1); None takes each rule's own threshold,
    0 shows weak signs too, so that recall at a fixed rate of false alarms can be measured.
    Raises ValueError when the purpose or the language is unknown.
    Same text, purpose and RULES_VERSION give the same findings (I17); time grows linearly.
    """
    try:
        known = Purpose(purpose)
    except ValueError:
        raise ValueError(f"unknown purpose {purpose!r}; use one of: {', '.join(Purpose)}") from None
    document = Document.read(text, known, locale)
    if not document.words:
        return []
    rules = SPEAKING.get(document.language.locale, ALL)
    drafts = [draft for rule in rules for draft in rule(document) if _sure(draft, min_confidence)]
    return [draft.finish(text, RULES_VERSION) for draft in _distinct(drafts)]


def _sure(draft: Draft, min_confidence: float | None) -> bool:
    """Is the passage clear enough for its rule, or for whoever asks for more or less?"""
    least = CARDS[draft.rule].threshold if min_confidence is None else min_confidence
    return draft.confidence >= least


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """Of overlapping drafts of one rule keep the strictest, then the longest."""
    order = {"hold": 0, "advise": 1, "note": 2}
    drafts = sorted(drafts, key=lambda d: (d.rule, order[d.severity], -(d.end - d.start), d.start))
    kept: list[Draft] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    for draft in drafts:
        spans = taken.setdefault(draft.rule, [])
        place = bisect_left(spans, (draft.start, draft.end))
        clear_before = place == 0 or spans[place - 1][1] <= draft.start
        if clear_before and (place == len(spans) or draft.end <= spans[place][0]):
            spans.insert(place, (draft.start, draft.end))
            kept.append(draft)
    return sorted(kept, key=lambda d: (d.start, d.end, d.rule))
