"""How old a page's knowledge is, and what follows from it (R22, R72)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: After this many months without a check, readers are told.
STALE_MONTHS = 24
#: After this many months, search no longer lists the page.
DELISTED_MONTHS = 36


@dataclass(frozen=True)
class Freshness:
    """overdue: readers see that it may be out of date. delisted: search and the sitemap leave it out."""

    overdue: bool
    delisted: bool


def freshness(*, written_on: date, reviewed_on: date | None, next_review_on: date | None, today: date) -> Freshness:
    """Judge a page by its own dates."""
    looked_at = max(written_on, reviewed_on or written_on)
    late = next_review_on is not None and next_review_on < today
    return Freshness(
        overdue=late or looked_at < months_before(today, STALE_MONTHS),
        delisted=looked_at < months_before(today, DELISTED_MONTHS),
    )


def months_before(day: date, months: int) -> date:
    """The same day of the month, earlier; the 28th where a month is too short."""
    index = day.year * 12 + day.month - 1 - months
    return day.replace(year=index // 12, month=index % 12 + 1, day=min(day.day, 28) if day.day > 28 else day.day)
