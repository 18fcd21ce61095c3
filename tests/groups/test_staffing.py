"""The one true sentence about who is there: never a minute too long, never a person too many (I13, R16)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearten.groups.actions import keeping, opening
from hearten.groups.models import StaffedHours, SupportGroup
from hearten.groups.reader import membership_of, staffing_of
from hearten.groups.staffing import Staffing, joined
from tests.cast import Cast
from tests.groups.circle import another_moderator

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
MINUTES = st.integers(min_value=-600, max_value=600)


def hours(*pairs: tuple[int, int]) -> list[tuple[datetime, datetime]]:
    """Minutes from now as hours, in the order of their start."""
    return sorted((NOW + timedelta(minutes=a), NOW + timedelta(minutes=b)) for a, b in pairs)


def test_hours_that_touch_are_one() -> None:
    assert joined(hours((-30, 30), (30, 90)), NOW) == (NOW + timedelta(minutes=90), None)


def test_a_gap_is_a_gap() -> None:
    assert joined(hours((-30, 30), (31, 90)), NOW) == (NOW + timedelta(minutes=30), None)
    assert joined(hours((31, 90)), NOW) == (None, NOW + timedelta(minutes=31))


def test_the_end_of_hours_is_their_end() -> None:
    assert joined(hours((-30, 0)), NOW) == (None, None)


@given(st.lists(st.tuples(MINUTES, st.integers(min_value=1, max_value=300)), max_size=8))
def test_somebody_is_said_to_be_there_exactly_when_hours_cover_the_moment(
    spans: list[tuple[int, int]],
) -> None:  # I13
    pairs = [(start, start + length) for start, length in spans]
    until, ahead = joined(hours(*pairs), NOW)
    covered = any(a <= 0 < b for a, b in pairs)
    assert (until is not None) is covered
    if until:
        minute = int((until - NOW).total_seconds() // 60)
        assert all(any(a <= m < b for a, b in pairs) for m in range(minute))
    assert ahead is None or not covered


def test_a_group_that_nobody_watches_says_so() -> None:
    alone = Staffing(None, None, 2, 1)
    assert alone.sentence(NOW) == "Nobody is on duty in this group right now, and no hours are planned."
    assert not alone.degraded


@pytest.mark.parametrize(("moderators", "independent"), [(0, 0), (1, 1), (2, 0)])
def test_too_few_or_none_independent_is_too_few(moderators: int, independent: int) -> None:  # R16
    assert Staffing(NOW, None, moderators, independent).degraded


def test_hours_of_somebody_who_stepped_down_count_no_more(group: SupportGroup, cast: Cast) -> None:
    dov = membership_of(cast.dov, group.pk)
    assert dov
    now = datetime.now(UTC)
    keeping.add_hours(dov, starts_at=now, ends_at=now + timedelta(hours=1))
    assert staffing_of(group.pk, datetime.now(UTC)).on_duty
    opening.step_down(dov, by=cast.grace)
    assert not staffing_of(group.pk, datetime.now(UTC)).on_duty


def test_who_looks_after_a_group_is_known_in_one_statement(group: SupportGroup, django_assert_num_queries) -> None:
    begin = StaffedHours.objects.get().starts_at
    StaffedHours.objects.update(ends_at=begin + timedelta(hours=3))
    staffing_of(group.pk, datetime.now(UTC))
    with django_assert_num_queries(1):
        assert staffing_of(group.pk, datetime.now(UTC)).moderators == 2


@pytest.mark.parametrize(
    ("begins", "ends", "why"),
    [(2, 1, "after the start"), (-3, -2, "passed"), (1, 14, "12 in a row"), (24, 25, "already")],
)
def test_hours_that_would_make_a_page_lie_are_refused(
    group: SupportGroup, begins: int, ends: int, why: str
) -> None:
    iris = membership_of(another_moderator(), group.pk)
    assert iris
    now = datetime.now(UTC)
    with pytest.raises(keeping.NotHours, match=why):
        keeping.add_hours(
            iris, starts_at=now + timedelta(hours=begins), ends_at=now + timedelta(hours=ends, minutes=-1)
        )


def test_hours_across_the_night_the_clocks_change_last_as_long_as_they_last(
    group: SupportGroup, cast: Cast, settings, signed_in
) -> None:
    settings.TIME_ZONE = "Europe/Stockholm"
    answer = signed_in(cast.dov).post(
        f"/groups/{group.pk}/keep/hours/", {"starts_at": "2027-03-28T01:00", "ends_at": "2027-03-28T04:00"}
    )
    assert answer.status_code == 302
    dov = membership_of(cast.dov, group.pk)
    assert dov
    row = dov.hours.get()
    assert row.ends_at - row.starts_at == timedelta(hours=2)


def test_a_time_that_the_clock_skips_is_refused_with_words(
    group: SupportGroup, cast: Cast, settings, signed_in
) -> None:
    settings.TIME_ZONE = "Europe/Stockholm"
    answer = signed_in(cast.dov).post(
        f"/groups/{group.pk}/keep/hours/", {"starts_at": "2027-03-28T02:30", "ends_at": "2027-03-28T04:00"}
    )
    assert answer.status_code == 422
