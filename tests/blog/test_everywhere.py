"""I44: the general-information notice is in every representation of every public piece, whatever its kind.

A new way to show a piece has to be added to REPRESENTATIONS, or `test_no_address_is_forgotten` fails.
"""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from hearten.blog.actions.differing import declare
from hearten.blog.models import Kind, Post, Series
from hearten.blog.notice import GENERAL
from tests.blog import episodes
from tests.blog.reading import address, published
from tests.cast import Cast


def page(path: str) -> str:
    return unescape(unescape(Client().get(path).content.decode()))


def meta(post: Post, name: str) -> str:
    found = re.search(
        rf'<meta (?:name|property)="{name}" content="([^"]*)"', Client().get(address(post)).content.decode()
    )
    assert found
    return unescape(found.group(1))


def data(post: Post) -> str:
    found = re.search(r"<script type=\"application/ld\+json\">(.*?)</script>", page(address(post)), re.DOTALL)
    assert found
    return found.group(1)


REPRESENTATIONS: dict[str, Callable[[Post], str]] = {
    "the page, on screen and on paper": lambda post: page(address(post)).partition("<article")[2],
    "link preview": lambda post: meta(post, "og:description"),
    "search result": lambda post: meta(post, "description"),
    "schema.org": data,
    "RSS": lambda post: page("/@ana/feed.xml").partition("<item>")[2],
    "Atom": lambda post: page("/@ana/atom.xml").partition("<entry>")[2],
    "JSON Feed": lambda post: page("/@ana/feed.json").partition('"items"')[2],
    "list on the first page": lambda post: page("/"),
    "list by topic": lambda post: page("/topics/sleep/"),
    "list of everything": lambda post: page("/learn/"),
    "list on the author's page": lambda post: page("/@ana/"),
}
#: Addresses under a handle that show no piece.
NO_PIECE = {
    "comment_add",
    "comment_check",
    "comment_edit",
    "comment_delete",
    "comment_block",
    "thanks",
    "about_me",
    "source_flag",
    "therapist-about",
    "therapist-policy",
}
NO_PIECE |= {"therapist-policy-version"}
#: Parts of an episode that a player reads beside the page or the feed, which carry the notice.
NO_PIECE |= {"podcast_artwork", "episode_captions", "episode_chapters"}
#: Dates of a series, and things made by others.
NO_PIECE |= {"series_calendar", "therapist_resources", "therapist_resources_csv", "therapist_resources_opml"}
SHOWN = {
    "therapist",
    "article",
    "feed_rss",
    "feed_atom",
    "feed_json",
    "series_page",
    "differing",
    "article_changes",
}
#: The same for what plays.
PLAYED: dict[str, Callable[[Post], str]] = {
    "podcast": lambda post: page("/@ana/podcast.xml").partition("<item>")[2],
    "episode_transcript": lambda post: page(f"{address(post)}transcript/"),
}


def fields(kind: str) -> dict:
    return {
        "kind": kind,
        "story_source": "own" if kind == Kind.STORY else None,
        "starts_at": timezone.now() if kind == Kind.EVENT else None,
    }


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("where", REPRESENTATIONS)
def test_the_notice_is_there(cast: Cast, kind: str, where: str) -> None:
    assert GENERAL in REPRESENTATIONS[where](published(cast.ana, **fields(kind)))


@pytest.mark.parametrize("where", REPRESENTATIONS)
def test_a_piece_without_a_summary_has_it_too(cast: Cast, where: str) -> None:
    assert GENERAL in REPRESENTATIONS[where](published(cast.ana, summary="", body="x"))


@pytest.mark.parametrize("kind", ["audio", "video"])
@pytest.mark.parametrize("where", PLAYED)
def test_the_notice_is_with_what_plays(cast: Cast, kind: str, where: str) -> None:  # I44
    assert GENERAL in PLAYED[where](episodes.published(cast.ana, kind=kind))


def test_the_notice_is_with_a_series_and_with_two_that_differ(cast: Cast) -> None:  # I44
    series = Series.objects.create(therapist=cast.ana.therapist, title="Small steps", slug="steps")
    piece, other = published(cast.ana, series=series), published(cast.farid, slug="other")
    declare(piece, other, says="One says rest, the other says walk.", by=cast.ana)
    assert GENERAL in page("/@ana/series/steps/")
    assert GENERAL in page(f"{address(piece)}differing/")
    assert GENERAL in page(f"{address(piece)}changes/")


@pytest.mark.journey
def test_printing_hides_neither_the_notice_nor_the_next_step(cast: Cast, chromium, live_site) -> None:
    path = address(published(cast.ana))
    tab = chromium.new_context(java_script_enabled=False).new_page()
    tab.goto(f"{live_site.origin}{path}")
    tab.emulate_media(media="print")
    assert tab.locator(".general-note").is_visible()
    assert tab.locator(".next-step").is_visible()
    assert not tab.locator("#answer").is_visible()
    tab.context.close()


def test_no_address_is_forgotten() -> None:
    names = {
        pattern.name
        for group in get_resolver().url_patterns
        if "handle" in str(group.pattern)
        for pattern in group.url_patterns
    }
    assert names == SHOWN | NO_PIECE | set(PLAYED)
