"""Whether somebody is there, and the one true sentence about it (I13, I45, R16)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hearten.moderation.crisis import from_when, when

#: A group needs this many trained moderators, one of them independent of its host.
MODERATORS = 2
DEGRADED = (
    "This group has too few moderators at the moment. Until that changes, somebody reads everything before others "
    "can see it, and that may take a while."
)
CLOSED = "This group is closed. What was written can still be read by those who were in it."


@dataclass(frozen=True)
class Staffing:
    """Who is there now. until: when the hours that run now end. next_from: when the next ones begin.

    moderators, independent: how many there are in all, and how many of those answer to nobody here.
    """

    until: datetime | None
    next_from: datetime | None
    moderators: int
    independent: int

    @property
    def on_duty(self) -> bool:
        """Whether somebody is there at this moment."""
        return self.until is not None

    @property
    def degraded(self) -> bool:
        """Whether the group has lost what it needs to be an open one (R16)."""
        return self.moderators < MODERATORS or self.independent < 1

    def sentence(self, now: datetime) -> str:
        """What may be said about it, and nothing more (I13)."""
        if self.until:
            return f"A moderator is here until {when(self.until, now)}."
        if self.next_from:
            again = from_when(self.next_from, now)
            return f"Nobody is on duty in this group right now. A moderator is here again {again}."
        return "Nobody is on duty in this group right now, and no hours are planned."


def joined(hours: Iterable[tuple[datetime, datetime]], now: datetime) -> tuple[datetime | None, datetime | None]:
    """`until` and `next_from` of hours in the order of their start; those that touch count as one."""
    until: datetime | None = None
    ahead: datetime | None = None
    for starts_at, ends_at in hours:
        if starts_at <= (until or now) and ends_at > now:
            until = max(until or now, ends_at)
        elif starts_at > now and ahead is None:
            ahead = starts_at
    return until, None if until else ahead
