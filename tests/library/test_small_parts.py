"""Tables and lists to take along, what is said of a link, and how patiently it is asked again (R4, R15)."""

import csv
import io
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearten.blog.freshness import DELISTED_MONTHS, STALE_MONTHS, freshness, months_before
from hearten.library.export import FORMULA, MARK, as_file, clean, opml, outlines, safe_cell, shelf_rows, table
from hearten.library.fetch import Answer
from hearten.library.found import holds
from hearten.library.links import SPREAD, USUAL, domain_of, judged, spread, wait
from hearten.library.linkstate import LinkState, link_state
from hearten.library.models import Outcome
from hearten.library.shelf import Item

TODAY = date(2026, 3, 2)
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


def item(**facts: str) -> Item:
    words = {
        "title": "A small book",
        "url": "https://example.org/",
        "why": "It is short.",
        "maker": "",
        "kind": "Book",
    }
    words |= {
        "cost": "Free",
        "ease": "",
        "language": "",
        "interest": "",
        "by": "Ana Lindqvist",
        "by_href": "/@ana/",
    }
    return Item(pk=1, link=LinkState(), **(words | facts))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(MARK), newline="")))


class TestTables:
    @given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=6))
    def test_every_cell_comes_back_and_none_begins_like_a_formula(self, rows: list[list[str]]) -> None:
        head, *found = read(table(("a", "b"), rows))
        assert head == ["a", "b"]
        for row, cells in zip(rows, found, strict=True):
            assert [cell.removeprefix("'") for cell in cells] == [cell.removeprefix("'") for cell in row]
            assert not [cell for cell in cells if cell.lstrip(" ").startswith(FORMULA)]

    @pytest.mark.parametrize("sign", ["＝", "＋", "－", "＠", "\0", "  \0"])
    def test_a_wide_sign_and_a_letter_that_is_none_begin_a_formula_too(self, sign: str) -> None:
        assert safe_cell(f"{sign}1+1").startswith("'")

    def test_commas_quotes_and_lines_stay_inside_their_cell(self) -> None:
        cells = ['He said: "rest, now"', "one\r\ntwo", "a,b;c\td"]
        assert read(table(("a", "b", "c"), [cells]))[1] == cells

    def test_who_earns_nothing_is_said_to_earn_nothing(self) -> None:  # R4
        assert "Earns nothing from it" in shelf_rows([item()])[0]
        assert "Earns nothing from it" not in shelf_rows([item(interest="I wrote it")])[0]

    def test_a_file_has_a_neutral_name_and_its_alphabet(self) -> None:  # I9
        answer = as_file("words", name="library.csv", kind="text/csv")
        assert answer["Content-Disposition"] == 'attachment; filename="library.csv"'
        assert answer["Content-Type"] == "text/csv; charset=utf-8"


class TestLists:
    @given(CELLS, CELLS)
    def test_any_words_can_be_read_again(self, title: str, why: str) -> None:
        root = ElementTree.fromstring(opml("Ana & co", outlines([item(title=title, why=why)])).encode())
        (link,) = [one for one in root.iter("outline") if one.get("type") == "link"]
        assert link.get("text", "") == clean(title)
        assert link.get("description", "") == clean(why)

    def test_each_kind_is_a_group_of_its_own_in_the_order_of_the_shelf(self) -> None:
        groups = outlines([item(title="B"), item(title="A"), item(title="C", kind="App")])
        assert {kind: [one["text"] for one in rows] for kind, rows in groups.items()} == {
            "Book": ["B", "A"],
            "App": ["C"],
        }

    def test_an_empty_shelf_is_still_a_list(self) -> None:
        root = ElementTree.fromstring(opml("Ana", {}).encode())
        assert [one.get("text") for one in root.iter("outline")] == ["Nothing here yet"]


def checks(*rows: tuple[int, str]) -> list[tuple[date, str]]:
    return [(TODAY - timedelta(days=ago), outcome) for ago, outcome in rows]


class TestWhatIsSaidOfALink:
    @pytest.mark.parametrize(
        ("found", "opened", "dead"),
        [
            ([], None, False),
            ([(0, "gone")], None, False),
            ([(0, "gone"), (1, "broken")], None, True),
            ([(0, "silent"), (1, "worked"), (2, "gone")], None, False),
            ([(0, "worked"), (1, "gone"), (2, "gone")], None, False),
            ([(0, "gone"), (3, "gone")], 1, False),
            ([(0, "gone"), (3, "gone")], 4, True),
            ([(0, "gone"), (3, "gone")], 3, False),
            ([(0, "unsure"), (1, "unsure")], None, False),
        ],
    )
    def test_two_failures_since_it_was_last_seen_make_it_dead(self, found, opened, dead) -> None:  # R15
        seen = None if opened is None else TODAY - timedelta(days=opened)
        assert link_state(checks(*found), opened_on=seen).dead is dead

    def test_the_newest_failure_is_the_one_that_is_told(self) -> None:
        said = link_state(checks((0, "gone"), (2, "silent"), (5, "worked")))
        assert (said.failed_on, said.outcome) == (TODAY, str(Outcome.GONE.label))
        assert said.worked_on == TODAY - timedelta(days=5)

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            (200, "worked"),
            (304, "worked"),
            (400, "unsure"),
            (401, "unsure"),
            (403, "unsure"),
            (404, "gone"),
            (410, "gone"),
            (418, "gone"),
            (429, "unsure"),
            (451, "unsure"),
            (500, "broken"),
            (503, "broken"),
        ],
    )
    def test_an_answer_is_judged_by_what_it_says_of_the_page(self, status: int, outcome: str) -> None:
        assert judged(Answer(status, "", "", b"")) == outcome


class TestPatience:
    @pytest.mark.parametrize(("failures", "days"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 30)])
    def test_each_failure_doubles_the_wait_up_to_a_month(self, failures: int, days: int) -> None:
        found = checks(*((n, "gone") for n in range(failures)))
        assert wait(found, "https://example.org/") == timedelta(days=days)

    def test_older_failures_before_a_good_day_do_not_count(self) -> None:
        found = checks((0, "worked"), (1, "gone"), (2, "gone"))
        assert wait(found, "https://example.org/") >= USUAL

    @given(st.text(max_size=60))
    def test_an_address_has_one_place_within_the_day(self, url: str) -> None:
        assert timedelta(0) <= spread(url, SPREAD) < SPREAD
        assert spread(url, SPREAD) == spread(url, SPREAD)

    @pytest.mark.parametrize(
        ("url", "domain"),
        [
            ("https://Good.Example:443/a", "good.example"),
            ("http://ana@good.example/", "good.example"),
            ("http://[/", ""),
            ("words", ""),
            (f"http://{'a' * 300}/", "a" * 253),
        ],
    )
    def test_a_domain_is_found_without_a_fall(self, url: str, domain: str) -> None:
        assert domain_of(url) == domain


class TestAges:
    @given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
    def test_so_many_months_before_is_never_later_than_that_day(self, day: date, months: int) -> None:
        before = months_before(day, months)
        assert (day.year - before.year) * 12 + day.month - before.month == months
        assert before.day == min(day.day, 28)

    @pytest.mark.parametrize(
        ("months", "days", "overdue", "delisted"),
        [
            (STALE_MONTHS, 0, False, False),
            (STALE_MONTHS, 1, True, False),
            (DELISTED_MONTHS, 0, True, False),
            (DELISTED_MONTHS, 1, True, True),
        ],
    )
    def test_a_page_ages_on_the_day_and_not_before(self, months, days, overdue, delisted) -> None:  # R22, R72
        written = months_before(TODAY, months) - timedelta(days=days)
        said = freshness(written_on=written, reviewed_on=None, next_review_on=None, today=TODAY)
        assert (said.overdue, said.delisted) == (overdue, delisted)

    def test_a_look_makes_it_young_again_and_a_promised_day_can_make_it_late(self) -> None:  # R22
        old, yesterday = date(2020, 1, 1), TODAY - timedelta(days=1)
        assert not freshness(written_on=old, reviewed_on=TODAY, next_review_on=TODAY, today=TODAY).overdue
        late = freshness(written_on=TODAY, reviewed_on=None, next_review_on=yesterday, today=TODAY)
        assert (late.overdue, late.delisted) == (True, False)

    @pytest.mark.parametrize(
        ("words", "found"),
        [(["sleep"], True), (["sleep", "strasse"], True), (["sleep", "worry"], False), ([], True)],
    )
    def test_a_page_is_found_by_all_of_its_words_in_any_case(self, words: list[str], found: bool) -> None:  # R93
        assert holds("SLEEP in a loud Straße", words) is found
