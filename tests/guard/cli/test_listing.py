"""Carets stand under the words, however wide the letters are; nothing in a text controls the terminal."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearten_guard import check
from hearten_guard.cli.listing import Style, _columns, listing, underlined, visible
from hearten_guard.cli.places import Places
from hearten_guard.cli.texts import Text


@pytest.mark.parametrize(
    ("before", "columns"),
    [
        ("abc ", 4),
        ("猫猫 ", 5),
        ("e\u0301é ", 3),
        ("👩\u200d👩 ", 5),
        ("\t", 2),
        ("ｗｉｄｅ", 8),
        ("\u202e", 1),
    ],
)
def test_carets_begin_below_the_first_word(before: str, columns: int) -> None:
    shown, carets = underlined(Places(f"{before}bad end"), len(before), len(before) + 3, 80)
    assert carets == " " * columns + "^^^"
    assert shown.endswith("bad end")


def test_wide_words_get_wide_carets() -> None:
    assert underlined(Places("a 猫猫 b"), 2, 4, 80) == ("a 猫猫 b", "  ^^^^")


def test_a_long_line_is_cut_around_the_words() -> None:
    text = "x " * 5000 + "bad" + " y" * 5000
    shown, carets = underlined(Places(text), 10_000, 10_003, 60)
    assert _columns(shown) <= 60
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert shown[carets.index("^") :][:3] == "bad"


def test_a_passage_over_several_lines_is_underlined_on_its_first() -> None:
    assert underlined(Places("one two\r\nthree"), 4, 14, 80) == ("one two", "    ^^^")


def test_line_and_column_count_code_points_from_1() -> None:
    assert Places("a\r\n😀b").of(4) == (2, 2)


def test_no_control_of_a_terminal_leaves_the_text() -> None:
    assert visible("a\x1b[31m\u202e\x9b\x07b\u200b\ud800") == "a·[31m···b··"


@given(st.text(min_size=1, max_size=200), st.data(), st.integers(40, 100))
def test_any_passage_of_any_text_can_be_shown(text: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown, carets = underlined(Places(text), start, end, width)
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert _columns(shown) <= width + 2
    assert 0 < carets.count("^") <= _columns(shown) + 1


def test_colour_is_for_terminals_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    text = Text("draft", "He committed suicide.")
    findings = check(text.words, purpose="article")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\033[1;33m" in "".join(listing(text, findings, Style.of(Terminal())))
    assert "\033" not in "".join(listing(text, findings, Style.of(io.StringIO())))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033" not in "".join(listing(text, findings, Style.of(Terminal())))
