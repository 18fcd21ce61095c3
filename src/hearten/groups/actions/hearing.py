"""What somebody typed in a group, and what is kept of it once the Guard has read it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.core.files.base import File

from hearten.moderation.hearing import hear as read_kindly
from hearten.ui.prose import render_comment

#: The longest title, in characters.
LONGEST_TITLE = 80


@dataclass(frozen=True)
class Typed:
    """What somebody typed. title: of a thread, "" for a reply. agrees: whether they accept the agreement.

    keeps: words about themself that they decided to leave there (R83). voice: the same told aloud, as it was sent.
    without_voice: whether a change takes the voice note out.
    """

    body: str
    title: str = ""
    listening: bool = False
    notes: Collection[str] = ()
    agrees: bool = False
    acknowledged: Collection[str] = ()
    keeps: Collection[str] = ()
    voice: File[bytes] | None = None
    without_voice: bool = False


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
    I16). A title that was covered stays with the writer's own words. Raises NeedsMasks and NeedsChanges for others.
    """
    heard = read_kindly(
        typed.body, title=typed.title, keeps=typed.keeps, acknowledged=typed.acknowledged, stands=stands
    )
    own = typed.body if heard.title == typed.title else f"{typed.title}\n\n{typed.body}"
    html = render_comment(heard.body)
    return Heard(heard.title[:LONGEST_TITLE], own, html, heard.level, heard.needs_person)
