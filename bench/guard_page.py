"""The page of the Guard's figures."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bench.guard_part import Part

HEAD = """# How accurate the Guard is

Made by `bench/guard --write` on {day}; not written by hand. Each figure stands with the interval in which 95 %
of the figures lie when the texts are drawn again with repetition (bootstrap, 1,000 rounds, fixed seed). No text
is quoted; missed passages are given by their class and their form. A clear result means that nothing known was
found, never that a text is safe.
"""


def page(parts: Sequence[Part]) -> str:
    """The whole page."""
    return HEAD.format(day=datetime.now(UTC).date().isoformat()) + "\n" + "\n".join(table(part) for part in parts)


def table(part: Part) -> str:
    """One part in Markdown."""
    lines = [f"## {part.title}", "", part.about, ""]
    lines += ["| " + " | ".join(part.head) + " |", "|---" * len(part.head) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in part.rows]
    lines += ["", *(f"- {note}" for note in part.notes), ""]
    return "\n".join(lines)
