"""Series: their next day, their page, and a calendar that says nothing but that something new may be there (R59).

The next day is counted from the first one, whatever was or was not published: a day that went by leaves no trace.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from hearten.blog import notice
from hearten.blog.lists import entry, entry_rows, place_in_series
from hearten.blog.models import Post, Series
from hearten.blog.models.post import Cadence
from hearten.directory.byline import byline
from hearten.directory.models import Therapist

DAYS = {Cadence.WEEKLY: 7, Cadence.FORTNIGHTLY: 14}
#: What stands in a calendar that others may see: not the name of the series, and no subject (R59, I9).
NEUTRAL = "Something new to read or hear"
#: How many parts the page of a series shows.
SHOWN = 200


def next_day(series: Series, today: date) -> date | None:
    """The first day of the pace from today on; None when there is no promised one."""
    first = series.from_day
    if first is None or first >= today:
        return first
    if series.cadence in DAYS:
        step = DAYS[Cadence(series.cadence)]
        return first + timedelta(days=-(-(today - first).days // step) * step)
    if series.cadence == Cadence.MONTHLY:
        this = in_month(first, today.year, today.month)
        return this if this >= today else in_month(first, today.year + today.month // 12, today.month % 12 + 1)
    return None


def in_month(first: date, year: int, month: int) -> date:
    """The same day of another month; its last day when it is too short."""
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def pace(series: Series, who: Therapist) -> dict[str, Any]:
    """What readers hear of the pace: in words, the author's own, and the next day."""
    return {
        "cadence": str(series.get_cadence_display()),
        "note": series.note,
        "next": next_day(series, timezone.localdate()),
        "href": reverse("series_page", args=[who.handle, series.slug]),
        "calendar": reverse("series_calendar", args=[who.handle, series.slug]),
        "has_calendar": series.from_day is not None,
    }


def series_page(series: Series, who: Therapist) -> dict[str, Any]:
    """The page of a series in one statement: every part that is public, in order."""
    rows = list(entry_rows(Post.objects.public().filter(series=series))[:SHOWN])
    return {
        "title": series.title,
        "pace": pace(series, who),
        "entries": [entry(row) for row in sorted(rows, key=place_in_series)],
        "by": byline(who),
        "general": notice.GENERAL,
        "ways_on": notice.ways_on(),
        "canonical": notice.absolute(reverse("series_page", args=[who.handle, series.slug])),
    }


def calendar(series: Series) -> bytes:
    """The days of a series as iCalendar; without days it is empty."""
    found = Calendar()
    found.add("prodid", "-//Hearten//Series//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", settings.SITE_NAME)
    found.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    if series.from_day:
        found.add_component(event(series, series.from_day))
    body: bytes = found.to_ical()
    return body


def event(series: Series, first: date) -> Event:
    """A whole day that comes again."""
    found = Event()
    found.add("uid", f"series-{series.pk}@{settings.ORIGIN.partition('//')[2]}")
    found.add("dtstamp", datetime.combine(first, datetime.min.time(), UTC))
    found.add("dtstart", first)
    found.add("summary", NEUTRAL)
    found.add("transp", "TRANSPARENT")
    if rule := rule_of(series, first):
        found.add("rrule", rule)
    return found


def rule_of(series: Series, first: date) -> dict[str, Any]:
    """How it comes again, as iCalendar says it; {} for once."""
    if series.cadence in DAYS:
        return {"freq": "weekly", "interval": DAYS[Cadence(series.cadence)] // 7}
    if series.cadence != Cadence.MONTHLY:
        return {}
    if first.day <= 28:
        return {"freq": "monthly", "bymonthday": first.day}
    return {"freq": "monthly", "bymonthday": list(range(28, first.day + 1)), "bysetpos": -1}
