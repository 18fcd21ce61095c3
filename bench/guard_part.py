"""What a section of the Guard's figures gives, and how sure a figure is."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Spans = list[tuple[int, int, str]]
"""Start, end (code points) and class of what a system marked in one text."""
Finder = Callable[[list[str]], list[Spans]]


@dataclass(frozen=True)
class Given:
    """What sections work on: the folder of labelled texts, and each system by name, ours first."""

    data: Path
    systems: dict[str, Finder]


@dataclass
class Part:
    """One section of the page: what was measured on what, a table, and what went wrong."""

    title: str
    about: str
    head: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


Section = Callable[[Given], Part]


def interval(items: Sequence, figure: Callable[[Sequence], float], rounds: int = 1000) -> tuple[float, float]:
    """Where 95 % of the figures lie when the texts are drawn again, with repetition (bootstrap, fixed seed)."""
    draw = random.Random(20)
    figures = sorted(figure(draw.choices(items, k=len(items))) for _ in range(rounds))
    return figures[int(rounds * 0.025)], figures[int(rounds * 0.975) - 1]


def shown(items: Sequence, figure: Callable[[Sequence], float]) -> str:
    """A figure with its interval: `.951 (.93–.97)`."""
    low, high = interval(items, figure)
    return f"{short(figure(items))} ({short(low, 2)}–{short(high, 2)})"


def short(value: float, digits: int = 3) -> str:
    """`.951`, `1.000`."""
    return f"{value:.{digits}f}".removeprefix("0")


def ratio(items: Sequence, top: str, below: str) -> float:
    """One summed attribute by another over all texts; 1 when there was nothing to find."""
    many = sum(getattr(item, below) for item in items)
    return sum(getattr(item, top) for item in items) / many if many else 1.0
