"""What changed in a piece from one edition to the next, for everybody to see (R42)."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from typing import Any

from hearten.blog.facts import COLUMNS, DATES
from hearten.blog.models import Edition, Post
from hearten.blog.queries import source_line
from hearten.directory.policy import changes
from hearten.ui.engine import clock, day

#: Editions on the page; earlier ones are in their author's copy of everything.
SHOWN = 40
LABELS = {
    "written_on": "Written", "reviewed_on": "Last checked", "next_review_on": "Next check", "starts_at": "Starts",
    "ends_at": "Ends", "place": "Place", "exercise_link": "Link to try it", "suggested_topic": "Suggested topic",
}  # fmt: skip


def history(post: Post) -> list[dict[str, Any]]:
    """Every step, newest first."""
    editions = list(post.editions.order_by("-number")[: SHOWN + 1])
    return [step(newer, older) for newer, older in pairwise(editions)]


def step(newer: Edition, older: Edition) -> dict[str, Any]:
    """From one edition to the next. words: None when their author took the earlier ones out of sight."""
    texts = ["\n".join([one.title, one.summary, one.body]) for one in (older, newer)]
    lines = [line for line in changes(*texts) if line.kind != "same"]
    return {
        "number": newer.number,
        "at": newer.made_at,
        "words": None if older.words_hidden and lines else lines,
        "facts": facts_changed(older.facts, newer.facts),
    }


def facts_changed(older: dict[str, Any], newer: dict[str, Any]) -> list[str]:
    """In sentences; nothing for editions from before facts were kept with them."""
    if not older or not newer:
        return []
    return [
        *gone_and_new("Topic", older["topics"], newer["topics"]),
        *gone_and_new("Source", lines_of(older), lines_of(newer)),
        *(
            f"{LABELS[name]}: {shown(name, newer['columns'][name])} (before: {shown(name, older['columns'][name])})"
            for name in COLUMNS
            if older["columns"].get(name) != newer["columns"].get(name)
        ),
    ]


def gone_and_new(what: str, older: list[str], newer: list[str]) -> list[str]:
    """What was taken out, then what was added."""
    gone = [f"{what} taken out: {one}" for one in older if one not in newer]
    return gone + [f"{what} added: {one}" for one in newer if one not in older]


def lines_of(facts: dict[str, Any]) -> list[str]:
    """Sources as readers see them, with their links."""
    lines = [
        source_line(title, publisher, str(year or ""), url) for title, publisher, year, url in facts["sources"]
    ]
    return [" · ".join(filter(None, [line.title, line.meta, line.url])) for line in lines]


def shown(name: str, value: Any) -> str:
    """A value in words."""
    if not value:
        return "nothing"
    if name not in DATES:
        return str(value)
    if "T" not in value:
        return day(date.fromisoformat(value))
    moment = datetime.fromisoformat(value)
    return f"{day(moment)}, {clock(moment)}"
