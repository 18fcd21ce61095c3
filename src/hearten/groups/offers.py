"""Which talks without an answer are offered to whom, and how soon talks are answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from hearten.accounts.wall import hidden_from
from hearten.groups.models import Claim, Reply, Thread, WordsState
from hearten.groups.reader import Reader
from hearten.ui.engine import day

#: The most talks on the page. What does not fit comes up when what is before it is answered.
PAGE = 20
#: Over how long, and over how many talks at least, the time to an answer is measured.
MEASURED = timedelta(days=30)
ENOUGH = 10
#: Times as people may read them: the most of each, and its words.
BANDS = (
    (timedelta(hours=1), "within an hour"),
    (timedelta(hours=4), "within four hours"),
    (timedelta(hours=12), "within twelve hours"),
    (timedelta(days=1), "within a day"),
    (timedelta(days=3), "within three days"),
)
LONGER = "after more than three days, or not yet"


def is_asked(reader: Reader) -> bool:
    """Whether talks are offered to this reader now: by their own word for today, or in hours they keep."""
    membership = reader.membership
    if membership is None or not membership.answers_others or not reader.may_write:
        return False
    return membership.willing_on == timezone.localdate() or (reader.keeps and reader.staffing.on_duty)


def offered(reader: Reader) -> QuerySet[Any]:
    """Talks that nobody has answered and nobody holds: first words first, then what has waited longest.

    Never one's own, never what waits or was removed, never of anybody whom a block separates from the reader (I6).
    """
    asked: QuerySet[Any] = Thread.objects.all() if is_asked(reader) else Thread.objects.none()
    held = Claim.objects.filter(thread=OuterRef("pk"), ends_at__gt=reader.now)
    found: QuerySet[Any] = (
        asked.filter(group=reader.group, state=WordsState.VISIBLE, answered=False)
        .exclude(persona=reader.persona_id)
        .exclude(persona__in=hidden_from(reader.account))
        .filter(~Exists(held))
        .annotate(first_here=~Exists(earlier(Thread)) & ~Exists(earlier(Reply)))
        .order_by("-first_here", "written_at", "pk")
    )
    return found


def earlier(kind: type[Thread] | type[Reply]) -> QuerySet[Any]:
    """What the writer of a talk had written in this group before it; a persona writes in one group only."""
    return kind.objects.filter(persona=OuterRef("persona"), written_at__lt=OuterRef("written_at"))


def held_by(reader: Reader) -> Claim | None:
    """What this reader holds now."""
    mine = Claim.objects.filter(membership=reader.persona_id, ends_at__gt=reader.now)
    return mine.select_related("thread").first()


def rows(reader: Reader) -> list[dict[str, Any]]:
    """The offers as plain data. `welcome`: first words while somebody is on duty, who welcomes people (R68)."""
    found = offered(reader).values("pk", "title", "written_at", "listening", "notes", "persona__name", "first_here")
    return [
        {
            "id": row["pk"],
            "title": row["title"],
            "name": row["persona__name"],
            "when": day(row["written_at"]),
            "listening": row["listening"],
            "notes": row["notes"],
            "welcome": row["first_here"] and reader.staffing.on_duty,
        }
        for row in found[:PAGE]
    ]


@dataclass(frozen=True)
class Pace:
    """How soon half, and nine in ten, of the talks of a group were answered: bands in words, "" for too few."""

    half: str
    most: str


def pace(group: str, now: datetime) -> Pace:
    """Measured over the last 30 days. A talk nobody has answered counts as the longest, so that it can't hide."""
    first = Min("replies__written_at", filter=~Q(replies__persona=F("persona")) & Q(replies__state="visible"))
    talks = Thread.objects.filter(group=group, state=WordsState.VISIBLE, written_at__gt=now - MEASURED)
    found = talks.annotate(first=first).values_list("written_at", "first")
    waits = sorted(answer - written if answer else timedelta.max for written, answer in found)
    return Pace(band(waits, 0.5), band(waits, 0.9))


def band(waits: list[timedelta], share: float) -> str:
    """The band within which this share of talks was answered; "" when too few to say anything about anybody."""
    if len(waits) < ENOUGH:
        return ""
    wait = waits[ceil(share * len(waits)) - 1]
    return next((words for most, words in BANDS if wait <= most), LONGER)
