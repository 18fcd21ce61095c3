"""Findings as the editor shows them: in the text where they are, with reason, source and rewrite."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hearten.blog.draft import DraftReading, Placed, holder
from hearten.blog.models import Post
from hearten.moderation.remarks import ORDER

FIELD_NAMES = {
    "title": "In the title",
    "summary": "In the summary",
    "body": "In the text",
    "captions": "In the captions",
    "transcript": "In the transcript",
    "chapters": "In the chapters",
    "pictures": "In the words kept with a picture. Write others between the square brackets in your text",
}


def remarks(
    reading: DraftReading, *, acknowledged: Collection[str] = (), released: Collection[str] = ()
) -> list[dict[str, Any]]:
    """What the Guard says, most serious first; a released hold is shown as a note about who released it."""
    rows = [remark(item, acknowledged, released) for item in reading.placed]
    return sorted(rows, key=lambda row: (ORDER[row["severity"]], row["n"]))


def remark(item: Placed, acknowledged: Collection[str], released: Collection[str]) -> dict[str, Any]:
    """One finding as plain data."""
    finding = item.finding
    is_released = finding.key in released
    return {
        "n": item.number,
        "rule": finding.rule,
        "key": finding.key,
        "severity": "note" if is_released else finding.severity,
        "quote": finding.quote,
        "reason": "A second professional has released these words." if is_released else finding.reason,
        "source": finding.source,
        "suggestion": None if is_released else finding.suggestion,
        "acknowledged": finding.rule in acknowledged,
        "where": FIELD_NAMES[item.field],
    }


def segments(post: Post, reading: DraftReading, field: str) -> list[dict[str, Any]]:
    """The text of one field cut at its findings; overlapping findings show the more serious one."""
    text: str = getattr(holder(post, field), field)
    pieces: list[dict[str, Any]] = []
    position = 0
    for item in _apart([row for row in reading.placed if row.field == field and row.end > row.start]):
        if item.start > position:
            pieces.append({"text": text[position : item.start], "finding": None})
        marked = {"text": text[item.start : item.end], "finding": item.number, "severity": item.finding.severity}
        pieces.append(marked)
        position = item.end
    if position < len(text):
        pieces.append({"text": text[position:], "finding": None})
    return pieces


def _apart(items: list[Placed]) -> list[Placed]:
    chosen: list[Placed] = []
    for item in sorted(items, key=lambda row: ORDER[row.finding.severity]):
        if all(item.end <= other.start or item.start >= other.end for other in chosen):
            chosen.append(item)
    return sorted(chosen, key=lambda row: row.start)
