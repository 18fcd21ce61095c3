"""Reading what a member typed before it is kept: what is covered, what stands in the way, and what never does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hearten.moderation.identifying import OWN, Mark, Masked, masked
from hearten.moderation.review import NeedsChanges, Reading


class NeedsMasks(NeedsChanges):
    """Something that could lead to a person was covered. The writer looks at it first; nothing was written.

    title, body: as they would be sent now. marks: what was covered, each with a sentence.
    """

    def __init__(self, found: Masked) -> None:
        super().__init__(Reading(found.reading.findings, ""), [])
        self.title, self.body = found.parts
        self.marks: list[Mark] = found.marks


@dataclass(frozen=True)
class Heard:
    """Words as others may read them. level: for the safety queue, or "". needs_person: they bring help at once."""

    title: str
    body: str
    level: str
    needs_person: bool


def hear(
    body: str,
    *,
    title: str = "",
    keeps: Collection[str] = (),
    acknowledged: Collection[str] = (),
    stands: str = "",
    purpose: str = "post",
) -> Heard:
    """Let the Guard read a member's words, kindly (I19).

    keeps: words about themself that they decided to leave there. acknowledged: rules whose advice they have seen.
    stands: what others read there already. purpose: "post" or "question". Words of danger are covered for everybody
    else, for their writer to be kept as they are, and nothing stops them (I12, I16). Raises NeedsMasks and
    NeedsChanges for others (R83).
    """
    found = masked([title, body], keeps=keeps, stands=stands, purpose=purpose)
    if found.reading.level:
        title, body = found.parts
        return Heard(title, body, found.reading.level, found.reading.show_panel)
    if found.marks or [title, body] != found.parts:
        raise NeedsMasks(found)
    reading = Reading([item for item in found.reading.findings if item.rule not in OWN], "")
    still_open = reading.open(acknowledged=acknowledged)
    if still_open:
        raise NeedsChanges(Reading(found.reading.findings, ""), still_open)
    return Heard(title, body, "", needs_person=False)
