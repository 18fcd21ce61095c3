"""The days of a series: the page and the calendar count alike, whatever month, year or night it is (R59)."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from hearten.blog.models import Series
from hearten.blog.models.post import Cadence
from hearten.blog.series import calendar, in_month, next_day, rule_of

DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
PACES = st.sampled_from([Cadence.WEEKLY, Cadence.FORTNIGHTLY, Cadence.MONTHLY])


def series(cadence: str, first: date | None) -> Series:
    return Series(pk=7, title="Living with panic", slug="panic", cadence=cadence, from_day=first)


def event(cadence: str, first: date):
    (found,) = Calendar.from_ical(calendar(series(cadence, first))).walk("VEVENT")
    return found


@settings(max_examples=60, deadline=None)
@given(PACES, DAYS, st.integers(0, 800))
def test_a_calendar_program_finds_the_same_next_day(cadence: str, first: date, later: int) -> None:
    today = first + timedelta(days=later)
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    rule = rrulestr(event(cadence, first)["RRULE"].to_ical().decode(), dtstart=start)
    coming = rule.after(start + timedelta(days=later), inc=True)
    assert next_day(series(cadence, first), today) == coming.date()


@given(PACES, DAYS, DAYS)
def test_the_next_day_never_lies_behind_and_is_never_further_than_one_step(cadence, first, today) -> None:
    coming = next_day(series(cadence, first), today)
    longest = {Cadence.WEEKLY: 6, Cadence.FORTNIGHTLY: 13, Cadence.MONTHLY: 30}[cadence]
    assert coming is not None
    assert coming == first if today <= first else 0 <= (coming - today).days <= longest


@given(PACES, DAYS, st.integers(0, 800))
def test_on_the_day_itself_it_is_today(cadence: str, first: date, later: int) -> None:
    coming = next_day(series(cadence, first), first + timedelta(days=later))
    assert coming is not None
    assert next_day(series(cadence, first), coming) == coming


@pytest.mark.parametrize(
    ("first", "today", "expected"),
    [
        (date(2026, 1, 31), date(2026, 3, 1), date(2026, 3, 31)),  # a short month shortens no later one
        (date(2027, 11, 30), date(2028, 2, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 3, 1), date(2028, 3, 29)),
        (date(2026, 1, 30), date(2026, 2, 28), date(2026, 2, 28)),
        (date(2026, 10, 31), date(2026, 12, 31), date(2026, 12, 31)),
        (date(2026, 12, 5), date(2026, 12, 6), date(2027, 1, 5)),
    ],
)
def test_a_day_that_a_month_does_not_have_is_its_last(first: date, today: date, expected: date) -> None:
    assert next_day(series("monthly", first), today) == expected


@given(st.integers(2024, 2100), st.integers(1, 12), st.integers(1, 31))
def test_the_same_day_of_another_month_is_as_near_as_that_month_can(year: int, month: int, day: int) -> None:
    found = in_month(SimpleNamespace(day=day), year, month)  # type: ignore[arg-type]
    assert (found.year, found.month) == (year, month)
    assert found.day == day or (found.day < day and (found + timedelta(days=1)).month != month)


@pytest.mark.parametrize(
    ("cadence", "day", "rule"),
    [
        ("weekly", 5, {"freq": "weekly", "interval": 1}),
        ("fortnight", 5, {"freq": "weekly", "interval": 2}),
        ("monthly", 28, {"freq": "monthly", "bymonthday": 28}),
        ("monthly", 31, {"freq": "monthly", "bymonthday": [28, 29, 30, 31], "bysetpos": -1}),
        ("sometimes", 5, {}),
    ],
)
def test_each_pace_has_its_rule(cadence: str, day: int, rule: dict) -> None:
    first = date(2026, 1, day)
    assert rule_of(series(cadence, first), first) == rule


class TestTheCalendar:
    def test_a_day_is_a_whole_day_and_keeps_nobody_busy(self) -> None:
        found = event("weekly", date(2026, 3, 29))
        assert found.decoded("DTSTART") == date(2026, 3, 29)
        assert found["TRANSP"] == "TRANSPARENT"

    def test_it_is_the_same_each_time_so_that_a_program_changes_nothing(self) -> None:
        one = series("monthly", date(2026, 1, 31))
        assert calendar(one) == calendar(one)
        assert str(event("monthly", date(2026, 1, 31))["UID"]) == "series-7@localhost:8000"

    def test_neither_the_name_nor_the_address_of_the_series_is_in_it(self) -> None:  # I9
        assert b"panic" not in calendar(series("weekly", date(2026, 1, 5))).lower()

    def test_without_a_first_day_it_is_empty_and_can_still_be_read(self) -> None:
        found = Calendar.from_ical(calendar(series("weekly", None)))
        assert not found.walk("VEVENT")
        assert found["VERSION"] == "2.0"
