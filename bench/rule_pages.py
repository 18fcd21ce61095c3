"""The page of every rule, made from its card and from figures that were measured: docs/reference/rules/."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.guard_heldout import Rate, answers
from hearten_guard import RULES_VERSION
from hearten_guard.data import CARDS, Card
from tests.guard.goldens import read

FOLDER = Path(__file__).resolve().parents[1] / "docs/reference/rules"
FIGURES = FOLDER / "figures.json"
#: What each sample is, in the order of the table.
SAMPLES = {
    "tune": "golden, tuned on",
    "held": "golden, put aside before the words were chosen",
    "unseen": "held out, by somebody who had not seen the rule",
}
PURPOSES = {
    "article": "an article",
    "reply": "a therapist's public answer",
    "story": "a story",
    "story-own": "a story of one's own",
    "story-composite": "a composite story",
    "bio": "a description of oneself",
    "therapist": "anything else a therapist publishes",
    "post": "a member's post",
    "question": "a question",
    "member": "anything else a member writes",
    "message": "a private message, on its writer's device",
    "all": "everything",
}
WORDS = {"hold": "held", "advise": "advised", "note": "noted"}
HEAD = "<!-- Made by bin/rules from the rule's card; not written by hand. -->\n"


def measured() -> dict[str, Any]:
    """Hits and texts by rule and sample: flagged and to be flagged, then alarms and clear."""
    judged = [(golden.rule, golden.split, golden.flag, golden.flag is golden.right) for golden in read()]
    judged += [
        (one.text.rule, "unseen", one.text.flag, one.by_rule()) for one in answers() if one.text.locale == "en"
    ]
    counts: dict[str, dict[str, list[int]]] = {}
    for rule, sample, flag, found in judged:
        if rule in CARDS and sample in SAMPLES:
            count = counts.setdefault(rule, {}).setdefault(sample, [0, 0, 0, 0])
            count[0 if flag else 2] += found
            count[1 if flag else 3] += 1
    return {"rules_version": RULES_VERSION, "rules": dict(sorted(counts.items()))}


def pages() -> dict[str, str]:
    """The text of each page by its file name, from the cards as they are and the figures as last measured."""
    figures = json.loads(FIGURES.read_text("utf-8"))
    made = {f"{rule}.md": _page(card, figures) for rule, card in sorted(CARDS.items())}
    return {**made, "README.md": _index(figures)}


def write(*, measure: bool) -> None:
    """Write all pages and remove those of rules that are gone; measure: first count again."""
    FOLDER.mkdir(exist_ok=True)
    if measure:
        FIGURES.write_text(json.dumps(measured(), indent=1) + "\n", "utf-8")
    made = pages()
    for old in FOLDER.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, "utf-8")


def _page(card: Card, figures: dict[str, Any]) -> str:
    parts = [f"{HEAD}# `{card.rule}`", card.what, "## Why", card.reason, *_source(card), *_strictness(card)]
    parts += _examples("What it marks", card.flags) + _examples("What it leaves alone", card.clears)
    parts += ["## How well it works", *_table(figures["rules"].get(card.rule, {}))]
    parts += [f"Counted with rules {figures['rules_version']}. A clear text is never a promise."]
    return "\n\n".join(part for part in parts if part) + "\n"


def _source(card: Card) -> Iterator[str]:
    yield f"Source: {card.source}."
    own = card.source.startswith("Hearten's")
    if card.opened:
        yield f"What we read of it: {card.opened}."
    elif not own:
        yield "We have not opened this source; check it before you rely on it."


def _strictness(card: Card) -> Iterator[str]:
    yield "## How strict"
    yield "\n".join(f"- {WORDS[strict]} in {PURPOSES.get(where, where)}" for where, strict in card.severity.items())
    if offered := card.suggestion or card.instead:
        yield f"It offers, where nothing closer fits: “{offered}”"


def _examples(heading: str, texts: Iterable[str]) -> list[str]:
    lines = [f"- {text}" for text in texts]
    return [f"## {heading}", "\n".join(lines)] if lines else []


def _table(counts: dict[str, list[int]]) -> Iterator[str]:
    if not counts:
        yield "No texts are counted under this rule alone; its family is in the [figures](../guard-accuracy.md)."
        return
    rows = ["| texts | found | marked wrongly |", "|---|---|---|"]
    for sample, words in SAMPLES.items():
        if count := counts.get(sample):
            rows.append(f"| {words} | {_share(*count[:2])} | {_share(*count[2:])} |")
    yield "\n".join(rows)


def _share(hits: int, n: int) -> str:
    low, high = Rate(hits, n).interval
    return f"{hits} of {n} ({low:.2f}–{high:.2f})" if n else "none"


def _index(figures: dict[str, Any]) -> str:
    rows = ["| rule | what | found, held out | marked wrongly |", "|---|---|---|---|"]
    for rule, card in sorted(CARDS.items()):
        count = figures["rules"].get(rule, {}).get("unseen", [0, 0, 0, 0])
        shares = " | ".join(_share(*part) for part in (count[:2], count[2:]))
        rows.append(f"| [`{rule}`]({rule}.md) | {card.what or card.reason} | {shares} |")
    words = (
        "What the Guard looks for, one page for each rule. The figures are of texts that nobody who wrote the "
        "rules had seen, with the interval in which the true share lies 95 times of 100 (Wilson); their sums were "
        "looked at more than once on the way, so they flatter a little. "
        "`bin/rules` writes these pages from the rules' own cards; `bin/rules --measure` counts again first."
    )
    return "\n\n".join([f"{HEAD}# The Guard's rules", words, "\n".join(rows)]) + "\n"
