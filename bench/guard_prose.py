"""How often therapists' ordinary prose is held or marked when read as articles: every mark counts as false."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.guard_hints import halves, prose
from bench.guard_part import Given, Part, ratio, shown
from hearten_guard import check


@dataclass(frozen=True)
class Answer:
    """One answer: whether the whole Guard would hold it, and whether it says anything."""

    held: bool
    marked: bool
    texts: int = 1


def read(texts: list[str]) -> list[Answer]:
    """Each text through all rules."""
    found = [check(text, purpose="article") for text in texts]
    return [Answer(any(one.severity == "hold" for one in findings), bool(findings)) for findings in found]


def section(given: Given) -> Part:
    """counselchat, both halves."""
    tuned, other = halves(prose(given.data / "counselchat/counsel.csv"))
    part = Part(
        "Therapists' prose",
        f"counselchat: {len(tuned) + len(other):,} answers of therapists, read as articles. These texts were tuned "
        "on: false alarms in all of them were looked at when the rules were young, and since then in the tuned "
        "half alone. A few of the marks are right (an answer that promises results is held). "
        "Targets: held ≤ .01, any remark ≤ .10.",
        ("half", "texts", "held", "any remark"),
    )
    for name, texts in (("tuned", tuned), ("not looked at again", other), ("both", tuned + other)):
        answers = read(texts)
        part.rows.append((name, str(len(answers)), shown(answers, held), shown(answers, marked)))
    return part


def held(answers: Sequence[Answer]) -> float:
    return ratio(answers, "held", "texts")


def marked(answers: Sequence[Answer]) -> float:
    return ratio(answers, "marked", "texts")
