"""Findings in a comment, as `ui.findings` draws them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hearten.accounts.models import Account
from hearten.blog.remarks import ORDER
from hearten.directory.models import Therapist
from hearten.moderation.review import Finding, GuardUnavailable, NeedsChanges, read


def comment_remarks(held: NeedsChanges, acknowledged: Collection[str]) -> list[dict[str, Any]]:
    """What stands in the way, most serious first, numbered as the Guard named it."""
    rows = [
        remark(number, item, acknowledged)
        for number, item in enumerate(held.reading.findings, start=1)
        if not item.rule.startswith("crisis.")
    ]
    return sorted(rows, key=lambda row: (ORDER[row["severity"]], row["n"]))


def remark(number: int, item: Finding, acknowledged: Collection[str]) -> dict[str, Any]:
    """One finding as plain data."""
    return {
        "n": number,
        "rule": item.rule,
        "severity": item.severity,
        "quote": item.quote,
        "reason": item.reason,
        "source": item.source,
        "suggestion": item.suggestion,
        "acknowledged": item.rule in acknowledged,
    }


def apply_wording(body: str, number: str, account: Account) -> str:
    """The text with the suggestion of finding `number` in place of its quote; unchanged when there is none."""
    purpose = "reply" if Therapist.objects.filter(account=account).exists() else "post"
    try:
        findings = read(body, purpose=purpose).findings
    except GuardUnavailable:
        return body
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(findings)):
        return body
    item = findings[int(number) - 1]
    return body if item.suggestion is None else body[: item.start] + item.suggestion + body[item.end :]
