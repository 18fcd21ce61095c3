"""What people meet when somebody floods, pastes, stacks, brigades or abuses a duty: each name says it."""

from __future__ import annotations

import html
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hearten.accounts import wall
from hearten.accounts.models import Account, Budget, Persona
from hearten.groups import reader as reading
from hearten.groups.actions import keeping, talking
from hearten.groups.models import Membership, Reply, SupportGroup, Thread, WordsState
from hearten.groups.reader import membership_of
from hearten.groups.staffing import Staffing
from hearten.groups.staffing import joined as spans
from hearten.moderation import actions as moderate
from hearten.moderation.actions import CannotDecide, Measure
from hearten.moderation.actions.reports import case_of
from hearten.moderation.models import Report
from hearten.moderation.rules import RULES
from tests.cast import Cast, account
from tests.groups.circle import another_moderator, answered, begun, joined, open_group

SHEET = "\n".join(f"week {row}\tslept {row % 9} hours\tcalm\t=2+2" for row in range(120))
DIARY = "\n".join(f"{row}\t{row * 7}\t2026-11-{row % 28 + 1:02}" for row in range(120))


def post(signed_in, who: Account, group: SupportGroup, body: str, title: str = "Something") -> Any:
    return signed_in(who).post(f"/groups/{group.pk}/write/", {"title": title, "body": body, "agrees": "on"})


# --- too much


def test_whoever_floods_is_told_to_go_on_tomorrow_and_keeps_every_word(
    group: SupportGroup, cast: Cast, signed_in
) -> None:
    joined(group, cast.hugo)
    assert post(signed_in, cast.hugo, group, "The first one.").status_code == 302
    Budget.objects.filter(account=cast.hugo, act="words").update(spent=talking.A_DAY)
    refused = post(signed_in, cast.hugo, group, "One more after sixty.")
    assert refused.status_code == 429
    assert "One more after sixty." in refused.content.decode()
    assert "from tomorrow you can send them" in refused.content.decode()
    assert Thread.objects.count() == 1


def test_a_flood_under_one_name_is_counted_with_the_one_under_another(
    cast: Cast, host_ready: None, signed_in
) -> None:
    here, there = open_group(cast), open_group(cast, name="There")
    joined(here, cast.hugo), joined(there, cast.hugo)
    assert post(signed_in, cast.hugo, here, "Here.").status_code == 302
    Budget.objects.filter(account=cast.hugo, act="words").update(spent=talking.A_DAY)
    assert post(signed_in, cast.hugo, there, "There.").status_code == 429


def test_the_same_words_sent_ten_times_stand_there_once(group: SupportGroup, cast: Cast, signed_in) -> None:
    joined(group, cast.hugo)
    where = {post(signed_in, cast.hugo, group, "Look at this.")["Location"] for _ in range(10)}
    assert len(where) == 1
    assert Thread.objects.count() == 1


def test_ten_thousand_words_come_back_whole_with_the_limit_named(
    group: SupportGroup, cast: Cast, signed_in
) -> None:
    joined(group, cast.ben)
    words = " ".join(f"word{number}" for number in range(10_000))
    refused = post(signed_in, cast.ben, group, words)
    assert refused.status_code == 422
    assert "longer than 6000 characters" in refused.content.decode()
    assert "word9999" in refused.content.decode()
    assert not Thread.objects.exists()


def test_a_pasted_spreadsheet_is_plain_text_that_stays_in_its_place(
    group: SupportGroup, cast: Cast, signed_in
) -> None:
    joined(group, cast.ben)
    answer = post(signed_in, cast.ben, group, SHEET)
    page = signed_in(cast.ben).get(answer["Location"]).content.decode()
    assert "=2+2" in page
    assert "<table" not in page
    assert Thread.objects.get().html.count("<") <= 2 + 2 * 120


def test_a_pasted_sheet_of_numbers_and_days_is_taken_for_no_telephone(
    group: SupportGroup, cast: Cast, signed_in
) -> None:  # R83
    joined(group, cast.ben)
    assert post(signed_in, cast.ben, group, DIARY).status_code == 302
    assert "119\t833\t2026-11-08" in Thread.objects.get().body


def test_a_sheet_with_telephone_numbers_comes_back_whole(group: SupportGroup, cast: Cast, signed_in) -> None:  # R83
    joined(group, cast.ben)
    refused = post(signed_in, cast.ben, group, f"{DIARY}\n120\tcall 070 174 06 35\t2026-11-09")
    assert refused.status_code == 422
    assert "119\t833\t2026-11-08" in html.unescape(refused.content.decode())
    assert not Thread.objects.exists()


def test_towers_of_marks_come_down_so_that_the_words_around_them_can_be_read(
    group: SupportGroup, cast: Cast, signed_in
) -> None:
    joined(group, cast.hugo)
    tower = "".join(letter + "\u0336\u0353\u0322\u033b" * 20 for letter in "look")
    post(signed_in, cast.hugo, group, f"{tower} at me", title=tower)
    talk = Thread.objects.get()
    for kept in (talk.title, talk.body):
        marks = [letter for letter in kept if unicodedata.category(letter) == "Mn"]
        assert 0 < len(marks) <= 4 * len("look")


def test_nothing_but_what_takes_no_room_is_no_post(group: SupportGroup, cast: Cast, signed_in) -> None:
    joined(group, cast.hugo)
    refused = post(signed_in, cast.hugo, group, "\u200b\u2060\ufeff \u200e")
    assert refused.status_code == 422
    assert "Write something first." in refused.content.decode()


@pytest.mark.parametrize("body", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=y>"])
def test_code_stands_there_as_words_and_does_nothing(group: SupportGroup, cast: Cast, signed_in, body: str) -> None:
    joined(group, cast.hugo)
    answer = post(signed_in, cast.hugo, group, body)
    page = signed_in(cast.hugo).get(answer["Location"]).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<img src=x" not in page


# --- many against one


@pytest.fixture
def brigade(group: SupportGroup, cast: Cast) -> list[Account]:
    """Fifty accounts made today, in the group, each with something to say."""
    people = [account(f"new{number}") for number in range(50)]
    for number, person in enumerate(people):
        begun(joined(group, person, known=False), f"This place is a joke, number {number}.", title=f"Go {number}")
    return people


def test_members_see_none_of_what_fifty_new_accounts_write(
    group: SupportGroup, cast: Cast, signed_in, brigade: list[Account]
) -> None:
    mine = begun(joined(group, cast.ben), title="A quiet talk")
    page = signed_in(cast.ben).get(f"/groups/{group.pk}/").content.decode()
    assert page.count("talk__title") == 1
    assert mine.title in page
    assert "This place is a joke" not in page
    assert set(Thread.objects.exclude(pk=mine.pk).values_list("state", flat=True)) == {WordsState.WAITING}


def test_a_moderator_meets_a_page_that_ends_and_answers_as_fast_as_ever(
    group: SupportGroup, cast: Cast, signed_in, brigade: list[Account]
) -> None:
    browser = signed_in(cast.dov)
    words = {"group": group, "title": "x", "body": "b", "html": "b", "state": "waiting"}
    Thread.objects.bulk_create(Thread(persona_id=talk.persona_id, **words) for talk in Thread.objects.all())
    browser.get(f"/groups/{group.pk}/keep/")
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(f"/groups/{group.pk}/keep/").content.decode()
    assert len(queries) <= 12
    assert page.count("This place is a joke") <= 50
    assert len(page) < 300_000


def test_one_of_the_fifty_reads_its_own_words_and_that_somebody_looks_at_them_first(
    group: SupportGroup, signed_in, brigade: list[Account]
) -> None:
    page = signed_in(brigade[0]).get(f"/groups/{group.pk}/").content.decode()
    assert page.count("talk__title") == 1
    assert "only you see this until it has been read" in page


def test_forty_false_reports_leave_the_words_where_they_are_and_one_line_for_the_moderator(
    group: SupportGroup, cast: Cast, signed_in
) -> None:  # I42
    talk = begun(joined(group, cast.ben))
    joined(group, cast.cleo)
    for number in range(40):
        moderate.report(subject=talk.subject, words=f"Remove it, number {number}.")
    assert talk.body in signed_in(cast.cleo).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    queue = html.unescape(signed_in(cast.dov).get("/moderation/").content.decode())
    assert queue.count(f"/moderation/groups.thread/{talk.pk}/") == 1
    assert ">40<" not in queue
    assert Report.objects.count() == 40


# --- somebody with a duty


def test_a_rogue_moderator_learns_no_account_and_bans_nobody_alone(
    group: SupportGroup, cast: Cast, signed_in
) -> None:  # I1, R103
    iris = another_moderator()
    ben = joined(group, cast.ben)
    talk = begun(ben, "I disagree with how this is run.")
    moderate.report(subject=talk.subject, words="")
    browser = signed_in(iris)
    for path in (f"/groups/{group.pk}/keep/", f"/moderation/groups.thread/{talk.pk}/", f"/groups/{group.pk}/"):
        assert "ben" not in words_of(browser.get(path).content.decode())
    case = case_of(talk.subject)
    assert case
    proposal = moderate.propose_ban(case, Measure("ban", RULES[1], "Because.", until=later()), by=iris)
    with pytest.raises(CannotDecide):
        moderate.answer_proposal(proposal, confirm=True, answer="", by=iris)
    assert Account.objects.get(pk=cast.ben.pk).paused == ""
    assert signed_in(cast.ben).get(f"/groups/{group.pk}/").status_code == 200


def words_of(page: str) -> set[str]:
    """The words of a page, for a name that must not be among them."""
    return set("".join(letter if letter.isalnum() else " " for letter in page.casefold()).split())


def later() -> Any:
    return timezone.localdate() + timedelta(days=30)


def test_whoever_a_rogue_moderator_silenced_is_heard_by_somebody_else(
    group: SupportGroup, cast: Cast
) -> None:  # I41
    iris = another_moderator()
    talk = begun(joined(group, cast.ben))
    moderate.report(subject=talk.subject, words="")
    decision = moderate.decide(subject=talk.subject, act="remove", rule=RULES[1], facts="I don't like it.", by=iris)
    assert Thread.objects.get().state == WordsState.REMOVED
    appeal = moderate.appeal(decision=decision, words="I was polite.", by=cast.ben)
    with pytest.raises((CannotDecide, moderate.CannotAppeal)):
        moderate.answer_appeal(appeal=appeal, upheld=False, answer="No.", by=iris)
    moderate.answer_appeal(appeal=appeal, upheld=True, answer="It was polite. It is back.", by=cast.dov)
    assert Thread.objects.get().state == WordsState.VISIBLE


def test_a_moderator_who_lost_the_duty_meets_a_page_that_is_not_there(
    group: SupportGroup, cast: Cast, signed_in
) -> None:
    iris = another_moderator()
    mine = membership_of(iris, group.pk)
    assert mine
    browser = signed_in(iris)
    assert browser.get(f"/groups/{group.pk}/keep/").status_code == 200
    Membership.objects.filter(pk=mine.pk).update(role="member")
    assert browser.get(f"/groups/{group.pk}/keep/").status_code == 404


def test_somebody_banned_can_write_nowhere_and_nobody_sees_that_the_names_belong_together(
    cast: Cast, host_ready: None, signed_in
) -> None:  # I6
    here, there = open_group(cast), open_group(cast, name="There")
    joined(here, cast.hugo), joined(there, cast.hugo)
    joined(there, cast.ben)
    talk = begun(joined(there, cast.cleo))
    answered(reading.reader_of(cast.hugo, there.pk), talk, "I am Hugo under another name.")
    others = [cast.ben, cast.dov, another_moderator(), cast.grace]
    paths = [f"/groups/{there.pk}/", f"/groups/{there.pk}/t/{talk.pk}/"]
    before = [signed_in(who).get(path).content for who in others for path in paths]
    persona = wall.persona_in(cast.hugo, here.space)
    assert persona
    wall.restrict(persona.pk)
    assert len([signed_in(who).get(path).content for who in others for path in paths]) == len(before)
    names = Persona.objects.filter(pk=persona.pk).values_list("name", flat=True)
    for who in others:
        assert names[0] not in signed_in(who).get(paths[1]).content.decode()
    written = post(signed_in, Account.objects.get(pk=cast.hugo.pk), there, "I am still here.")
    assert Thread.objects.filter(group=there).count() == 1, written.status_code
    assert Reply.objects.count() == 1


# --- clocks


@pytest.mark.parametrize(
    ("starts", "now", "says"),
    [
        # Stockholm goes from 03:00 back to 02:00 on 25 October 2026, and from 02:00 to 03:00 on 28 March 2027.
        (datetime(2026, 10, 25, 0, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 0, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 0, tzinfo=UTC), datetime(2026, 10, 25, 2, 0, tzinfo=UTC), False),
        (datetime(2027, 3, 28, 0, tzinfo=UTC), datetime(2027, 3, 28, 1, 59, tzinfo=UTC), True),
        (datetime(2027, 3, 28, 0, tzinfo=UTC), datetime(2027, 3, 28, 2, 0, tzinfo=UTC), False),
    ],
)
def test_on_a_night_with_two_threes_a_moderator_is_said_to_be_there_for_exactly_two_hours(
    starts: datetime, now: datetime, says: bool
) -> None:  # I13
    until, ahead = spans([(starts, starts + timedelta(hours=2))], now)
    words = Staffing(until, ahead, 2, 1).sentence(now)
    assert words.startswith("A moderator is here until") is says
    if says:
        assert until == starts + timedelta(hours=2)


def test_a_clock_that_jumps_back_makes_nobody_appear_who_has_ended_their_hours(
    staffed: SupportGroup, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:  # I13
    dov = membership_of(cast.dov, staffed.pk)
    assert dov
    for hours in dov.hours.all():
        keeping.end_hours(hours)
    now = timezone.now() + timedelta(seconds=1)
    assert "Nobody is on duty" in reading.staffing_of(staffed.pk, now).sentence(now)


def test_hours_typed_for_a_minute_that_happens_twice_or_never_are_kept_or_given_back_but_never_lost(
    group: SupportGroup, cast: Cast, signed_in
) -> None:
    browser = signed_in(cast.dov)
    for starts, ends in (("2027-10-31T02:30", "2027-10-31T04:00"), ("2027-03-28T02:30", "2027-03-28T04:00")):
        answer = browser.post(f"/groups/{group.pk}/keep/hours/", {"starts_at": starts, "ends_at": ends})
        assert answer.status_code in {302, 409, 422}
        if answer.status_code != 302:
            assert starts in answer.content.decode()
