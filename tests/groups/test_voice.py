"""Voice notes in groups: somebody listens first, members hear them, and they go with their words."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from hearten.groups.actions import keeping, opening, talking, voices
from hearten.groups.actions.hearing import Typed
from hearten.groups.models import Membership, Reply, SupportGroup, Thread
from hearten.groups.reader import membership_of
from hearten.media.models import VoiceNote
from hearten.media.probe import Refused
from tests.cast import Cast
from tests.groups.aloud import SHORT, heard_at, page_of, play, told, told_back
from tests.groups.circle import begun, joined, open_group
from tests.media.places import Folders
from tests.media.spoken import sent, worker


def approve(group: SupportGroup, words: Thread | Reply, cast: Cast) -> None:
    keeper = membership_of(cast.dov, group.pk)
    assert keeper
    keeping.approve(words, by=keeper)


# --- switched off, switched on


def test_voice_notes_are_off_until_the_host_switches_them_on(
    group: SupportGroup, cast: Cast, signed_in: Any, folders: Folders
) -> None:
    reader = joined(group, cast.ben)
    page = signed_in(cast.ben).get(f"/groups/{group.pk}/write/").content.decode()
    assert "data-voice" not in page
    assert "multipart" not in page
    with pytest.raises(Refused, match="switched off"):
        told(reader)
    answer = signed_in(cast.ben).post(f"/groups/{group.pk}/write/", typed(voice=sent()))
    assert answer.status_code == 409
    assert SHORT in answer.content.decode()
    assert not folders.files()


def typed(**more: Any) -> dict[str, Any]:
    return {"title": "A walk", "body": SHORT, **more}


def test_switching_them_on_is_on_the_card_and_asks_everybody_to_agree_again(
    group: SupportGroup, cast: Cast, signed_in: Any
) -> None:  # R67
    reader = joined(group, cast.ben)
    opening.change(group, by=cast.grace, voice=True)
    now = SupportGroup.objects.get(pk=group.pk)
    assert now.agreement_version == group.agreement_version + 1
    browser = signed_in(cast.ben)
    card = browser.get(f"/groups/{group.pk}/about/").content.decode()
    assert "others in the group can record what they hear" in card
    page = browser.get(f"/groups/{group.pk}/write/").content.decode()
    assert "don’t record it" in page
    opening.change(now, by=cast.grace, voice=True)
    assert SupportGroup.objects.get(pk=group.pk).agreement_version == now.agreement_version
    assert reader.membership


def test_the_form_says_who_may_hear_before_anything_is_recorded(
    voices: SupportGroup, cast: Cast, signed_in: Any
) -> None:
    joined(voices, cast.ben)
    page = signed_in(cast.ben).get(f"/groups/{voices.pk}/write/").content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert '<fieldset class="voice stack" data-voice data-longest="180">' in page
    for words in ("may recognise you", "A changed voice can still be recognised", "can record what they hear"):
        assert words in page
    assert "Nobody is on duty in this group right now. A moderator is here again" in page
    assert 'accept="audio/*"' in unescape(page)


# --- somebody listens first


def test_nobody_but_its_writer_and_those_who_look_after_the_group_hears_it_first(
    voices: SupportGroup, cast: Cast, signed_in: Any
) -> None:
    ben = joined(voices, cast.ben)
    joined(voices, cast.cleo)
    talk = told(ben)
    assert talk.state == "waiting"
    own, keepers = (page_of(signed_in(who), voices, talk) for who in (cast.ben, cast.dov))
    assert len(heard_at(own)) == len(heard_at(keepers)) == 1
    assert "Only you see and hear this until somebody has listened" in own
    assert page_of(signed_in(cast.cleo), voices, talk) == ""
    assert len(heard_at(signed_in(cast.dov).get(f"/groups/{voices.pk}/keep/").content.decode())) == 1
    approve(voices, talk, cast)
    others = page_of(signed_in(cast.cleo), voices, talk)
    assert [play(signed_in(None), url) for url in heard_at(others)] == [200]
    assert "A voice note, 1 s<" in others


@pytest.mark.parametrize("role", ["member", "supporter", "moderator"])
def test_it_waits_whoever_tells_it_and_whenever(cast: Cast, host_ready: None, folders: Folders, role: str) -> None:
    group = open_group(cast, on_duty=True, voice=True, holds_distress=False)
    reader = joined(group, cast.ben)
    Membership.objects.filter(pk=reader.persona_id).update(role=role, trained_on="2026-01-01")
    reader = joined(group, cast.ben)
    assert told(reader).state == "waiting"
    assert begun(reader, "The same without a voice.").state == "visible"


def test_it_can_not_appear_before_anybody_could_listen(voices: SupportGroup, cast: Cast, signed_in: Any) -> None:
    talk = told(joined(voices, cast.ben), ready=False)
    browser = signed_in(cast.dov)
    assert "I have listened" not in browser.get(f"/groups/{voices.pk}/keep/").content.decode()
    approve(voices, talk, cast)
    assert Thread.objects.get().state == "waiting"
    keeping.remove(talk, by=cast.dov)
    keeping.restore(Thread.objects.get(), by=cast.dov)
    assert Thread.objects.get().state == "waiting"
    worker()
    assert "I have listened: let it appear" in browser.get(f"/groups/{voices.pk}/keep/").content.decode()
    approve(voices, talk, cast)
    assert Thread.objects.get().state == "visible"


def test_while_it_is_prepared_its_writer_is_told(voices: SupportGroup, cast: Cast, signed_in: Any) -> None:
    talk = told(joined(voices, cast.ben), ready=False)
    assert "is being prepared" in page_of(signed_in(cast.ben), voices, talk)


def test_why_it_could_not_be_used_is_for_its_writer_alone(voices: SupportGroup, cast: Cast, signed_in: Any) -> None:
    talk = told(joined(voices, cast.ben), b"ID3" + bytes(900))
    joined(voices, cast.cleo)
    approve(voices, talk, cast)
    assert "The voice note was not kept." in page_of(signed_in(cast.ben), voices, talk)
    others = page_of(signed_in(cast.cleo), voices, talk)
    assert SHORT in others
    assert "voice note" not in others.partition("data-voice")[0].partition("Say it aloud")[0]


# --- words of danger


def test_danger_goes_to_the_desk_at_once_and_the_page_says_that_nobody_has_heard_the_voice(
    voices: SupportGroup, cast: Cast, signed_in: Any
) -> None:  # R95, I12
    joined(voices, cast.ben)
    danger = typed(body="I want to die. I will do it tonight.", voice=sent())
    answer = signed_in(cast.ben).post(f"/groups/{voices.pk}/write/", danger)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Nobody has heard your voice note yet." in page
    assert Thread.objects.get().voice_id


def test_no_recording_stands_in_the_way_of_words_of_danger(
    voices: SupportGroup, cast: Cast, signed_in: Any, folders: Folders
) -> None:  # I12
    joined(voices, cast.ben)
    danger = typed(body="I want to die. I will do it tonight.", voice=sent(b"no sound at all, really"))
    page = signed_in(cast.ben).post(f"/groups/{voices.pk}/write/", danger).content.decode()
    assert "Your recording could not be kept." in page
    assert Thread.objects.get().voice_id is None
    assert not folders.files()


# --- what stands in the way, and words that come back


@pytest.mark.parametrize(
    ("files", "status", "words"),
    [
        ([sent(b"")], 422, "empty"),
        ([sent(b"Just text.", "song.mp3")], 415, "no recording"),
        ([sent(b"ID3" + bytes(9 * 1024 * 1024))], 413, "larger than 8 MB"),
        ([sent(b"ID3" + bytes(20 * 1024 * 1024))], 422, "larger than 8 MB"),
        ([sent(b"ID3" + bytes(90)), sent(b"ID3" + bytes(90))], 422, "two recordings"),
    ],
)
def test_a_bad_recording_gives_the_words_back_and_says_what_to_do(
    voices: SupportGroup, cast: Cast, signed_in: Any, folders: Folders, files: Any, status: int, words: str
) -> None:
    joined(voices, cast.ben)
    for file in files:
        file.seek(0)
    answer = signed_in(cast.ben).post(f"/groups/{voices.pk}/write/", typed(voice=files))
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert SHORT in page
    assert not folders.files()
    assert not VoiceNote.objects.exists()
    assert not Thread.objects.exists()


def test_words_that_come_back_for_a_mask_say_that_the_recording_has_to_be_chosen_again(
    voices: SupportGroup, cast: Cast, signed_in: Any, folders: Folders
) -> None:  # R83
    joined(voices, cast.ben)
    answer = signed_in(cast.ben).post(
        f"/groups/{voices.pk}/write/", typed(body="Call me at +49 30 901820.", voice=sent())
    )
    page = answer.content.decode()
    assert "Choose your recording again" in page
    assert not folders.files()
    assert not VoiceNote.objects.exists()


def test_written_words_stay_required(voices: SupportGroup, cast: Cast, signed_in: Any, folders: Folders) -> None:
    joined(voices, cast.ben)
    answer = signed_in(cast.ben).post(f"/groups/{voices.pk}/write/", typed(body=" ", voice=sent()))
    assert answer.status_code == 422
    assert not Thread.objects.exists()
    assert not folders.files()


def test_pressing_twice_keeps_one(voices: SupportGroup, cast: Cast, folders: Folders) -> None:
    ben = joined(voices, cast.ben)
    assert told(ben, ready=False).pk == told(ben, ready=False).pk
    assert VoiceNote.objects.count() == 1
    assert len(folders.files()) == 1


def test_one_account_sends_so_many_a_day_and_no_more(
    voices: SupportGroup, cast: Cast, monkeypatch: pytest.MonkeyPatch, folders: Folders
) -> None:
    ben = joined(voices, cast.ben)
    monkeypatch.setattr("hearten.groups.actions.voices.A_DAY", 1)
    told(ben, ready=False)
    with pytest.raises(Refused, match="many voice notes today"):
        begun(ben, "Another one.", voice=sent())
    assert VoiceNote.objects.count() == 1


# --- who hears it, and until when


def test_a_visitor_of_an_open_read_group_knows_of_it_and_gets_no_address(
    cast: Cast, host_ready: None, folders: Folders, signed_in: Any
) -> None:
    group = open_group(cast, voice=True, format="open_read")
    talk = told(joined(group, cast.ben))
    approve(group, talk, cast)
    page = page_of(signed_in(cast.hugo), group, talk)
    assert heard_at(page) == []
    assert "for members of the group" in page


def test_who_stopped_reading_somebody_gets_no_address_of_theirs(
    voices: SupportGroup, cast: Cast, signed_in: Any
) -> None:  # I6
    talk = told(joined(voices, cast.ben))
    back = told_back(joined(voices, cast.cleo), talk)
    approve(voices, talk, cast)
    approve(voices, back, cast)
    browser = signed_in(cast.ben)
    assert len(heard_at(page_of(browser, voices, talk))) == 2
    browser.post(f"/groups/{voices.pk}/reply/press/", {"unread": back.pk})
    assert len(heard_at(page_of(browser, voices, talk))) == 1
    assert len(heard_at(page_of(signed_in(cast.cleo), voices, talk))) == 0


@pytest.mark.parametrize("how", ["remove", "held", "asked"])
def test_what_is_taken_out_of_sight_stops_playing_at_once(
    voices: SupportGroup, cast: Cast, signed_in: Any, how: str
) -> None:
    talk = told(joined(voices, cast.ben))
    joined(voices, cast.cleo)
    approve(voices, talk, cast)
    address = heard_at(page_of(signed_in(cast.cleo), voices, talk))[0]
    assert play(signed_in(None), address) == 200
    talk = Thread.objects.get()
    if how == "remove":
        keeping.remove(talk, by=cast.dov)
    else:
        keeping.hide_for_now(talk, talking.WordsState(how), by=cast.dov)
    assert play(signed_in(None), address) == 404
    own = heard_at(page_of(signed_in(cast.ben), voices, talk))
    assert [play(signed_in(None), url) for url in own] == [200], "its writer still hears their own"


# --- how it goes


def test_taking_words_back_takes_the_file_too(
    voices: SupportGroup, cast: Cast, folders: Folders, django_capture_on_commit_callbacks: Any
) -> None:
    ben = joined(voices, cast.ben)
    alone, with_answer = told(ben), told(joined(voices, cast.cleo), title="Another")
    approve(voices, with_answer, cast)
    told_back(ben, Thread.objects.get(pk=with_answer.pk))
    assert len(folders.files()) == 3
    for left, words in ((2, alone), (1, with_answer), (0, Reply.objects.get())):
        with django_capture_on_commit_callbacks(execute=True):
            talking.take_back(words)
        assert len(folders.files()) == left
    assert not VoiceNote.objects.exists()


def change(reader: Any, words: Any, **more: Any) -> talking.Said:
    seen = talking.fingerprint(words.body)
    return talking.rewrite(reader, words, Typed("I changed what stands under it.", **more), seen=seen)


def test_changed_words_keep_their_voice_and_are_listened_to_again(voices: SupportGroup, cast: Cast) -> None:
    ben = joined(voices, cast.ben)
    talk = told(ben)
    approve(voices, talk, cast)
    assert change(ben, Thread.objects.get()).words.state == "waiting"
    assert Thread.objects.get().voice_id == talk.voice_id


def test_a_change_can_take_the_voice_out(
    voices: SupportGroup, cast: Cast, folders: Folders, django_capture_on_commit_callbacks: Any, signed_in: Any
) -> None:
    ben = joined(voices, cast.ben)
    talk = told(ben)
    approve(voices, talk, cast)
    browser, path = signed_in(cast.ben), f"/groups/{voices.pk}/thread/{talk.pk}/change/"
    page = browser.get(path).content.decode()
    assert "Take the voice note out" in page
    seen = talking.fingerprint(talk.body)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(path, typed(without_voice="on", seen=seen))
    now = Thread.objects.get()
    assert (now.voice_id, now.state) == (None, "visible")
    assert not folders.files()


def test_leaving_with_ones_words_takes_the_voices_too(
    voices: SupportGroup, cast: Cast, folders: Folders, signed_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    ben = joined(voices, cast.ben)
    told(ben)
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(cast.ben).post(f"/groups/{voices.pk}/leave/", {"words": "take"})
    assert not folders.files() or Thread.objects.exists()


def test_voices_go_from_a_group_that_was_closed_a_month_ago_and_its_words_stay(
    voices: SupportGroup, cast: Cast, folders: Folders, django_capture_on_commit_callbacks: Any
) -> None:
    ben = joined(voices, cast.ben)
    talk = told(ben)
    approve(voices, talk, cast)
    told_back(ben, Thread.objects.get())
    opening.close_group(voices, by=cast.grace)
    with django_capture_on_commit_callbacks(execute=True):
        voices_forget()
    assert len(folders.files()) == 2, "the host may open it again"
    SupportGroup.objects.update(closed_on="2020-01-01")
    with django_capture_on_commit_callbacks(execute=True):
        voices_forget()
    assert not folders.files()
    assert Thread.objects.get().body == SHORT
    opening.open_group(voices, by=cast.grace)
    assert SupportGroup.objects.get(pk=voices.pk).closed_on is None


voices_forget = voices.forget_closed
