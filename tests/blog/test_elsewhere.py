"""A piece goes to other networks with its notice and its link, and never unread (R25, R61)."""

import io
import json
import subprocess
import sys

import pytest
from PIL import Image

from hearten.blog import cards, elsewhere, notice
from hearten.blog.actions.publish import publish
from hearten.blog.elsewhere import NETWORKS
from hearten.blog.models import Post
from hearten.moderation import review
from hearten.moderation.pool import GuardUnavailable
from tests.blog.pieces import ADVISED, BODY, HELD, draft
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(cast: Cast) -> Post:
    post = draft(cast.ana, body=BODY * 30)
    publish(post, by=cast.ana)
    return post


def at(post: Post, network: str = "mastodon") -> str:
    return f"/desk/posts/{post.pk}/elsewhere/{network}/"


def read(answer) -> str:
    return answer.content.decode().replace("&#x2f;", "/").replace("&#x27;", "'")


class TestWords:
    @pytest.mark.parametrize("network", list(NETWORKS))
    def test_each_text_fits_and_ends_with_the_notice_and_the_plain_link(
        self, cast, signed_in, piece, network
    ) -> None:  # I44
        place = NETWORKS[network]
        text = elsewhere.final(piece, place, elsewhere.suggestion(piece, place))
        assert len(text) <= place.limit
        assert notice.GENERAL in text
        assert text.endswith(f"/@ana/{piece.slug}/")
        assert "?" not in text.rsplit("\n", 1)[1]
        assert "#" not in text
        ready = signed_in(cast.ana).post(at(piece, network), {"words": elsewhere.suggestion(piece, place)})
        assert f"Ready for {place.name}" in ready.content.decode()
        assert text.splitlines()[0] in read(ready)

    @pytest.mark.parametrize("network", ["caption", "linkedin"])
    def test_longer_ones_carry_the_way_to_help(self, piece, network) -> None:
        assert "/crisis/" in elsewhere.closing(piece, NETWORKS[network])

    def test_an_author_cannot_push_the_notice_out(self, cast, signed_in, piece) -> None:  # R19
        room = elsewhere.room(piece, NETWORKS["bluesky"])
        ana = signed_in(cast.ana)
        assert ana.post(at(piece, "bluesky"), {"words": "a" * room}).status_code == 200
        longer = ana.post(at(piece, "bluesky"), {"words": "a" * (room + 1)})
        assert longer.status_code == 422
        assert "1 characters too long" in longer.content.decode()
        assert "a" * (room + 1) in longer.content.decode()

    def test_words_the_check_holds_are_never_handed_out(self, cast, signed_in, piece) -> None:  # R33
        answer = signed_in(cast.ana).post(at(piece), {"words": HELD, "acknowledge": ["any"]})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Please change this" in page
        assert 'id="final"' not in page
        assert "five-star" in page

    def test_advice_is_seen_first(self, cast, signed_in, piece) -> None:
        ana = signed_in(cast.ana)
        first = ana.post(at(piece), {"words": ADVISED})
        assert first.status_code == 422
        assert 'id="final"' not in first.content.decode()
        rules = [item.rule for item in review.read(ADVISED, purpose="article").findings]
        assert 'id="final"' in ana.post(at(piece), {"words": ADVISED, "acknowledge": rules}).content.decode()

    def test_a_suggested_wording_is_put_in_and_nothing_is_handed_out_yet(self, cast, signed_in, piece) -> None:
        findings = review.read(ADVISED, purpose="article").findings
        number = next(n for n, item in enumerate(findings, start=1) if item.suggestion)
        page = signed_in(cast.ana).post(at(piece), {"words": ADVISED, "apply": str(number)}).content.decode()
        assert findings[number - 1].suggestion in page
        assert "committed suicide" not in page
        assert 'id="final"' not in page

    def test_without_the_check_nothing_is_prepared(self, cast, signed_in, piece, monkeypatch) -> None:  # I19
        def down(text: str, purpose: str) -> None:
            raise GuardUnavailable

        monkeypatch.setattr(review, "ask", down)
        answer = signed_in(cast.ana).post(at(piece), {"words": "A calm hour before bed."})
        assert answer.status_code == 503
        assert "A calm hour before bed." in answer.content.decode()
        assert 'id="final"' not in answer.content.decode()
        assert signed_in(cast.ana).get(f"/desk/posts/{piece.pk}/elsewhere/square.png").status_code == 503

    def test_only_its_author_and_only_what_is_public(self, cast, signed_in, piece) -> None:  # I3
        for stranger in (cast.farid, cast.ben, cast.grace):
            assert signed_in(stranger).get(at(piece)).status_code == 404
            assert signed_in(stranger).get(f"/desk/posts/{piece.pk}/elsewhere/square.png").status_code == 404
        unpublished = draft(cast.ana, slug="not-yet")
        assert signed_in(cast.ana).get(at(unpublished)).status_code == 404
        assert signed_in(cast.ana).get(at(piece, "elsewhere")).status_code == 404
        assert signed_in(cast.ana).get(f"/desk/posts/{piece.pk}/elsewhere/round.png").status_code == 404

    def test_the_page_takes_few_statements(self, cast, signed_in, piece, django_assert_max_num_queries) -> None:
        ana = signed_in(cast.ana)
        with django_assert_max_num_queries(6):
            assert ana.get(at(piece)).status_code == 200

    @pytest.mark.parametrize(("most", "cut"), [(100, "One two three"), (11, "One two…"), (4, "One…")])
    def test_words_are_cut_between_words(self, most: int, cut: str) -> None:
        assert elsewhere.cut("One two three", most) == cut


class TestPictures:
    @pytest.mark.parametrize(("shape", "size"), [("square", (1080, 1080)), ("tall", (1080, 1920))])
    def test_it_has_the_size_and_holds_nothing_but_pixels(self, cast, signed_in, piece, shape, size) -> None:  # I34
        answer = signed_in(cast.ana).get(f"/desk/posts/{piece.pk}/elsewhere/{shape}.png")
        assert answer["Content-Type"] == "image/png"
        picture = Image.open(io.BytesIO(answer.content))
        assert picture.size == size
        assert not picture.info
        assert len(picture.getcolors(maxcolors=1 << 20)) > 3

    def test_the_description_says_every_word_of_it(self, piece) -> None:
        said = cards.alt_of(piece)
        for words in ("A night without sleep", "Ana Lindqvist", "self-described", notice.GENERAL):
            assert words in said

    @pytest.mark.parametrize("title", ["W" * 160, "Sömn och ångest ½", "نوم هادئ", "a " * 80, "👋 \u202e\x00"])
    def test_any_title_is_drawn(self, title: str) -> None:
        picture = drawn(title)
        assert picture.size == (1080, 1080)

    def test_letters_beyond_english_are_really_there(self) -> None:
        assert drawn("ååå").tobytes() != drawn("\ue000" * 3).tobytes()

    def test_a_broken_drawing_is_a_calm_answer(self, cast, signed_in, piece, monkeypatch) -> None:
        monkeypatch.setattr(cards, "PROGRAM", "/nowhere.py")
        assert signed_in(cast.ana).get(f"/desk/posts/{piece.pk}/elsewhere/square.png").status_code == 503


def drawn(title: str) -> Image.Image:
    """One picture by the real program."""
    card = {"title": title, "name": "Ana", "label": "Therapist", "notice": notice.GENERAL, "site": "Hearten"}
    card |= {"font": cards.FONT, "width": 1080, "height": 1080, "edge": 0}  # type: ignore[dict-item]
    done = subprocess.run(
        [sys.executable, "-I", cards.PROGRAM], input=json.dumps(card).encode(), capture_output=True, check=True
    )
    return Image.open(io.BytesIO(done.stdout))
