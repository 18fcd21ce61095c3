"""Words and pictures for other networks: the notice stands whole, whatever its author writes (R19, R25, I44)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from hearten.blog import cards, drawing, elsewhere, notice
from hearten.blog.elsewhere import GAP, MORE, NETWORKS, TooLong, cut
from hearten.blog.links import affiliate_hint
from hearten.blog.models import Edition, Post
from hearten.directory.models import Therapist

NETWORK = st.sampled_from(list(NETWORKS.values()))
WORDS = st.text(st.sampled_from("ab é😀.\n"), max_size=700)
LONGEST_PAGE = {"handle": "a" * 32, "slug": "b" * 80}


def piece(*, handle: str = "ana", slug: str = "a-night", **words: str) -> Post:
    """A public piece of Ana's that is in no database."""
    said = {"title": "A night without sleep", "summary": "What helps.", "body": "Breathe.", **words}
    therapist = Therapist(handle=handle, name="Ana Lindqvist", role="licensed")
    return Post(title="A draft that nobody sees", slug=slug, therapist=therapist, edition=Edition(**said))


class TestTheNotice:
    @given(NETWORK, WORDS)
    def test_no_words_push_it_out_or_cut_it(self, network, words: str) -> None:  # R19
        post = piece(title=words or "A", summary=words, body=words)
        text = elsewhere.final(post, network, elsewhere.suggestion(post, network))
        assert len(text) <= network.limit
        assert text.endswith(elsewhere.closing(post, network))
        assert notice.GENERAL in text

    @pytest.mark.parametrize("network", NETWORKS.values(), ids=str)
    def test_on_the_longest_address_there_is_still_room_for_words(self, network) -> None:
        assert elsewhere.room(piece(**LONGEST_PAGE), network) >= 20

    @given(NETWORK, st.integers(0, 4000))
    def test_one_letter_too_many_is_counted_and_nothing_is_cut(self, network, count: int) -> None:  # I16
        post = piece()
        over = count - elsewhere.room(post, network)
        if over <= 0:
            assert len(elsewhere.final(post, network, "a" * count)) == network.limit + over
            return
        with pytest.raises(TooLong) as answer:
            elsewhere.final(post, network, "a" * count)
        assert answer.value.over == over

    def test_a_draft_goes_nowhere(self) -> None:  # I3
        draft = piece()
        draft.edition = None
        with pytest.raises(ValueError, match="only published"):
            elsewhere.suggestion(draft, NETWORKS["mastodon"])

    def test_what_is_suggested_is_what_the_world_sees(self) -> None:  # R42
        text = elsewhere.suggestion(piece(), NETWORKS["linkedin"])
        assert text == "A night without sleep\n\nWhat helps.\n\nBreathe."
        assert "Breathe." not in elsewhere.suggestion(piece(), NETWORKS["bluesky"])

    def test_pictures_are_read_with_every_word_on_them(self) -> None:  # I14
        on_it = elsewhere.words_on_cards(piece())
        assert on_it.split(GAP) == ["A night without sleep", "Ana Lindqvist", notice.GENERAL]


class TestCutting:
    @given(WORDS, st.integers(2, 400))
    def test_what_is_left_is_a_beginning_and_fits(self, words: str, most: int) -> None:
        left = cut(words, most)
        assert len(left) <= most
        assert words.startswith(left.removesuffix(MORE))
        assert left == words or len(words) > most

    @pytest.mark.parametrize(
        ("words", "most", "left"),
        [
            ("One.\n\nTwo is much longer.", 12, "One.Two…"),
            ("One paragraph.\n\nAnother one.", 20, "One paragraph."),
            ("Unbreakable", 5, "Unbr…"),
            ("exactly", 7, "exactly"),
            ("", 5, ""),
        ],
    )
    def test_it_ends_at_a_paragraph_else_at_a_word(self, words: str, most: int, left: str) -> None:
        assert cut(words, most).replace("\n", "") == left


class TestTheDrawing:
    draw = ImageDraw.Draw(Image.new("RGB", (1080, 1080)))
    card = {"font": cards.FONT, "width": 1080, "height": 1080}

    def width(self, line: str, size: int) -> float:
        return self.draw.textlength(line, font=ImageFont.truetype(cards.FONT, size))

    @pytest.mark.parametrize(
        "title",
        ["A night without sleep", "W" * 160, "a " * 80, "Sömn och ångest " * 9, "kort " + "lång" * 40 + " kort"],
    )
    @pytest.mark.parametrize("size", [34, 92])
    def test_no_line_runs_over_the_edge_and_no_letter_is_lost(self, title: str, size: int) -> None:
        lines = drawing.lines(self.draw, self.card, title, ImageFont.truetype(cards.FONT, size))
        assert "".join(lines).replace(" ", "") == title.replace(" ", "")
        assert all(self.width(line, size) <= 1080 - 2 * drawing.MARGIN for line in lines)

    @pytest.mark.parametrize("room", [200, 500, 900])
    def test_a_title_is_as_large_as_it_can_be(self, room: int) -> None:
        card = self.card | {"title": "What helps in a night without sleep, and what does not " * 2}
        size = drawing.fitting(self.draw, card, room)
        assert drawing.height_of(self.draw, card, card["title"], size) <= room
        larger = size + 2
        assert size >= drawing.LARGEST or drawing.height_of(self.draw, card, card["title"], larger) > room

    def test_a_title_that_fits_nowhere_is_still_drawn_at_the_smallest(self) -> None:
        assert drawing.fitting(self.draw, self.card | {"title": "W" * 200}, 40) == drawing.SMALLEST

    @pytest.mark.parametrize("shape", cards.SHAPES.values(), ids=str)
    def test_the_longest_title_never_covers_the_name_or_the_notice(self, shape, monkeypatch) -> None:  # R19
        card = self.card | {"width": shape.width, "height": shape.height, "edge": shape.edge, "site": "Hearten"}
        card |= {"title": "W" * 160, "name": "Ana " * 20, "label": "Therapist", "notice": notice.GENERAL}
        drawn, write = {}, drawing.words

        def watched(draw, card, text, top, size, colour) -> int:
            end = write(draw, card, text, top, size, colour)
            drawn[text] = (top, end)
            return end

        monkeypatch.setattr(drawing, "words", watched)
        drawing.picture(card)
        places = [drawn[card[part]] for part in ("site", "title", "name", "label", "notice")]
        assert all(above[1] <= below[0] for above, below in pairwise(places))
        assert places[0][0] >= shape.edge
        assert places[-1][1] <= shape.height - shape.edge

    def test_nothing_to_say_takes_no_line(self) -> None:
        assert drawing.lines(self.draw, self.card, "  ", ImageFont.truetype(cards.FONT, 40)) == []


class TestLinksThatPay:
    @pytest.mark.parametrize(
        ("url", "hint"),
        [
            ("https://shop.example/book?tag=ana-21", "tag"),
            ("https://shop.example/book?TAG=ana-21", "tag"),
            ("https://shop.example/book?a=1&aff_id=7", "aff_id"),
            ("https://shop.example/book?ref", "ref"),
            ("https://shop.example/book?ref=", "ref"),
            ("https://shop.example/tag/ref", None),
            ("https://shop.example/book?tags=sleep&reference=1", None),
            ("https://shop.example/book#tag=ana-21", None),
        ],
    )
    def test_a_parameter_that_earns_money_is_named(self, url: str, hint: str | None) -> None:  # R4
        assert affiliate_hint(url) == hint
