"""A shelf taken along is a plain file that runs nothing and holds nothing that is not public."""

import csv
import io
from html import unescape
from xml.etree import ElementTree

import pytest
from django.test import Client

from hearten.library.export import FORMULA, MARK, opml, safe_cell, table
from tests.cast import Cast
from tests.library.things import days_ago, found, resource

pytestmark = pytest.mark.django_db


def rows(path: str = "/library/export.csv") -> list[dict[str, str]]:
    answer = Client().get(path)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    text = answer.content.decode()
    assert text.startswith(MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(MARK))))


def outlines(path: str) -> ElementTree.Element:
    answer = Client().get(path)
    assert answer["Content-Type"].startswith("text/x-opml")
    return ElementTree.fromstring(answer.content)


def test_a_table_holds_every_column(cast: Cast) -> None:
    row = resource(
        cast.ana, "Boken “Å”", language="svenska", reading_ease="plain", interest="own", checked_on=days_ago(2)
    )
    found(row.url, (1, "worked"))
    (line,) = rows()
    assert line["title"] == "Boken “Å”"
    assert line["reading"] == "Plain words"
    assert line["interest"].startswith("I earn from this")
    assert line["link"] == row.url
    assert line["state of the link"] == f"opened by a person on {days_ago(2)}; worked on {days_ago(1)}"
    assert line["recommended by"] == "Ana Lindqvist"


@pytest.mark.parametrize("start", [*FORMULA, "  ="])
def test_no_cell_is_a_formula(start: str) -> None:
    text = table(("a",), [(f"{start}cmd|' /C calc'!A0",)])
    (line,) = list(csv.reader(io.StringIO(text.removeprefix(MARK))))[1:]
    assert line[0].startswith("'")


def test_ordinary_words_stay_as_they_are() -> None:
    assert [safe_cell(word) for word in ("A book", "", "3 steps", "https://example.org/?a=1")] == [
        "A book",
        "",
        "3 steps",
        "https://example.org/?a=1",
    ]


def test_a_hostile_title_runs_nothing_in_a_spreadsheet(cast: Cast) -> None:
    resource(cast.ana, '=HYPERLINK("https://evil.example","x")', maker="@SUM(1)")
    (line,) = rows()
    assert line["title"].startswith("'=")
    assert line["made by"].startswith("'@")


def test_the_filter_of_the_page_is_the_filter_of_its_files(cast: Cast) -> None:  # R5
    resource(cast.ana, "App", kind="app")
    resource(cast.ana, "Book")
    assert '/library/export.csv?kind=app"' in unescape(Client().get("/library/?kind=app").content.decode())
    assert [line["title"] for line in rows("/library/export.csv?kind=app")] == ["App"]
    assert [line["title"] for line in rows("/@ana/resources/export.csv")] == ["App", "Book"]


def test_only_open_pages_are_in_a_file(cast: Cast) -> None:
    resource(cast.farid, "Hidden")
    cast.farid.therapist.closed = True
    cast.farid.therapist.save()
    assert rows() == []
    assert "Farid" not in Client().get("/library/export.opml").content.decode()


def test_a_feed_reader_gets_the_feeds_of_the_pages_and_the_links_of_the_shelf(cast: Cast) -> None:
    resource(cast.ana, "A site & <more>", kind="website", url="https://example.org/a?b=1&c=2")
    root = outlines("/library/export.opml")
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.find("head/title") is not None
    feeds = {one.get("text"): one.get("xmlUrl") for one in root.iter("outline") if one.get("type") == "rss"}
    assert feeds["Ana Lindqvist"] == "http://localhost:8000/@ana/feed.xml"
    (link,) = [one for one in root.iter("outline") if one.get("type") == "link"]
    assert (link.get("text"), link.get("url")) == ("A site & <more>", "https://example.org/a?b=1&c=2")


def test_every_outline_has_a_text_and_a_type_with_its_address(cast: Cast) -> None:
    """OPML 2.0: every outline has `text`; "rss" has `xmlUrl`, "link" has `url`; the body is never empty."""
    for path in ("/library/export.opml", "/@ana/resources/export.opml"):
        for one in outlines(path).iter("outline"):
            assert one.get("text")
            assert one.get("type") in {None, "rss", "link"}
            assert one.get("type") != "rss" or one.get("xmlUrl")
            assert one.get("type") != "link" or one.get("url")
    assert ElementTree.fromstring(opml("x", {})).find("body/outline") is not None


def test_letters_that_xml_cannot_hold_are_left_out() -> None:
    made = ElementTree.fromstring(
        opml("a\x0bb", {"\x01c": [{"text": "d\x00", "type": "link", "url": "https://e.org/"}]})
    )
    assert [one.get("text") for one in made.iter("outline")] == ["c", "d"]
