"""Authored stories after all suggestions are accepted: how many people still fit, and how many words are left."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from bench.guard_part import Given, Part, short, shown
from hearten_guard.anonymity import ENOUGH
from tests.guard.stories import Story, read

HALVES = ("tuned", "reported")


@dataclass(frozen=True, slots=True)
class Result:
    """One story: did at least 20 people fit before and after, and how many of its words were kept?"""

    story: Story
    before: float
    people: float
    kept: float

    @property
    def wide(self) -> bool:
        return self.people >= ENOUGH


def results(half: str) -> list[Result]:
    """The stories of one half, each rewritten."""
    found = []
    for story in read():
        if story.half == half:
            text = story.rewritten()
            found.append(Result(story, story.people(story.text), story.people(text), story.kept(text)))
    return found


def wide(of: Sequence[Result]) -> float:
    """The share of stories that at least 20 people fit afterwards."""
    return sum(result.wide for result in of) / len(of)


def kept(of: Sequence[Result]) -> float:
    """The mean share of words kept."""
    return sum(result.kept for result in of) / len(of)


def section(given: Given) -> Part:
    """Both halves; only the stories of tests/guard/stories are needed."""
    part = Part(
        "Stories",
        f"Invented stories whose narrowing facts are labelled; every suggestion accepted. At least {ENOUGH} people "
        "fit afterwards, counted from the tables on the labels, not on what the Guard found: a labelled fact that "
        "still stands and that no table covers leaves one person. Targets: ≥ .95, ≥ .90 of the words.",
        ("half", "stories", "≥ 20 people before", "≥ 20 people after", "words kept"),
    )
    for half in HALVES:
        of = results(half)
        before = short(sum(result.before >= ENOUGH for result in of) / len(of))
        part.rows.append((half, f"{len(of)}", before, shown(of, wide), shown(of, kept)))
        part.notes += [
            f"{half}: {result.people:.0f} still fit: {result.story.text[:60]}…" for result in of if not result.wide
        ]
    return part


def main() -> None:
    """Print the two figures of each half, and the stories that fail."""
    for half in HALVES:
        of = results(half)
        print(f"{half}: {len(of)} stories, ≥ {ENOUGH} people {shown(of, wide)}, words kept {shown(of, kept)}")
        for result in of:
            if not result.wide or "-v" in sys.argv:
                text = result.story.rewritten()
                left = [fact.words for fact in result.story.facts if fact.stands_in(text)]
                print(f"  {result.before:10.2f} → {result.people:10.1f} {result.kept:.2f} left {left} {text[:100]}")


if __name__ == "__main__":
    main()
