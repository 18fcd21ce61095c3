"""Tweets, forum posts and comments: WNUT-17's persons, places and organisations, and names by frequency and origin.

Recall is of whole passages: every word of the marked name must be covered (to hide half a name hides nothing);
`exact` also wants the same two ends. A returned passage is right when it touches a marked person, place or
organisation; passages of other classes (dates, jobs) are not counted, since WNUT-17 does not mark them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from training.corpora import Span, Text, tweets

from bench.guard_part import Given, Part, Spans, short, shown
from hearten_guard.tagger.store import known

NAMES = ("PERSON", "LOC", "ORG")


@dataclass(frozen=True)
class Found:
    """A marked name: whether all of it was covered, and whether with the same two ends."""

    type: str
    name: str
    covered: bool
    exact: bool


@dataclass
class Reading:
    """One text: its names, and how many returned passages there were and were right."""

    names: list[Found] = field(default_factory=list)
    returned: int = 0
    right: int = 0


def score(text: Text, spans: Spans) -> Reading:
    """One text against what a system marked."""
    gold = [span for span in text.spans if span.type in NAMES]
    named = [span for span in spans if span[2] in NAMES]
    covered = {place for start, end, _ in spans for place in range(start, end)}
    ends = {(start, end) for start, end, _ in spans}
    found = [Found(s.type, text.text[s.start : s.end], _whole(text.text, s, covered), (s.start, s.end) in ends)
             for s in gold]  # fmt: skip
    right = sum(any(start < s.end and s.start < end for s in gold) for start, end, _ in named)
    return Reading(found, len(named), right)


def _whole(text: str, span: Span, covered: set[int]) -> bool:
    return all(place in covered for place in range(span.start, span.end) if text[place].isalnum())


def recall(kind: str, exact: bool = False, among: Callable[[str], bool] = bool) -> Callable:
    """The share of names of a class, of those whose words pass `among`, that were found."""

    def figure(readings: Sequence[Reading]) -> float:
        names = [found for one in readings for found in one.names if found.type == kind and among(found.name)]
        hits = sum(found.exact if exact else found.covered for found in names)
        return hits / len(names) if names else 1.0

    return figure


def precision(readings: Sequence[Reading]) -> float:
    returned = sum(one.returned for one in readings)
    return sum(one.right for one in readings) / returned if returned else 1.0


def section(given: Given) -> Part:
    """WNUT-17 dev."""
    texts = tweets(given.data / "wnut17/emerging.dev.conll")
    part = Part(
        "Social text",
        f"WNUT-17 dev ({len(texts)} posts), words joined by spaces. Trained on the train splits of WNUT-17 and the "
        "Broad Twitter Corpus; settings chosen on a part of WNUT-17 train. Targets: person ≥ .85, place ≥ .80 at "
        "precision ≥ .45.",
        ("system", "person", "place", "organisation", "person, exact", "place, exact", "precision"),
    )
    figures = [
        recall("PERSON"),
        recall("LOC"),
        recall("ORG"),
        recall("PERSON", True),
        recall("LOC", True),
        precision,
    ]
    for name, finder in given.systems.items():
        found = finder([text.text for text in texts])
        readings = [score(text, spans) for text, spans in zip(texts, found, strict=True)]
        part.rows.append((name, *(shown(readings, figure) for figure in figures)))
        part.notes.append(f"{name}, persons by the first name's frequency: {_by_frequency(readings)}.")
    return part


def _by_frequency(readings: Sequence[Reading]) -> str:
    told = []
    for group in ("common", "less common", "unknown"):
        among = partial(_is, group)
        many = sum(f.type == "PERSON" and among(f.name) for one in readings for f in one.names)
        told.append(f"{group} {short(recall('PERSON', among=among)(readings))} (n = {many})")
    return ", ".join(told)


def _is(group: str, name: str) -> bool:
    """By nomquamgender's counts of first names: at least 20,000, at least 300, fewer."""
    words = re.findall(r"[^\W\d_]+", name.lower())
    flags = known().flags(words[0]) if words else 0
    return group == ("common" if flags & 1 else "less common" if flags & 2 else "unknown")
