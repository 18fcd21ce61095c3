"""The product never says that somebody is watching when nobody is (I13)."""

import html
from datetime import UTC, datetime, timedelta

import pytest
from django.template import engines

from hearten.accounts.models import Role
from hearten.moderation import crisis
from hearten.moderation.crisis import NOBODY, panel, watch
from hearten.moderation.models import Shift
from hearten.ui.engine import MiniJinja
from tests import cast as people
from tests.cast import Cast

# A Monday; Stockholm is one hour ahead of UTC in winter.
NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def shift(account, start: datetime, hours: float) -> Shift:
    return Shift.objects.create(account=account, starts_at=start, ends_at=start + timedelta(hours=hours))


def test_without_a_shift_nobody_is_watching(cast: Cast):
    assert watch(NINE) == crisis.Watch(False, None, None, NOBODY)


def test_inside_a_shift_it_says_until_when_and_in_which_zone(cast: Cast):
    shift(cast.grace, NINE, 2)
    seen = watch(NINE + timedelta(hours=1))
    assert (seen.on_duty, seen.until) == (True, NINE + timedelta(hours=2))
    assert seen.sentence == "Somebody from our safety team is reading here until 11:00 (Stockholm time)."


@pytest.mark.parametrize(
    ("moment", "on_duty"),
    [
        (NINE - TICK, False),
        (NINE, True),
        (NINE + timedelta(hours=2) - TICK, True),
        (NINE + timedelta(hours=2), False),
    ],
)
def test_it_holds_to_the_microsecond_at_both_ends(cast: Cast, moment: datetime, on_duty: bool):
    shift(cast.grace, NINE, 2)
    assert watch(moment).on_duty is on_duty


@pytest.mark.parametrize(
    ("before", "says"),
    [
        (timedelta(hours=3), "today from 09:00"),
        (timedelta(hours=12), "tomorrow from 09:00"),
        (timedelta(days=6), "on Monday from 09:00"),
        (timedelta(days=20), "on 23 November from 09:00"),
    ],
)
def test_before_a_shift_it_says_when_somebody_reads_again(cast: Cast, before: timedelta, says: str):
    shift(cast.grace, NINE, 2)
    seen = watch(NINE - before)
    assert not seen.on_duty
    assert seen.next_from == NINE
    assert seen.sentence == f"Nobody is on duty right now. Somebody reads again {says} (Stockholm time)."


def test_a_watch_over_midnight_names_the_day_it_ends(cast: Cast):
    shift(cast.grace, NINE + timedelta(hours=12), 5)
    assert "until 02:00 tomorrow (Stockholm time)" in watch(NINE + timedelta(hours=13)).sentence


def test_the_day_is_the_hosts_and_not_greenwichs(cast: Cast, settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    shift(cast.grace, NINE, 1)  # 21:00 in Auckland
    assert "until 22:00 (Auckland time)" in watch(NINE).sentence


def test_the_clock_change_does_not_move_a_watch(cast: Cast):
    """In Stockholm the clock goes back from 03:00 to 02:00 on 25 October 2026."""
    shift(cast.grace, datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 1)
    assert "until 02:30" in watch(datetime(2026, 10, 25, 1, 0, tzinfo=UTC)).sentence


def test_watches_that_touch_are_one(cast: Cast):
    shift(cast.grace, NINE, 2)
    shift(people.account("ines", [Role.SAFETY_LEAD]), NINE + timedelta(hours=2), 2)
    assert watch(NINE).until == NINE + timedelta(hours=4)


def test_a_gap_of_a_second_is_a_gap(cast: Cast):
    shift(cast.grace, NINE, 2)
    shift(cast.grace, NINE + timedelta(hours=2, seconds=1), 2)
    assert watch(NINE).until == NINE + timedelta(hours=2)


@pytest.mark.parametrize("why", ["role", "paused"])
def test_a_shift_of_somebody_who_is_no_safety_lead_any_more_counts_for_nothing(cast: Cast, why: str):
    shift(cast.grace, NINE, 2)
    if why == "role":
        cast.grace.roles = ["member"]
    else:
        cast.grace.paused = "restricted"
    cast.grace.save()
    assert watch(NINE).sentence == NOBODY


def test_it_takes_one_query_however_many_shifts(cast: Cast, django_assert_num_queries):
    for day in range(50):
        shift(cast.grace, NINE + timedelta(days=day), 2)
    with django_assert_num_queries(1):
        watch(NINE)


def drawn() -> str:
    """The panel as people see it."""
    (ours,) = [engine for engine in engines.all() if isinstance(engine, MiniJinja)]
    source = '{% import "moderation/_panel.html" as help %}{{ help.panel(crisis) }}'
    return html.unescape(ours.environment.render_str(source, crisis=panel()))


class TestThePanel:
    @pytest.mark.parametrize("country", ["", "se"])
    def test_it_is_drawn_with_help_first_and_a_way_on(self, cast: Cast, settings, country: str):  # C6
        settings.COUNTRY = country
        seen = drawn()
        assert seen.index("Emergency number") < seen.index('href="/crisis/"')
        assert NOBODY in seen
        assert "we cannot send help to you" in seen
        assert ("Bris" in seen) is (country == "se")

    def test_it_says_what_is_true_now(self, cast: Cast):
        assert panel()["watch"] == NOBODY

    def test_without_a_country_it_shows_no_countrys_line(self, cast: Cast, settings):  # I11
        settings.COUNTRY = ""
        seen = panel()
        assert (seen["country"], seen["lines"]) == ("", [])
        assert seen["emergency"]
        assert seen["more"] == "/crisis/"

    def test_the_hosts_lines_are_named_as_the_hosts(self, cast: Cast, settings):  # I11
        settings.COUNTRY = "se"
        assert panel()["first"] == "These numbers are for Sweden."

    def test_a_country_the_reader_chose_wins(self, cast: Cast, settings):
        settings.COUNTRY = "se"
        assert panel("gb")["country"] == "United Kingdom"
