"""Expressions mean the same in JavaScript; what can't be said there is refused and not guessed."""

import re

import pytest

from hearten_guard.javascript import SPACE, Untranslatable, javascript


@pytest.mark.parametrize(
    ("python", "theirs"),
    [
        (r"\w+\W", r"[\p{L}\p{N}_]+[^\p{L}\p{N}_]"),
        (r"[^\W_]", r"[\p{L}\p{N}]"),
        (r"[^\W\d_]", r"[\p{L}\p{Nl}\p{No}]"),
        (r"(?P<word>a)\1", r"(?<word>a)\1"),
        (r"a{,3}", r"a{0,3}"),
        (r"a{2}]", r"a{2}\]"),
        (r"\#\'\-\.", r"#'-\."),
        (r"[\-\]\s]", rf"[\-\]{SPACE}]"),
        (r"[a\[({<]", r"[a\[({<]"),
        ("a.b$", r"a[^\n]b(?=\n?$)"),
    ],
)
def test_an_expression_is_spelled_for_javascript(python: str, theirs: str) -> None:
    assert javascript(re.compile(python)) == theirs


def test_lines_end_at_a_line_feed_alone() -> None:
    assert javascript(re.compile("^a$", re.MULTILINE)) == r"(?<![^\n])a(?![^\n])"


@pytest.mark.parametrize("python", [r"a++", r"(?>a)", r"(?i:a)", r"\Aa", r"a\Z", r"[\W]"])
def test_what_has_no_spelling_is_refused(python: str) -> None:
    with pytest.raises(Untranslatable):
        javascript(re.compile(python))


def test_flags_that_change_the_meaning_are_refused() -> None:
    with pytest.raises(Untranslatable):
        javascript(re.compile("a", re.IGNORECASE))
