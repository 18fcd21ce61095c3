"""From a passage and a rule card to a finding."""

from dataclasses import dataclass

from hearten_guard.data import CARDS
from hearten_guard.document import Document
from hearten_guard.types import Finding, Level, Severity, When, Who


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before the quote and the version are filled in; offsets are the author's."""

    rule: str
    severity: Severity
    start: int
    end: int
    reason: str
    source: str
    suggestion: str | None = None
    confidence: float = 0.8
    level: Level | None = None
    when: When | None = None
    who: Who | None = None

    def finish(self, text: str, version: str) -> Finding:
        """The public finding."""
        return Finding(
            self.rule, self.severity, self.start, self.end, text[self.start : self.end],
            self.reason, self.source, self.suggestion, self.confidence,
            self.level, self.when, self.who, version,
        )  # fmt: skip


def draft(
    document: Document,
    rule: str,
    span: tuple[int, int],
    *,
    severity: Severity | None = None,
    reason: str | None = None,
    suggestion: str | None = None,
    confidence: float = 0.8,
    level: Level | None = None,
    when: When | None = None,
    who: Who | None = None,
) -> list[Draft]:
    """One draft in a list, or none when the card is off for this purpose.

    span: the author's offsets. severity, reason: instead of those on the card; in another language than English
    its own words stand instead of both, and a rule without such words says nothing.
    """
    card = CARDS[rule]
    usual = card.severity_for(document.purpose)
    said = document.language.said
    if usual is None or (said is not None and rule not in said):
        return []
    if said is not None:
        reason, suggestion = said[rule]["reason"], said[rule].get("suggestion", "")
    return [
        Draft(
            rule, severity or usual, *span, reason or card.reason, card.source,
            (card.suggestion if suggestion is None else suggestion) or None, confidence, level, when, who,
        )
    ]  # fmt: skip
