"""Nothing an author types can run, load from elsewhere or mislead the eye."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearten.blog.markdown import image_ids, plain_text, render
from hearten.ui.prose import render_comment

ID = "A" * 22


@dataclass(frozen=True)
class Picture:
    url: str = "http://127.0.0.1:8000/media/a.webp"
    url_small: str = "http://127.0.0.1:8000/media/a-small.webp"
    width: int = 1600
    height: int = 900
    alt: str = "A lamp"


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](data:text/html,<script>)",
    "![a](https://evil.example/pixel.gif)",
    "<style>*{display:none}</style>",
    "<iframe src='https://evil.example'></iframe>",
    '<a href="x" onclick="alert(1)">x</a>',
    "[a]: javascript:alert(1)\n\n[a]",
    "<svg/onload=alert(1)>",
    "&lt;script&gt;",
    "![a](image:../../etc/passwd)",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("draw", [lambda text: render(text, {}), render_comment])
def test_hostile_markdown_leaves_nothing_that_acts(text: str, draw) -> None:  # I21
    html = draw(text)
    assert not any(
        bad in html for bad in ("<script", "<img", "<iframe", "<style", "<svg", 'href="java', 'href="data')
    )
    assert 'src="' not in html


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("<>\"'&[]()!*_`#-\n ahrefsctipjv:/=\u202e\u200b")), max_size=200))
def test_no_mixture_of_signs_makes_a_script_or_a_handler(text: str) -> None:
    for html in (render(text, {}), render_comment(text)):
        lowered = html.lower()
        assert "<script" not in lowered
        assert "javascript:" not in lowered.split('href="', 1)[-1].split('"', 1)[0]


def test_only_the_authors_own_pictures_appear() -> None:  # I34
    html = render(f"![A lamp](image:{ID})\n\n![Gone](image:{'B' * 22})", {ID: Picture()})
    assert html.count("<img") == 1
    assert "<em>Gone</em>" in html
    assert 'alt="A lamp"' in html


def test_a_pictures_words_cannot_break_out_of_its_tag() -> None:
    html = render(f'![" onload="alert(1)](image:{ID})', {ID: Picture()})
    assert "onload" not in html.replace("&quot; onload=&quot;", "")


def test_headings_start_below_the_pages_own_title() -> None:
    assert render("# One\n\n## Two", {}).startswith("<h2>One</h2>")
    assert render("### One\n\n#### Two", {}).startswith("<h2>One</h2>\n<h3>Two</h3>")


def test_comments_have_no_headings_pictures_or_tables() -> None:  # R9
    html = render_comment("# Shout\n\n![a](image:x)\n\n| a |\n|---|\n| b |")
    assert not any(tag in html for tag in ("<h1", "<h2", "<img", "<table"))
    assert "Shout" in html


def test_links_in_comments_pass_nothing_on() -> None:
    html = render_comment("[x](https://example.org)")
    assert 'rel="noopener noreferrer nofollow ugc"' in html


def test_characters_that_only_mislead_are_gone_from_what_is_shown() -> None:
    html = render("user\u202etxt.exe and zero\u200bwidth", {})
    assert "\u202e" not in html
    assert "zerowidth" in html


def test_joined_emoji_and_persian_stay_whole() -> None:
    text = "👩‍👧 and می‌خواهم"
    assert text in render(text, {})


def test_plain_text_has_the_words_and_nothing_else() -> None:
    assert plain_text("# Hi\n\nSome *kind* [words](https://example.org).") == "Hi\nSome kind words."


def test_image_ids_are_found_once_each_place() -> None:
    assert image_ids(f"![a](image:{ID}) text ![b](image:short)") == [ID]


@pytest.mark.parametrize("text", ["[" * 50_000, "*" * 50_000, "> " * 20_000, "(" * 50_000, "![" * 30_000])
def test_hostile_nesting_ends(text: str) -> None:
    assert isinstance(render(text, {}), str)
