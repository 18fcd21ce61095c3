"""A voice note leads to nobody: one address for all who may hear it, and nobody else meets it (I1, I2, I3)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hearten.accounts import wall
from hearten.accounts.models import PersonaOwner
from hearten.groups import queries
from hearten.groups.actions.keeping import send_out
from hearten.groups.models import Thread
from hearten.groups.reader import membership_of
from hearten.media import voice
from hearten.media.models import VoiceNote
from tests.groups.aloud import heard_at, play
from tests.groups.proofs.test_permute import own
from tests.groups.proofs.town import MEMBERS, OUTSIDE, STAFF, Town, changed, every_path, pages, rows, views


def talk_of(town: Town) -> str:
    talk = Thread.objects.get(voice__isnull=False)
    assert talk.state == "visible"
    return f"/groups/{town.groups[0].pk}/t/{talk.pk}/"


def addresses(town: Town, who: str) -> list[str]:
    return heard_at(pages(town, who, [talk_of(town)])[0].what.decode())


def test_nobody_outside_the_group_meets_a_voice_at_any_address(town: Town) -> None:  # I28, R61
    note = VoiceNote.objects.get()
    marks = (note.pk.encode(), note.key.encode())
    paths = [path for path in every_path() if note.pk not in path]
    met = [
        (who, sight.where)
        for who in OUTSIDE
        for sight in pages(town, who, paths)
        if any(mark in sight.what for mark in marks)
    ]
    assert met == []


def test_all_who_may_hear_it_get_one_and_the_same_address(town: Town) -> None:  # I1
    found = {address for who in (*MEMBERS, *STAFF) for address in addresses(town, who)}
    assert len(found) == 1


def test_no_row_holds_a_voice_and_an_account(town: Town) -> None:  # I1
    note = VoiceNote.objects.get()
    marks = {mark for person in town.people.values() for mark in (str(person.pk), person.pk.hex)}
    beside = [sight for sight in rows() if note.pk in sight.what.decode()]
    assert {sight.where for sight in beside} == {"events_event", "groups_thread", "media_voicenote"}
    assert [sight.where for sight in beside if any(mark in sight.what.decode() for mark in marks)] == []


def test_whoever_stopped_reading_a_writer_or_was_sent_out_gets_no_address(town: Town) -> None:  # I6
    teller, here = Thread.objects.get(voice__isnull=False).persona, talk_of(town)
    assert teller
    assert [len(addresses(town, who)) for who in ("noor", "cleo")] == [1, 1]
    wall.block(town.people["noor"], teller.pk)
    cleo = membership_of(town.people["cleo"], town.groups[0].pk)
    assert cleo
    send_out(cleo, by=town.people["dov"])
    for who in ("noor", "cleo"):
        shut, nowhere = pages(town, who, [here, f"/groups/{town.groups[0].pk}/t/{'A' * 22}/"])
        assert shut.what[:3] == nowhere.what[:3] == b"404"


def test_closed_doors_of_voices_all_look_alike(town: Town, signed_in: Any) -> None:  # I3
    note, browser = VoiceNote.objects.get(), signed_in(None)
    good = voice.voice_address(note.pk, note.key)
    bare = good.partition("?")[0]
    doors = [
        bare,
        f"{bare}?s=x",
        good.replace(note.pk, "A" * 22),
        f"{bare}?s={voice.ticket(note.pk, 'another', 1)}",
    ]
    assert [play(browser, door) for door in doors] == [404] * 4
    assert play(browser, good) == 200
    answers = {browser.get(door.partition("8000")[2], headers={"host": "127.0.0.1:8000"}).content for door in doors}
    assert len(answers) == 1


# --- planted


def test_an_address_that_depends_on_whose_voice_it_is_is_seen(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    voice_for = queries.voice_for

    def leaking(row: dict[str, Any], *given: Any, **more: Any) -> Any:
        owner = PersonaOwner.objects.get(persona=row["persona_id"]).account
        found = voice_for(row, *given, **more)
        return replace(found, url=f"{found.url}&o={owner.login == 'cleo'}")

    monkeypatch.setattr(queries, "voice_for", leaking)
    before = views(town, ("dov",), [talk_of(town)])
    own(town, ([0, 2, 1], [0, 1, 2]))
    assert changed(before, views(town, ("dov",), [talk_of(town)])) == [("dov", talk_of(town))]


def test_an_address_that_knows_who_listens_is_seen(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    voice_for = queries.voice_for

    def leaking(row: dict[str, Any], reader: Any, **more: Any) -> Any:
        found = voice_for(row, reader, **more)
        return replace(found, url=f"{found.url}&p={reader.persona_id}")

    monkeypatch.setattr(queries, "voice_for", leaking)
    assert len({address for who in ("cleo", "mia", "noor") for address in addresses(town, who)}) == 3
