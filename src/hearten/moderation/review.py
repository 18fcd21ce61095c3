"""The only door to the Guard. Everything that is about to be published passes here.

When the Guard can't answer, the way to fail depends on whose words they are (I19): `require_clear` is for
professionals and lets nothing out unread; `review_member_text` is for members and lets them speak, with a person
reading soon after and the crisis panel shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from hearten.moderation.levels import urgency
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
    level: str | None = None

    @property
    def key(self) -> str:
        """The rule and a hash of the words: what a release is for (R17)."""
        words = " ".join(self.quote.casefold().split())
        return f"{self.rule}:{hashlib.sha256(words.encode(errors='surrogatepass')).hexdigest()[:24]}"


REQUIRED = tuple(name for name in Finding.__dataclass_fields__ if name != "level")


@dataclass(frozen=True)
class Reading:
    """What the Guard said of one text, and by which version of its rules (I17)."""

    findings: list[Finding]
    rules_version: str

    @property
    def crisis(self) -> Finding | None:
        """The most urgent finding that asks for a person to read this soon."""
        found = [item for item in self.findings if item.rule.startswith("crisis.")]
        return min(found, key=lambda item: urgency(item.level or "ideation"), default=None)

    def open(self, *, acknowledged: Collection[str] = (), released: Collection[str] = ()) -> list[Finding]:
        """What still stands in the way: holds nobody released, advice nobody acknowledged.

        acknowledged: rule ids. released: finding keys. Crisis findings never stand in anybody's way (I12).
        """
        return [item for item in self.findings if _blocks(item, acknowledged, released)]


@dataclass(frozen=True)
class MemberReading:
    """What the Guard said of a member's words; it never stands in the way of a cry for help.

    crisis: the most urgent finding that asks for a person soon, or None. unread: no answer came; nothing is known.
    """

    findings: list[Finding]
    crisis: Finding | None
    unread: bool

    @property
    def show_panel(self) -> bool:
        """Whether the writer sees the crisis panel: when the words ask for it, and when nobody can tell (I19)."""
        return self.unread or self.crisis is not None

    @property
    def level(self) -> str:
        """The level for `actions.open_item`, or "" when the words need nobody soon."""
        if self.unread:
            return "unread"
        return (self.crisis.level or "ideation") if self.crisis else ""


class NeedsChanges(Exception):
    """A text can't go out yet. Nothing was written; the author gets every finding and the exact text back."""

    def __init__(self, reading: Reading, open_findings: list[Finding]) -> None:
        super().__init__("the text has open findings")
        self.reading = reading
        self.open_findings = open_findings


def read(text: str, *, purpose: str) -> Reading:
    """Read a text. Raises GuardUnavailable when no usable answer came in time: the caller decides (I19)."""
    answer = ask(text, purpose)
    try:
        findings = [_finding(item) for item in answer["findings"]]
    except (KeyError, TypeError) as error:
        raise GuardUnavailable("a finding without its parts") from error
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


def review_member_text(text: str, purpose: str = "post") -> MemberReading:
    """Read a member's words. It never raises: without an answer they are let through to a person, unread (I19).

    The caller opens a safety item when `level` is not empty and shows the panel when `show_panel` says so.
    purpose: "post" or "question".
    """
    try:
        reading = read(text, purpose=purpose)
    except GuardUnavailable:
        return MemberReading([], None, unread=True)
    return MemberReading(reading.findings, reading.crisis, unread=False)


def _finding(item: dict[str, Any]) -> Finding:
    return Finding(**{name: item[name] for name in REQUIRED}, level=item.get("level"))


def _blocks(item: Finding, acknowledged: Collection[str], released: Collection[str]) -> bool:
    if item.rule.startswith("crisis."):
        return False
    if item.severity == "hold":
        return item.key not in released
    return item.severity == "advise" and item.rule not in acknowledged


__all__ = [
    "Finding",
    "GuardUnavailable",
    "MemberReading",
    "NeedsChanges",
    "Reading",
    "read",
    "require_clear",
    "review_member_text",
]
