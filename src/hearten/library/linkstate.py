"""What is said of a link, from what a machine found and what a person saw (R4, R15)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import URLField

from hearten.library.models import LinkCheck, Outcome
from hearten.library.models.links import FAILED
from hearten.prepared import Given, Prepared

#: A link is said not to answer after failures on this many different days.
FAILURES = 2

Check = tuple[date, str]


@dataclass(frozen=True)
class LinkState:
    """What is known of a link. opened_on: the day a person opened it. worked_on: the day a machine did.

    dead: it failed on two days since it last worked or was opened. outcome: what came back last, in words.
    """

    opened_on: date | None = None
    worked_on: date | None = None
    dead: bool = False
    failed_on: date | None = None
    outcome: str = ""


def link_state(checks: Sequence[Check], *, opened_on: date | None = None) -> LinkState:
    """Judge one link. checks: (day, outcome), newest first. A person's own look outweighs older failures."""
    worked_on = next((day for day, outcome in checks if outcome == Outcome.WORKED), None)
    known = max((day for day in (worked_on, opened_on) if day), default=date.min)
    failures = [(day, outcome) for day, outcome in checks if outcome in FAILED and day > known]
    return LinkState(
        opened_on=opened_on,
        worked_on=worked_on,
        dead=len(failures) >= FAILURES,
        failed_on=failures[0][0] if failures else None,
        outcome=str(Outcome(failures[0][1]).label) if failures else "",
    )


def checks_of(urls: Collection[str]) -> dict[str, list[Check]]:
    """What was found at each of these addresses, newest first. One statement."""
    found: dict[str, list[Check]] = {}
    given = {f"url{number}": url for number, url in enumerate(sorted(set(urls)))}
    for row in checks_of_many(len(given)).run(**given) if given else []:
        found.setdefault(row["address__url"], []).append((row["day"], row["outcome"]))
    return found


@cache
def checks_of_many(count: int) -> Prepared[LinkCheck]:
    """What was found at so many addresses, newest first."""
    places = [Given(f"url{number}", URLField()) for number in range(count)]
    rows = LinkCheck.objects.filter(address__url__in=places).order_by("-day")
    return Prepared(lambda: rows.values("address__url", "day", "outcome"))
