"""True words in a crisis: who is watching now, and which lines to show beside somebody's own text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from hearten.accounts.models import Role
from hearten.moderation import checks
from hearten.moderation.crisis_lines import Country, Emergency, Shown, load, sms_href, state, tel_href, visible
from hearten.moderation.models import Shift
from hearten.ui.engine import clock, day

NOBODY = "Nobody is on duty here right now."
#: Countries whose name takes "the" inside a sentence.
WITH_ARTICLE = frozenset({"gb", "nl", "ph", "us"})
#: The day is named instead of dated up to this many days ahead.
A_WEEK = 6


@dataclass(frozen=True)
class Watch:
    """Whether somebody is on duty, and the one sentence that may be said about it (I13).

    until: end of the watch that runs now. next_from: start of the next one, when none runs now.
    """

    on_duty: bool
    until: datetime | None
    next_from: datetime | None
    sentence: str


def watch(now: datetime) -> Watch:
    """Who is watching at `now`, from the shifts of safety leads who still are one. One query.

    Shifts that touch or overlap count as one watch.
    """
    shifts = Shift.objects.filter(ends_at__gt=now).select_related("account").order_by("starts_at")[:60]
    staffed = [shift for shift in shifts if shift.account.has_role(Role.SAFETY_LEAD)]
    until = None
    for shift in staffed:
        if shift.starts_at <= (until or now):
            until = max(until or now, shift.ends_at)
    if until:
        return Watch(True, until, None, f"Somebody from our safety team is reading here until {when(until, now)}.")
    if staffed:
        start = staffed[0].starts_at
        sentence = f"Nobody is on duty right now. Somebody reads again {from_when(start, now)}."
        return Watch(False, None, start, sentence)
    return Watch(False, None, None, NOBODY)


def when(moment: datetime, now: datetime) -> str:
    """`21:00 (Stockholm time)`, with the day when it is not today: readers may live in another zone."""
    on = day_name(moment, now)
    return f"{clock(moment)} ({zone()})" if on == "today" else f"{clock(moment)} {on} ({zone()})"


def from_when(moment: datetime, now: datetime) -> str:
    """`on Tuesday from 09:00 (Stockholm time)`."""
    return f"{day_name(moment, now)} from {clock(moment)} ({zone()})"


def day_name(moment: datetime, now: datetime) -> str:
    """today, tomorrow, on Tuesday, on 3 May: in the host's own zone."""
    then, today = timezone.localtime(moment).date(), timezone.localtime(now).date()
    ahead = (then - today).days
    if ahead <= 1:
        return ("today", "tomorrow")[max(ahead, 0)]
    return f"on {then:%A}" if ahead <= A_WEEK else f"on {then.day} {then:%B}"


def zone() -> str:
    """The host's time zone as people say it."""
    name = str(settings.TIME_ZONE).rpartition("/")[2].replace("_", " ")
    return name if name == "UTC" else f"{name} time"


def panel(country_code: str | None = None) -> dict[str, Any]:
    """What to show beside a text that speaks of danger, for `moderation/_panel.html`.

    country_code: a country the reader chose, else the host's own is used and named; with neither, no country's
    line is shown (I11). It always leads on to the crisis page.
    """
    country = load().country(country_code or settings.COUNTRY)
    emergency = country.emergency if country else load().elsewhere.emergency
    return {
        "country": country.name if country else "",
        "emergency": emergency_views(emergency),
        "lines": line_views(country) if country else [],
        "watch": watch(timezone.now()).sentence,
        "first": f"These numbers are for {in_a_sentence(country)}." if country else load().elsewhere.guidance,
        "more": reverse("crisis"),
    }


def in_a_sentence(country: Country) -> str:
    """Its name after "in" or "for": "Sweden", "the Netherlands"."""
    return f"the {country.name}" if country.code in WITH_ARTICLE else country.name


def line_views(country: Country, *, youth: bool | None = None) -> list[dict[str, Any]]:
    """A country's lines as plain data, each number exactly as its record has it (I10).

    youth: only those for young people, or only the others.
    """
    lines = [line for line in country.lines if youth is None or line.youth == youth]
    return [line_view(shown) for shown in visible(lines, checks.load(), timezone.localdate())]


def line_view(shown: Shown) -> dict[str, Any]:
    """One line, with every way in and how fresh it is."""
    line = shown.line
    contacts = []
    if line.phone:
        contacts.append({"label": f"Call {line.phone}", "href": tel_href(line.phone)})
    if line.sms:
        contacts.append({"label": f"Text {line.sms}", "href": sms_href(line.sms)})
    if line.chat_url:
        contacts.append({"label": "Open their chat or page", "href": line.chat_url})
    return {
        "name": line.name,
        "contacts": contacts,
        "hours": line.hours or "Hours: see their own page",
        "modes": ", ".join(line.languages),
        "note": line.note,
        "checked": day(shown.checked_on),
        "old": shown.state == "stale",
    }


def emergency_views(entries: Iterable[Emergency]) -> list[dict[str, Any]]:
    """Numbers for danger to life: never hidden, no word of doubt beside them; `checked` is a day in words or ""."""
    known = checks.load()
    today = timezone.localdate()
    return [
        {
            "number": entry.number,
            "href": tel_href(entry.number),
            "service": entry.service,
            "note": entry.note,
            "checked": day(known[entry.id][0]) if state(entry, known, today) != "unchecked" else "",
        }
        for entry in entries
    ]
