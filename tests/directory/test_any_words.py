"""Properties: whatever somebody writes, no word is lost, no trick survives, no page breaks."""

from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hearten.directory.checked import TextsHeld, remarks_on, require_clear_texts, with_wording
from hearten.directory.models import Therapist
from hearten.directory.names import skeleton
from hearten.directory.policy import changes, paragraphs
from hearten.directory.titles import own_words
from hearten.ui.words import JOINERS, TRICKS, one_line, several_lines

words = some.text(max_size=300)
lines = some.lists(some.text("ab \u00e5.", max_size=12), max_size=8).map("\n".join)
FIXTURE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(max_examples=150)
@given(words)
def test_cleaning_twice_is_cleaning_once(text) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert several_lines(several_lines(text)) == several_lines(text)


@settings(max_examples=150)
@given(
    some.lists(
        some.sampled_from(["a", " ", "\u202e", "\u200b", "\u200d", "\u2066", "é", "می", "\n", "\0"]), max_size=30
    )
)
def test_no_trick_is_left_wherever_it_stood(parts) -> None:
    for clean in (one_line, several_lines):
        text = clean("".join(parts))
        assert not TRICKS.search(text)
        assert "\0" not in text
        assert not any(before in "aé " and after in JOINERS for before, after in zip(text, text[1:], strict=False))


@settings(max_examples=150)
@given(some.text("abc ÅåéЖ漢", max_size=60))
def test_ordinary_letters_are_never_touched(text) -> None:
    assert several_lines(text) == text.strip()


@settings(max_examples=150)
@given(lines, lines)
def test_a_difference_loses_no_word_of_either_text(older, newer) -> None:
    found = changes(older, newer)

    def kept(kinds):
        said = ("".join(piece.text for piece in line.pieces if piece.kind in kinds).split() for line in found)
        return [word for line in said for word in line]

    assert kept({"same", "out"}) == " ".join(paragraphs(older)).split()
    assert kept({"same", "in"}) == " ".join(paragraphs(newer)).split()


@given(lines)
def test_a_text_does_not_differ_from_itself(text) -> None:
    assert all(line.kind == "same" for line in changes(text, text))


@given(some.from_regex(r"[a-z][a-z0-9-]{1,20}", fullmatch=True))
def test_hyphens_and_digits_that_look_like_letters_change_no_skeleton(handle) -> None:
    swapped = handle.replace("o", "0").replace("e", "3").replace("s", "5")
    assert skeleton(swapped) == skeleton(handle) == skeleton("-".join(handle))


@FIXTURE
@given(some.text("xyz .", max_size=40), some.text("xyz .", max_size=40))
def test_a_remark_points_at_the_exact_words(before, after) -> None:
    text = f"{before}the best{after}"
    (remark,) = remarks_on({"bio": text})
    assert text[remark.start : remark.end] == remark.quote == "the best"
    assert with_wording({"bio": text}, "1") == {"bio": f"{before}one of many{after}"}


@FIXTURE
@given(
    some.dictionaries(
        some.sampled_from(["bio", "approach", "headline"]), some.sampled_from(["fine", "the best", ""])
    )
)
def test_texts_pass_only_when_every_one_of_them_does(texts) -> None:
    if "the best" in texts.values():
        with pytest.raises(TextsHeld) as held:
            require_clear_texts(texts)
        assert {remark.field for remark in held.value.remarks} == {
            f for f, text in texts.items() if text == "the best"
        }
        assert [remark.n for remark in held.value.remarks] == list(range(1, len(held.value.remarks) + 1))
    else:
        require_clear_texts(texts)


@pytest.mark.parametrize("role", ["coach", "peer", "organisation", "nonsense", ""])
def test_who_needs_no_licence_has_no_title_of_their_own(role) -> None:
    assert own_words(role, ["Licensed psychologist"]) == frozenset()


NASTY = ["<script>alert(1)</script>", "{{ viewer }}", "{% raw %}", "'; DROP TABLE x; --", "\u202eevil", "a\0b",
         "&lt;", "💚" * 50, "\ud7ff\ue000", "https://example.org/" + "x" * 90]  # fmt: skip


@pytest.mark.parametrize("nasty", NASTY)
def test_strange_words_are_shown_as_words_on_every_page(nasty, ana, cast, signed_in) -> None:
    answers = dict.fromkeys(("headline", "bio", "approach", "languages", "works_with", "price", "access"), nasty)
    answer = ana.post("/desk/start/profile/", {**answers, "complaints": nasty})
    was_saved = answer.status_code == 302
    assert answer.status_code in {302, 422}
    for place in ("/@ana/about/", "/therapists/"):
        page = signed_in(None).get(place)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "\u202e" not in page.text
        if was_saved:
            assert several_lines(nasty)[:40] in unescape(page.text)


@pytest.mark.parametrize("nasty", [*NASTY, "//evil.example", "..", "%2e%2e", "ANA", "ana/../farid"])
def test_a_strange_handle_is_simply_not_there(nasty, signed_in, cast) -> None:
    assert signed_in(None).get(f"/@{nasty}/about/").status_code == 404
    assert Therapist.objects.count() == 2
