"""What bench/desk keeps count of beside the database, so that the two can be held against each other."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import quantiles

from hearten.moderation.actions.desk import FOLLOW_UP_AFTER
from hearten.moderation.actions.handoff import FOLLOW_UP_BY
from hearten.moderation.desk import Span, overlap, united
from hearten.moderation.levels import GROUPS, group_of
from hearten.moderation.models import HandOff, SafetyItem, Shift

AGAIN = "Asking again, from when it is due"


@dataclass
class Held:
    """Who has a text by the bench's own reckoning, and until when at most."""

    lead: str
    until: datetime


@dataclass
class Count:
    """asked: for each text, every moment at which it asked for a person. answered: who answered, and when.

    doubled: what two people did at once. untrue: moments at which a page spoke untruly about the watch.
    """

    asked: dict[str, list[tuple[datetime, str]]] = field(default_factory=dict)
    answered: dict[str, list[tuple[datetime, str]]] = field(default_factory=dict)
    held: dict[int, Held] = field(default_factory=dict)
    did: Counter[str] = field(default_factory=Counter)
    doubled: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def asks(self, subject: str, level: str, at: datetime) -> None:
        """A text asks for a person."""
        self.asked.setdefault(subject, []).append((at, level))

    def claims(
        self, item: SafetyItem, lead: str, at: datetime, *, offered: bool, watch_ends: datetime | None
    ) -> None:
        """A lead got it. Nobody else may have it by our own reckoning, unless they handed it on."""
        now = self.held.get(item.pk)
        if now and now.lead != lead and now.until > at and not offered:
            self.doubled.append(f"item {item.pk}: {lead} and {now.lead} both have it")
        self.holds(item, lead, at, watch_ends)

    def holds(self, item: SafetyItem, lead: str, at: datetime, watch_ends: datetime | None) -> None:
        """As long as its urgency lets it, and never beyond the watch."""
        end = at + group_of(item.level).holds
        until = min(end, watch_ends) if watch_ends else end
        self.held[item.pk] = Held(lead, until)

    def shortens(self, item: SafetyItem) -> None:
        """It asks anew: whoever has it has it no longer than its urgency lets them."""
        held = self.held.get(item.pk)
        if held:
            held.until = min(held.until, item.since + group_of(item.level).holds)

    def answers(self, item: SafetyItem, lead: str, at: datetime) -> None:
        """A lead answered. Two leads may not answer the same asking."""
        last_asked = max((when for when, _ in self.asked.get(item.subject, [])), default=at)
        before = [who for when, who in self.answered.get(item.subject, []) if when > last_asked]
        if any(who != lead for who in before):
            self.doubled.append(f"item {item.pk}: {lead} answered what {before[-1]} had answered")
        self.answered.setdefault(item.subject, []).append((at, lead))


@dataclass(frozen=True)
class Times:
    """Reply times of one group, in minutes: as they were, and only what fell into somebody's watch."""

    group: str
    aim: timedelta
    whole: list[float]
    watched: list[float]


def lost(count: Count) -> list[str]:
    """Texts that asked for a person and are not in the queue's table."""
    there = set(SafetyItem.objects.values_list("subject", flat=True))
    return sorted(set(count.asked) - there)


def doubled_rows() -> list[str]:
    """Texts with more than one open row."""
    rows = Counter(SafetyItem.objects.filter(closed_at=None).values_list("subject", flat=True))
    return [f"{subject}: {n} open rows" for subject, n in rows.items() if n > 1]


def unanswered(count: Count) -> list[str]:
    """Askings without an answer after them."""
    return [
        subject
        for subject, asked in count.asked.items()
        if not any(when > asked[-1][0] for when, _ in count.answered.get(subject, []))
    ]


def still_open() -> list[str]:
    """Texts that nobody finished."""
    return list(SafetyItem.objects.filter(closed_at=None).values_list("subject", flat=True))


def not_followed_up(within: timedelta) -> list[str]:
    """Threads that nobody asked again in time after the last word of either side before it."""
    return [row.subject for row in HandOff.objects.filter(followed_up_at=None)] + [
        row.subject
        for row in HandOff.objects.exclude(followed_up_at=None)
        if row.followed_up_at - last_word_before(row) > within
    ]


def last_word_before(row: HandOff) -> datetime:
    """When somebody last wrote before the follow-up."""
    times = row.lines.values_list("written_at", flat=True)
    return max((at for at in times if at < row.followed_up_at - timedelta(seconds=1)), default=row.followed_up_at)


def times(count: Count) -> list[Times]:
    """Reply times by group, most urgent first."""
    rows = Shift.objects.order_by("starts_at").values_list("starts_at", "ends_at")
    watched = united(Span(*row) for row in rows)
    aims = {group.name: group.aim for group in GROUPS} | {AGAIN: FOLLOW_UP_BY - FOLLOW_UP_AFTER}
    found: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in aims}
    for subject, asked in count.asked.items():
        for at, level in asked:
            reply = min((when for when, _ in count.answered.get(subject, []) if when > at), default=None)
            if reply:
                whole, inside = found[AGAIN if level == "follow-up" else group_of(level).name]
                whole.append((reply - at) / timedelta(minutes=1))
                inside.append(overlap(Span(at, reply), watched) / timedelta(minutes=1))
    return [Times(name, aim, *found[name]) for name, aim in aims.items()]


def at(values: list[float], percent: int) -> float:
    """A percentile, by the values themselves where there are few."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return quantiles(values, n=100, method="inclusive")[percent - 1]
