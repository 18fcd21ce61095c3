"""What the public is told about moderation: bands in words, by quarter, made once a day (I5; DSA art. 24)."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import groupby
from statistics import median
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hearten.moderation.models import Appeal, Decision, Figure, Proposal, Report

#: The lines of a quarter, in the order of the page. A name that is no act has its own rule in `counted`.
LINES = {
    "reports": "Times somebody asked for a look",
    "stays": "It stayed",
    "hold": "It was hidden until a second look",
    "edit": "Its writer was asked to change it",
    "remove": "It was taken down",
    "restore": "It was put back",
    "slow": "Somebody could write less often for a while",
    "mute": "Somebody could only read for some days",
    "leave": "Somebody was removed from one place",
    "ban": "Somebody was banned from the whole host, by two people",
    "not-banned": "A ban was proposed, and nobody confirmed it",
    "automated": "Decided by a program, with no person looking",
    "appeals": "Writers asked for another look",
    "upheld": "They were right",
    "wait": "How long a report waited, in the middle",
}
#: Up to which number a band reaches. No band is narrower than ten: a single case can't be seen in it.
BANDS = ((9, "under 10"), (49, "10 to 49"), (199, "50 to 199"), (999, "200 to 999"))
MOST = "1,000 or more"
WAITS = ((0, "the same day"), (1, "a day"), (3, "up to three days"), (7, "up to a week"))
LONGER = "longer than a week"
TOO_FEW = "too few to say"
#: How many quarters the page shows.
SHOWN = 8


def band(count: int) -> str:
    """A number as a band in words."""
    return next((words for most, words in BANDS if count <= most), MOST)


def waited(days: list[int]) -> str:
    """The median wait in words; nothing is said about fewer than ten reports."""
    if len(days) < 10:
        return TOO_FEW
    return next((words for most, words in WAITS if median(days) <= most), LONGER)


def quarter_of(day: date) -> str:
    """As "2026-4"."""
    return f"{day.year}-{(day.month - 1) // 3 + 1}"


def bounds(quarter: str) -> tuple[datetime, datetime]:
    """The first moment of a quarter, and the first after it, in the host's time."""
    year, number = (int(part) for part in quarter.split("-"))
    first = date(year, 3 * number - 2, 1)
    after = date(year + number // 4, 3 * number % 12 + 1, 1)
    begin, end = (timezone.make_aware(datetime.combine(day, time())) for day in (first, after))
    return begin, end


def counted(quarter: str) -> dict[str, str]:
    """Every line of a quarter as its band, from the rows."""
    begin, end = bounds(quarter)
    made = Decision.objects.filter(made_at__gte=begin, made_at__lt=end)
    on = {"made_on__gte": begin.date(), "made_on__lt": end.date()}
    appeals, proposals = Appeal.objects.filter(**on), Proposal.objects.filter(**on)
    special: dict[str, QuerySet[Any]] = {
        "reports": Report.objects.filter(**on),
        "not-banned": proposals.filter(Q(outcome="refused") | Q(outcome="expired")),
        "automated": made.filter(automated=True),
        "appeals": appeals,
        "upheld": appeals.filter(upheld=True),
    }
    found = {name: band(special.get(name, made.filter(act=name)).count()) for name in LINES if name != "wait"}
    return {**found, "wait": waited(waits(made))}


def waits(made: QuerySet[Decision]) -> list[int]:
    """How many days each report waited for one of these decisions."""
    answered = Report.objects.filter(decision__in=made).values_list("made_on", "decision__made_at")[:10_000]
    return [(timezone.localdate(at) - day).days for day, at in answered]


def publish() -> None:
    """Put together the figures of this quarter and of the one before (a recurring task, once a day)."""
    publish_on(timezone.localdate())


@transaction.atomic
def publish_on(now: date) -> None:
    """The same, as of a day."""
    before = date(now.year - 1, 12, 1) if now.month <= 3 else date(now.year, now.month - 3, 1)
    for quarter in {quarter_of(now), quarter_of(before)}:
        for name, words in counted(quarter).items():
            Figure.objects.update_or_create(quarter=quarter, name=name, defaults={"band": words, "day": now})


def published() -> list[dict[str, Any]]:
    """The newest quarters, each with its lines in order; from the stored bands alone."""
    rows = list(Figure.objects.order_by("-quarter")[: SHOWN * len(LINES)])
    quarters = [(quarter, list(lines)) for quarter, lines in groupby(rows, key=lambda row: row.quarter)]
    return [
        {"name": in_words(quarter), "day": max(row.day for row in lines), "lines": in_order(lines)}
        for quarter, lines in quarters
    ]


def in_order(lines: list[Figure]) -> list[dict[str, str]]:
    """The lines of one quarter as the page shows them."""
    bands = {row.name: row.band for row in lines}
    return [{"name": words, "value": bands[name]} for name, words in LINES.items() if name in bands]


def in_words(quarter: str) -> str:
    """ "2026-4" as "October to December 2026"."""
    begin, _end = bounds(quarter)
    last = date(begin.year, begin.month + 2, 1)
    return f"{begin:%B} to {last:%B %Y}"
