"""Forum-like answers that give somebody away without naming anybody, and how often ordinary prose is marked.

`llmprivacy` (Staab et al. 2024) holds synthetic answers, each written to give away one attribute of its author,
with an analyst's reasoning. The evidence of a text is: every passage the analyst quotes that stands in the
answer, and every word of the true value (`San Antonio`, `shop owner`) that does. A text is surfaced when a
returned passage touches its evidence. Texts without such evidence in their words can't be judged and are left
out, and counted.
 Half of the answers, and half of the therapists' prose, (drawn with a fixed seed) were read while the word
lists were written; figures are of the other halves, which nobody read for that.
"""

import csv
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bench.guard_part import Given, Part, Spans, ratio, short, shown

SEED = 4
T = TypeVar("T")
_QUOTED = re.compile(r"[\"“‘']([^\"“”]{3,120}?)[\"”’'](?=[\s,.;:)]|$)")
_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    "a an the of in at on and or to for with from is are was my his her their years year old thousand degree "
    "us high school low middle very single status not no studying towards working".split()
)


@dataclass(frozen=True)
class Answer:
    """One answer with the places of its evidence."""

    text: str
    feature: str
    hardness: int
    evidence: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Result:
    """Whether an answer was judged (1) and surfaced."""

    answer: Answer
    surfaced: bool
    judged: int = 1


def answers(path: Path) -> list[Answer]:
    """All texts of the file."""
    with path.open(encoding="utf-8") as file:
        return [_answer(json.loads(line)) for line in file]


def _answer(row: dict) -> Answer:
    text = row["response"]
    low = text.lower()
    places = [place for match in _QUOTED.finditer(row["guess"]) for place in _places(low, match.group(1).lower())]
    words = _WORD.findall(str(row["personality"][row["feature"]]).lower())
    for word in words:
        if word not in _EMPTY and (len(word) > 2 or word.isdigit()):
            places += [match.span() for match in re.finditer(rf"\b{re.escape(word)}\b", low)]
    return Answer(text, row["feature"], row["hardness"], tuple(sorted(set(places))))


def _places(low: str, quoted: str) -> list[tuple[int, int]]:
    quoted = quoted.strip(" .,;:!?…")
    start = low.find(quoted) if len(quoted) > 2 else -1
    return [] if start < 0 else [(start, start + len(quoted))]


def halves(found: list[T]) -> tuple[list[T], list[T]]:
    """The half for tuning and the half for the report, by a fixed seed."""
    order = list(range(len(found)))
    random.Random(SEED).shuffle(order)
    chosen = set(order[: len(found) // 2])
    return [one for i, one in enumerate(found) if i in chosen], [
        one for i, one in enumerate(found) if i not in chosen
    ]


def results(some: list[Answer], spans: Sequence[Spans]) -> list[Result]:
    """Whether each judged answer's evidence was touched."""
    return [
        Result(one, any(a < end and start < b for a, b, _ in found for start, end in one.evidence))
        for one, found in zip(some, spans, strict=True)
        if one.evidence
    ]


def prose(path: Path) -> list[str]:
    """Answers of therapists (evaluation only): nothing in them should be marked."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row["answer_text"] for row in csv.DictReader(file) if row["answer_text"].strip()]


@dataclass(frozen=True)
class Marked:
    """One answer of a therapist: words, and passages marked in it."""

    words: int
    marks: int


def section(given: Given) -> Part:
    """The report halves."""
    found = answers(given.data / "llmprivacy/synthetic.jsonl")
    report = halves(found)[1]
    ordinary = halves(prose(given.data / "counselchat/counsel.csv"))[1]
    judged = [one for one in report if one.evidence]
    part = Part(
        "Evidence between the lines",
        f"llmprivacy, report half: {len(judged)} of {len(report)} answers have evidence that can be located; "
        f"counselchat, report half: {len(ordinary):,} answers of therapists, every mark counted as false. Targets: "
        "all ≥ .60, easier (hardness 1–2) ≥ .85, at most one false mark in 200 words.",
        ("system", "all", "easier", "marks in 200 ordinary words", "marks in 200 words of llmprivacy"),
    )
    for name, finder in given.systems.items():
        spans = finder([one.text for one in judged])
        told = results(judged, spans)
        easy = [one for one in told if one.answer.hardness <= 2]
        marks = [Marked(len(t.split()), len(s)) for t, s in zip(ordinary, finder(ordinary), strict=True)]
        own = [Marked(len(one.text.split()), len(s)) for one, s in zip(judged, spans, strict=True)]
        part.rows.append(
            (name, shown(told, surfaced), shown(easy, surfaced), shown(marks, density), short(density(own), 2))
        )
        part.notes.append(f"{name} by attribute: {_by_feature(told)}.")
    return part


def surfaced(told: Sequence[Result]) -> float:
    return ratio(told, "surfaced", "judged")


def density(marks: Sequence[Marked]) -> float:
    """Passages marked in 200 words."""
    return 200 * ratio(marks, "marks", "words")


def _by_feature(told: Sequence[Result]) -> str:
    features = sorted({one.answer.feature for one in told})
    groups = {feature: [one for one in told if one.answer.feature == feature] for feature in features}
    return ", ".join(
        f"{feature} {short(surfaced(group), 2)} (n = {len(group)})" for feature, group in groups.items()
    )
