"""What could tell who somebody is gets found, in reports and in talk, with offsets into the author's words."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hearten_guard import identifiers
from hearten_guard.identify import merged
from hearten_guard.types import Class, Identifier

REPORT = (
    "The applicant, Mr Piotr Zawadzki, was born in 1961 and lives in Radom. On 3 May 1998 he was arrested by "
    "officers of the Radom District Police (application no. 33379/96). The hearing was held in the Regional Court "
    "on 12 June 1999. Mr Zawadzki complained that the proceedings had been too long."
)
TALK = (
    "hey, i'm Marta and i moved to Lisbon with my husband last year, i work as a nurse lol. "
    "mail me: so.fia@example.org"
)


def marked(text: str) -> dict[str, Identifier]:
    return {text[one.start : one.end]: one for one in identifiers(text)}


def test_a_report_gives_up_its_names_dates_and_file_numbers() -> None:
    found = marked(REPORT)
    assert any("Zawadzki" in words and one.kind == "direct" for words, one in found.items())
    assert found["33379/96"].type == "CODE"
    assert found["33379/96"].kind == "direct"
    assert any("3 May 1998" in words and one.type == "DATETIME" for words, one in found.items())


def test_every_mention_of_a_name_in_a_report_is_marked() -> None:
    places = [match.span() for match in re.finditer("Zawadzki", REPORT)]
    spans = [(one.start, one.end) for one in identifiers(REPORT)]
    assert all(any(start <= a and b <= end for start, end in spans) for a, b in places)


def test_talk_gives_up_names_places_work_and_love() -> None:
    found = marked(TALK)
    assert found["Marta"].type == "PERSON"
    assert found["so.fia@example.org"].kind == "direct"
    words = " ".join(found)
    assert all(told in words for told in ("Lisbon", "my husband", "nurse"))


@pytest.mark.parametrize(
    "text",
    [
        "Breathing slowly can help. Try to count to four while you breathe in.",
        "Grief has no timetable, and it is fine to ask for help with it.",
        "Many people find that a walk after lunch makes the afternoon easier.",
    ],
)
def test_plain_advice_is_left_alone(text: str) -> None:
    assert identifiers(text) == []


@pytest.mark.parametrize("nothing", ["", " \n\t ", "\ufeff", "...", "\x00\x01\x02"])
def test_nothing_to_read_gives_nothing(nothing: str) -> None:
    assert identifiers(nothing) == []


def test_an_unknown_locale_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'xx'"):
        identifiers("Anna", locale="xx")


PIECES = st.one_of(
    st.text(st.characters(), max_size=30),
    st.sampled_from(
        [REPORT[:90], TALK, "\ud800", "\udfff Anna", "\u202eAnna Berg", "שלום אנה", "Zoe\u0308", "İstanbul", "[[[",
         "’s", "@you", "1999", "🇸🇪👩‍👩‍👧", "ﬁ", "\x00", "my ", "i'm a ", "\n\n"]
    ),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=6).map("".join)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
@example("\ud800")
@example("İİİ Anna")
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    reached = 0
    for one in identifiers(text):
        assert reached <= one.start < one.end <= len(text)
        assert one.type in set(Class)
        assert one.kind in ("direct", "quasi")
        assert text[one.start : one.end].strip()
        reached = one.end


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_the_same_text_gets_the_same_spans(text: str) -> None:  # I17
    assert identifiers(text) == identifiers(text)


@pytest.mark.parametrize("before", ["🦊🦊 ", "e\u0301 ", "\u202e", "İ ", "𝔄 "])
def test_offsets_count_code_points_whatever_stands_before(before: str) -> None:
    text = before + TALK
    assert "Marta" in {text[one.start : one.end] for one in identifiers(text)}


def test_five_million_signs_are_read() -> None:
    brackets = identifiers("(" * 1_000_000 + "Anna")
    assert all(one.end <= 1_000_004 for one in brackets)
    assert identifiers("a" * 5_000_000) == []


def test_overlapping_finds_become_one_that_is_direct_when_either_is() -> None:
    outer, inner = Identifier(0, 10, Class.ORG, "quasi"), Identifier(4, 12, Class.CODE, "direct")
    assert merged([inner, outer]) == [Identifier(0, 12, Class.ORG, "direct")]
