"""What was decided about a name and holds today: asked before it writes, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, DateField, Q, QuerySet
from django.utils import timezone

from hearten.moderation.models import Decision
from hearten.moderation.names import subject_of
from hearten.moderation.rules import RESTRICTS
from hearten.prepared import Given, Prepared
from hearten.ui.engine import day

WHY = "Why, and how to have somebody else look again, is under You, in your decisions. Your words are kept below."


@dataclass(frozen=True)
class Standing:
    """What a name may do in its space. muted_until: the day from which it can write again."""

    slow_hours: int = 0
    muted_until: date | None = None
    removed: bool = False
    banned: bool = False

    @property
    def is_free(self) -> bool:
        """Whether nothing was decided that holds today."""
        return self == FREE

    def refusal(self, last: datetime | None) -> str:
        """Why these words can't go out now, in plain words to their writer; "" when they can.

        last: when this name last wrote in its space. Words in danger are never held back by this (I12): the
        caller asks only after it knows that they are not.
        """
        if self.removed or self.banned:
            return f"You can't write in this place any more. {WHY}"
        if self.muted_until:
            return f"You can read here, and write again from {day(self.muted_until)}. {WHY}"
        wait = self.wait(last)
        return f"You can write here once in {self.slow_hours} hours: {in_words(wait)}. {WHY}" if wait else ""

    def wait(self, last: datetime | None) -> timedelta:
        """How long until it may write again under "slow"; nothing when it may."""
        if not self.slow_hours or last is None:
            return timedelta(0)
        return max(last + timedelta(hours=self.slow_hours) - timezone.now(), timedelta(0))


FREE = Standing()


def in_words(wait: timedelta) -> str:
    """About how long somebody waits; never a clock time that others could line up (I4)."""
    hours = -(-wait // timedelta(hours=1))
    return "again within the hour" if hours <= 1 else f"again in about {hours} hours"


def holding(decisions: QuerySet[Decision], today: date | Given) -> QuerySet[Decision]:
    """Those of these that hold on a day: not ended, and before the day on which they end by themselves."""
    return decisions.filter(Q(until=None) | Q(until__gt=today), ended_on=None)


def _about_a_name() -> QuerySet[Decision, Any]:
    about = Decision.objects.filter(subject=Given("subject", CharField()), act__in=RESTRICTS)
    return holding(about, Given("today", DateField())).order_by().values("act", "hours", "until")


ABOUT_A_NAME = Prepared(_about_a_name)


def standing_of(persona_id: str) -> Standing:
    """What holds today about a name in its space. One statement, whoever asks and whatever was decided."""
    rows = ABOUT_A_NAME.run(subject=subject_of(persona_id), today=timezone.localdate())
    by_act = {act: [row for row in rows if row["act"] == act] for act in RESTRICTS}
    return Standing(
        slow_hours=max((row["hours"] or 0 for row in by_act["slow"]), default=0),
        muted_until=max((row["until"] for row in by_act["mute"]), default=None),
        removed=bool(by_act["leave"]),
        banned=bool(by_act["ban"]),
    )
