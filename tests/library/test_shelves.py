"""The shelves answer whoever asks, in the same order for everybody, and say what is worth knowing of each thing."""

import itertools
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client

from hearten.blog.models import Resource
from hearten.directory.models import SocialMediaPolicy, Topic
from hearten.library import shelf
from hearten.ui.engine import day
from tests.cast import Cast
from tests.library.things import days_ago, found, resource

pytestmark = pytest.mark.django_db


def html(path: str, browser: Client | None = None, status: int = 200) -> str:
    answer = (browser or Client()).get(path)
    assert answer.status_code == status, path
    return " ".join(unescape(answer.content.decode()).split())


def titles(page: str) -> list[str]:
    return re.findall(r'class="entry__title"><a [^>]*>([^<]+)</a>', page)


class TestWhoSeesWhat:
    def test_a_reader_without_account_cookie_or_script_gets_the_whole_answer(self, cast: Cast) -> None:  # R5
        resource(cast.ana, "A small book")
        answer = Client().get("/library/?kind=book&cost=free")
        assert answer.status_code == 200
        assert not answer.cookies
        assert titles(answer.content.decode()) == ["A small book"]

    def test_one_page_shows_what_one_professional_recommends(self, cast: Cast) -> None:  # R5
        resource(cast.ana, "Ana's book")
        resource(cast.farid, "Farid's book")
        assert titles(html("/library/")) == ["Ana's book", "Farid's book"]
        assert titles(html("/@farid/resources/")) == ["Farid's book"]

    def test_the_shelf_of_a_page_that_is_not_open_is_its_owners_alone(self, cast: Cast, signed_in) -> None:
        resource(cast.farid, "Farid's book")
        SocialMediaPolicy.objects.filter(therapist=cast.farid.therapist).delete()
        assert titles(html("/library/")) == []
        assert Client().get("/@farid/resources/").status_code == 404
        assert signed_in(cast.ben).get("/@farid/resources/").status_code == 404
        assert titles(html("/@farid/resources/", signed_in(cast.farid))) == ["Farid's book"]
        for tail in ("csv", "opml"):
            assert signed_in(cast.farid).get(f"/@farid/resources/export.{tail}").status_code == 404

    def test_no_piece_can_take_the_address_of_a_shelf(self, cast: Cast, signed_in) -> None:
        resource(cast.ana)
        assert "Resources from Ana Lindqvist" in html("/@ana/resources/")


class TestFilter:
    @pytest.mark.parametrize(
        ("query", "left"),
        [
            ("", ["App", "Book", "Course"]),
            ("kind=app", ["App"]),
            ("cost=paid", ["Course"]),
            ("ease=plain", ["App", "Book"]),
            ("language=svenska", ["Course"]),
            ("topic=grief", ["Book", "Course"]),
            ("topic=grief&ease=plain", ["Book"]),
            ("kind=app&cost=paid", []),
        ],
    )
    def test_each_choice_leaves_what_fits(self, cast: Cast, query: str, left: list[str]) -> None:  # R5
        grief = Topic.objects.create(slug="grief", facet="condition", name="Grief")
        resource(cast.ana, "App", kind="app", reading_ease="plain")
        resource(cast.ana, "Book", reading_ease="plain", topics=[grief])
        resource(cast.farid, "Course", kind="course", cost="paid", language="svenska", topics=[grief])
        assert titles(html(f"/library/?{query}")) == left

    def test_what_the_shelf_does_not_know_is_said_and_shows_everything(self, cast: Cast) -> None:
        resource(cast.ana, "Book")
        page = html("/library/?kind=magic", status=422)
        assert "Choose one of these" in page or "There is a problem" in page or "form-errors" in page
        assert titles(page) == ["Book"]

    @pytest.mark.parametrize(
        "query", ["after=x", "after=%00", "after=99999999999999999999", "topic=%00", "after=-1"]
    )
    def test_nonsense_in_the_address_breaks_nothing(self, cast: Cast, query: str) -> None:
        resource(cast.ana, "Book")
        assert Client().get(f"/library/?{query}").status_code in {200, 422}

    def test_only_what_is_there_is_offered(self, cast: Cast) -> None:
        Topic.objects.create(slug="grief", facet="condition", name="Grief")
        resource(cast.ana, "Book", language="svenska")
        page = html("/library/")
        assert ">Sleep</option>" in page
        assert ">svenska</option>" in page
        assert ">Grief</option>" not in page

    def test_nothing_is_written_about_who_looked_for_what(self, cast: Cast, signed_in) -> None:  # R5 I27
        resource(cast.ana)
        browser = signed_in(cast.ben)
        with CountWrites() as writes:
            browser.get("/library/?topic=sleep")
        assert writes.found == []
        assert "<title>Library" in html("/library/?topic=sleep")


class CountWrites:
    """Collects statements that change something."""

    def __enter__(self) -> "CountWrites":
        self.found: list[str] = []
        self.wrapped = connection.execute_wrapper(self.look)
        self.wrapped.__enter__()
        return self

    def look(self, execute, sql, params, many, context):
        if not sql.lstrip().upper().startswith("SELECT"):
            self.found.append(sql)
        return execute(sql, params, many, context)

    def __exit__(self, *error: object) -> None:
        self.wrapped.__exit__(*error)


class TestOrder:
    def test_money_and_numbers_change_no_order(self, cast: Cast) -> None:  # I25
        rows = [resource(cast.ana, title) for title in ("alder", "Birch", "cedar")]
        orders = set()
        for money in itertools.permutations(["none", "own", "affiliate"]):
            for row, interest in zip(rows, money, strict=True):
                row.interest, row.cost = interest, "paid" if interest == "own" else "free"
                row.save()
            orders.add(tuple(titles(html("/library/"))))
        assert orders == {("alder", "Birch", "cedar")}

    def test_a_list_ends_and_nothing_is_lost_between_its_parts(self, cast: Cast) -> None:  # I37
        for number in range(2 * shelf.PAGE + 3):
            resource(cast.ana, f"Book {number // 5:03}")
        path, seen, pages = "/library/", [], []
        while path:
            page = html(path)
            pages.append(page)
            seen += re.findall(r'href="(https://example.org/\d+)"', page)
            more = re.search(r'href="([^"]+)" rel="next"', page)
            path = more[1] if more else ""
        assert len(pages) == 3
        assert sorted(seen) == sorted(Resource.objects.values_list("url", flat=True))
        assert ["That is everything." in page for page in pages] == [False, False, True]

    def test_the_filter_stays_from_part_to_part(self, cast: Cast) -> None:
        for number in range(shelf.PAGE + 1):
            resource(cast.ana, f"Book {number:03}")
        resource(cast.ana, "An app", kind="app")
        more = re.search(r'href="([^"]+)" rel="next"', html("/library/?kind=book&cost="))
        assert more
        assert more[1].startswith("/library/?kind=book&after=")
        assert titles(html(more[1])) == [f"Book {shelf.PAGE:03}"]


class TestWhatIsSaid:
    def test_each_item_says_what_it_is_and_who_says_so(self, cast: Cast) -> None:  # R4
        resource(
            cast.ana, maker="A Press", cost="mixed", language="svenska", reading_ease="hard", why="It is kind."
        )
        page = html("/library/")
        for words in (
            "Book by A Press",
            "Free and paid parts",
            "svenska",
            "Hard going",
            "It is kind.",
            "Ana Lindqvist",
        ):
            assert words in page

    @pytest.mark.parametrize(
        ("interest", "words"),
        [
            ("own", "I earn from this: it is my own work."),
            ("affiliate", "I earn from this: I am paid when somebody uses the link."),
            ("none", "who earns nothing from it"),
        ],
    )
    def test_money_is_declared_in_words(self, cast: Cast, interest: str, words: str) -> None:  # R4 R48
        resource(cast.ana, interest=interest)
        assert words in html("/library/")

    def test_a_machines_check_and_a_persons_look_are_told_apart(self, cast: Cast) -> None:  # R4
        row = resource(cast.ana)
        assert "Nobody has checked the link yet" in html("/library/")
        found(row.url, (3, "worked"))
        assert f"Link worked on {day(days_ago(3))}" in html("/library/")
        assert "Opened by a person" not in html("/library/")
        Resource.objects.update(checked_on=days_ago(9))
        assert f"Opened by a person on {day(days_ago(9))}" in html("/library/")

    def test_a_dead_link_is_said_to_be_one(self, cast: Cast) -> None:  # R15
        row = resource(cast.ana)
        found(row.url, (9, "worked"), (2, "gone"))
        assert "did not answer lately" not in html("/library/")
        found(row.url, (1, "silent"))
        assert "did not answer lately" in html("/library/")

    def test_words_from_a_shelf_cannot_become_code(self, cast: Cast) -> None:
        resource(cast.ana, "<script>x</script>", why='"><img src=x>', maker="<b>")
        page = Client().get("/library/").content.decode()
        assert "<script>x" not in page
        assert "<img" not in page


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize("path", ["/library/", "/@ana/resources/", "/library/export.csv", "/library/export.opml"])
def test_few_statements_whatever_the_number(
    cast: Cast, django_assert_max_num_queries, path: str, count: int
) -> None:
    for number in range(count):
        found(resource(cast.ana, f"Book {number}").url, (1, "worked"), (2, "gone"))
    with django_assert_max_num_queries(8):
        assert Client().get(path).status_code == 200
