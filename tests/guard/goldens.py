"""The golden texts: what must be found and what must not, in a tuned half, a held-out half, and known misses."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from hearten_guard import check
from hearten_guard.types import Finding

FOLDER = Path(__file__).parent / "golden"
SPLITS = ("tune", "held", "missed")


@dataclass(frozen=True, slots=True)
class Golden:
    """One text with the rule (or family of rules) it is about."""

    rule: str
    purpose: str
    split: str
    flag: bool
    text: str
    locale: str = "en"

    def found(self) -> list[Finding]:
        """The findings of that rule."""
        findings = check(self.text, purpose=self.purpose, locale=self.locale)
        return [finding for finding in findings if f"{finding.rule}.".startswith(f"{self.rule}.")]

    @property
    def right(self) -> bool:
        return bool(self.found()) is self.flag


def read() -> list[Golden]:
    """Every golden text of every family."""
    return [
        Golden(entry["rule"], entry["purpose"], split, kind == "flag", text, entry.get("locale", "en"))
        for path in sorted(FOLDER.glob("*.toml"))
        for entry in tomllib.loads(path.read_text())["set"]
        for split in SPLITS
        for kind in ("flag", "clear")
        for text in entry.get(split, {}).get(kind, ())
    ]
