"""Watches: planned ahead, ended when they end, and never a claim about a time nobody was there (I13)."""

import html
from datetime import timedelta

import pytest
from django.utils import timezone

from hearten.moderation import actions
from hearten.moderation.actions import NotAShift
from hearten.moderation.crisis import watch
from hearten.moderation.models import Shift

HOUR = timedelta(hours=1)


def text(response) -> str:
    return html.unescape(response.content.decode())


def planned(account, start: timedelta, length: timedelta = 2 * HOUR) -> Shift:
    now = timezone.now()
    return actions.add_shift(by=account, starts_at=now + start, ends_at=now + start + length)


class TestPlanning:
    @pytest.mark.parametrize(
        ("start", "length", "says"),
        [
            (HOUR, -HOUR, "after the start"),
            (HOUR, timedelta(0), "after the start"),
            (-3 * HOUR, HOUR, "has passed"),
            (HOUR, 13 * HOUR, "12 hours at most"),
        ],
    )
    def test_times_that_could_not_be_true_are_refused_in_plain_words(self, cast, start, length, says: str):
        with pytest.raises(NotAShift, match=says):
            planned(cast.grace, start, length)
        assert not Shift.objects.exists()

    @pytest.mark.parametrize("start", [-HOUR, timedelta(0), HOUR, 2 * HOUR - timedelta(seconds=1)])
    def test_nobody_can_be_in_two_watches_at_once(self, cast, start):
        planned(cast.grace, HOUR / 2)
        with pytest.raises(NotAShift, match="already"):
            planned(cast.grace, start)

    def test_two_that_touch_are_fine(self, cast):
        first = planned(cast.grace, HOUR)
        actions.add_shift(by=cast.grace, starts_at=first.ends_at, ends_at=first.ends_at + HOUR)
        assert Shift.objects.count() == 2

    def test_a_start_in_the_past_becomes_now(self, cast):
        shift = planned(cast.grace, -HOUR)
        assert shift.starts_at >= timezone.now() - timedelta(seconds=30)


class TestEnding:
    def test_ending_a_running_one_is_true_at_once_on_every_page(self, cast):
        shift = planned(cast.grace, timedelta(0))
        assert watch(timezone.now()).on_duty
        actions.end_shift(shift=shift, by=cast.grace)
        assert not watch(timezone.now()).on_duty
        assert Shift.objects.count() == 1  # that it was stays true

    def test_taking_a_planned_one_back_leaves_nothing(self, cast):
        actions.end_shift(shift=planned(cast.grace, HOUR), by=cast.grace)
        assert not Shift.objects.exists()

    def test_one_that_is_over_stays_as_it_was(self, cast):
        now = timezone.now()
        over = Shift.objects.create(account=cast.grace, starts_at=now - 2 * HOUR, ends_at=now - HOUR)
        actions.end_shift(shift=over, by=cast.grace)
        over.refresh_from_db()
        assert over.ends_at == now - HOUR


class TestThePage:
    def test_here_now_for_two_hours(self, cast, signed_in):
        browser = signed_in(cast.grace)
        assert browser.post("/safety/shifts/now/", {"hours": "2"}).status_code == 302
        assert "is reading here until" in text(browser.get("/safety/shifts/"))
        shift = Shift.objects.get()
        assert shift.ends_at - shift.starts_at <= 2 * HOUR

    def test_a_strange_number_of_hours_is_one(self, cast, signed_in):
        signed_in(cast.grace).post("/safety/shifts/now/", {"hours": "9999"})
        shift = Shift.objects.get()
        assert shift.ends_at - shift.starts_at <= HOUR

    def test_planning_takes_the_hosts_own_time(self, cast, signed_in):
        day = timezone.localdate() + timedelta(days=3)
        form = {"starts_at": f"{day}T18:00", "ends_at": f"{day}T20:00"}
        assert signed_in(cast.grace).post("/safety/shifts/", form).status_code == 302
        assert f"{timezone.localtime(Shift.objects.get().starts_at):%H:%M}" == "18:00"

    def test_an_hour_that_the_clock_change_leaves_out_is_refused(self, cast, signed_in, settings):
        form = {"starts_at": "2027-03-28T02:30", "ends_at": "2027-03-28T05:00"}
        answer = signed_in(cast.grace).post("/safety/shifts/", form)
        assert answer.status_code == 422
        assert "2027-03-28T02:30" in text(answer)

    def test_what_was_typed_comes_back_with_the_reason(self, cast, signed_in):
        day = timezone.localdate() + timedelta(days=3)
        form = {"starts_at": f"{day}T18:00", "ends_at": f"{day}T17:00"}
        answer = signed_in(cast.grace).post("/safety/shifts/", form)
        assert answer.status_code == 422
        assert "The end has to come after the start." in text(answer)
        assert f"{day}T17:00" in text(answer)

    def test_nobody_ends_somebody_elses_watch(self, cast, signed_in):
        shift = planned(cast.ana, timedelta(0))
        assert signed_in(cast.grace).post(f"/safety/shifts/{shift.pk}/end/").status_code == 404
        assert Shift.objects.get().ends_at == shift.ends_at

    def test_one_ends_ones_own(self, cast, signed_in):
        shift = planned(cast.grace, timedelta(0))
        assert signed_in(cast.grace).post(f"/safety/shifts/{shift.pk}/end/").status_code == 302
        assert not watch(timezone.now()).on_duty
