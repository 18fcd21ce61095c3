"""A support group in the small host of the journeys: talks, a word that waits, and its pages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hearten.accounts.models import Account
from hearten.groups.actions import meeting as meetings
from hearten.groups.actions import offering
from hearten.groups.actions.hearing import Typed
from hearten.groups.models import Meeting, SupportGroup, WordsState
from hearten.groups.reader import Reader, reader_of
from tests.blog.reading import CRISIS
from tests.cast import Cast
from tests.groups.circle import another_moderator, answered, begun, joined, noted, open_group, ready_group


def gathered(cast: Cast, group: SupportGroup, cleo: Reader) -> Meeting:
    """A meeting that Dov leads, where Cleo has said something and Ben has not come in."""
    dov = reader_of(cast.dov, group.pk)
    words = {"title": "Birch on Sunday", "agreement": "The birch stays here.", "note": "A birch is cut"}
    meeting = meetings.plan(dov, **words, agenda=["Birch", "How we leave"], starts_at=timezone.now())
    meetings.be_here(meeting)
    seat = meetings.come_in(meeting, cleo)
    meetings.raise_hand(meeting, seat)
    meetings.give_word(meeting)
    said = meetings.say(Meeting.objects.get(pk=meeting.pk), cleo, Typed("My birch says hello."))
    assert not said.waits
    meetings.raise_hand(meeting, meetings.come_in(meeting, reader_of(cast.hugo, group.pk)))
    return Meeting.objects.get(pk=meeting.pk)


def add_all(people: dict[str, Account], at: dict[str, Any], cast: Cast) -> None:
    """One open group with Ben and Cleo in it, one that waits for what it lacks."""
    words = {
        "name": "Birch nights",
        "purpose": "For people who lie awake under a birch.",
        "agreement": "Birch stays here.",
        "norms": ["Ask before you give birch advice."],
        "for_whom": "Adults who like birch",
        "tone": "Birch and quiet",
        "content_notes": ["Loss of a birch"],
    }
    group = open_group(cast, on_duty=True, **words)
    ben, cleo = joined(group, cast.ben), joined(group, cast.cleo)
    talk = begun(ben, "I wake at four and hear the birch.", title="Birch at four", notes=["Loss of a birch"])
    reply = answered(cleo, talk, "I know that birch.")
    heard = begun(cleo, "Nobody sees my birch.", title="A birch alone", listening=True)
    answered(ben, heard, "You could water the birch.")
    first = begun(joined(group, cast.hugo, known=False), "A birch from somebody new.", title="New birch")
    assert first.state == WordsState.WAITING
    begun(cleo, f"{CRISIS} The birch is gone.", title="Birch tonight")
    alone = begun(ben, "Nobody knows my second birch.", title="A second birch")
    offering.take(
        begun(ben, "The third birch.", title="A third birch"), by=reader_of(another_moderator(), group.pk)
    )
    wrote = noted(ben, "I walk round the birch before bed.", title="A birch before bed")
    meeting = gathered(cast, group, cleo)
    draft = ready_group(cast, **{**words, "name": "Birch mornings", "norms": []})
    asked = open_group(cast, **{**words, "name": "Birch circle", "format": "approval"})
    joined_later = open_group(cast, **{**words, "name": "Birch cohort", "format": "cohort", "code": "birch"})
    people["iris"] = another_moderator()
    at |= {
        "group": group.pk,
        "talk": talk.pk,
        "heard": heard.pk,
        "alone": alone.pk,
        "note": wrote.pk,
        "meeting": meeting.pk,
        "answer": reply.pk,
        "group_draft": draft.pk,
        "group_asked": asked.pk,
        "cohort": joined_later.pk,
    }
