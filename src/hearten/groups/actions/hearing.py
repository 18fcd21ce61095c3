"""Reading what somebody typed before it is kept: what is covered, what stands in the way, and what never does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hearten.moderation.identifying import OWN, Mark, Masked, masked
from hearten.moderation.review import NeedsChanges, Reading
from hearten.ui.prose import render_comment

#: The longest title, in characters.
LONGEST_TITLE = 80


@dataclass(frozen=True)
class Typed:
    """What somebody typed. title: of a thread, "" for a reply. agrees: whether they accept the agreement.

    keeps: words about themself that they decided to leave there (R83).
    """

    body: str
    title: str = ""
    listening: bool = False
    notes: Collection[str] = ()
    agrees: bool = False
    acknowledged: Collection[str] = ()
    keeps: Collection[str] = ()


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
    """Words as they are kept. body: what their writer gets back. html, title: what everybody reads.

    level: for the safety queue, or "". needs_person: they ask for a person soon, and bring help.
    """

    title: str
    body: str
    html: str
    level: str
    needs_person: bool


def hear(typed: Typed, *, stands: str = "") -> Heard:
    """Let the Guard read the words, kindly (I19). stands: what others read there already.

    Words of danger are kept as they are for their writer, and covered for everybody else; nothing stops them (I12,
    I16). Raises NeedsMasks and NeedsChanges for others.
    """
    found = masked([typed.title, typed.body], keeps=typed.keeps, stands=stands)
    if found.reading.level:
        return in_danger(typed, found)
    if found.marks or [typed.title, typed.body] != found.parts:
        raise NeedsMasks(found)
    reading = Reading([item for item in found.reading.findings if item.rule not in OWN], "")
    still_open = reading.open(acknowledged=typed.acknowledged)
    if still_open:
        raise NeedsChanges(Reading(found.reading.findings, ""), still_open)
    return Heard(typed.title, typed.body, render_comment(typed.body), "", needs_person=False)


def in_danger(typed: Typed, found: Masked) -> Heard:
    """What is kept of words that speak of danger, or that nobody could read. A title that was covered stays with
    the writer's own words.
    """
    title, body = found.parts
    own = typed.body if title == typed.title else f"{typed.title}\n\n{typed.body}"
    level = found.reading.level
    return Heard(title[:LONGEST_TITLE], own, render_comment(body), level, found.reading.show_panel)
