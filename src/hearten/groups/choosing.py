"""Which groups fit what somebody chose: their settings, and the reason beside each; nothing is kept of it (R55)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.crypto import salted_hmac

from hearten.directory.models import Topic
from hearten.groups.card import line
from hearten.groups.models import Format, SupportGroup
from hearten.groups.reader import staffing_of_all
from hearten.groups.staffing import Staffing
from hearten.prepared import Prepared

#: The ways a group can be, as people choose between them.
WAYS = {
    "read": "I can read before I join",
    "members": "Only members read",
    "asked": "A moderator lets people in",
    "led": "Led by a professional",
}
#: The same as a reason beside a group.
BECAUSE = {
    "read": "reading before you join",
    "members": "only members read",
    "asked": "a moderator lets people in",
    "led": "led by a professional",
}
NOW = "somebody is there now"
FORMATS = {"read": Format.OPEN_READ, "members": Format.MEMBERS, "asked": Format.APPROVAL}


@dataclass(frozen=True)
class Choice:
    """What somebody looks for. about: a topic's slug. way: one of WAYS. now: that somebody is there now."""

    about: str = ""
    way: str = ""
    now: bool = False

    @property
    def made(self) -> int:
        """How many things were chosen."""
        return bool(self.about) + bool(self.way) + self.now


def topic_id(slug: str) -> str:
    """A topic in an address: the address stays in histories, so it must not say what it is about (I27)."""
    return salted_hmac("hearten.groups.choosing", slug).hexdigest()[:10]


def choice_of(given: Mapping[str, str], topics: Iterable[Topic]) -> Choice:
    """What an address asks for; what nobody offered is no choice."""
    about = next((row.pk for row in topics if topic_id(row.pk) == given.get("about")), "")
    way = given.get("way", "")
    return Choice(about, way if way in WAYS else "", given.get("now") == "yes")


def reasons(group: SupportGroup, staffing: Staffing, choice: Choice) -> list[str]:
    """Which of the things somebody chose this group is, in their own words."""
    found = []
    if choice.about and group.about_id == choice.about and group.about:
        found.append(group.about.name.lower())
    if choice.way and is_way(group, choice.way):
        found.append(BECAUSE[choice.way])
    if choice.now and staffing.on_duty:
        found.append(NOW)
    return found


def is_way(group: SupportGroup, way: str) -> bool:
    """Whether a group is one of WAYS."""
    return group.led == "facilitator" if way == "led" else group.format == FORMATS[way]


def fitting(groups: Iterable[SupportGroup], choice: Choice, now: datetime) -> list[dict[str, Any]]:
    """Groups that are at least one of the things chosen, those that are more of them first, then by name."""
    rows = list(groups)
    staffing = staffing_of_all(rows, now)
    found = [(reasons(row, staffing[row.pk], choice), row) for row in rows]
    ranked = sorted((pair for pair in found if pair[0]), key=lambda pair: (-len(pair[0]), pair[1].name))
    return [
        {**line(row, staffing[row.pk], now), "because": because, "whole": len(because) == choice.made}
        for because, row in ranked
    ]


def offered(rows: Iterable[SupportGroup], choice: Choice) -> dict[str, Any]:
    """What can be chosen: the topics of the groups there are, and the ways."""
    topics = {row.about.pk: row.about.name for row in rows if row.about}
    named = sorted(topics.items(), key=lambda pair: pair[1])
    return {
        "topics": [{"value": topic_id(pk), "label": name, "chosen": pk == choice.about} for pk, name in named],
        "ways": [{"value": way, "label": label, "chosen": way == choice.way} for way, label in WAYS.items()],
        "now": choice.now,
    }


def any_listed() -> bool:
    """Whether there is a group that anybody may find."""
    return bool(LISTED.run())


LISTED = Prepared(lambda: SupportGroup.objects.listed().values("pk")[:1])


def about(topic: str) -> list[dict[str, str]]:
    """The groups about one topic, for its page: what stays true for a while, and not who is there now (I13)."""
    found = SupportGroup.objects.listed().filter(about=topic)[:5]
    return [{"name": row.name, "purpose": row.purpose, "id": row.pk} for row in found]
