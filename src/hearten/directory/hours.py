"""When a professional reads what people write, and whether anything may be written now (R26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from hearten.directory.models import Therapist

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EVERY_DAY, WEEKDAYS = "1234567", "12345"
#: Part of every line about hours, so that nobody waits for somebody who is not there (I13).
NOT_WATCHED = "Nobody watches this page for emergencies."


@dataclass(frozen=True)
class Openness:
    """What readers may do on somebody's pages now.

    comments, questions: whether the therapist takes them at all now; an app adds its own rules. in_hours: whether
    the therapist reads at this moment. says: the line readers see, "" when no hours are kept.
    """

    comments: bool
    questions: bool
    in_hours: bool
    says: str


def open_for_readers(therapist: Therapist, now: datetime) -> Openness:
    """Whether this therapist takes comments and questions now: not while everything is closed for now.

    Outside the hours readers may still write; nobody is asked to read. now: aware.
    """
    is_open = not therapist.resting
    return Openness(is_open, is_open, in_hours(therapist, now), line(therapist))


def line(therapist: Therapist) -> str:
    """`Ana Lindqvist reads comments on weekdays from 9:00 to 16:00, Stockholm time. Nobody watches…`"""
    if not therapist.hours_days:
        return ""
    when = f"{day_words(therapist.hours_days)} from {clock(therapist.hours_from)} to {clock(therapist.hours_until)}"
    words = f"{therapist.name} reads comments {when}, {zone_words(therapist)}. {NOT_WATCHED}"
    return f"{words} {therapist.hours_words}".strip()


def in_hours(therapist: Therapist, now: datetime) -> bool:
    """Whether now lies in the hours; always, when none are kept."""
    if not therapist.hours_days:
        return True
    here = now.astimezone(zone(therapist))
    is_day = str(here.isoweekday()) in therapist.hours_days
    return is_day and therapist.hours_from <= f"{here:%H:%M}" < therapist.hours_until


def next_start(therapist: Therapist, now: datetime) -> str:
    """When the hours begin next, such as `Monday, 9:00`; "" when none are kept."""
    here = now.astimezone(zone(therapist))
    for ahead in range(8):
        day = here + timedelta(days=ahead)
        begins = therapist.hours_from > f"{here:%H:%M}" if ahead == 0 else True
        if begins and str(day.isoweekday()) in therapist.hours_days:
            return f"{DAYS[day.isoweekday() - 1]}, {clock(therapist.hours_from)}"
    return ""


def day_words(days: str) -> str:
    """`12345` is "on weekdays"."""
    if days in {EVERY_DAY, WEEKDAYS}:
        return "every day" if days == EVERY_DAY else "on weekdays"
    names = [f"{DAYS[int(number) - 1]}s" for number in days]
    return f"on {' and '.join([', '.join(names[:-1]), names[-1]] if names[1:] else names)}"


def clock(time: str) -> str:
    """`09:00` as people say it."""
    return time.removeprefix("0")


def zone(therapist: Therapist) -> ZoneInfo:
    """The zone the hours are meant in."""
    return ZoneInfo(therapist.hours_zone or settings.TIME_ZONE)


def zone_words(therapist: Therapist) -> str:
    """`Europe/Stockholm` is "Stockholm time"."""
    name = therapist.hours_zone or settings.TIME_ZONE
    return f"{name.rpartition('/')[2].replace('_', ' ')} time"
