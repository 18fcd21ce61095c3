"""The podcast feed: what Apple and the podcast namespace ask for, read by two independent parsers."""

import io
import re
from email.utils import parsedate_to_datetime
from html import unescape
from uuid import UUID, uuid5
from xml.etree.ElementTree import fromstring

import feedparser
import podcastparser
import pytest
from django.test import Client
from PIL import Image as Pillow

from hearten.blog.actions import publish as verbs
from hearten.blog.actions.write import save_draft
from hearten.blog.models import Podcast, Post
from hearten.blog.notice import GENERAL
from hearten.blog.podcast import CATEGORIES, FIRST, NAMESPACE
from hearten.media.models import Image
from tests.blog.episodes import published
from tests.cast import Cast

URL = "/@ana/podcast.xml"
SPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
SETTINGS = {
    "title": "Quiet minutes",
    "summary": "Short pauses.",
    "category": FIRST,
    "language": "sv",
    "contact": "",
}


def feed() -> bytes:
    return Client().get(URL).content


def channel():
    return fromstring(feed()).find("channel")


def test_two_independent_readers_understand_the_feed(cast: Cast) -> None:  # R24
    post = published(cast.ana)
    loose = feedparser.parse(feed())
    strict = podcastparser.parse("http://pages/@ana/podcast.xml", io.BytesIO(feed()))
    assert not loose.bozo
    assert loose.entries[0].enclosures[0].type == "audio/mpeg"
    heard = strict["episodes"][0]
    assert (heard["title"], heard["total_time"]) == ("A longer breath", 90)
    assert heard["guid"] == post.episode.guid
    assert heard["enclosures"][0]["file_size"] == 2000


APPLE = {
    "a title": "title",
    "a description": "description",
    "a language": "language",
    "artwork": "itunes:image",
    "a category": "itunes:category",
    "whether it is explicit": "itunes:explicit",
    "an author": "itunes:author",
    "a link": "link",
    "its guid": "podcast:guid",
    "a lock": "podcast:locked",
}
APPLE_ITEM = {
    "a title": "title",
    "a file": "enclosure",
    "a guid": "guid",
    "a date": "pubDate",
    "a duration": "itunes:duration",
    "a transcript": "podcast:transcript",
    "chapters": "podcast:chapters",
}


@pytest.mark.django_db
@pytest.mark.parametrize("where", [APPLE, APPLE_ITEM], ids=["show", "episode"])
def test_it_has_everything_that_apple_asks_for(cast: Cast, where: dict[str, str]) -> None:  # R24
    published(cast.ana)
    part = channel() if where is APPLE else channel().find("item")
    assert not [words for words, tag in where.items() if part.find(tag, SPACES) is None]


def test_a_file_has_its_address_length_and_type(cast: Cast) -> None:  # R24
    published(cast.ana)
    file = channel().find("item").find("enclosure").attrib
    assert re.fullmatch(r"https?://[\x21-\x7e]+/episode\.mp3", file["url"])  # ASCII, and no signature
    assert (file["length"], file["type"]) == ("2000", "audio/mpeg")


def test_dates_are_written_as_mail_writes_them(cast: Cast) -> None:
    post = published(cast.ana)
    date = channel().find("item").findtext("pubDate")
    assert abs((parsedate_to_datetime(date) - post.published_at).total_seconds()) < 1


def test_every_category_is_spelled_as_apple_spells_it(cast: Cast) -> None:
    assert "Mental Health" in CATEGORIES["Health & Fitness"]
    published(cast.ana)
    outer = channel().find("itunes:category", SPACES)
    assert (outer.attrib["text"], outer[0].attrib["text"]) == ("Health & Fitness", "Mental Health")


def test_a_guid_never_changes_and_none_is_used_twice(cast: Cast) -> None:  # R24
    post = published(cast.ana)
    published(cast.ana)
    before = [item.findtext("guid") for item in channel().findall("item")]
    changed = Post.objects.get(pk=post.pk)
    changed = save_draft(changed, changes={"title": "Another title"}, seen_version=changed.draft_version)
    verbs.publish(changed, by=cast.ana)
    assert [item.findtext("guid") for item in channel().findall("item")] == before
    assert len(set(before)) == 2


def test_the_podcast_has_a_name_for_ever(cast: Cast, signed_in, settings) -> None:
    expected = str(uuid5(NAMESPACE, settings.ORIGIN.partition("://")[2] + URL))
    assert UUID(expected).version == 5
    assert channel().findtext("podcast:guid", namespaces=SPACES) == expected
    signed_in(cast.ana).post("/desk/podcast/", SETTINGS)
    settings.ORIGIN = "https://another.example"
    assert channel().findtext("podcast:guid", namespaces=SPACES) == expected


def test_the_notice_and_the_way_to_help_are_in_every_episode(cast: Cast) -> None:  # I44, R3, R19
    published(cast.ana)
    text = unescape(feed().decode())
    assert text.count(GENERAL) >= 3
    assert "get help now" in text


def test_a_reader_who_has_it_gets_nothing_again(cast: Cast) -> None:
    published(cast.ana)
    answer = Client().get(URL)
    assert Client().get(URL, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304
    head = Client().head(URL)
    assert (head.status_code, head.content) == (200, b"")
    assert not answer.cookies


def test_nothing_but_what_is_public_is_in_it(cast: Cast) -> None:  # I3
    post = published(cast.ana)
    verbs.withdraw(post, by=cast.ana)
    assert channel().find("item") is None


def test_the_feed_answers_for_a_page_without_episodes_and_not_for_nobody(cast: Cast) -> None:
    assert channel().find("item") is None
    assert Client().get("/@nobody/podcast.xml").status_code == 404


def test_hostile_words_stay_words(cast: Cast) -> None:  # I34
    Podcast.objects.create(therapist=cast.ana.therapist, title="]]><x>&", summary="\x0b</description>")
    assert channel().findtext("title") == "]]><x>&"


def test_the_picture_is_square_and_large_enough_without_a_choice(cast: Cast) -> None:  # R24
    answer = Client().get("/@ana/podcast.jpg")
    with Pillow.open(io.BytesIO(answer.content)) as picture:
        assert (picture.format, picture.mode) == ("JPEG", "RGB")
        assert picture.width == picture.height
        assert 1400 <= picture.width <= 3000


def test_only_large_square_pictures_of_ones_own_can_be_chosen(cast: Cast, signed_in) -> None:
    def image(owner, width, height):
        return Image.objects.create(owner=owner, alt="A leaf", state="ready", width=width, height=height)

    good, flat = image(cast.ana, 1500, 1500), image(cast.ana, 1500, 900)
    other, small = image(cast.farid, 1500, 1500), image(cast.ana, 900, 900)
    browser = signed_in(cast.ana)
    for wrong in (flat, other, small):
        assert browser.post("/desk/podcast/", {**SETTINGS, "artwork": wrong.pk}).status_code == 422
    assert browser.post("/desk/podcast/", {**SETTINGS, "artwork": good.pk}).status_code == 302
    assert Podcast.objects.get().artwork == good
    assert Client().get("/@ana/podcast.jpg").status_code == 200  # its file is gone: the calm one stands in


def test_an_address_for_mail_is_shown_only_when_it_was_given(cast: Cast, signed_in) -> None:
    browser = signed_in(cast.ana)
    browser.post("/desk/podcast/", SETTINGS)
    assert channel().find("itunes:owner", SPACES) is None
    browser.post("/desk/podcast/", {**SETTINGS, "contact": "ana@example.org"})
    assert channel().findtext("itunes:owner/itunes:email", namespaces=SPACES) == "ana@example.org"
    assert channel().findtext("title") == "Quiet minutes"


@pytest.mark.parametrize("episodes", [1, 5])
def test_it_takes_as_many_statements_with_many_episodes(
    cast: Cast, episodes: int, django_assert_max_num_queries
) -> None:
    for _number in range(episodes):
        published(cast.ana)
    with django_assert_max_num_queries(6):
        feed()
