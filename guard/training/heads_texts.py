"""Texts for the heads: what is written for the project, and forum sentences that stand for ordinary talk."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = (ROOT / "tests/guard/golden", ROOT / "guard/training/texts")
APART = {
    " n't": "n't", " '": "'", " ’": "’", " ,": ",", " .": ".", " ?": "?", " !": "!", " nt ": "nt ",
    "gon na": "gonna", "wan na": "wanna",
}  # fmt: skip
TOGETHER, EVERY, ALIKE = 6, 3, 0.4


@dataclass(frozen=True, slots=True)
class Example:
    """One text; `rule` (or family) is what it is about, and `flag` whether it must be marked.

    rule: None is ordinary talk. fresh: not a golden text, so no rule was written with it. advises: ordinary talk
    in which readers saw advice, which may or may not be personal.
    """

    text: str
    purpose: str
    rule: str | None
    flag: bool
    fresh: bool = True
    advises: bool = False


def ours() -> list[Example]:
    """The golden texts, tuned, held and missed, and the texts written for training."""
    return [example for folder in OURS for path in sorted(folder.glob("*.toml")) for example in _of(path)]


def _of(path: Path) -> Iterator[Example]:
    for entry in tomllib.loads(path.read_text("utf-8"))["set"]:
        parts = [entry[split] for split in ("tune", "held", "missed") if split in entry] or [entry]
        for part in parts:
            for kind in ("flag", "clear"):
                for text in part.get(kind, ()):
                    yield Example(text, entry["purpose"], entry.get("rule"), kind == "flag", path.parent != OURS[0])


def talk(data: Path) -> Iterator[Example]:
    """Sentences of two advice forums, up to six of one answer together."""
    for name in ("needadvice_train.tsv", "askparents_train.tsv"):
        with (data / "advice" / name).open(encoding="utf-8") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            texts = sorted((row["ID"].rsplit("-", 1)[0], row["Majority_label"], row["Sentence"]) for row in rows)
        for _, group in islice(groupby(texts, key=lambda pair: pair[0]), 0, None, EVERY):
            parts = ((label == "1", _untokenised(text)) for _, label, text in group)
            while together := [*islice(parts, TOGETHER)]:
                advises = any(label for label, _ in together)
                yield Example(" ".join(text for _, text in together), "post", None, False, advises=advises)


def _untokenised(text: str) -> str:
    """`do n't` as `don't`, `you 're` as `you're`."""
    for apart, whole in APART.items():
        text = text.replace(apart, whole)
    return text


def twins(examples: list[Example]) -> list[int]:
    """For each text the first of those that share most of their words with it: a text and its harmless twin.

    They are learned from or kept unseen together, else what was learned from one would be held against the other.
    """
    bags = [frozenset(word for word in example.text.lower().split() if len(word) > 3) for example in examples]
    holders: dict[str, list[int]] = {}
    first = list(range(len(examples)))
    for number, (example, bag) in enumerate(zip(examples, bags, strict=True)):
        if example.rule is None:
            continue
        near = Counter(other for word in bag for other in holders.get(word, ()))
        alike = [
            other for other, many in near.items() if many >= ALIKE * min(len(bag), len(bags[other])) and many > 1
        ]
        first[number] = min((first[other] for other in alike), default=number)
        for word in bag:
            holders.setdefault(word, []).append(number)
    return first
