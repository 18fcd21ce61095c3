"""What the Guard says of words, as `ui.findings` draws it: after a refusal, and while somebody still writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from hearten.moderation.crisis import panel
from hearten.moderation.review import Finding, GuardUnavailable, read, review_member_text
from hearten.ui.shortcuts import page

ORDER = {"hold": 0, "advise": 1, "note": 2}
#: How much of a text is read while somebody writes, or only to see whether its writer needs help now; characters.
GLANCE = 8000
#: Purposes of people who speak for themselves: no answer from the Guard stops them (I19).
MEMBERS = frozenset({"post", "question"})


@dataclass(frozen=True)
class Look:
    """What is said beside words that are not sent yet. crisis: a panel, members only. unread: no answer came."""

    remarks: list[dict[str, Any]]
    crisis: dict[str, Any] | None
    unread: bool


def remarks(findings: Iterable[Finding], acknowledged: Collection[str] = ()) -> list[dict[str, Any]]:
    """What needs a look, most serious first, numbered as the Guard named it; words of danger get a panel."""
    shown = [(n, item) for n, item in enumerate(findings, start=1) if not item.rule.startswith("crisis.")]
    rows = [remark(number, item, acknowledged) for number, item in shown]
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


def with_wording(body: str, number: str, *, purpose: str) -> str:
    """The text with the suggestion of finding `number` in place of its quote; unchanged when there is none."""
    try:
        findings = read(body, purpose=purpose).findings
    except GuardUnavailable:
        return body
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(findings)):
        return body
    item = findings[int(number) - 1]
    return body if item.suggestion is None else body[: item.start] + item.suggestion + body[item.end :]


def glance(words: str, purpose: str = "post") -> dict[str, Any] | None:
    """The crisis panel for words that were not kept: no form error may stand before help (I12, I19)."""
    return panel() if review_member_text(words[:GLANCE], purpose).show_panel else None


def look(words: str, purpose: str, acknowledged: Collection[str] = ()) -> Look:
    """Read words that are still being written. Nothing is kept, and nobody is told (I14).

    purpose: as the Guard names it; a member's words of danger, and words it can't read, bring the panel (I19).
    """
    if purpose in MEMBERS:
        member = review_member_text(words[:GLANCE], purpose)
        return Look(remarks(member.findings, acknowledged), panel() if member.show_panel else None, member.unread)
    try:
        return Look(remarks(read(words[:GLANCE], purpose=purpose).findings, acknowledged), None, False)
    except GuardUnavailable:
        return Look([], None, True)


def looked(request: HttpRequest, words: str, purpose: str) -> HttpResponse:
    """The fragment that `<h-findings>` asks for while somebody writes."""
    return fragment(request, look(words, purpose, request.POST.getlist("acknowledge")), member=purpose in MEMBERS)


def fragment(request: HttpRequest, said: Look, *, member: bool = False) -> HttpResponse:
    """A look as HTML. member: whether the words can be sent whatever the Guard says."""
    data = {"remarks": said.remarks, "crisis": said.crisis, "unread": said.unread, "member": member}
    return page(request, "moderation/_look.html", data, title="")
