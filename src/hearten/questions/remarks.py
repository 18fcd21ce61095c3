"""Putting a suggested wording into a question."""

from __future__ import annotations

from hearten.moderation.review import GuardUnavailable, read


def apply_wording(body: str, number: str) -> str:
    """The text with the suggestion of finding `number` in place of its quote; unchanged when there is none."""
    try:
        findings = read(body, purpose="question").findings
    except GuardUnavailable:
        return body
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(findings)):
        return body
    item = findings[int(number) - 1]
    return body if item.suggestion is None else body[: item.start] + item.suggestion + body[item.end :]
