"""Meetings in writing: open while a host is there, in turn, nobody is listed, and gone a week later (R77)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.events.models import Event
from hearten.groups import privacy
from hearten.groups.actions import joining, opening
from hearten.groups.actions import meeting as actions
from hearten.groups.actions.hearing import Typed
from hearten.groups.actions.talking import NotHere, NotYet
from hearten.groups.models import Line, Meeting, Seat, SupportGroup, WordsState
from hearten.groups.reader import Reader, reader_of
from hearten.home.erasure import erase
from hearten.live import tickets
from hearten.moderation.models import SafetyItem
from tests.blog.reading import CRISIS
from tests.cast import Cast
from tests.groups.circle import another_moderator, joined, open_group


def planned(group: SupportGroup, cast: Cast, **words) -> Meeting:
    """A meeting that Dov leads, due now."""
    given = {"title": "Sunday", "agreement": "It stays here.", "agenda": ["Arriving", "Leaving"]}
    return actions.plan(reader_of(cast.dov, group.pk), **{**given, "starts_at": timezone.now(), **words})


def running(group: SupportGroup, cast: Cast, **words) -> Meeting:
    """The same, with Dov there."""
    meeting = planned(group, cast, **words)
    actions.be_here(meeting)
    return again(meeting)


def again(meeting: Meeting) -> Meeting:
    """As it is stored now."""
    return Meeting.objects.get(pk=meeting.pk)


def said(meeting: Meeting, reader: Reader, body: str = "I am tired.") -> Line:
    line = actions.say(again(meeting), reader, Typed(body, agrees=True)).words
    assert isinstance(line, Line)
    return line


def with_the_word(meeting: Meeting, reader: Reader) -> Seat:
    """Somebody who came in, raised a hand and was given the word."""
    seat = actions.come_in(meeting, reader)
    actions.raise_hand(meeting, seat)
    actions.give_word(meeting, seat.pk)
    return seat


def address(meeting: Meeting, verb: str = "") -> str:
    return f"/groups/{meeting.group_id}/meetings/{meeting.pk}/{verb}"


def lead(browser: Client, meeting: Meeting, do: str, **more: str):
    return browser.post(address(meeting, "lead/"), {"do": do, **more})


# --- planning


def test_a_moderator_plans_one_and_members_find_it(group: SupportGroup, cast: Cast, signed_in) -> None:
    iris = reader_of(another_moderator(), group.pk)
    joined(group, cast.ben)
    form = {
        "title": "Sunday", "starts_at": f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}",
        "agenda_text": "Arriving\n\nWhat the week was\nLeaving", "note": "Loss", "agreement": "It stays here.",
        "second": iris.persona_id, "after": "",
    }  # fmt: skip
    made = signed_in(cast.dov).post(f"/groups/{group.pk}/meetings/new/", form)
    meeting = Meeting.objects.get()
    assert made["Location"] == address(meeting)
    assert meeting.agenda == ["Arriving", "What the week was", "Leaving"]
    assert meeting.second_id == iris.persona_id
    page = signed_in(cast.ben).get(f"/groups/{group.pk}/meetings/").content.decode()
    assert "Sunday" in page
    assert "It opens when a host is here." in page


def test_seven_points_are_too_many_and_come_back(group: SupportGroup, cast: Cast, signed_in) -> None:
    form = {"title": "Sunday", "agenda_text": "\n".join(f"Point {n}" for n in range(7)), "agreement": "a"}
    refused = signed_in(cast.dov).post(f"/groups/{group.pk}/meetings/new/", form)
    assert refused.status_code == 422
    assert "Point 6" in refused.content.decode()
    assert not Meeting.objects.exists()


def test_a_time_that_has_passed_is_refused(group: SupportGroup, cast: Cast, signed_in) -> None:
    form = {"title": "Sunday", "starts_at": "2020-01-01T10:00", "agreement": "a"}
    refused = signed_in(cast.dov).post(f"/groups/{group.pk}/meetings/new/", form)
    assert refused.status_code == 422
    assert "This time has passed." in refused.content.decode()


@pytest.mark.parametrize("who", ["ben", "cleo", "ana", "grace"])
def test_only_those_who_look_after_the_group_plan(group: SupportGroup, cast: Cast, signed_in, who: str) -> None:
    joined(group, cast.ben)
    assert signed_in(getattr(cast, who)).get(f"/groups/{group.pk}/meetings/new/").status_code == 404


@pytest.mark.parametrize("who", ["cleo", "ana", "hugo"])
def test_a_meeting_does_not_exist_for_those_who_are_not_in(
    group: SupportGroup, cast: Cast, signed_in, who: str
) -> None:  # I28
    meeting = running(group, cast)
    browser = signed_in(getattr(cast, who))
    for path in (f"/groups/{group.pk}/meetings/", address(meeting), address(meeting, "after/")):
        assert browser.get(path).status_code == 404
    for verb in ("come-in/", "hand/", "lead/"):
        assert browser.post(address(meeting, verb), {"agrees": "on", "do": "here"}).status_code == 404


def test_a_visitor_of_an_open_read_group_sees_no_meeting(cast: Cast, host_ready: None, signed_in) -> None:
    group = open_group(cast, format="open_read")
    meeting = running(group, cast)
    assert "Sunday" not in signed_in(cast.hugo).get(f"/groups/{group.pk}/meetings/").content.decode()
    assert signed_in(cast.hugo).get(address(meeting)).status_code == 404
    line = said(meeting, reader_of(cast.dov, group.pk))
    assert signed_in(cast.hugo).get(f"/report/groups.line/{line.pk}/").status_code == 404


# --- coming in


def test_nobody_reads_a_line_before_they_agreed(group: SupportGroup, cast: Cast, signed_in) -> None:
    meeting = running(group, cast)
    said(meeting, reader_of(cast.dov, group.pk), "Welcome, everybody.")
    joined(group, cast.ben)
    browser = signed_in(cast.ben)
    door = browser.get(address(meeting)).content.decode()
    assert "It stays here." in door
    assert "We can&#x27;t prevent that somebody takes a picture" in door or "can't prevent that somebody" in door
    assert "Welcome, everybody." not in door
    browser.post(address(meeting, "come-in/"))
    assert not Seat.objects.exclude(membership=meeting.host_id).exists()
    browser.post(address(meeting, "come-in/"), {"agrees": "on"})
    assert "Welcome, everybody." in browser.get(address(meeting)).content.decode()


def test_a_series_asks_once_and_again_when_the_words_change(group: SupportGroup, cast: Cast, signed_in) -> None:
    first = running(group, cast)
    ben = joined(group, cast.ben)
    actions.come_in(first, ben)
    same, other = planned(group, cast, after=first), planned(group, cast, after=first, agreement="Something new.")
    alone = planned(group, cast)
    browser = signed_in(cast.ben)
    assert "You agreed to this at an earlier meeting" in browser.get(address(same)).content.decode()
    browser.post(address(same, "come-in/"))
    assert Seat.objects.filter(meeting=same, membership=ben.persona_id).exists()
    for meeting in (other, alone):
        browser.post(address(meeting, "come-in/"))
        assert not Seat.objects.filter(meeting=meeting, membership=ben.persona_id).exists()


def test_nobody_can_tell_who_came(group: SupportGroup, cast: Cast, signed_in) -> None:  # I5
    meeting = running(group, cast)
    actions.come_in(meeting, joined(group, cast.cleo))
    before = moving_part(signed_in(cast.cleo), meeting), moving_part(signed_in(cast.dov), meeting)
    ben = joined(group, cast.ben)
    actions.come_in(meeting, ben)
    signed_in(cast.ben).get(address(meeting))
    assert (moving_part(signed_in(cast.cleo), meeting), moving_part(signed_in(cast.dov), meeting)) == before
    assert ben.membership
    assert ben.membership.persona.name not in signed_in(cast.dov).get(address(meeting)).content.decode()


def moving_part(browser: Client, meeting: Meeting) -> str:
    """What is said and whose hand is up, without the form's own secret."""
    page = browser.get(address(meeting)).content.decode()
    return page[page.index('id="meeting"') :].partition("<form")[0]


# --- open only while a host is there


def test_it_opens_when_a_host_says_they_are_there_and_closes_by_itself(
    group: SupportGroup, cast: Cast, signed_in
) -> None:  # I13
    meeting = planned(group, cast)
    ben = joined(group, cast.ben)
    actions.come_in(meeting, ben)
    assert "No host is here now" in signed_in(cast.ben).get(address(meeting)).content.decode()
    with pytest.raises(NotHere):
        said(meeting, ben)
    lead(signed_in(cast.dov), meeting, "here")
    with_the_word(meeting, ben)
    said(meeting, ben)
    Meeting.objects.update(here_until=timezone.now() - timedelta(seconds=1))
    page = signed_in(cast.ben).get(address(meeting)).content.decode()
    assert "closed for everybody" in page
    refused = signed_in(cast.ben).post(address(meeting), {"body": "Is somebody there?"})
    assert refused.status_code == 409
    assert "Is somebody there?" in refused.content.decode()
    assert Line.objects.count() == 1


def test_what_a_host_does_keeps_it_open_and_what_others_do_does_not(group: SupportGroup, cast: Cast) -> None:
    meeting = running(group, cast)
    ben = joined(group, cast.ben)
    with_the_word(meeting, ben)
    soon = timezone.now() + timedelta(minutes=1)
    Meeting.objects.update(here_until=soon)
    said(meeting, ben)
    assert again(meeting).here_until == soon
    said(meeting, reader_of(cast.dov, group.pk), "I am still here.")
    assert (again(meeting).here_until or soon) > soon


def test_a_host_who_comes_back_late_has_to_say_so(group: SupportGroup, cast: Cast) -> None:
    meeting = running(group, cast)
    Meeting.objects.update(here_until=timezone.now() - timedelta(minutes=1))
    with pytest.raises(NotHere):
        said(meeting, reader_of(cast.dov, group.pk))
    actions.be_here(again(meeting))
    said(meeting, reader_of(cast.dov, group.pk))


@pytest.mark.parametrize("goes", ["leaves", "steps down", "is sent out", "goes for a while", "ends it"])
def test_it_closes_for_everybody_when_its_host_is_gone(
    group: SupportGroup, cast: Cast, signed_in, goes: str
) -> None:  # I13
    meeting = running(group, cast)
    dov = reader_of(cast.dov, group.pk).membership
    assert dov
    {
        "leaves": lambda: joining.leave(dov),
        "steps down": lambda: opening.step_down(dov, by=cast.grace),
        "is sent out": lambda: joining.stop_listening(dov),
        "goes for a while": lambda: lead(signed_in(cast.dov), meeting, "go"),
        "ends it": lambda: lead(signed_in(cast.dov), meeting, "end"),
    }[goes]()
    assert not again(meeting).is_open(timezone.now())
    ben = joined(group, cast.ben)
    with pytest.raises(NotHere):
        said(meeting, ben)


def test_it_can_be_opened_half_an_hour_early_and_not_a_day(group: SupportGroup, cast: Cast, signed_in) -> None:
    meeting = planned(group, cast, starts_at=timezone.now() + timedelta(hours=3))
    refused = lead(signed_in(cast.dov), meeting, "here")
    assert refused.status_code == 409
    assert "It is too early." in refused.content.decode()
    Meeting.objects.update(starts_at=timezone.now() + timedelta(minutes=29))
    assert lead(signed_in(cast.dov), meeting, "here").status_code == 302


def test_what_has_ended_stays_ended(group: SupportGroup, cast: Cast, signed_in) -> None:
    meeting = running(group, cast)
    lead(signed_in(cast.dov), meeting, "end")
    assert lead(signed_in(cast.dov), meeting, "here").status_code == 409
    assert "This meeting has ended." in signed_in(cast.dov).get(address(meeting)).content.decode()


def test_the_second_host_opens_and_leads_it_too(group: SupportGroup, cast: Cast, signed_in) -> None:
    iris = another_moderator()
    meeting = planned(group, cast, second=reader_of(iris, group.pk).membership)
    browser = signed_in(iris)
    browser.post(address(meeting, "come-in/"), {"agrees": "on"})
    assert lead(browser, meeting, "here").status_code == 302
    assert again(meeting).is_open(timezone.now())
    assert "You lead this meeting" in browser.get(address(meeting)).content.decode()


@pytest.mark.parametrize("who", ["ben", "iris"])
@pytest.mark.parametrize("do", sorted(actions.LEAD))
def test_nobody_else_leads_it(group: SupportGroup, cast: Cast, signed_in, who: str, do: str) -> None:
    meeting = running(group, cast)
    account: Account = another_moderator() if who == "iris" else cast.ben
    joined(group, account)
    actions.come_in(meeting, reader_of(account, group.pk))
    before = Meeting.objects.values().get()
    assert lead(signed_in(account), meeting, do).status_code == 404
    assert Meeting.objects.values().get() == before


# --- speaking


def test_hands_get_the_word_in_the_order_they_went_up(group: SupportGroup, cast: Cast, signed_in) -> None:
    meeting = running(group, cast)
    ben, cleo = joined(group, cast.ben), joined(group, cast.cleo)
    for reader in (cleo, ben):
        actions.come_in(meeting, reader)
        signed_in(reader.account).post(address(meeting, "hand/"), {"hand": "up"})
    assert ben.membership
    assert cleo.membership
    page = signed_in(cast.dov).get(address(meeting)).content.decode()
    assert f"Give the word to {cleo.membership.persona.name}" in page
    lead(signed_in(cast.dov), meeting, "give")
    assert again(meeting).word_with_id == cleo.persona_id
    with pytest.raises(NotYet):
        said(meeting, ben)
    said(meeting, cleo)
    assert "You have the word." in signed_in(cast.cleo).get(address(meeting)).content.decode()
    signed_in(cast.cleo).post(address(meeting, "hand/"), {"hand": "down"})
    assert again(meeting).word_with_id is None
    lead(signed_in(cast.dov), meeting, "give")
    assert again(meeting).word_with_id == ben.persona_id


def test_pressing_twice_keeps_ones_place_in_the_row(group: SupportGroup, cast: Cast) -> None:
    meeting = running(group, cast)
    seats = [actions.come_in(meeting, joined(group, who)) for who in (cast.ben, cast.cleo)]
    for seat in (seats[0], seats[1], seats[0]):
        actions.raise_hand(meeting, seat)
    assert list(Seat.objects.filter(meeting=meeting).hands()) == seats


def test_who_has_the_word_raises_no_hand(group: SupportGroup, cast: Cast) -> None:
    meeting = running(group, cast)
    seat = with_the_word(meeting, joined(group, cast.ben))
    actions.raise_hand(again(meeting), seat)
    assert not Seat.objects.filter(meeting=meeting).hands().exists()


def test_without_a_hand_there_is_nobody_to_give_the_word_to(group: SupportGroup, cast: Cast, signed_in) -> None:
    refused = lead(signed_in(cast.dov), running(group, cast), "give")
    assert refused.status_code == 409
    assert "No hand is up." in refused.content.decode()


def test_words_out_of_turn_come_back(group: SupportGroup, cast: Cast, signed_in) -> None:
    meeting = running(group, cast)
    actions.come_in(meeting, joined(group, cast.ben))
    refused = signed_in(cast.ben).post(address(meeting), {"body": "Me first."})
    assert refused.status_code == 409
    assert "Me first." in refused.content.decode()
    assert not Line.objects.exists()


@pytest.mark.parametrize("open_", [True, False])
def test_words_of_danger_are_kept_out_of_turn_and_after_the_host_left(
    group: SupportGroup, cast: Cast, signed_in, open_: bool
) -> None:  # R95, I12
    meeting = running(group, cast) if open_ else planned(group, cast)
    actions.come_in(meeting, joined(group, cast.ben))
    actions.come_in(meeting, joined(group, cast.cleo))
    page = signed_in(cast.ben).post(address(meeting), {"body": CRISIS}).content.decode()
    assert "Your words are kept" in page
    assert "we cannot send help to you" in page
    line = Line.objects.get()
    assert line.state == WordsState.WAITING
    assert SafetyItem.objects.get().subject == f"groups.line:{line.pk}"
    assert CRISIS not in signed_in(cast.cleo).get(address(meeting)).content.decode()


def test_the_agenda_moves_on_and_stops_at_its_end(group: SupportGroup, cast: Cast, signed_in) -> None:
    meeting = running(group, cast)
    browser = signed_in(cast.dov)
    for _ in range(3):
        lead(browser, meeting, "next")
    assert again(meeting).at_point == 1
    assert '<li aria-current="step"><strong>Leaving</strong>' in browser.get(address(meeting)).content.decode()


def test_a_line_can_be_reported_and_taken_back(group: SupportGroup, cast: Cast, signed_in) -> None:
    meeting = running(group, cast)
    ben = joined(group, cast.ben)
    with_the_word(meeting, ben)
    line = said(meeting, ben)
    actions.come_in(meeting, joined(group, cast.cleo))
    assert f"/report/groups.line/{line.pk}/" in signed_in(cast.cleo).get(address(meeting)).content.decode()
    assert signed_in(cast.cleo).post(f"/report/groups.line/{line.pk}/").status_code == 302
    assert signed_in(cast.cleo).post(f"/groups/{group.pk}/line/{line.pk}/take-back/").status_code == 404
    gone = signed_in(cast.ben).post(f"/groups/{group.pk}/line/{line.pk}/take-back/")
    assert gone["Location"] == address(meeting) + "?n=removed"
    assert not Line.objects.exists()


# --- taking somebody out


def test_who_is_taken_out_reads_why_they_see_nothing_and_keeps_the_group(
    group: SupportGroup, cast: Cast, signed_in
) -> None:
    meeting = running(group, cast)
    ben = joined(group, cast.ben)
    seat = with_the_word(meeting, ben)
    said(meeting, ben, "Something unkind.")
    lead(signed_in(cast.dov), meeting, "remove", seat=seat.pk)
    assert again(meeting).word_with_id is None
    assert Event.objects.filter(kind="listener.revoked").exists()
    page = signed_in(cast.ben).get(address(meeting))
    assert page.status_code == 403
    assert "Your place in the group stays" in page.content.decode()
    assert "Something unkind." not in page.content.decode()
    assert signed_in(cast.ben).post(address(meeting, "hand/"), {"hand": "up"}).status_code == 404
    signed_in(cast.ben).post(address(meeting, "come-in/"), {"agrees": "on"})
    assert signed_in(cast.ben).get(address(meeting)).status_code == 403
    assert signed_in(cast.ben).get(f"/groups/{group.pk}/").status_code == 200


def test_the_open_page_of_who_is_taken_out_ends_at_once(
    group: SupportGroup, cast: Cast, signed_in, settings
) -> None:
    settings.LIVE_URL = "http://127.0.0.1:1"
    meeting = running(group, cast)
    seat = actions.come_in(meeting, joined(group, cast.ben))
    page = signed_in(cast.ben).get(address(meeting)).content.decode()
    ticket = tickets.check(re.findall(r"ticket=([\w.-]+)", page)[0])
    assert ticket.topics == {meeting.topic}
    lead(signed_in(cast.dov), meeting, "remove", seat=seat.pk)
    ended = Event.objects.filter(kind="listener.revoked").get().topic
    assert ended.removeprefix(tickets.LISTENER) in ticket.listeners


def test_open_pages_hear_what_happens_and_the_events_name_nobody(
    group: SupportGroup, cast: Cast, signed_in
) -> None:
    meeting = running(group, cast)
    ben = joined(group, cast.ben)
    with_the_word(meeting, ben)
    lead(signed_in(cast.dov), meeting, "next")
    heard = Event.objects.filter(topic=meeting.topic).order_by("pk")
    kinds = [event.kind for event in heard]
    assert kinds == ["meeting.opened", "meeting.hand", "meeting.word", "meeting.point"]
    assert {event.actor for event in heard} == {"system"}


def test_the_moving_part_comes_alone_for_a_page_that_listens(group: SupportGroup, cast: Cast, signed_in) -> None:
    meeting = running(group, cast)
    actions.come_in(meeting, joined(group, cast.ben))
    part = signed_in(cast.ben).get(address(meeting), headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div class="stack" id="meeting">')
    assert "<textarea" not in part


def test_a_line_waits_for_a_moderator_and_then_appears(group: SupportGroup, cast: Cast, signed_in) -> None:
    meeting = running(group, cast)
    new = joined(group, cast.hugo, known=False)
    with_the_word(meeting, new)
    line = said(meeting, new, "My first words.")
    assert line.state == WordsState.WAITING
    page = signed_in(cast.dov).get(f"/groups/{group.pk}/keep/").content.decode()
    assert "A line in a meeting: Sunday" in page
    signed_in(cast.dov).post(f"/groups/{group.pk}/keep/line/{line.pk}/")
    assert Line.objects.get().state == WordsState.VISIBLE


def test_a_held_line_comes_back_and_is_not_said(group: SupportGroup, cast: Cast, signed_in) -> None:
    meeting = running(group, cast)
    with_the_word(meeting, joined(group, cast.ben))
    held = signed_in(cast.ben).post(address(meeting), {"body": "You should stop taking your medication."})
    assert held.status_code == 422
    assert "You should stop taking your medication." in held.content.decode()
    assert not Line.objects.exists()


def test_a_telephone_number_in_a_line_is_covered_and_comes_back(group: SupportGroup, cast: Cast, signed_in) -> None:
    meeting = running(group, cast)
    with_the_word(meeting, joined(group, cast.ben))
    masked = signed_in(cast.ben).post(address(meeting), {"body": "Call me on 070 174 06 12, any night."})  # R83
    assert masked.status_code == 422
    assert "We have covered them below." in masked.content.decode()
    assert "Back to what I typed" in masked.content.decode()
    assert not Line.objects.exists()


def test_after_its_end_the_page_leads_to_how_one_leaves(group: SupportGroup, cast: Cast, signed_in) -> None:
    meeting = running(group, cast)
    actions.come_in(meeting, joined(group, cast.ben))
    lead(signed_in(cast.dov), meeting, "end")
    page = signed_in(cast.ben).get(address(meeting)).content.decode()
    assert "How are you leaving this?" in page
    assert "<textarea" not in page


def test_a_host_takes_out_no_host(group: SupportGroup, cast: Cast, signed_in) -> None:
    iris = reader_of(another_moderator(), group.pk)
    meeting = running(group, cast, second=iris.membership)
    seat = actions.come_in(meeting, iris)
    assert lead(signed_in(cast.dov), meeting, "remove", seat=seat.pk).status_code == 409
    assert not Seat.objects.get(pk=seat.pk).removed


# --- afterwards


@pytest.mark.parametrize(
    ("how", "words"), [("lighter", "good to hear"), ("same", "That is fine"), ("heavier", "stir things up")]
)
def test_how_somebody_leaves_is_answered_and_kept_nowhere(
    group: SupportGroup, cast: Cast, signed_in, how: str, words: str, caplog
) -> None:
    meeting = running(group, cast)
    actions.come_in(meeting, joined(group, cast.ben))
    events = Event.objects.count()
    browser = signed_in(cast.ben)
    assert "How are you leaving this?" in browser.get(address(meeting, "after/")).content.decode()
    assert words in browser.post(address(meeting, "after/"), {"how": how}).content.decode()
    assert Event.objects.count() == events
    assert how not in caplog.text
    assert how not in str(privacy.export(cast.ben))


def test_who_does_not_feel_safe_sees_help_at_once_and_nobody_is_told(
    group: SupportGroup, cast: Cast, signed_in
) -> None:  # I12, I14
    meeting = running(group, cast)
    actions.come_in(meeting, joined(group, cast.ben))
    page = signed_in(cast.ben).post(address(meeting, "after/"), {"how": "unsafe"}).content.decode()
    assert 'class="crisis' in page
    assert not SafetyItem.objects.exists()


def test_lines_are_erased_a_week_later_but_not_what_the_safety_team_still_has(
    group: SupportGroup, cast: Cast
) -> None:
    meeting = running(group, cast)
    ben = joined(group, cast.ben)
    with_the_word(meeting, ben)
    said(meeting, ben, "Old.")
    said(meeting, ben, CRISIS)
    Line.objects.update(written_at=timezone.now() - actions.KEPT_FOR - timedelta(minutes=1))
    said(meeting, ben, "New.")
    actions.erase_lines()
    assert {line.body for line in Line.objects.all()} == {CRISIS, "New."}


def test_the_copy_and_erasing_know_lines_and_the_meeting_stays(group: SupportGroup, cast: Cast) -> None:  # I31, I32
    meeting = running(group, cast)
    ben = joined(group, cast.ben)
    with_the_word(meeting, ben)
    said(meeting, ben, "Ben's own line.")
    said(meeting, reader_of(cast.dov, group.pk), "Dov's own line.")
    copy = str(privacy.export(cast.ben))
    assert "Ben's own line." in copy
    assert "Dov's own line." not in copy
    erase(cast.ben)
    assert [line.body for line in Line.objects.all()] == ["Dov's own line."]
    assert again(meeting).word_with_id is None
    erase(cast.dov)
    assert again(meeting).host is None


@pytest.mark.parametrize("rows", [1, 30])
def test_a_meeting_asks_few_questions_however_much_was_said(
    group: SupportGroup, cast: Cast, signed_in, django_assert_max_num_queries, rows: int
) -> None:
    meeting = running(group, cast)
    actions.come_in(meeting, joined(group, cast.ben))
    Line.objects.bulk_create(
        Line(meeting=meeting, persona_id=meeting.host_id, body=f"L{n}", html=f"L{n}") for n in range(rows)
    )
    for who, most in ((cast.ben, 7), (cast.dov, 8)):
        browser = signed_in(who)
        browser.get(address(meeting))
        with django_assert_max_num_queries(most):
            browser.get(address(meeting))
