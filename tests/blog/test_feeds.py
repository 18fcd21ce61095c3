"""Feeds: whole texts, stable ids, valid in three formats, with the notice and without anybody but the author."""

import json
import re
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from hearten.blog.models import Post
from hearten.blog.notice import GENERAL
from tests.blog.reading import address, known, published, said, story
from tests.cast import Cast

FEEDS = ("feed.xml", "atom.xml", "feed.json")
ATOM = "{http://www.w3.org/2005/Atom}"
HOST = "http://localhost:8000"


def body(name: str) -> str:
    answer = Client().get(f"/@ana/{name}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_a_feed_reader_finds_the_whole_text(cast: Cast, name: str) -> None:  # R1
    post = published(cast.ana, title="Sleep & light")
    feed = feedparser.parse(body(name))
    assert not feed.bozo, feed.get("bozo_exception")
    entry = feed.entries[0]
    assert feed.feed.title == "Ana Lindqvist · Hearten"
    assert unescape(entry.title) == "Sleep & light"
    assert entry.link == entry.id == f"{HOST}{address(post)}"
    assert "A steady time for getting up helps" in entry.content[0].value
    assert entry.published_parsed
    assert entry.author == "Ana Lindqvist"


def test_rss_has_what_readers_need(cast: Cast) -> None:
    published(cast.ana)
    channel = ElementTree.fromstring(body("feed.xml")).find("channel")
    assert channel is not None
    assert channel.find(f"{ATOM}link").attrib == {
        "href": f"{HOST}/@ana/feed.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }
    item = channel.find("item")
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Ana Lindqvist"
    assert item.find("{http://purl.org/rss/1.0/modules/content/}encoded") is not None
    assert re.fullmatch(r"\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000", item.findtext("pubDate"))


def test_atom_has_what_the_standard_demands(cast: Cast) -> None:  # RFC 4287, 4.1
    published(cast.ana)
    feed = ElementTree.fromstring(body("atom.xml"))
    for parent in (feed, feed.find(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert parent.findtext(f"{ATOM}{name}"), name
    assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {"alternate", "self"}


def test_json_feed_follows_version_1_1(cast: Cast) -> None:
    post = published(cast.ana)
    feed = json.loads(body("feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{HOST}/@ana/feed.json"
    item = feed["items"][0]
    assert (item["id"], item["url"]) == (f"{HOST}{address(post)}",) * 2
    assert item["content_html"]


@pytest.mark.parametrize("name", FEEDS)
def test_the_page_leads_to_its_feeds(cast: Cast, name: str) -> None:
    post = published(cast.ana)
    for path in ("/@ana/", address(post)):
        html = Client().get(path).content.decode().replace("&#x2f;", "/")
        assert f'href="/@ana/{name}"' in html


@pytest.mark.parametrize("name", FEEDS)
def test_the_notice_and_the_way_to_help_are_in_every_item(cast: Cast, name: str) -> None:  # R3, R19, I44
    for _ in range(3):
        published(cast.ana)
    text = body(name)
    assert text.count(GENERAL) >= 3 * 2
    assert text.replace("&#x2f;", "/").count(f"{HOST}/crisis/") >= 3


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_holds_no_comment_and_no_members_name(cast: Cast, comments_open, name: str) -> None:  # I28
    post = published(cast.ana)
    persona = known(cast.ben, cast.ana)
    said(post, cast.ben, body="Only under the piece itself.")
    assert persona not in body(name)
    assert "Only under the piece itself." not in body(name)


@pytest.mark.parametrize("name", FEEDS)
def test_it_is_the_same_for_everyone_who_asks(cast: Cast, signed_in, name: str) -> None:  # R49
    published(cast.ana)
    answers = [signed_in(person).get(f"/@ana/{name}") for person in (None, cast.ben, cast.ana, cast.hugo)]
    assert len({answer.content for answer in answers}) == 1
    assert not any(answer.cookies for answer in answers)


@pytest.mark.parametrize("name", FEEDS)
def test_head_and_if_none_match_work(cast: Cast, name: str) -> None:
    published(cast.ana)
    full = Client().get(f"/@ana/{name}")
    head = Client().head(f"/@ana/{name}")
    assert (head.status_code, head["ETag"], head.content) == (200, full["ETag"], b"")
    assert Client().get(f"/@ana/{name}", HTTP_IF_NONE_MATCH=full["ETag"]).status_code == 304
    Post.objects.update(state="withdrawn")
    assert Client().get(f"/@ana/{name}", HTTP_IF_NONE_MATCH=full["ETag"]).status_code == 200


@pytest.mark.parametrize("name", FEEDS)
def test_what_the_world_cannot_read_is_not_in_it(cast: Cast, name: str) -> None:
    published(cast.ana, title="Taken down", state="withdrawn")
    story(cast.ana, title="Under review", hidden_until=timezone.now() + timedelta(hours=1))
    published(cast.farid, title="Somebody else's")
    text = body(name)
    for title in ("Taken down", "Under review", "Somebody else"):
        assert title not in text


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize("text", ["bell \x07 and null-like \x0b", "]]> end", "</item></channel>", "emoji 🌱 عربي"])
def test_no_text_can_break_a_feed(cast: Cast, name: str, text: str) -> None:
    published(cast.ana, title=text, summary=text, body=text)
    raw = body(name)
    if name == "feed.json":
        assert json.loads(raw)["items"]
    else:
        assert not feedparser.parse(raw).bozo
        assert (
            len(
                ElementTree.fromstring(raw).findall(f".//{ATOM}entry")
                or ElementTree.fromstring(raw).findall(".//item")
            )
            == 1
        )


def test_a_link_to_this_host_is_whole_in_a_feed(cast: Cast) -> None:
    published(cast.ana, body="See [the list](/therapists/) and [out](https://x.example/).")
    html = json.loads(body("feed.json"))["items"][0]["content_html"]
    assert f'href="{HOST}/therapists/"' in html
    assert 'href="https://x.example/"' in html


def test_newest_first_and_nothing_else_orders(cast: Cast) -> None:  # I25
    now = timezone.now()
    for n in (3, 1, 2):
        published(cast.ana, title=f"{n} days", published_at=now - timedelta(days=n))
    titles = [item["title"] for item in json.loads(body("feed.json"))["items"]]
    assert titles == ["1 days", "2 days", "3 days"]
