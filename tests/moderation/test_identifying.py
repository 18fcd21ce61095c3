"""Masking: what never reaches a reader, what its writer decides, and what comes back whole (R83, I12, I16, I19)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearten.moderation import identifying, pool
from hearten.moderation.identifying import ALWAYS, MASKED, OWN, blunt, masked, put_back, visible, whole
from hearten.moderation.review import Finding, MemberReading
from hearten.ui.prose import render_comment
from hearten_guard import check, identifiers
from hearten_guard.codes import codes

#: A number, and the same number as people write it who know that numbers are looked for.
NUMBERS = [
    "07911 123456",
    "+44 7911 123456",
    "0-7-9-1-1-1-2-3-4-5-6",
    "0.7.9.1.1.1.2.3.4.5.6",
    "07911 **123** 456",
    "07911&#32;123456",
    "zero seven nine one one one two three four five six",
    "0️⃣7️⃣9️⃣1️⃣1️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣",
    "[call me](tel:+447911123456)",
]
ADDRESSES = [
    "ben.k@example.org",
    "ben dot k at gmail dot com",
    "ben.k&#64;example.org",
    "[me](mailto:ben%40example.org)",
    "<ben.k@example.org>",
    "ben.k (at) example (dot) org",
]
#: Numbers that nobody pays for are helplines, and may stand anywhere.
FREE = re.compile(r"(?:\+44 )?0?80[08]|0300")
#: How the world writes something to reach somebody by.
REACH = st.one_of(
    st.from_regex(r"0[1-9][0-9]{2,3}[ .-]?[0-9]{3}[ .-]?[0-9]{3,4}", fullmatch=True).filter(
        lambda number: not FREE.match(number)
    ),
    st.from_regex(r"\+4[0-9] [1-9][0-9]{2} [0-9]{3} [0-9]{4}", fullmatch=True).filter(
        lambda number: not FREE.match(number)
    ),
    st.from_regex(r"[a-z]{3,8}\.[a-z]{3,8}@[a-z]{3,8}\.(org|com|net)", fullmatch=True),
    st.sampled_from(NUMBERS + ADDRESSES),
)
AROUND = st.sampled_from(
    ["My nights are long.", "Does anybody know this?", "It helped me to talk.", "", "Thank you all."]
)
#: What talk with nothing to hide looks like.
HARMLESS = [
    "I wake at four and the house is quiet.",
    "In 2019 I slept 5 hours, in 2020 it was 6.",
    "Samaritans answered me on 116 123.",
    "My mother said that it gets easier.",
    "It was 3 or 4 o'clock, room 12.",
]


def reaches(text: str) -> list[str]:
    """Every telephone number and e-mail address that the Guard's rules or its codes find."""
    rules = [item.quote for item in check(text, purpose="post") if item.rule in {"contact.phone", "contact.email"}]
    shapes = [text[start:end] for start, end in codes(text)]
    named = [text[item.start : item.end] for item in identifiers(text)]
    numbers = [code for code in shapes + named if "@" in code or len(re.findall(r"\d", code)) >= 7]
    return rules + numbers


@pytest.mark.parametrize("number", NUMBERS + ADDRESSES)
def test_no_way_to_reach_somebody_is_left_however_it_is_written(number: str) -> None:
    found = masked(["", f"I would like to talk: {number} is mine."])
    assert reaches(visible(render_comment(found.parts[1]))) == []
    assert found.marks
    assert not re.search(r"\d|@|one one", found.parts[1])
    assert found.parts[1].startswith("I would like to talk")


@settings(max_examples=40)
@given(before=AROUND, reach=REACH, after=AROUND)
def test_what_readers_get_holds_nothing_to_reach_anybody_by(before: str, reach: str, after: str) -> None:
    found = masked(["", f"{before} {reach} {after}".strip()])
    shown = visible(render_comment(found.parts[1]))
    assert reaches(shown) == []
    assert not after or after in found.parts[1]


@settings(max_examples=40)
@given(title=st.text(max_size=30), body=st.text(max_size=120), keeps=st.lists(st.text(max_size=10), max_size=2))
def test_words_that_were_masked_are_masked(title: str, body: str, keeps: list[str]) -> None:
    once = masked([title, body], keeps=keeps)
    if not once.reading.unread and not once.reading.level:
        assert masked(once.parts, keeps=keeps).parts == once.parts


@pytest.mark.parametrize("words", HARMLESS)
def test_talk_with_nothing_to_hide_stays_as_it_is(words: str) -> None:
    found = masked(["Nights", words])
    assert (found.parts, found.marks) == (["Nights", words], [])


def test_every_mask_comes_with_its_words_and_one_sentence() -> None:
    mark = masked(["", "My number is 07911 123456, call me."]).marks[0]
    assert (mark.quote, mark.mask) == ("07911 123456", "[phone number]")
    assert mark.why.count(".") == 1


def test_a_title_is_masked_as_well() -> None:
    assert "07911" not in masked(["07911 123456", "I wake at four."]).parts[0]


def test_a_number_that_begins_in_the_title_and_ends_in_the_text_is_masked_in_both() -> None:
    title, body = masked(["Zero seven nine one one one", "two three four five six"]).parts
    assert "seven" not in title
    assert "three" not in body


def test_workplaces_schools_names_and_places_stay_when_their_writer_says_so() -> None:
    words = "I work at Barclays and I go to Hillview Secondary School."
    found = masked(["", words])
    assert "Barclays" not in found.parts[1]
    assert "Hillview" not in found.parts[1]
    parts, own = put_back(found.parts, [found.marks[0].choice])
    again = masked(parts, keeps=own)
    assert "Barclays" in again.parts[1]
    assert "Hillview" not in again.parts[1]


def test_of_two_masks_alike_the_right_one_comes_back() -> None:
    words = "I work at Barclays. My shift is late. Before that I worked at Boots."
    found = masked(["", words])
    if len(found.marks) < 2:
        pytest.skip("the rules see one workplace here")
    parts, own = put_back(found.parts, [found.marks[1].choice])
    assert masked(parts, keeps=own).parts[1] == words.replace("Barclays", "[workplace]")


def test_a_mask_that_was_taken_out_meanwhile_puts_nothing_back() -> None:
    (mark,) = masked(["", "I work at Barclays."]).marks
    assert put_back(["", "I work in a bank."], [mark.choice])[0] == ["", "I work in a bank."]


@pytest.mark.parametrize("rule", sorted(ALWAYS))
def test_ways_to_reach_somebody_are_nobodys_to_leave_there(rule: str) -> None:
    assert put_back(["", f"x {MASKED[rule]}"], [f"0 {MASKED[rule]} 07911 123456"]) == (
        ["", f"x {MASKED[rule]}"],
        [],
    )
    found = masked(["", "My number is 07911 123456."], keeps=["07911 123456"])
    assert "07911" not in found.parts[1]


def test_somebody_elses_details_are_masked_whatever_the_writer_says() -> None:
    words = "My sister Anna Brown lives at 12 High Street."
    found = masked(["", words], keeps=["Anna Brown", "12 High Street"])
    assert "Brown" not in found.parts[1]
    assert "High Street" not in found.parts[1]
    assert [mark.choice for mark in found.marks] == ["", ""]


def test_what_others_read_there_already_is_not_asked_for_again() -> None:
    assert masked(["", "I work at Barclays."], stands="I work at Barclays, nights.").marks == []


def test_words_of_danger_stay_words_of_danger_when_something_in_them_is_covered() -> None:  # I12
    found = masked(["", "I want to kill myself tonight. My number is 07911 123456."])
    assert found.reading.level
    assert "kill myself tonight" in found.parts[1]
    assert "07911" not in found.parts[1]


def test_words_of_danger_that_a_mask_covers_are_still_heard(monkeypatch: pytest.MonkeyPatch) -> None:  # I12
    """The readings of a text of which a mask covers everything."""
    danger = Finding("crisis.plan", "hold", 0, 5, "a b c", "r", "s", None, "plan")
    phone = Finding("contact.phone", "hold", 0, 5, "a b c", "r", "s", None)

    def reading(text: str, purpose: str = "post") -> MemberReading:
        return MemberReading([danger, phone], danger, unread=False) if "a b c" in text else quiet

    quiet = MemberReading([], None, unread=False)
    monkeypatch.setattr(identifying, "review_member_text", reading)
    found = masked(["", "a b c"])
    assert (found.parts[1], found.reading.level) == ("[phone number]", "plan")


@pytest.mark.parametrize("number", ["07911 123456", "ben.k@example.org", "https://t.me/owl", "07911&nbsp;123456"])
def test_what_nobody_could_read_is_covered_by_its_shape(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(text: str, purpose: str) -> None:
        raise pool.GuardUnavailable

    monkeypatch.setattr("hearten.moderation.review.ask", silent)
    found = masked(["", f"I am here: {number}"])
    assert found.reading.unread
    assert number not in found.parts[1]
    assert found.parts[1].startswith("I am here:")


def test_numbers_of_a_life_are_no_way_to_reach_anybody() -> None:
    assert blunt("It was 2019, I was 34, and I slept 5 hours.") == "It was 2019, I was 34, and I slept 5 hours."


def test_the_first_word_after_a_number_is_no_digit() -> None:
    assert masked(["", "Call me on 07911 123456 I am awake."]).parts[1].endswith("[phone number] I am awake.")


def test_part_of_a_word_is_never_left_beside_a_mask() -> None:
    found = masked(["", "add me on insta @night_owl77"])
    assert "owl" not in found.parts[1]


def test_a_text_of_numbers_alone_comes_to_an_end() -> None:
    found = masked(["", "07911 123456, ben.k@example.org. " * 100])
    assert reaches(found.parts[1]) == []
    assert len(found.marks) >= 100


def test_the_guard_and_the_masks_call_things_by_the_same_names() -> None:
    said = {
        item.rule: item.suggestion
        for words in ("call 07911 123456", "ben.k@example.org", "I work at Barclays.", "let's move to WhatsApp")
        for item in check(words, purpose="post")
    }
    assert said == {rule: MASKED[rule] for rule in said}


def test_no_rule_is_both_the_writers_and_nobodys() -> None:
    assert not set(ALWAYS) & set(OWN)
    assert whole(["", "a"]) == "a"
