"""Runs inside a served host, and does there what the people of a test do: one act a line, one answer a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from django.db import transaction

from hearten.accounts import wall
from hearten.groups.actions import keeping, talking
from hearten.groups.actions.meeting import come_in
from hearten.groups.models import Line, Meeting, Reply, SupportGroup, Thread
from hearten.groups.reader import Reader, reader_of
from hearten.moderation import paperwork
from tests.cast import Cast, account, assemble
from tests.groups.circle import answered, begun, joined, open_group
from tests.groups.test_meeting import running, with_the_word
from tests.journeys.hands import session_of

WHO: dict[str, Any] = {}


def prepare(origin: str) -> dict[str, Any]:
    """A group of Ben, Cleo, Hugo whom Ben doesn't read, and Kim who is new; two talks and a meeting in it."""
    vars(paperwork).update(what_is_missing=list, missing_for_groups=list)
    cast = assemble()
    WHO.update(vars(cast), kim=account("kim"))
    group = open_group(cast)
    cleo, ben, hugo, _ = [joined(group, WHO[who], known=who != "kim") for who in ("cleo", "ben", "hugo", "kim")]
    talk, other = begun(cleo), begun(cleo, "The house was loud.", title="Another night")
    wall.block(cast.ben, hugo.persona_id)
    paths = {
        "talk": f"t/{talk.pk}/",
        "other": f"t/{other.pk}/",
        "meeting": f"meetings/{met(group, cast, ben, cleo)}/",
    }
    return {
        **{name: f"/groups/{group.pk}/{path}" for name, path in paths.items()},
        "cookies": {who: session_of(WHO[who], origin) for who in ("ben", "cleo")},
        "cleo": cleo.membership.persona.name if cleo.membership else "",
    }


def met(group: SupportGroup, cast: Cast, ben: Reader, cleo: Reader) -> str:
    """A meeting in which Cleo has the word and Ben listens."""
    meeting = running(group, cast)
    come_in(meeting, ben)
    with_the_word(meeting, cleo)
    return str(meeting.pk)


@transaction.atomic
def say(where: str, who: str, words: str) -> str:
    """Somebody answers in Cleo's first talk, or says something in the meeting, whose turn it may be or not."""
    reader = reader_of(WHO[who], SupportGroup.objects.get().pk)
    if where == "talk":
        return str(answered(reader, Thread.objects.order_by("written_at")[0], words).state)
    meeting = Meeting.objects.get()
    line = Line.objects.create(meeting=meeting, persona_id=reader.persona_id, body=words, html=f"<p>{words}</p>")
    talking.changed(line, "line.said", topic=meeting.topic)
    return str(line.state)


def remove(words: str) -> None:
    """Dov takes words out of sight."""
    for kind in (Reply, Line):
        for row in kind.objects.filter(body=words):
            keeping.remove(row, by=WHO["dov"])


ACTS: dict[str, Callable[..., Any]] = {"prepare": prepare, "say": say, "remove": remove}


def main() -> None:
    """Until there is nothing more to do."""
    for given in sys.stdin:
        name, *arguments = json.loads(given)
        print(json.dumps(ACTS[name](*arguments)), flush=True)
