"""The hazard log: what could hurt somebody because of this software, what is done, and what shows it (R107)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).parent / "data" / "hazards.toml"


@dataclass(frozen=True)
class Hazard:
    """One row. tests: pytest's names of what shows the control. residual: the draft of what is left."""

    id: str
    hazard: str
    cause: str
    effect: str
    severity: str
    likely: str
    control: str
    tests: tuple[str, ...]
    residual: str

    def hint(self) -> str:
        """Everything but the hazard, for the form."""
        return (
            f"Because: {self.cause} Then: {self.effect} How bad: {self.severity}; how likely: {self.likely}. "
            f"What is done: {self.control} What is left?"
        )


@cache
def hazards() -> tuple[Hazard, ...]:
    """Every row, in its order."""
    raw = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["hazards"]
    return tuple(Hazard(**{**row, "tests": tuple(row["tests"])}) for row in raw)
