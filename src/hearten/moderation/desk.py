"""What safety leads see of their queue, as plain data; few statements, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.moderation.levels import GROUPS, LEVELS, URGENCY, group_of
from hearten.moderation.models import DeskChoice, DeskNote, SafetyItem, Shift
from hearten.moderation.queries import PAGE, what_it_is
from hearten.ui.engine import clock

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
#: Words beside a text whose holder is gone (R103).
WATCH_ENDED = "free again: the watch of the colleague who had it has ended"
TIME_PASSED = "free again: the colleague who had it did not get to it in time"


@dataclass(frozen=True)
class Span:
    """A time in which somebody watched."""

    start: datetime
    end: datetime


def most_urgent_first(items: QuerySet[SafetyItem]) -> QuerySet[SafetyItem]:
    """In the database, so that nothing urgent is cut off behind many rows."""
    places = [When(rests_until__isnull=False, then=Value(URGENCY["follow-up"]))]
    places += [When(level=level, then=Value(place)) for level, place in URGENCY.items()]
    return items.annotate(place=Case(*places, default=Value(-1), output_field=IntegerField())).order_by(
        "place", "since", "pk"
    )


def safety_queue(account: Account) -> dict[str, Any]:
    """The desk of one lead: `mine`, `asked` (a colleague wants another view), `groups` by urgency, `resting`."""
    now = timezone.now()
    waiting = SafetyItem.objects.filter(closed_at=None)
    held = Q(claimed_by=account, held_until__gt=now)
    resting = Q(rests_until__gt=now)
    mine = list(most_urgent_first(waiting.filter(held & ~resting))[:PAGE])
    others = list(most_urgent_first(waiting.exclude(resting).exclude(held))[:PAGE])
    later = list(waiting.filter(resting).order_by("rests_until", "pk")[:PAGE])
    watched = spans([*mine, *others], now)
    rows = [row_of(item, account, now, watched) for item in others]
    return {
        "mine": [row_of(item, account, now, watched) for item in mine],
        "asked": [row for row in rows if row["asked"]],
        "groups": [
            {"name": group.name, "items": [row for row in rows if row["group"] == group.name]} for group in GROUPS
        ],
        "resting": [row_of(item, account, now, []) for item in later],
        "empty": not (mine or others or later),
    }


def safety_row(item: SafetyItem, account: Account) -> dict[str, Any]:
    """One item, about the text only (I15)."""
    now = timezone.now()
    return row_of(item, account, now, spans([item], now))


def level_now(item: SafetyItem) -> str:
    """What it asks for now: once somebody has written, that is the follow-up until an answer comes."""
    return "follow-up" if item.rests_until else item.level


def row_of(item: SafetyItem, account: Account, now: datetime, watched: list[Span]) -> dict[str, Any]:
    """One item as one lead sees it."""
    held = is_held(item, now)
    mine = held and item.claimed_by_id == account.pk
    return {
        "id": item.pk,
        "case": item.subject.partition(":")[::2],
        "what": what_it_is(item.subject),
        "level": level_now(item),
        "says": LEVELS.get(level_now(item), "It may need a person"),
        "group": group_of(level_now(item)).name,
        "opened_at": item.opened_at,
        "taken": held,
        "mine": mine,
        "offered": item.offered_at is not None,
        "asked": item.asked_at is not None and item.claimed_by_id != account.pk,
        "free": not held or (item.offered_at is not None and not mine),
        "who": who_has_it(item, mine, now),
        "waits": waits(item, now, watched),
    }


def is_held(item: SafetyItem, now: datetime) -> bool:
    """Whether somebody has it at this moment."""
    return item.claimed_by_id is not None and item.held_until is not None and item.held_until > now


def who_has_it(item: SafetyItem, mine: bool, now: datetime) -> str:
    """In words, without a name: colleagues find each other by talking, pages need not say who is slow."""
    if mine:
        return "you hand this one on" if item.offered_at else "you have this one"
    if is_held(item, now):
        return "a colleague hands this one on" if item.offered_at else "a colleague has this one"
    if item.claimed_by_id is None or item.held_until is None or item.claimed_at is None:
        return "nobody has this one yet"
    held = item.held_until - item.claimed_at
    return WATCH_ENDED if held < group_of(item.level).holds else TIME_PASSED


def waits(item: SafetyItem, now: datetime, watched: list[Span]) -> str:
    """How long, and what is aimed at: "waits for 12 minutes; aim 15". Plain words, never a colour (R103)."""
    if item.rests_until and item.rests_until > now:
        return f"comes back at {clock(item.rests_until)}"
    if item.rests_until:
        return f"waits for {long(now - item.rests_until)}; aim {short(group_of('follow-up').aim)}"
    if item.answered_at and item.answered_at >= item.since:
        return f"answered after {long(item.answered_at - item.since)}"
    aim = f"aim {short(group_of(item.level).aim)}"
    whole, seen = now - item.since, overlap(Span(item.since, now), watched)
    if whole - seen < MINUTE:
        return f"waits for {long(whole)}; {aim}"
    return f"waits for {long(whole)}, {long(seen)} of it while somebody watched; {aim}"


def long(time: timedelta) -> str:
    """`less than a minute`, `1 minute`, `3 hours`, `2 days`."""
    for unit, name in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        count = time // unit
        if count >= 1:
            return f"{count} {name}{'' if count == 1 else 's'}"
    return "less than a minute"


def short(time: timedelta) -> str:
    """`15` for minutes, else with its unit."""
    return str(time // MINUTE) if time < HOUR else long(time)


def spans(items: Iterable[SafetyItem], now: datetime) -> list[Span]:
    """When somebody watched since the oldest of these, nothing counted twice. One query."""
    oldest = min((item.since for item in items), default=now)
    rows = Shift.objects.filter(ends_at__gt=oldest, starts_at__lt=now).order_by("starts_at")
    return united(Span(start, end) for start, end in rows.values_list("starts_at", "ends_at"))


def united(parts: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for part in parts:
        if found and part.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, part.end))
        else:
            found.append(part)
    return found


def overlap(whole: Span, parts: list[Span]) -> timedelta:
    """How much of a time lies inside these."""
    inside = (min(whole.end, part.end) - max(whole.start, part.start) for part in parts)
    return sum((time for time in inside if time > timedelta(0)), timedelta(0))


def notes_of(item: SafetyItem, account: Account) -> list[dict[str, Any]]:
    """What leads said to each other about it, oldest first."""
    says = {"handed": "Handed on", "asked": "What do you think?", "opinion": "Another view"}
    rows = DeskNote.objects.filter(item=item)[:PAGE]
    return [
        {"title": says[row.kind], "words": row.words, "at": row.made_at, "mine": row.by_id == account.pk}
        for row in rows
    ]


def look_of(account: Account) -> dict[str, bool]:
    """How this lead likes the desk."""
    found = DeskChoice.objects.filter(account=account).first()
    return {"grey": found.grey, "keys": found.keys} if found else {"grey": False, "keys": True}
