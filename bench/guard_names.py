"""Names of many origins in the same plain sentences: whether all are found alike."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from bench.guard_part import Given, Part, ratio, short, shown


@dataclass(frozen=True)
class Case:
    """One name in one sentence, and later whether all of it was found."""

    origin: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Outcome:
    """Of one name: sentences, and those in which it was found."""

    origin: str
    asked: int
    found: int


def cases() -> list[list[Case]]:
    """For every name its sentences."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return [
        [_case(origin, name, sentence) for sentence in content["sentences"]]
        for origin, names in content["origins"].items()
        for name in names.split("|")
    ]


def _case(origin: str, name: str, sentence: str) -> Case:
    shown_name = name if "{name}" in sentence else name.split()[0]
    start = sentence.index("{")
    return Case(origin, sentence.format(name=name, first=shown_name), start, start + len(shown_name))


def section(given: Given) -> Part:
    """Recall by origin."""
    all_cases = cases()
    origins = list(dict.fromkeys(one[0].origin for one in all_cases))
    part = Part(
        "Names by origin",
        f"{len(all_cases)} names, {len(origins)} origins, each name in {len(all_cases[0])} sentences, written for "
        "this bench. Found: every letter of the name is covered. The interval is over names.",
        ("system", "all", *(origin.replace("_", " ") for origin in origins)),
    )
    for name, finder in given.systems.items():
        spans = iter(finder([case.text for group in all_cases for case in group]))
        told = [_outcome(group, [next(spans) for _ in group]) for group in all_cases]
        by_origin = [short(recall([one for one in told if one.origin == origin]), 2) for origin in origins]
        part.rows.append((name, shown(told, recall), *by_origin))
    return part


def recall(told: list[Outcome]) -> float:
    return ratio(told, "found", "asked")


def _outcome(group: list[Case], spans: list[list[tuple[int, int, str]]]) -> Outcome:
    found = sum(_covered(case, some) for case, some in zip(group, spans, strict=True))
    return Outcome(group[0].origin, len(group), found)


def _covered(case: Case, spans: list[tuple[int, int, str]]) -> bool:
    places = {place for start, end, _ in spans for place in range(start, end)}
    return all(place in places for place in range(case.start, case.end) if case.text[place].isalnum())
