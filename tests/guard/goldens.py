"""The golden texts: what must be found and what must not, in a tuned half, a held-out half, and known misses."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hearten_guard import check
from hearten_guard.types import Finding

FOLDER = Path(__file__).parent / "golden"
SPLITS = ("tune", "held", "missed")


@dataclass(frozen=True, slots=True)
class Golden:
    """One text with the rule (or family of rules) it is about.

    says: level, when and who of a crisis text as its author means it. mistaken: the Guard is known to say another.
    """

    rule: str
    purpose: str
    split: str
    flag: bool
    text: str
    locale: str = "en"
    says: tuple[str, str, str] | None = None
    mistaken: bool = False

    def found(self) -> list[Finding]:
        """The findings of that rule."""
        findings = check(self.text, purpose=self.purpose, locale=self.locale)
        return [finding for finding in findings if f"{finding.rule}.".startswith(f"{self.rule}.")]

    @property
    def right(self) -> bool:
        return bool(self.found()) is self.flag

    @property
    def understood(self) -> bool:
        """Does a finding say level, when and who as the author does?"""
        return self.says in [(found.level, found.when, found.who) for found in self.found()]


def golden(entry: dict[str, Any], split: str, kind: str, text: str) -> Golden:
    """One text of a set, with what its set says of it."""
    about = (entry["rule"], entry["purpose"], split, kind == "flag", text, entry.get("locale", "en"))
    told = entry.get("says", {})
    return Golden(*about, says(told, text) if kind == "flag" else None, text in told.get("mistaken", ()))


def read() -> list[Golden]:
    """Every golden text of every family."""
    return [
        golden(entry, split, kind, text)
        for path in sorted(FOLDER.glob("*.toml"))
        for entry in tomllib.loads(path.read_text())["set"]
        for split in SPLITS
        for kind in ("flag", "clear")
        for text in entry.get(split, {}).get(kind, ())
    ]


def says(told: dict[str, Any], text: str) -> tuple[str, str, str] | None:
    """What a set usually says, and in which words this text differs: `past`, `attempt other`."""
    if not told:
        return None
    level, when, who = told["usually"].split()
    for word in told.get("but", {}).get(text, "").split():
        if word in ("past", "ongoing"):
            when = word
        elif word in ("self", "other"):
            who = word
        else:
            level = word
    return level, when, who
