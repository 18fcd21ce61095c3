"""How texts are to be read in one call."""

from collections.abc import Sequence
from dataclasses import dataclass

from hearten_guard.anonymity import Estimate
from hearten_guard.cli import crowd
from hearten_guard.engine import check
from hearten_guard.types import Finding


@dataclass(frozen=True, slots=True)
class Reading:
    """purpose, locale: as `hearten_guard.check` takes them. least: the lowest confidence that counts, None for each
    rule's own."""

    purpose: str = "article"
    locale: str = "en"
    least: float | None = None

    def findings(self, text: str) -> list[Finding]:
        """What is found. Raises ValueError for a purpose or a language that is not known."""
        return check(text, purpose=self.purpose, locale=self.locale, min_confidence=self.least)

    def estimates(self, text: str, findings: Sequence[Finding]) -> list[Estimate]:
        """How many people would match everybody whom these findings are about."""
        return crowd.estimates(text, self.purpose, findings)
