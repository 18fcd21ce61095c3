"""How soon a text asks for a person: the levels of the safety queue, most urgent first, in four groups."""

from dataclasses import dataclass
from datetime import timedelta

#: Level -> what a safety lead reads about the *text* (I15). The order is the order of the queue.
LEVELS = {
    "attempt": "It speaks of an attempt",
    "means": "It speaks of having a way to do it",
    "plan": "It speaks of a plan",
    "intent": "It speaks of an intention",
    "encouragement": "It may push somebody towards harm",
    "method": "It describes a way of harm",
    "unread": "The check could not read it; a person needs to",
    "asked": "Somebody asks to be written to",
    "answer": "An answer came to what you or a colleague wrote",
    "follow-up": "It is time to ask once more",
    "ideation": "It speaks of thoughts of dying",
    "passive": "It speaks of not wanting to be here",
    "elsewhere": "Texts like this came several times: they ask to go on somewhere else",
    "review": "Somebody asked for a look",
}
URGENCY = {level: place for place, level in enumerate(LEVELS)}


@dataclass(frozen=True)
class Soon:
    """One group of the queue. aim: within which a person should answer while somebody is on duty (R95). holds: how
    long a claim keeps others away: whoever vanished with a text must not keep it for long (docs/reference/desk.md).
    """

    name: str
    levels: tuple[str, ...]
    aim: timedelta
    holds: timedelta


NOW = Soon("Now", ("attempt", "means", "plan"), timedelta(minutes=5), timedelta(minutes=10))
SOON = Soon(
    "Soon",
    ("intent", "encouragement", "method", "unread", "asked", "answer"),
    timedelta(minutes=15),
    timedelta(minutes=20),
)
TODAY = Soon("Today", ("follow-up", "ideation", "passive"), timedelta(hours=4), timedelta(hours=1))
WHEN_YOU_CAN = Soon("When you can", ("elsewhere", "review"), timedelta(hours=24), timedelta(hours=1))
GROUPS = (NOW, SOON, TODAY, WHEN_YOU_CAN)
BY_LEVEL = {level: group for group in GROUPS for level in group.levels}
#: After one of these a lead is offered a pause (R103).
HEAVY = {*NOW.levels, "encouragement", "method"}


#: What speaks of the writer's own danger: never a reason to restrict anybody (I12).
DISTRESS = ("attempt", "means", "plan", "intent", "ideation", "passive")


def urgency(level: str) -> int:
    """Its place in the queue, 0 first. A level nobody knows comes before all others: nothing may sink unseen."""
    return URGENCY.get(level, -1)


def group_of(level: str) -> Soon:
    """How soon it asks for a person; a level nobody knows asks now."""
    return BY_LEVEL.get(level, NOW)


def is_heavy(level: str) -> bool:
    """Whether reading it may stay with somebody."""
    return level in HEAVY
