"""Court texts with the Text Anonymization Benchmark's own measure (Pilán et al. 2022, section 5).

Written from the paper and the benchmark's published description of its scorer. An entity to hide (DIRECT or QUASI
for that annotator) is recalled only when all its mentions that the annotator hides are covered. A mention is
covered when every character of it is, leaving out punctuation, spaces and the small words below, on which
annotators disagree. Precision counts the words (`\\w+`) inside what a system marked; each is right for every
annotator who hides it. With several annotators both are micro-averages: an entity counts once for each of them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from training.corpora import Span, Text, court

from bench.guard_part import Given, Part, Spans, ratio, shown

_SMALL = (
    "mr mrs ms and or from until to about after as at before between by during for in into of on over since with "
    "the a an no nr ’s 's"
).split()
_LEFT_OUT = re.compile(
    "|".join([rf"\b{re.escape(word)}\b" for word in _SMALL] + [re.escape(sign) for sign in ",.-;:/&()[]–'\" ’“”"]),
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


@dataclass
class Score:
    """One text: entities to hide and how many were, words marked and how many rightly (times annotators)."""

    direct: int = 0
    direct_found: int = 0
    quasi: int = 0
    quasi_found: int = 0
    words: int = 0
    right: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)


def score(readings: Sequence[Text], spans: Spans) -> Score:
    """One text as each annotator marked it, against what a system marked."""
    text, result = readings[0].text, Score()
    covered = bytearray(len(text))
    for start, end, _ in spans:
        covered[start:end] = b"\1" * (end - start)
    for reading in readings:
        _entities(reading, covered, result)
    hidden = [[(s.start, s.end) for s in reading.spans if s.masked] for reading in readings]
    for start, end, _ in spans:
        for word in _WORD.finditer(text, start, end):
            result.words += len(readings)
            result.right += sum(_inside(word.span(), places) for places in hidden)
    return result


def _inside(word: tuple[int, int], places: list[tuple[int, int]]) -> bool:
    return any(start <= word[0] and word[1] <= end for start, end in places)


def _entities(reading: Text, covered: bytearray, result: Score) -> None:
    entities: dict[str, list[Span]] = defaultdict(list)
    for span in reading.spans:
        entities[span.entity].append(span)
    for mentions in entities.values():
        hide = [span for span in mentions if span.masked]
        if not hide:
            continue
        missing = [span for span in hide if not is_covered(reading.text, span.start, span.end, covered)]
        if any(span.direct for span in hide):
            result.direct, result.direct_found = result.direct + 1, result.direct_found + (not missing)
        else:
            result.quasi, result.quasi_found = result.quasi + 1, result.quasi_found + (not missing)
        result.missed += [(missing[0].type, shape(reading.text, missing[0]))] if missing else []


def is_covered(text: str, start: int, end: int, covered: bytearray) -> bool:
    """Is every character that matters between the two marked?"""
    open_places = {place for place in range(start, end) if not covered[place]}
    if open_places:
        for match in _LEFT_OUT.finditer(text[start:end].lower()):
            open_places -= set(range(start + match.start(), start + match.end()))
    return not open_places


def shape(text: str, span: Span) -> str:
    """The form of a missed passage, not its words."""
    return re.sub(r"\d+", "0", re.sub(r"[^\W\d_]+", lambda m: "Xx" if m.group()[0].isupper() else "x",
                                      text[span.start : span.end]))[:40]  # fmt: skip


def section(given: Given) -> Part:
    """The 21 dev texts."""
    marked = sorted(court(given.data / "tab/dev.json"), key=lambda one: one.name)
    texts = [list(group) for _, group in groupby(marked, key=lambda one: one.name.split("/")[0])]
    part = Part(
        "Court texts",
        f"Text Anonymization Benchmark, dev split ({len(texts)} texts), the benchmark's own measure; an entity is "
        "recalled only when all its mentions are. Trained on its train split, settings chosen by four-fold "
        "cross-validation there. Targets: direct ≥ .99, quasi ≥ .94, precision ≥ .75.",
        ("system", "direct", "quasi", "word precision"),
    )
    for name, finder in given.systems.items():
        found = finder([readings[0].text for readings in texts])
        scores = [score(readings, spans) for readings, spans in zip(texts, found, strict=True)]
        part.rows.append((name, *(shown(scores, figure) for figure in (direct, quasi, precision))))
        if len(part.rows) == 1:
            part.notes = _notes(scores)
    return part


def direct(scores: Sequence[Score]) -> float:
    return ratio(scores, "direct_found", "direct")


def quasi(scores: Sequence[Score]) -> float:
    return ratio(scores, "quasi_found", "quasi")


def precision(scores: Sequence[Score]) -> float:
    return ratio(scores, "right", "words")


def _notes(scores: Sequence[Score]) -> list[str]:
    many = f"n = {sum(s.direct for s in scores)} direct and {sum(s.quasi for s in scores)} quasi entities."
    missed = Counter(miss for one in scores for miss in one.missed)
    kinds = Counter(kind for kind, _ in missed.elements())
    worst = ", ".join(f"{kind} `{form}`" for (kind, form), _ in missed.most_common(10))
    return [
        many,
        f"Missed by class: {', '.join(f'{k} {n}' for k, n in kinds.most_common())}.",
        f"Such as: {worst}.",
    ]
