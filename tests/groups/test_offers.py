"""Talks without an answer: offered to the trained who are willing, taken once, and nobody learns by whom."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from hearten.accounts import wall
from hearten.accounts.models import Account
from hearten.events.models import Event
from hearten.groups import offers
from hearten.groups.actions import keeping, offering, opening
from hearten.groups.models import Claim, Membership, Reply, SupportGroup, Thread, WordsState
from hearten.groups.reader import Reader, reader_of
from tests.cast import Cast, account
from tests.groups.circle import answered, begun, joined, open_group


def supporter(group: SupportGroup, who: Account, cast: Cast, *, willing: bool = True) -> Reader:
    """Somebody the host appointed after training, who can answer today unless said otherwise."""
    row = opening.appoint(group, who, "supporter", by=cast.grace, trained_on=timezone.localdate())
    Membership.objects.filter(pk=row.pk).update(agreed=group.agreement_version)
    offering.willing(row, today=willing)
    return reader_of(who, group.pk)


def titles(reader: Reader) -> list[str]:
    """What is offered, in its order."""
    return [row["title"] for row in offers.rows(reader_of(reader.account, reader.group.pk))]


def test_a_talk_is_offered_taken_answered_and_gone(group: SupportGroup, cast: Cast, signed_in) -> None:
    talk = begun(joined(group, cast.ben))
    supporter(group, cast.cleo, cast, willing=False)
    browser, page = signed_in(cast.cleo), f"/groups/{group.pk}/offers/"
    assert talk.title not in browser.get(page).content.decode()
    assert browser.post(f"{page}today/", {"today": "yes"})["Location"] == page
    assert talk.title in browser.get(page).content.decode()
    taken = browser.post(f"{page}{talk.pk}/take/")
    assert taken["Location"] == f"/groups/{group.pk}/t/{talk.pk}/?n=in-your-hands"
    assert "In your hands" in browser.get(page).content.decode()
    browser.post(f"/groups/{group.pk}/t/{talk.pk}/", {"body": "I read every word."})
    assert not Claim.objects.exists()
    assert "Everybody has an answer" in browser.get(page).content.decode()
    seen = signed_in(cast.ben).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    assert '<span class="role">peer supporter</span>' in seen


def test_nobody_becomes_a_peer_supporter_but_by_the_host(group: SupportGroup, cast: Cast, signed_in) -> None:
    joined(group, cast.ben)
    browser = signed_in(cast.ben)
    browser.post(f"/groups/{group.pk}/join/", {"role": "supporter"})
    for verb in ("", "today/", "let-go/", "x/take/"):
        ask = browser.post if verb else browser.get
        assert ask(f"/groups/{group.pk}/offers/{verb}", {"today": "yes"}).status_code == 404
    assert Membership.objects.get(persona=reader_of(cast.ben, group.pk).persona_id).role == "member"


def test_saying_that_one_can_answer_ends_with_the_day(group: SupportGroup, cast: Cast) -> None:
    talk = begun(joined(group, cast.ben))
    reader = supporter(group, cast.cleo, cast)
    assert titles(reader) == [talk.title]
    Membership.objects.filter(pk=reader.persona_id).update(willing_on=timezone.localdate() - timedelta(days=1))
    assert titles(reader) == []


def test_it_can_be_taken_back_at_once(group: SupportGroup, cast: Cast, signed_in) -> None:
    begun(joined(group, cast.ben))
    reader = supporter(group, cast.cleo, cast)
    signed_in(cast.cleo).post(f"/groups/{group.pk}/offers/today/", {"today": "no"})
    assert titles(reader) == []


def test_what_is_offered_is_never_held_own_answered_or_of_somebody_blocked(
    group: SupportGroup, cast: Cast
) -> None:  # I6
    ben, hugo = joined(group, cast.ben), joined(group, cast.hugo)
    kim = joined(group, account("kim"))
    reader = supporter(group, cast.cleo, cast)
    begun(reader, title="Own")
    answered(hugo, begun(ben, title="Answered"))
    Thread.objects.filter(pk=begun(ben, "Held.", title="Held").pk).update(state=WordsState.WAITING)
    Thread.objects.filter(pk=begun(ben, "Removed.", title="Removed").pk).update(state=WordsState.REMOVED)
    begun(hugo, title="Of somebody she blocked")
    begun(kim, title="Of somebody who blocked her")
    begun(ben, "Open.", title="Open")
    wall.block(cast.cleo, hugo.persona_id)
    wall.block(kim.account, reader.persona_id)
    assert titles(reader) == ["Open"]


def test_a_block_under_another_name_counts_as_well(group: SupportGroup, cast: Cast) -> None:  # I6
    begun(joined(group, cast.ben))
    reader = supporter(group, cast.cleo, cast)
    elsewhere = wall.persona_for(cast.ben, "group:elsewhere")
    wall.block(cast.cleo, elsewhere.pk)
    assert titles(reader) == []


def test_what_somebody_holds_is_offered_to_nobody_else(group: SupportGroup, cast: Cast, signed_in) -> None:
    talk = begun(joined(group, cast.ben))
    first, second = supporter(group, cast.cleo, cast), supporter(group, cast.hugo, cast)
    offering.take(talk, by=first)
    assert titles(second) == []
    assert signed_in(cast.hugo).post(f"/groups/{group.pk}/offers/{talk.pk}/take/").status_code == 404
    with pytest.raises(offering.NotYours, match="somebody-has-it"):
        offering.take(talk, by=second)
    assert Claim.objects.get().membership_id == first.persona_id


def test_a_talk_that_nobody_acted_on_frees_itself(group: SupportGroup, cast: Cast) -> None:
    talk = begun(joined(group, cast.ben))
    first, second = supporter(group, cast.cleo, cast), supporter(group, cast.hugo, cast)
    claim = offering.take(talk, by=first)
    assert claim.ends_at <= timezone.now() + offering.HELD_FOR
    Claim.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert offers.held_by(first) is None
    assert titles(second) == [talk.title]
    assert offering.take(talk, by=second).membership_id == second.persona_id


def test_a_talk_that_was_let_go_is_offered_again_at_once(group: SupportGroup, cast: Cast, signed_in) -> None:
    talk = begun(joined(group, cast.ben))
    first, second = supporter(group, cast.cleo, cast), supporter(group, cast.hugo, cast)
    offering.take(talk, by=first)
    answer = signed_in(cast.cleo).post(f"/groups/{group.pk}/offers/let-go/")
    assert answer["Location"].endswith("?n=let-go")
    assert titles(second) == [talk.title]


def test_one_at_a_time_and_a_few_a_day(group: SupportGroup, cast: Cast, monkeypatch) -> None:
    ben = joined(group, cast.ben)
    talks = [begun(ben, f"Night {number}.", title=f"Night {number}") for number in range(4)]
    reader = supporter(group, cast.cleo, cast)
    monkeypatch.setattr(offering, "A_DAY", 2)
    offering.take(talks[0], by=reader)
    with pytest.raises(offering.NotYours, match="one-at-a-time"):
        offering.take(talks[1], by=reader)
    assert reader.membership
    offering.let_go(reader.membership)
    offering.take(talks[1], by=reader)
    answered(reader, talks[1])
    with pytest.raises(offering.NotYours, match="enough-today"):
        offering.take(talks[2], by=reader)
    assert not Claim.objects.exists()


def test_enough_for_a_day_counts_over_all_groups(cast: Cast, host_ready: None, monkeypatch) -> None:
    monkeypatch.setattr(offering, "A_DAY", 1)
    first, second = open_group(cast), open_group(cast, name="Mornings")
    talks = {group: begun(joined(group, cast.ben)) for group in (first, second)}
    offering.take(talks[first], by=supporter(first, cast.cleo, cast))
    with pytest.raises(offering.NotYours, match="enough-today"):
        offering.take(talks[second], by=supporter(second, cast.cleo, cast))


def test_a_member_who_answers_closes_it_too(group: SupportGroup, cast: Cast) -> None:
    talk = begun(joined(group, cast.ben))
    offering.take(talk, by=supporter(group, cast.cleo, cast))
    answered(joined(group, cast.hugo), talk)
    assert not Claim.objects.exists()


def test_an_answer_that_waits_to_be_read_keeps_the_talk_in_ones_hands(group: SupportGroup, cast: Cast) -> None:
    talk = begun(joined(group, cast.ben))
    reader = supporter(group, cast.cleo, cast)
    offering.take(talk, by=reader)
    waiting = answered(joined(group, cast.hugo, known=False), talk)
    assert Claim.objects.exists()
    dov = reader_of(cast.dov, group.pk).membership
    assert dov
    keeping.approve(waiting, by=dov)
    assert not Claim.objects.exists()


def test_the_writer_who_adds_something_is_still_without_an_answer(group: SupportGroup, cast: Cast) -> None:
    ben = joined(group, cast.ben)
    talk = begun(ben)
    reader = supporter(group, cast.cleo, cast)
    offering.take(talk, by=reader)
    answered(ben, talk, "And one more thing.")
    assert Claim.objects.exists()


def test_nobody_sees_who_took_a_talk_or_that_somebody_did(group: SupportGroup, cast: Cast, signed_in) -> None:
    talk = begun(joined(group, cast.ben))
    reader = supporter(group, cast.cleo, cast)
    joined(group, cast.hugo)
    onlookers = [cast.ben, cast.hugo, cast.dov, cast.grace]
    pages = [f"/groups/{group.pk}/{page}" for page in ("", f"t/{talk.pk}/", "keep/", "about/", "me/")]
    looks = lambda: [  # noqa: E731
        (page, signed_in(who).get(page).content.decode().split("<form")[0]) for who in onlookers for page in pages
    ]
    before = looks()
    offering.take(talk, by=reader)
    assert looks() == before
    offering.let_go(reader.membership)  # type: ignore[arg-type]  # she is in
    assert looks() == before
    events = Event.objects.filter(kind__startswith="offer.")
    assert {event.actor for event in events} == {"system"}
    assert reader.persona_id not in str(list(events.values()))


def test_in_staffed_hours_first_words_come_first_with_a_kind_word(
    staffed: SupportGroup, cast: Cast, signed_in
) -> None:  # R68
    ben = joined(staffed, cast.ben)
    begun(ben, title="His first")
    begun(ben, "Again.", title="His second")
    begun(joined(staffed, cast.hugo), title="Somebody new")
    reader = supporter(staffed, cast.cleo, cast)
    assert titles(reader) == ["His first", "Somebody new", "His second"]
    assert (
        signed_in(cast.cleo).get(f"/groups/{staffed.pk}/offers/").content.decode().count("First words here.") == 2
    )
    for page in ("", "keep/"):
        assert "First words" not in signed_in(cast.dov).get(f"/groups/{staffed.pk}/{page}").content.decode()


def test_an_answer_before_ones_first_talk_makes_it_no_first_words(staffed: SupportGroup, cast: Cast) -> None:
    ben, hugo = joined(staffed, cast.ben), joined(staffed, cast.hugo)
    talk = begun(ben)
    answered(hugo, talk)
    begun(hugo, title="Not his first words")
    reader = supporter(staffed, cast.cleo, cast)
    assert [row["welcome"] for row in offers.rows(reader)] == [False]


def test_a_moderator_on_duty_is_offered_talks_and_outside_their_hours_is_not(
    staffed: SupportGroup, cast: Cast, signed_in
) -> None:  # R68, I13
    talk = begun(joined(staffed, cast.ben))
    page = f"/groups/{staffed.pk}/offers/"
    assert talk.title in signed_in(cast.dov).get(page).content.decode()
    dov = reader_of(cast.dov, staffed.pk).membership
    assert dov
    for hours in dov.hours.all():
        keeping.end_hours(hours)
    assert talk.title not in signed_in(cast.dov).get(page).content.decode()
    assert "First words here." not in signed_in(cast.dov).get(page).content.decode()


def test_who_stepped_down_is_offered_nothing(group: SupportGroup, cast: Cast, signed_in) -> None:
    begun(joined(group, cast.ben))
    reader = supporter(group, cast.cleo, cast)
    assert reader.membership
    opening.step_down(reader.membership, by=cast.grace)
    assert signed_in(cast.cleo).get(f"/groups/{group.pk}/offers/").status_code == 404


def test_a_closed_group_offers_nothing(group: SupportGroup, cast: Cast) -> None:
    begun(joined(group, cast.ben))
    reader = supporter(group, cast.cleo, cast)
    opening.close_group(group, by=cast.grace)
    assert titles(reader) == []


@pytest.mark.parametrize("rows", [1, 20])
def test_the_page_asks_few_questions(
    group: SupportGroup, cast: Cast, signed_in, django_assert_max_num_queries, rows: int
) -> None:
    persona = joined(group, cast.ben).persona_id
    Thread.objects.bulk_create(
        Thread(group=group, persona_id=persona, title=f"T{n}", body="b", html="b") for n in range(rows)
    )
    supporter(group, cast.cleo, cast)
    browser, page = signed_in(cast.cleo), f"/groups/{group.pk}/offers/"
    browser.get(page)
    with django_assert_max_num_queries(6):
        assert browser.get(page).content.decode().count("queue__title") == rows


# --- how soon


def old_talk(
    group: SupportGroup, ben: Reader, cleo: Reader, *, after: timedelta | None, by_writer: bool = False
) -> None:
    """A talk of yesterday, answered after so long, or not yet."""
    then = timezone.now() - timedelta(days=5)
    talk = Thread.objects.create(
        group=group, persona_id=ben.persona_id, title="T", body="b", html="b", written_at=then
    )
    if after is not None:
        writer = ben if by_writer else cleo
        at = {"thread": talk, "written_at": then + after, "body": "b", "html": "b"}
        Reply.objects.create(persona_id=writer.persona_id, **at)


def test_how_soon_is_said_in_bands_and_only_to_those_who_look_after_it(
    group: SupportGroup, cast: Cast, signed_in
) -> None:  # I5
    ben, cleo = joined(group, cast.ben), joined(group, cast.cleo)
    for hours in [0.5] * 6 + [10] * 3 + [60]:
        old_talk(group, ben, cleo, after=timedelta(hours=hours))
    assert offers.pace(group.pk, timezone.now()) == offers.Pace("within an hour", "within twelve hours")
    words = "half had an answer within an hour, and nine in ten within twelve hours"
    assert words in signed_in(cast.dov).get(f"/groups/{group.pk}/keep/").content.decode()
    for page in ("", "about/", "me/"):
        assert "within an hour" not in signed_in(cast.ben).get(f"/groups/{group.pk}/{page}").content.decode()


def test_talks_without_an_answer_cannot_hide_behind_those_with_one(group: SupportGroup, cast: Cast) -> None:
    ben, cleo = joined(group, cast.ben), joined(group, cast.cleo)
    for _ in range(8):
        old_talk(group, ben, cleo, after=timedelta(minutes=1))
    old_talk(group, ben, cleo, after=None)
    old_talk(group, ben, cleo, after=timedelta(minutes=1), by_writer=True)
    assert offers.pace(group.pk, timezone.now()) == offers.Pace("within an hour", offers.LONGER)


def test_too_few_talks_say_nothing_about_anybody(group: SupportGroup, cast: Cast, signed_in) -> None:  # I5
    ben, cleo = joined(group, cast.ben), joined(group, cast.cleo)
    for _ in range(9):
        old_talk(group, ben, cleo, after=timedelta(minutes=1))
    assert offers.pace(group.pk, timezone.now()) == offers.Pace("", "")
    assert "too few talks" in signed_in(cast.dov).get(f"/groups/{group.pk}/keep/").content.decode()


# --- a race


@pytest.mark.django_db(transaction=True)
def test_of_many_who_press_at_once_exactly_one_holds_the_talk(cast: Cast, host_ready: None) -> None:
    group = open_group(cast)
    talk = begun(joined(group, cast.ben))
    readers = [supporter(group, account(f"helper{number}"), cast) for number in range(6)]
    start, outcomes = threading.Barrier(len(readers)), []

    def press(reader: Reader) -> None:
        start.wait()
        try:
            offering.take(talk, by=reader)
            outcomes.append("mine")
        except offering.NotYours as refused:
            outcomes.append(refused.notice)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[reader]) for reader in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["mine", *["somebody-has-it"] * 5]
    assert Claim.objects.count() == 1
