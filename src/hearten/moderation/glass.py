"""What the two of a break-glass see of it, and what its member reads afterwards (R96, I30)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hearten.accounts import glass
from hearten.accounts.models import Account, Persona, Role
from hearten.accounts.wall import own_personas
from hearten.events.chain import time_now
from hearten.events.models import AuditRow
from hearten.moderation.actions.glass import last_day
from hearten.moderation.actions.handoff import persona_of
from hearten.moderation.models import BreakGlass
from hearten.moderation.models.glass import DANGERS
from hearten.moderation.subjects import find

#: How many are on the list; the chain has all of them.
SHOWN = 50
SAYS = {
    "waiting": "Waits for a second person",
    "open": "Open",
    "closed": "Closed",
    "refused": "Refused",
    "lapsed": "Nobody agreed within two hours",
    "taken_back": "Taken back",
}
DANGER = dict(DANGERS)


def cases_for(viewer: Account) -> QuerySet[BreakGlass]:
    """Every case that this member of staff may know of: none about a name of their own."""
    return BreakGlass.objects.exclude(persona__in=own_personas(viewer)).select_related("persona")


def rows_for(viewer: Account) -> list[dict[str, Any]]:
    """The newest cases, as rows of a list."""
    return [
        {"id": row.pk, "name": row.persona.name, "state": SAYS[state(row)], "day": row.asked_at}
        for row in cases_for(viewer)[:SHOWN]
    ]


def waits_for(viewer: Account) -> bool:
    """Whether somebody needs this person's answer now."""
    if not glass.may(viewer):
        return False
    since = time_now() - glass.ASK_LASTS
    waiting = cases_for(viewer).filter(approved=None, closed_at=None, asked_at__gt=since)
    return waiting.exclude(asked_by=viewer).exists()


def state(row: BreakGlass) -> str:
    """Where a case stands now: one of SAYS. Time closes it before the worker does."""
    now = time_now()
    if row.approved is None:
        if row.closed_at is None and now < row.asked_at + glass.ASK_LASTS:
            return "waiting"
        return (
            "lapsed" if row.closed_at is None or row.closed_at >= row.asked_at + glass.ASK_LASTS else "taken_back"
        )
    if not row.approved:
        return "refused"
    return "open" if row.closed_at is None and row.ends_at and now < row.ends_at else "closed"


def case_view(row: BreakGlass, viewer: Account) -> dict[str, Any]:
    """One case for one of the staff."""
    now, of_two = state(row), viewer.pk in {row.asked_by_id, row.answered_by_id}
    return {
        "id": row.pk,
        "name": row.persona.name,
        "state": now,
        "says": SAYS[now],
        "danger": DANGER[row.danger],
        "reason": row.reason,
        "asked_at": row.asked_at,
        "asked_as": in_words(row.asked_as),
        "answered_as": in_words(row.answered_as) if row.answered_as else "",
        "lapses_at": row.asked_at + glass.ASK_LASTS,
        "ends_at": row.ends_at,
        "may_answer": now == "waiting" and row.asked_by_id != viewer.pk,
        "may_look": now == "open" and of_two,
        "may_close": now == "open" and of_two,
        "may_take_back": now == "waiting" and row.asked_by_id == viewer.pk,
        "may_wait": bool(row.approved) and of_two and row.noticed_on is None,
        "last_day": last_day(row),
        "notice_on": row.notice_on,
        "put_off_why": row.put_off_why,
        "noticed_on": row.noticed_on,
    }


def words_of(subject: str) -> dict[str, Any] | None:
    """The words it is about, as moderators see them; None when they are gone."""
    found = find(subject)
    shown = found[0].show(found[1]) if found else None
    return asdict(shown) if shown else None


def persona_behind(subject: str) -> Persona | None:
    """The name that wrote something; None when no name did, or it can't be looked behind."""
    key = persona_of(subject)
    return Persona.objects.filter(pk=key).first() if key else None


def own_looks(account: Account) -> list[dict[str, Any]]:
    """Every time two people looked behind a name of this account, once it may know (I30). Two queries."""
    told = BreakGlass.objects.filter(persona__in=own_personas(account), noticed_on__isnull=False)
    cases = list(told.select_related("persona"))
    days: dict[str, set[date]] = {}
    for look in AuditRow.objects.filter(case__in=[row.pk for row in cases], act=glass.LOOKED):
        days.setdefault(look.case, set()).add(timezone.localdate(look.at))
    return [look_view(row, sorted(days.get(row.pk, set()))) for row in cases]


def look_view(row: BreakGlass, days: list[date]) -> dict[str, Any]:
    """One of them, for the member: roles, never names; days, never times."""
    return {
        "name": row.persona.name,
        "opened_on": timezone.localdate(row.answered_at) if row.answered_at else None,
        "closed_on": timezone.localdate(row.closed_at) if row.closed_at else None,
        "first": in_words(row.asked_as),
        "second": in_words(row.answered_as),
        "danger": DANGER[row.danger],
        "reason": row.reason,
        "looked_on": days,
        "put_off_why": row.put_off_why,
    }


def in_words(role: str) -> str:
    """`a safety lead`."""
    return f"a {Role(role).label}"
