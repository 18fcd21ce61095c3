"""The held-out texts have the shape they promise; how well the rules do on them is measured by `bench/guard`."""

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from bench.guard_heldout import Rate
from hearten_guard.types import Level, Purpose, When, Who
from tests.guard import goldens
from tests.guard.heldouts import FOLDER, HeldOut, read

ROOT = Path(__file__).resolve().parents[2]
TEXTS = read()
ENGLISH = [text for text in TEXTS if text.locale == "en" and text.family != "ordinary"]
GERMAN = [text for text in TEXTS if text.locale == "de"]
FAMILIES = (
    "confidentiality relationship advice directive diagnosis claim testimonial title promotion tone disclosure "
    "language safemsg crisis contact resource"
).split()
#: Families and rules for which a wrong answer costs most have twice as many texts.
MANY = ("crisis.", "directive.", "advice.personal")


def counted(texts: list[HeldOut]) -> tuple[int, int]:
    """How many must and how many must not set the rule off."""
    return sum(text.flag for text in texts), sum(not text.flag for text in texts)


@pytest.mark.parametrize("rule", sorted({text.rule for text in ENGLISH}))
def test_every_rule_has_twenty_texts_on_either_side_and_the_gravest_forty(rule: str) -> None:
    least = 40 if rule.startswith(MANY) else 20
    assert min(counted([text for text in ENGLISH if text.rule == rule])) >= least


def test_every_family_of_rules_has_held_out_texts() -> None:
    assert {text.family for text in ENGLISH} == set(FAMILIES)


@pytest.mark.parametrize("family", ["crisis", "contact", "testimonial"])
def test_german_has_twenty_texts_on_either_side(family: str) -> None:
    assert min(counted([text for text in GERMAN if text.family == family])) >= 20


@pytest.mark.parametrize("purpose", ["article", "post"])
def test_a_hundred_and_twenty_ordinary_texts_must_hold_nothing(purpose: str) -> None:
    flagged, clear = counted([text for text in TEXTS if text.rule == f"ordinary.{purpose}"])
    assert (flagged, clear) == (0, 120)
    assert {text.purpose for text in TEXTS if text.rule == f"ordinary.{purpose}"} == {purpose}


def test_every_purpose_is_one_that_the_guard_knows() -> None:
    assert {text.purpose for text in TEXTS} <= set(Purpose)


def test_crisis_texts_and_no_others_say_what_the_words_tell() -> None:
    assert all((text.when is None) is (text.family != "crisis") for text in TEXTS)
    crisis = [text for text in TEXTS if text.family == "crisis"]
    levels = {text.level for text in crisis if text.rule != "crisis.selfharm"}
    assert levels == set(get_args(Level))
    assert {text.when for text in crisis} == set(get_args(When))
    assert {text.who for text in crisis} == set(get_args(Who))


def test_crisis_levels_have_long_posts_too() -> None:
    for rule in {text.rule for text in ENGLISH if text.family == "crisis"}:
        for flag in (True, False):
            long = [
                text for text in ENGLISH if (text.rule, text.flag) == (rule, flag) and len(text.text.split()) >= 80
            ]
            assert len(long) >= 2, (rule, flag)


def test_no_text_stands_twice_or_among_the_golden_ones() -> None:
    times = Counter(plain(text.text) for text in TEXTS)
    assert [text for text, many in times.items() if many > 1] == []
    assert times.keys() & {plain(golden.text) for golden in goldens.read()} == set()


def plain(text: str) -> str:
    """Letters and digits alone, so that a comma or a capital makes no new text."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def test_every_file_says_that_it_is_held_out() -> None:
    for path in FOLDER.glob("*.toml"):
        assert path.read_text("utf-8").startswith(
            "# Written for the project; every person is invented.\n# Held out: "
        ), path.name


def test_nothing_of_the_guard_or_its_training_reads_them() -> None:
    sources = [path for path in (ROOT / "guard").rglob("*.py") if "heldout" in path.read_text("utf-8")]
    assert sources == []


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (20, 20, 0.8389, 1.0), (0, 0, 0, 1)],
)
def test_a_rate_has_wilsons_interval(hits: int, n: int, low: float, high: float) -> None:
    assert Rate(hits, n).interval == pytest.approx((low, high), abs=0.0001)
