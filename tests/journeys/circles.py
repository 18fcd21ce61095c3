"""A support group in the small host of the journeys: talks, a word that waits, and its pages."""

from __future__ import annotations

from typing import Any

from hearten.accounts.models import Account
from hearten.groups.actions import offering
from hearten.groups.models import WordsState
from hearten.groups.reader import reader_of
from tests.blog.reading import CRISIS
from tests.cast import Cast
from tests.groups.circle import another_moderator, answered, begun, joined, noted, open_group, ready_group


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
        "answer": reply.pk,
        "group_draft": draft.pk,
        "group_asked": asked.pk,
        "cohort": joined_later.pk,
    }
