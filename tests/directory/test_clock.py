"""Hours by the therapist's own clock: the nights it changes, midnight, weeks without an end (R26)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearten.directory.hours import DAYS, NOT_WATCHED, clock, day_words, in_hours, line, next_start, zone_words
from hearten.directory.models import Therapist

ZONES = ["Europe/Stockholm", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC"]
MOMENTS = st.integers(1_735_689_600, 1_893_456_000).map(lambda second: datetime.fromtimestamp(second, UTC))
TIMES = st.times().map(lambda time: f"{time:%H:%M}")
WEEKS = st.sets(st.sampled_from("1234567"), min_size=1).map(lambda days: "".join(sorted(days)))


def ana(
    days: str = "12345", begins: str = "09:00", ends: str = "16:00", zone: str = "Europe/Stockholm"
) -> Therapist:
    return Therapist(name="Ana", hours_days=days, hours_from=begins, hours_until=ends, hours_zone=zone)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class TestNightsWhenTheClockChanges:
    @pytest.mark.parametrize(
        ("moment", "inside"),
        [
            ("2026-03-27T07:59", False),  # the Friday before: 8:59
            ("2026-03-27T08:00", True),
            ("2026-03-30T06:59", False),  # the Monday after: 8:59
            ("2026-03-30T07:00", True),
            ("2026-03-30T13:59", True),
            ("2026-03-30T14:00", False),
            ("2026-10-26T07:59", False),  # the Monday after the autumn change
            ("2026-10-26T08:00", True),
        ],
    )
    def test_nine_is_nine_before_and_after(self, moment: str, inside: bool) -> None:
        assert in_hours(ana(), utc(moment)) is inside

    def test_an_hour_that_comes_twice_is_inside_twice(self) -> None:
        night = ana("7", "02:00", "03:00")
        assert in_hours(night, utc("2026-10-25T00:30"))
        assert in_hours(night, utc("2026-10-25T01:30"))
        assert not in_hours(night, utc("2026-10-25T02:00"))

    def test_an_hour_that_is_left_out_is_never_inside(self) -> None:
        night = ana("7", "02:00", "03:00")
        assert not any(in_hours(night, utc("2026-03-29T00:00") + timedelta(minutes=n)) for n in range(180))

    def test_the_next_morning_is_named_across_the_change(self) -> None:
        assert next_start(ana("1"), utc("2026-03-28T23:30")) == "Monday, 9:00"


class TestMidnight:
    @pytest.mark.parametrize(
        ("moment", "inside"),
        [
            ("2026-03-01T22:59", False),  # Sunday 23:59 in Stockholm
            ("2026-03-01T23:00", True),
            ("2026-03-02T22:58", True),
            ("2026-03-02T22:59", False),  # 23:59 is the end
            ("2026-03-02T23:00", False),
        ],
    )
    def test_a_whole_monday_is_ones_own_monday(self, moment: str, inside: bool) -> None:
        assert in_hours(ana("1", "00:00", "23:59"), utc(moment)) is inside

    def test_the_day_is_the_therapists_and_not_the_hosts(self) -> None:
        monday_there = utc("2026-03-01T11:00")  # still Sunday in Sweden
        assert in_hours(ana("1", "00:30", "12:00", "Pacific/Kiritimati"), monday_there)
        assert not in_hours(ana("1", "00:30", "12:00"), monday_there)

    def test_a_zone_of_half_hours_is_kept(self) -> None:
        assert in_hours(ana(zone="Asia/Kolkata"), utc("2026-03-02T03:30"))
        assert not in_hours(ana(zone="Asia/Kolkata"), utc("2026-03-02T03:29"))

    def test_without_a_zone_it_is_the_hosts(self, settings) -> None:
        settings.TIME_ZONE = "America/New_York"
        assert in_hours(ana(zone=""), utc("2026-03-02T14:00"))
        assert zone_words(ana(zone="")) == "New York time"


class TestTheNextStart:
    @pytest.mark.parametrize(
        ("days", "moment", "said"),
        [
            ("1", "2026-03-02T07:59", "Monday, 9:00"),  # this very morning
            ("1", "2026-03-02T08:00", "Monday, 9:00"),  # it has begun: in a week
            ("7", "2026-03-02T12:00", "Sunday, 9:00"),
            ("12", "2026-03-03T12:00", "Monday, 9:00"),
            ("6", "2026-03-06T22:00", "Saturday, 9:00"),
        ],
    )
    def test_it_is_the_first_beginning_to_come(self, days: str, moment: str, said: str) -> None:
        assert next_start(ana(days), utc(moment)) == said

    @given(WEEKS, TIMES, st.sampled_from(ZONES), MOMENTS)
    def test_it_is_found_as_somebody_finds_it_who_looks_at_every_day(self, days, begins, zone, now) -> None:
        here = now.astimezone(ZoneInfo(zone))
        coming = [here.date() + timedelta(days=ahead) for ahead in range(8)]
        ahead = [day for day in coming if str(day.isoweekday()) in days]
        if ahead[0] == here.date() and begins <= f"{here:%H:%M}":
            ahead.pop(0)
        said = next_start(ana(days, begins, "23:59", zone), now)
        assert said == f"{DAYS[ahead[0].weekday()]}, {clock(begins)}"

    @given(WEEKS, TIMES, TIMES, st.sampled_from(ZONES), MOMENTS)
    def test_inside_means_a_chosen_day_and_between_both_times(self, days, one, other, zone, now) -> None:
        begins, ends = sorted((one, other))
        here = now.astimezone(ZoneInfo(zone))
        minutes = here.hour * 60 + here.minute
        first, last = (int(time[:2]) * 60 + int(time[3:]) for time in (begins, ends))
        expected = here.isoweekday() in {int(day) for day in days} and first <= minutes < last
        assert in_hours(ana(days, begins, ends, zone), now) is expected


class TestTheWords:
    @pytest.mark.parametrize(
        ("days", "words"),
        [
            ("67", "on Saturdays and Sundays"),
            ("135", "on Mondays, Wednesdays and Fridays"),
            ("123456", "on Mondays, Tuesdays, Wednesdays, Thursdays, Fridays and Saturdays"),
            ("23456", "on Tuesdays, Wednesdays, Thursdays, Fridays and Saturdays"),
        ],
    )
    def test_only_monday_to_friday_are_weekdays(self, days: str, words: str) -> None:
        assert day_words(days) == words

    @pytest.mark.parametrize(("time", "said"), [("09:00", "9:00"), ("10:00", "10:00"), ("00:30", "0:30")])
    def test_a_time_is_said_without_the_first_nought(self, time: str, said: str) -> None:
        assert clock(time) == said

    @pytest.mark.parametrize(
        ("zone", "said"), [("America/Argentina/Buenos_Aires", "Buenos Aires time"), ("UTC", "UTC time")]
    )
    def test_a_zone_is_called_by_its_town(self, zone: str, said: str) -> None:
        assert zone_words(ana(zone=zone)) == said

    @given(WEEKS, st.sampled_from(ZONES))
    def test_no_choice_of_days_leaves_out_that_nobody_watches(self, days: str, zone: str) -> None:  # I13
        assert NOT_WATCHED in line(ana(days, zone=zone))
