"""Stories with every narrowing fact labelled, and how many people truly fit them, from the Guard's own tables."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from hearten_guard import check, suggest
from hearten_guard.anonymity import CROWD
from hearten_guard.data import JOBS
from hearten_guard.tables import ages, field, job, like, place, share

FOLDER = Path(__file__).parent / "stories"
PURPOSE = "story-composite"
#: Women or men: every story tells which.
_SEX = 0.5


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that is in a story: its kind, what the tables know it as, and the words that tell it."""

    kind: str
    value: str
    words: str

    def stands_in(self, text: str) -> bool:
        return re.search(rf"(?<!\w){re.escape(self.words)}(?!\w)", text, re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class Story:
    """One story of one half: `tuned` ones the rules were improved on, `reported` ones they were not."""

    half: str
    text: str
    facts: tuple[Told, ...]

    def rewritten(self) -> str:
        """With every suggestion accepted, as often as there are any."""
        text = self.text
        for _ in range(3):
            text = suggest(text, check(text, purpose=PURPOSE))
        return text

    def people(self, text: str) -> float:
        """How many people fit what `text` still tells; a fact that no table covers leaves one person."""
        crowd = _SEX * float(CROWD)
        for fact in self.facts:
            crowd = _narrowed(fact, crowd, there=fact.stands_in(text))
        return crowd

    def kept(self, text: str) -> float:
        """The share of the story's words that stand in `text` too."""
        before, after = Counter(_words(self.text)), Counter(_words(text))
        return sum((before & after).values()) / sum(before.values())


def _narrowed(fact: Told, crowd: float, *, there: bool) -> float:
    if fact.kind == "place":
        where = place(fact.value)
        assert where, fact.value
        return crowd / CROWD * (where.people if there else like(where))
    if fact.kind == "age":
        years = int(fact.value)
        return crowd * (ages(years, years) if there else ages(years // 10 * 10, years // 10 * 10 + 9))
    if fact.kind == "job" and not there:
        return crowd * (field(JOBS.get(fact.value, "")) or 1.0)
    if not there:
        return crowd
    found = job(fact.value) if fact.kind == "job" else share(fact.kind, fact.value)
    return crowd * found.share if found else min(crowd, 1.0)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def read() -> list[Story]:
    """All stories of both halves."""
    return [
        Story(path.stem, entry["text"], tuple(Told(*fact.split("|")) for fact in entry["facts"]))
        for path in sorted(FOLDER.glob("*.toml"))
        for entry in tomllib.loads(path.read_text("utf-8"))["story"]
    ]
