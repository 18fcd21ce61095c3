"""A quote is a quote, however it is dressed; and words that everybody uses are not one."""

import random
import time

import pytest

from hearten.questions.quoting import LETTERS, Run, merged, shared_runs, without

ASKED = "Since my mother's death I lie awake every night and count the hours until it is light again."
RUN = "I lie awake every night and count the hours"


def found(text: str, question: str = ASKED, **how: bool) -> list[str]:
    return [run.quote for run in shared_runs([question], text, **how)]


MUTATIONS = {
    "as it is": RUN,
    "shouted": RUN.upper(),
    "punctuated": "I lie, awake: every night - and count... the (hours)",
    "over lines": RUN.replace(" ", "\n"),
    "many blanks": RUN.replace(" ", "   "),
    "zero-width": RUN.replace("a", "a\u200b"),
    "soft hyphens": RUN.replace("e", "e\u00ad"),
    "look-alikes": RUN.replace("a", "а").replace("e", "е").replace("o", "о"),  # noqa: RUF001  Cyrillic on purpose
    "full width": "".join(chr(ord(letter) + 0xFEE0) if letter.isalpha() else letter for letter in RUN),
    "accents": RUN.replace("a", "á").replace("e", "ê"),
    "entities": RUN.replace(" ", "&nbsp;"),
    "emphasis": "I **lie** _awake_ every *night* and `count` the hours",
    "spaced out": " ".join(RUN.replace(" ", "")),
    "run together": RUN.replace(" ", ""),
    "in a list": "- " + RUN.replace(" ", "\n- "),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_quote_is_found_in_every_disguise(name: str) -> None:  # R11 I18
    text = f"Some readers wrote about this. {MUTATIONS[name]} Many know it well."
    quotes = found(text)
    assert len(quotes) == 1
    assert quotes[0] in text


def test_the_quote_is_the_authors_own_stretch_of_text() -> None:
    text = f"Before. {RUN}, they say. After."
    (run,) = shared_runs([ASKED], text)
    assert run == Run(8, 8 + len(RUN), RUN)
    assert text[run.start : run.end] == run.quote


def test_five_words_are_nobodys() -> None:
    assert found("Many of us lie awake every night and wonder.") == []
    assert found("lie awake every night and count") == ["lie awake every night and count"]


def test_long_words_count_by_their_letters() -> None:
    question = "Psychopharmacological antidepressant discontinuation"
    assert found("About psychopharmacological antidepressant discontinuation.", question)
    assert found("About antidepressant discontinuation.", question) == [], "32 letters are not reached"
    assert len("antidepressantdiscontinuation") < LETTERS


def test_a_short_run_of_another_question_is_not_held_against_anybody() -> None:
    short = "lie awake every night and count"
    assert found(f"Many {short} sheep.") == [short]
    assert found(f"Many {short} sheep.", few_words=False) == []
    assert found(RUN, few_words=False) == [RUN]


def test_words_of_two_questions_make_no_quote_together() -> None:
    assert shared_runs(["one two three", "four five six"], "one two three four five six") == []


def test_the_same_words_in_another_order_are_the_authors_own() -> None:
    assert found("Hours are counted by those who lie awake at night, until the light comes again.") == []


@pytest.mark.parametrize("text", ["", " ", "…", "\u200b" * 50, "one two three four five six seven"])
def test_nothing_in_common_finds_nothing(text: str) -> None:
    assert found(text) == []
    assert found(text, "") == []


def test_an_empty_question_is_in_no_text() -> None:
    assert shared_runs(["", "?!"], RUN) == []
    assert shared_runs([], RUN) == []


def test_other_scripts_are_compared_as_well() -> None:
    words = "私は毎晩眠れません そして時計を見ています 朝が来るまでずっと起きています どうすれば"
    assert found(f"Start {words} end", words)


def test_any_stretch_of_six_words_is_found_wherever_it_stands() -> None:  # R11
    words = ASKED.split()
    rng = random.Random(11)  # noqa: S311  the same cases every time
    for _ in range(60):
        at = rng.randrange(len(words) - 5)
        size = rng.randrange(6, len(words) - at + 1)
        quote = " ".join(words[at : at + size])
        assert found(f"Xx yy. {quote} zz.")
        assert found(f"Xx yy. {rng.choice([str.upper, str.title, str.swapcase])(quote)} zz.")


def test_a_long_text_is_read_in_a_moment() -> None:
    text = "Most people lie awake now and then, and wonder about it. " * 3500
    started = time.perf_counter()
    shared_runs([f"{ASKED} {number}" for number in range(200)], text)
    assert time.perf_counter() - started < 3


def test_overlapping_stretches_are_one() -> None:
    assert merged([(5, 9), (0, 6), (9, 12), (20, 21)]) == [(0, 12), (20, 21)]


def test_quotes_are_taken_out_and_leave_a_mark() -> None:
    text = f"Before. {RUN}. Between. {RUN}. After."
    runs = shared_runs([ASKED], text)
    assert without(text, runs, "[…]") == "Before. […]. Between. […]. After."
    assert shared_runs([ASKED], without(text, runs, "[…]")) == []
