"""What the public reads about moderation: bands in words, from rows, once a day, and never a number (I5)."""

import html
import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hearten.moderation import actions
from hearten.moderation.models import Appeal, Decision, Figure, Proposal, Report
from hearten.moderation.rules import ACTS, RULES
from hearten.moderation.transparency import (
    BANDS,
    LINES,
    MOST,
    TOO_FEW,
    band,
    bounds,
    counted,
    in_words,
    publish,
    publish_on,
    published,
    quarter_of,
    waited,
)
from tests.cast import Cast

REASONS = {"rule": RULES[1], "facts": "f"}
NOW = quarter_of(timezone.localdate())


def text(path: str = "/about/transparency/") -> str:
    return html.unescape(Client().get(path).content.decode())


class TestBands:
    @given(count=st.integers(min_value=0, max_value=10**7))
    def test_every_number_is_in_one_band_and_none_is_narrower_than_ten(self, count: int) -> None:
        edges = [0, *(most + 1 for most, _words in BANDS)]
        assert band(count) in {words for _most, words in BANDS} | {MOST}
        assert all(later - earlier >= 10 for earlier, later in zip(edges, edges[1:], strict=False))
        assert band(count) == band(max(edge for edge in edges if edge <= count))

    def test_none_and_one_look_alike(self) -> None:
        assert band(0) == band(1) == band(9) == "under 10"
        assert band(10) == "10 to 49"

    @given(day=st.dates(min_value=date(2020, 1, 1), max_value=date(2100, 12, 31)))
    def test_every_day_is_in_the_quarter_that_is_named_after_it(self, day: date) -> None:
        begin, end = bounds(quarter_of(day))
        assert begin.date() <= day < end.date()
        assert quarter_of(begin.date()) == quarter_of(end.date() - timedelta(days=1)) == quarter_of(day)

    def test_quarters_have_names(self) -> None:
        assert in_words("2026-1") == "January to March 2026"
        assert in_words("2026-4") == "October to December 2026"

    @pytest.mark.parametrize(
        ("days", "words"),
        [([0] * 9, TOO_FEW), ([0] * 10, "the same day"), ([0, 2] * 5, "a day"), ([3] * 11, "up to three days"),
         ([7] * 11, "up to a week"), ([8] * 11, "longer than a week")],
    )  # fmt: skip
    def test_the_middle_wait_is_said_in_words(self, days: list[int], words: str) -> None:
        assert waited(days) == words


class TestRows:
    def test_each_line_counts_its_own_rows(self, cast: Cast) -> None:
        for act in ACTS:
            ends = {"until": timezone.localdate()} if act in {"hold", "slow", "mute"} else {}
            Decision.objects.bulk_create(
                Decision(subject="x:1", act=act, by=cast.dov, **REASONS, **ends) for _ in range(10)
            )
        for row in Decision.objects.filter(act="remove"):
            Appeal.objects.create(decision=row, words="w", upheld=True)
            Report.objects.create(subject="x:1", decision=row)
        for number in range(10):
            Proposal.objects.create(
                subject=f"p:{number}",
                about="x:1",
                by=cast.dov,
                outcome="expired",
                expires_on=timezone.localdate(),
                **REASONS,
            )
        found = counted(NOW)
        ten = {name for name, words in found.items() if words == "10 to 49"}
        assert ten == set(LINES) - {"automated", "wait"}
        assert found["automated"] == "under 10"  # nothing is decided by a program here
        assert found["wait"] == "the same day"

    def test_a_quarter_holds_only_its_own(self, cast: Cast) -> None:
        begin, _end = bounds(NOW)
        for at in (begin, begin - timedelta(seconds=1)):
            Decision.objects.bulk_create(
                Decision(subject="x:1", act="remove", by=cast.dov, made_at=at, **REASONS) for _ in range(10)
            )
        assert counted(NOW)["remove"] == "10 to 49"
        assert counted(quarter_of((begin - timedelta(days=1)).date()))["remove"] == "10 to 49"

    def test_every_act_that_is_told_to_writers_is_told_to_the_public(self) -> None:
        assert set(ACTS) - {"lift"} <= set(LINES)


class TestThePage:
    def test_it_shows_what_was_stored_and_does_not_move_before_the_next_batch(self, cast: Cast, notes) -> None:
        assert "The first lines appear within a day" in text()
        publish()
        before = text()
        for number in range(12):
            notes[str(number)] = type(notes["1"])(owner=cast.ben.pk)
            actions.decide(subject=f"tests.note:{number}", act="remove", by=cast.dov, **REASONS)
        assert text() == before
        publish()
        assert text() != before
        assert "10 to 49" in text()

    def test_it_shows_no_count(self, cast: Cast) -> None:  # I5
        Report.objects.bulk_create(Report(subject="x:1") for _ in range(137))
        publish()
        page = text()
        figures = page[page.index('id="figures"') : page.index("</main>")]
        assert "137" not in page
        values = re.findall(r"<dd>(.*?)</dd>", figures, re.S)
        assert values
        assert {re.sub("<[^>]*>", "", value).strip() for value in values} <= {
            *(words for _most, words in BANDS), MOST, TOO_FEW,
        }  # fmt: skip

    def test_anybody_reads_it_without_a_cookie_in_one_statement(self, db: None) -> None:
        publish()
        reader = Client()
        reader.get("/about/transparency/")
        with CaptureQueriesContext(connection) as queries:
            answer = reader.get("/about/transparency/")
        assert (answer.status_code, answer.cookies, len(queries)) == (200, {}, 1)

    def test_it_is_found_from_about(self, db: None) -> None:
        assert 'href="/about/transparency/"' in text("/about/")

    def test_it_keeps_two_years_and_ends(self, db: None) -> None:
        for year in range(2000, 2010):
            publish_on(date(year, 12, 31))
        assert len(published()) == 8
        assert published()[0]["name"] == "October to December 2009"

    def test_publishing_twice_is_publishing_once(self, db: None) -> None:
        publish()
        rows = Figure.objects.count()
        publish()
        assert Figure.objects.count() == rows == 2 * len(LINES)
        assert isinstance(bounds(NOW)[0], datetime)
