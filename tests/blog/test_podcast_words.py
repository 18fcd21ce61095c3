"""The words of a podcast's feed: any letters, one name for ever, whole addresses, and the notice (R24, I44)."""

from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hearten.blog.actions.episodes import begin_imported
from hearten.blog.feeds import clean, whole_addresses
from hearten.blog.models import Podcast
from hearten.blog.notice import GENERAL
from hearten.blog.podcast import CATEGORIES, FIRST, absolute, name_of
from hearten.blog.podcast_form import LANGUAGES, category_choices
from tests.blog.episodes import published
from tests.cast import Cast

ODD = "Sömn & <ångest> ]]> \"'\x0b\x1f\ufffe 😀"


class TestPureWords:
    @given(st.text(st.characters(exclude_categories=["Cs"])))
    def test_whatever_is_left_can_stand_in_a_feed(self, text: str) -> None:
        element = ElementTree.Element("title")
        element.text = clean(text)
        read = ElementTree.fromstring(ElementTree.tostring(element)).text or ""
        assert read.split() == clean(text).split()

    @given(st.text(st.characters(categories=["L", "N", "P", "S"], max_codepoint=0xFFFD)))
    def test_no_letter_that_can_be_read_is_taken_away(self, text: str) -> None:
        assert clean(text) == text

    @pytest.mark.parametrize(
        "feed",
        ["https://mp3s.nashownotes.com/pc20rss.xml", "http://mp3s.nashownotes.com/pc20rss.xml//"],
    )
    def test_a_podcasts_name_is_the_one_its_namespace_counts(self, feed: str) -> None:
        """The example of the podcast namespace (podcast:guid)."""
        assert name_of(feed) == UUID("917393e3-1b1e-5cef-ace4-edaa54e1f810")

    @pytest.mark.parametrize(
        ("html", "whole"),
        [
            ('<a href="/@ana/">Ana</a>', '<a href="http://localhost:8000/@ana/">Ana</a>'),
            ('<a href="https://example.org/">x</a>', '<a href="https://example.org/">x</a>'),
            ("<p>and/or</p>", "<p>and/or</p>"),
        ],
    )
    def test_a_link_to_this_place_gets_its_whole_address(self, html: str, whole: str) -> None:
        assert whole_addresses(html) == whole

    def test_no_address_stays_none(self) -> None:
        assert absolute("") == ""
        assert absolute("/@ana/") == "http://localhost:8000/@ana/"

    def test_every_choice_fits_its_column_and_the_first_is_among_them(self) -> None:
        choices = [key for key, _label in category_choices()]
        assert FIRST in choices
        assert len(choices) == len(set(choices)) == len(CATEGORIES) + sum(map(len, CATEGORIES.values()))
        assert max(map(len, choices)) <= Podcast._meta.get_field("category").max_length
        assert max(map(len, LANGUAGES)) <= Podcast._meta.get_field("language").max_length


@pytest.mark.django_db
class TestTheFeed:
    def channel(self) -> ElementTree.Element:
        found = ElementTree.fromstring(Client().get("/@ana/podcast.xml").content).find("channel")
        assert found is not None
        return found

    def test_odd_letters_in_every_word_leave_it_readable(self, cast: Cast) -> None:  # I34
        published(cast.ana)
        Podcast.objects.create(therapist=cast.ana.therapist, title=ODD, summary=ODD)
        cast.ana.therapist.name = ODD
        cast.ana.therapist.save()
        assert self.channel().findtext("title") == clean(ODD)
        assert GENERAL in (self.channel().findtext("description") or "")

    def test_a_name_it_had_elsewhere_goes_before_the_one_of_its_address(self, cast: Cast) -> None:  # R24
        name = UUID("917393e3-1b1e-5cef-ace4-edaa54e1f810")
        guid = "{https://podcastindex.org/namespace/1.0}guid"
        assert self.channel().findtext(guid) == str(name_of("http://localhost:8000/@ana/podcast.xml"))
        Podcast.objects.create(therapist=cast.ana.therapist, guid=name)
        assert self.channel().findtext(guid) == str(name)

    @pytest.mark.parametrize(
        ("given_guid", "kept"), [("https://old.example/?p=7", "https://old.example/?p=7"), ("g" * 900, "g" * 500)]
    )
    def test_an_imported_episode_keeps_its_old_name(self, cast: Cast, given_guid: str, kept: str) -> None:  # R24
        row = begin_imported(cast.ana.therapist, kind="audio", guid=given_guid, note="n" * 900)
        row.refresh_from_db()
        assert (row.guid, len(row.enclosure_note), row.was_public) == (kept, 300, True)

    def test_one_without_a_name_gets_its_own(self, cast: Cast) -> None:
        names = {begin_imported(cast.ana.therapist, kind="audio").guid for _each in range(2)}
        assert len(names) == 2
        assert "" not in names
