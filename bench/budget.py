"""A promise as a number: what was measured beside it, met or missed, and by how much."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Budget:
    """words: what is promised. least: the number may not be smaller; otherwise not larger. command: measures it."""

    words: str
    measured: float
    limit: float
    unit: str = ""
    least: bool = False
    command: str = "bench/pages"

    @property
    def met(self) -> bool:
        return self.measured >= self.limit if self.least else self.measured <= self.limit

    @property
    def verdict(self) -> str:
        """`met`, or by how much it is missed."""
        if self.met:
            return "met"
        if not self.limit:
            return f"**missed** by {number(self.measured)}"
        return f"**missed** by {abs(self.measured - self.limit) / self.limit:.0%}"

    def row(self) -> str:
        bound = "at least" if self.least else "at most"
        limit, found = f"{bound} {number(self.limit)}{self.unit}", f"{number(self.measured)}{self.unit}"
        return f"| {self.words} | {limit} | {found} | {self.verdict} | `{self.command}` |"


HEAD = ["| promise | limit | measured | | by |", "|---|---|---|---|---|"]


def table(budgets: list[Budget]) -> list[str]:
    """All of them."""
    return [*HEAD, *(one.row() for one in budgets)]


def number(value: float) -> str:
    """With as many digits as somebody reads."""
    if value == int(value) or value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
