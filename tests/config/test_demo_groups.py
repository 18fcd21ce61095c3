"""The demo's support groups come in by the same doors as anybody's, once, and show what a group can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from hearten.accounts.models import Account, Role
from hearten.accounts.names import is_ours
from hearten.config import community, community_groups, community_voice
from hearten.directory.models import Therapist
from hearten.groups.card import card
from hearten.groups.models import Format, Membership, Place, Reply, StaffedHours, SupportGroup, Thread
from hearten.groups.reader import staffing_of
from hearten.moderation import paperwork
from hearten.moderation.models import HandOff, SafetyItem
from hearten_guard import check
from tests import cast as people
from tests.cast import Cast
from tests.config.demo_content import GROUPS, HEALTH_WORDS, PERSONAS, TOPICS, grade, group_texts
from tests.media.places import Folders, own_folders

pytestmark = pytest.mark.anywhere

MEMBERS = [(given["name"], member) for given in GROUPS for member in given["members"]]
TALKS = [(given, talk) for given in GROUPS for talk in given["talks"]]

# What the files say


def test_there_are_five_and_between_them_every_way_of_being_a_group() -> None:  # R51
    assert len(GROUPS) == 5
    assert {given["format"] for given in GROUPS} == set(Format.values)
    assert {given["led"] for given in GROUPS} == {"peer", "facilitator"}
    assert all(f"condition:{given['about']}" in TOPICS for given in GROUPS)


def test_every_group_has_two_trained_moderators_one_of_them_independent() -> None:  # R16
    for given in GROUPS:
        moderators = [each for each in given["staff"] if each["role"] == "moderator"]
        assert [each["login"] for each in moderators if each.get("independent")] == ["dov"]
        assert {each["login"] for each in moderators} == {"dov", "iris"}
        assert all(
            each["trained_days_ago"] > given["opened_days_ago"] for each in moderators if each["login"] == "dov"
        )


def test_nobody_has_one_name_in_two_places_and_every_name_is_a_generated_one() -> None:  # I4, R54
    names = [member["name"] for _, member in MEMBERS]
    assert len(set(names)) == len(names)
    assert not set(names) & {persona["name"] for persona in PERSONAS.values()}
    assert all(is_ours(name) for name in names)


def test_ana_and_her_client_share_no_group() -> None:  # I1
    for given in GROUPS:
        logins = {each["login"] for each in [*given["staff"], *given["members"]]}
        assert not {"ana", "cleo"} <= logins


@pytest.mark.parametrize(("given", "talk"), TALKS, ids=[talk["title"] for _, talk in TALKS])
def test_a_talk_goes_on_in_the_order_of_its_days(given: dict[str, Any], talk: dict[str, Any]) -> None:
    times = [(-each["days_ago"], each["hour"]) for each in [talk, *talk.get("answers", [])]]
    assert all(-each[0] <= given["opened_days_ago"] for each in times)
    assert len(talk["title"]) <= 80
    assert set(talk.get("notes", [])) <= set(given["content_notes"])
    assert times == sorted(times)


def test_people_write_only_after_they_came() -> None:
    for given, talk in TALKS:
        came = {member["name"]: member["days_ago"] for member in given["members"]}
        staff = {each["login"] for each in given["staff"]}
        for each in [talk, *talk.get("answers", [])]:
            assert each["by"] in staff or came[each["by"]] >= each["days_ago"], each["text"]


def test_the_talks_reach_over_weeks_and_more_than_half_are_answered() -> None:
    for given in GROUPS:
        days = [talk["days_ago"] for talk in given["talks"]]
        assert max(days) - min(days) >= 28, given["name"]
    answered = [talk for _, talk in TALKS if talk.get("answers")]
    assert len(answered) * 2 > len(TALKS)


@pytest.mark.parametrize("text", [words for _, _, words in group_texts()], ids=lambda words: words[:30])
def test_every_text_can_be_read_at_eleven(text: str) -> None:  # R100
    assert grade(text) <= 8


def whole(talk: dict[str, Any]) -> list[Any]:
    return check(f"{talk['title']}\n\n{talk['text'].strip()}", purpose="post")


def test_only_the_words_meant_to_be_held_speak_of_danger() -> None:  # R95
    speak = [talk for _, talk in TALKS if any(item.rule.startswith("crisis.") for item in whole(talk))]
    assert [talk["title"] for talk in speak] == ["Very tired"]
    assert all(talk["held"] and talk["hand_off"] for talk in speak)


def test_no_listed_name_of_a_talk_would_say_in_a_history_what_somebody_lives_with() -> None:  # I27
    assert not [given["key"] for given in GROUPS if re.search(r"[^a-z-]", given["key"])]
    titles = " ".join(f"/groups/{group}/" for group in ("a", "b"))
    assert not HEALTH_WORDS.search(titles)


def test_whoever_starts_the_demo_reads_who_can_show_each_group() -> None:
    for given in GROUPS:
        logins = {each["login"] for each in [*given["staff"], *given["members"]]}
        named = {
            login
            for login in ("ana", "ben", "cleo", "dov", "hugo", "iris")
            if re.search(rf"\b{login}\b", given["see"])
        }
        assert named, given["name"]
        assert named <= logins
    assert GROUPS[3]["code"] in GROUPS[3]["see"]


# What comes of them


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> Iterator[Folders]:
    """Where the demo's voice note lies."""
    with own_folders(settings, tmp_path) as found:
        yield found


@pytest.fixture
def demo(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The people of the files, on a host that is ready."""
    monkeypatch.setattr(paperwork, "missing_for_groups", list)
    community.bring_topics()
    people.account("iris", [Role.MEMBER, Role.MODERATOR])
    logins = {each["login"] for given in GROUPS for each in [*given["staff"], *given["members"]]}
    for login in sorted(login for login in logins if login.startswith("reader-")):
        people.account(login)
    long_ago = timezone.localdate() - timedelta(days=400)
    Account.objects.update(joined_on=long_ago)
    return cast


@pytest.fixture
def lived_in(demo: Cast) -> Cast:
    community_groups.bring_support_groups()
    return demo


def group_of(key: str) -> SupportGroup:
    name = next(given["name"] for given in GROUPS if given["key"] == key)
    return SupportGroup.objects.get(name=name)


@pytest.mark.django_db
def test_everything_comes_in_once(lived_in: Cast) -> None:
    before = [model.objects.count() for model in (SupportGroup, Membership, Thread, Reply, StaffedHours)]
    assert before[0] == len(GROUPS)
    assert before[2] == len(TALKS)
    assert before[3] == sum(len(talk.get("answers", [])) for _, talk in TALKS)
    community_groups.bring_support_groups()
    again = [model.objects.count() for model in (SupportGroup, Membership, Thread, Reply, StaffedHours)]
    assert again == before


@pytest.mark.django_db
def test_one_answer_can_be_heard_by_members(lived_in: Cast, folders: Folders) -> None:
    row = Reply.objects.get(voice__isnull=False)
    assert (row.state, row.voice.state) == ("visible", "ready")
    assert abs(row.voice.duration_ms - 4_800) < 200
    assert [path.stem for path in folders.files()] == [row.voice_id]
    assert group_of("carers").voice


@pytest.mark.django_db
def test_without_the_program_for_sound_the_answer_is_there_without_it(
    demo: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(community_voice, "has_ffmpeg", lambda: False)
    community_groups.bring_support_groups()
    assert Reply.objects.filter(body__contains="tune pianos", state="visible", voice=None).exists()


@pytest.mark.django_db
def test_in_one_group_somebody_is_there_now_and_in_the_others_nobody_is(lived_in: Cast) -> None:  # I13
    now = timezone.now()
    there = {given["key"]: staffing_of(group_of(given["key"]).pk, now).on_duty for given in GROUPS}
    assert [key for key, on_duty in there.items() if on_duty] == ["worry"]
    assert "A moderator is here until" in card(group_of("worry"), now)["says"]
    assert "Nobody is on duty" in card(group_of("carers"), now)["says"]


@pytest.mark.django_db
def test_started_again_the_next_day_somebody_is_there_again(lived_in: Cast) -> None:
    StaffedHours.objects.all().delete()
    community_groups.bring_support_groups()
    assert staffing_of(group_of("worry").pk, timezone.now()).on_duty


@pytest.mark.django_db
def test_the_tired_words_wait_and_a_hand_off_is_open_that_their_writer_finds(lived_in: Cast) -> None:  # R95
    hand_off = HandOff.objects.get()
    thread = Thread.objects.get(title="Very tired")
    assert (hand_off.subject, hand_off.ended_at) == (thread.subject, None)
    assert [line.by_person for line in hand_off.lines.all()] == [False, True]
    assert thread.state == "waiting"
    item = SafetyItem.objects.get()
    assert (item.level, item.claimed_by) == ("answer", lived_in.grace)
    assert SafetyItem.objects.get().subject == thread.subject
    browser = Client()
    browser.force_login(lived_in.cleo, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "I am Grace" in browser.get(f"/you/words/{hand_off.pk}/").content.decode()


@pytest.mark.django_db
def test_one_is_asking_to_come_in(lived_in: Cast) -> None:
    asking = Membership.objects.get(place=Place.ASKED)
    assert asking.group == group_of("grief")


@pytest.mark.django_db
def test_the_circle_lost_a_moderator_says_so_and_its_newest_words_wait(lived_in: Cast) -> None:  # R16
    circle = group_of("second-year")
    assert "too few moderators" in card(circle, timezone.now())["degraded"]
    assert Thread.objects.get(group=circle, state="waiting").title == "After the exam"
    assert circle not in SupportGroup.objects.listed()


@pytest.mark.django_db
def test_ana_writes_in_her_own_name(lived_in: Cast) -> None:  # C6
    ana = Membership.objects.get(role="facilitator")
    assert ana.therapist == Therapist.objects.get(handle="ana")
    assert Thread.objects.filter(persona=ana.persona).count() == 2


@pytest.mark.django_db
def test_words_have_the_days_of_the_file_and_lists_are_in_their_order(lived_in: Cast) -> None:
    for thread in Thread.objects.exclude(state="waiting"):
        replies = list(Reply.objects.filter(thread=thread).order_by("written_at"))
        assert all(reply.written_at >= thread.written_at for reply in replies)
        assert thread.last_at == (replies[-1] if replies else thread).written_at
        assert thread.last_at <= timezone.now()


@pytest.mark.django_db
def test_words_the_guard_would_hold_stop_the_demo_and_say_which(
    demo: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {**GROUPS[0], "members": GROUPS[0]["members"][:1]}
    by = given["members"][0]["name"]
    bad = {"by": by, "title": "x", "days_ago": 1, "hour": 9, "text": "You should stop taking your medication."}
    monkeypatch.setattr(community_groups, "groups", lambda: [{**given, "talks": [bad]}])
    with pytest.raises(CommandError, match="directive"):
        community_groups.bring_support_groups()


def test_notes_say_what_helped_their_writer_and_tell_nobody_what_to_do() -> None:  # R56, C5
    notes = [note for given in GROUPS for note in given.get("notebook", [])]
    assert len(notes) >= 3
    for note in notes:
        assert not [
            item for item in check(f"{note['title']}\n\n{note['text']}", purpose="post") if item.severity != "note"
        ]
        assert "you should" not in note["text"].lower()
        assert grade(note["text"]) <= 11


def test_a_meeting_is_planned_by_whoever_leads_it(cast: Cast) -> None:  # R77
    planned = [(given, each) for given in GROUPS for each in given.get("meetings", [])]
    assert planned
    for given, each in planned:
        staff = {row["login"]: row["role"] for row in given["staff"]}
        assert staff[each["host"]] in {"facilitator", "moderator"}
        assert 1 <= len(each["agenda"]) <= 6
