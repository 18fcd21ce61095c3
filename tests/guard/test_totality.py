"""Any string gets an answer: the same one each time, with spans that point at the author's words."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hearten_guard import check
from hearten_guard.types import Purpose
from tests.guard.goldens import read

PURPOSES = st.sampled_from(list(Purpose))
PIECES = st.one_of(
    st.text(st.characters(), max_size=30),
    st.sampled_from([golden.text for golden in read()]),
    st.sampled_from(
        [
            "\ud800",
            "\u200b",
            "\u202e",
            "שלום",
            "k i l l",
            "<b>",
            "</b>",
            "**",
            "&#107;",
            "> ",
            "\n\n",
            "🇸🇪",
            "ﬁ",
            "İ",
        ]
    ),
)
TEXTS = st.lists(PIECES, max_size=6).map("".join)


@given(TEXTS, PURPOSES)
@settings(max_examples=200, deadline=None)
@example("\ud800 kill yourself \udfff", Purpose.POST)
@example("", Purpose.ARTICLE)
def test_every_finding_quotes_exactly_what_it_points_at(text: str, purpose: Purpose) -> None:
    for found in check(text, purpose=purpose):
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.quote
        assert 0 <= found.confidence <= 1


@given(TEXTS, PURPOSES)
@settings(max_examples=50, deadline=None)
def test_the_same_text_gets_the_same_findings(text: str, purpose: Purpose) -> None:  # I17
    assert check(text, purpose=purpose) == check(text, purpose=purpose)


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_only_crisis_findings_speak_of_level_time_and_whose(text: str) -> None:  # I15
    for found in check(text, purpose="post"):
        spoken = {found.level is not None, found.when is not None, found.who is not None}
        assert spoken == {found.rule.startswith("crisis.")}


HOSTILE = {
    "one letter": "a",
    "quotes": '"',
    "apostrophes": "' ",
    "orders": "kill yourself ",
    "wishes": "i want to die ",
    "dotted letters": "a.b.c.",
    "spaced letters": "k i l l ",
    "leetspeak": "k1ll ",
    "censored": "s*x ",
    "stars": "*",
    "open tags": "<a ",
    "entities": "&#",
    "digits": "1",
    "spaced digits": "0 7-",
    "at signs": "a@",
    "lines": "\n \t",
    "client stories": "a client told me last tuesday ",
    "Cyrillic": "а",
    "emoji": "😀",
    "marks": "\u0301",
    "surrogates": "\ud800",
    "links": "http://a.b/?ref=x ",
    "hosts": "com.",
    "quoted lines": "> a\n",
}


def test_every_letter_there_is_can_be_read() -> None:
    for block in range(0, 0x110000, 0x8000):
        check("".join(map(chr, range(block, block + 0x8000))), purpose="post")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_time_in_proportion_to_its_length(name: str) -> None:
    piece = HOSTILE[name]
    text = piece * (100_000 // len(piece))
    begin = time.process_time()
    check(text, purpose="article")
    assert time.process_time() - begin < 2.5  # about 0.5 s on an idle machine; quadratic would be minutes


def test_five_megabytes_get_an_answer() -> None:
    begin = time.process_time()
    check("Grief comes in waves. " * 230_000, purpose="article")
    assert time.process_time() - begin < 60
