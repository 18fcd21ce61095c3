"""Hand-offs as plain data, for the person and for the desk. Neither side learns who the other is (I1)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from hearten.accounts.models import Account
from hearten.accounts.wall import own_personas, owns
from hearten.moderation.models import HandOff, HandOffLine

#: How many lines a page shows, and how many threads a list.
LINES, PAGE = 200, 50
SAYS = {"with": "I am with somebody now.", "not_now": "Not now."}


def own_hand_off(account: Account, pk: str) -> HandOff:
    """Raises Http404 unless this account is the one behind its name (I3)."""
    row = HandOff.objects.select_related("persona").filter(pk=pk).first()
    if row is None or not owns(account, row.persona_id):
        raise Http404
    return row


def own_hand_offs(account: Account) -> list[dict[str, Any]]:
    """The viewer's own, those that are open first, then the newest."""
    rows = HandOff.objects.filter(persona__in=own_personas(account)).select_related("persona")
    newest = sorted(rows.order_by("-wrote_at", "pk")[:PAGE], key=lambda row: row.ended_at is not None)
    return [
        {
            "href": reverse("letter", args=[row.pk]),
            "name": shown_name(row),
            "day": row.wrote_at.date(),
            "ended": row.ended_at is not None,
        }
        for row in newest
    ]


def lines_of(row: HandOff) -> list[dict[str, Any]]:
    """What was said, oldest first. A lead is "somebody from the safety team", whoever it was (R103)."""
    lines = HandOffLine.objects.filter(hand_off=row).order_by("-pk")[:LINES]
    return [
        {"person": line.by_person, "words": line.words or SAYS[line.said], "at": line.written_at}
        for line in reversed(lines)
    ]


def thread_of(subject: str) -> dict[str, Any] | None:
    """The hand-off about a text, for the desk: the pseudonym and what was said; None when there is none."""
    row = HandOff.objects.select_related("persona").filter(subject=subject).first()
    if row is None:
        return None
    return {
        "name": shown_name(row) or "They",
        "lines": lines_of(row),
        "with_somebody": row.with_somebody_at is not None,
        "ended": row.ended_at is not None,
    }


def letter_about(subject: str, account: Account) -> str:
    """Where the viewer reads what was written to them about their own text, or ""."""
    row = HandOff.objects.filter(subject=subject, persona__in=own_personas(account)).only("pk").first()
    return reverse("letter", args=[row.pk]) if row else ""


def shown_name(row: HandOff) -> str:
    """The name they wrote under, or "" where nobody was ever shown one."""
    return "" if row.persona.space.startswith("question:") else row.persona.name
