"""The only door to the Guard. Everything that is about to be published passes here."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from hearten.moderation.pool import GuardUnavailable, ask


@dataclass(frozen=True)
class Finding:
    """Something about a text, never about a person (I15). Offsets are characters of the text.

    severity: hold (must change, or a second professional releases it), advise (the author acknowledges it) or
    note. suggestion: words that may stand instead of the quote, or None. level: on crisis findings only.
    """

    rule: str
    severity: str
    start: int
    end: int
    quote: str
    reason: str
    source: str
    suggestion: str | None
    level: str | None

    @property
    def key(self) -> str:
        """The rule and a hash of the words: what a release is for (R17)."""
        words = " ".join(self.quote.casefold().split())
        return f"{self.rule}:{hashlib.sha256(words.encode(errors='surrogatepass')).hexdigest()[:24]}"


@dataclass(frozen=True)
class Reading:
    """What the Guard said of one text, and by which version of its rules (I17)."""

    findings: list[Finding]
    rules_version: str

    @property
    def crisis(self) -> Finding | None:
        """The first finding that asks for a person to read this soon."""
        return next((item for item in self.findings if item.rule.startswith("crisis.")), None)

    def open(self, *, acknowledged: Collection[str] = (), released: Collection[str] = ()) -> list[Finding]:
        """What still stands in the way: holds nobody released, advice nobody acknowledged.

        acknowledged: rule ids. released: finding keys. Crisis findings never stand in anybody's way (I12).
        """
        return [item for item in self.findings if _blocks(item, acknowledged, released)]


class NeedsChanges(Exception):
    """A text can't go out yet. Nothing was written; the author gets every finding and the exact text back."""

    def __init__(self, reading: Reading, open_findings: list[Finding]) -> None:
        super().__init__("the text has open findings")
        self.reading = reading
        self.open_findings = open_findings


def read(text: str, *, purpose: str) -> Reading:
    """Read a text. Raises GuardUnavailable when no answer came in time (the caller decides which way to fail, I19)."""
    answer = ask(text, purpose)
    findings = [
        Finding(**{name: item[name] for name in Finding.__dataclass_fields__}) for item in answer["findings"]
    ]
    return Reading(findings, answer["rules_version"])


def require_clear(
    text: str, *, purpose: str, acknowledged: Collection[str] = (), released: Collection[str] = ()
) -> Reading:
    """Read a text that a professional is about to publish; it fails closed (I19).

    Raises NeedsChanges with what is open, GuardUnavailable when the Guard could not read it.
    """
    reading = read(text, purpose=purpose)
    still_open = reading.open(acknowledged=acknowledged, released=released)
    if still_open:
        raise NeedsChanges(reading, still_open)
    return reading


def _blocks(item: Finding, acknowledged: Collection[str], released: Collection[str]) -> bool:
    if item.rule.startswith("crisis."):
        return False
    if item.severity == "hold":
        return item.key not in released
    return item.severity == "advise" and item.rule not in acknowledged


__all__ = ["Finding", "GuardUnavailable", "NeedsChanges", "Reading", "read", "require_clear"]
