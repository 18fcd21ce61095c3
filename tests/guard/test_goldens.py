"""Golden texts: all of the tuned half are right, the held-out half keeps its figures, known misses stay known."""

from typing import get_args

import pytest

from hearten_guard.data import CARDS
from hearten_guard.types import Level, When, Who
from tests.guard.goldens import Golden, read

GOLDENS = read()
TUNED = [golden for golden in GOLDENS if golden.split == "tune"]
HELD = [golden for golden in GOLDENS if golden.split == "held"]


@pytest.mark.parametrize("golden", TUNED, ids=lambda golden: f"{golden.rule}-{golden.flag}-{golden.text[:40]}")
def test_a_golden_text_is_judged_as_its_author_says(golden: Golden) -> None:
    assert golden.right, [finding.quote for finding in golden.found()]


def test_the_held_out_half_keeps_its_recall_and_its_false_alarms() -> None:
    flagged = [golden for golden in HELD if golden.flag]
    clear = [golden for golden in HELD if not golden.flag]
    recall = sum(golden.right for golden in flagged) / len(flagged)
    alarms = sum(not golden.right for golden in clear) / len(clear)
    assert recall >= 0.88, f"recall {recall:.3f} of {len(flagged)} texts"
    assert alarms <= 0.02, f"false alarms {alarms:.3f} of {len(clear)} texts"


def test_a_text_that_is_known_to_be_missed_moves_to_the_tuned_half_once_it_is_right() -> None:
    assert [golden.text for golden in GOLDENS if golden.split == "missed" and golden.right] == []


SAID = [golden for golden in GOLDENS if golden.says and golden.split != "missed" and golden.right]


@pytest.mark.parametrize("golden", SAID, ids=lambda golden: f"{golden.rule}-{golden.text[:40]}")
def test_a_crisis_text_is_understood_as_its_author_means_it(golden: Golden) -> None:  # R95
    assert golden.understood is not golden.mistaken, [(f.level, f.when, f.who) for f in golden.found()]


def test_few_crisis_texts_are_mistaken() -> None:  # R95
    assert len(SAID) >= 300
    assert sum(golden.mistaken for golden in SAID) <= 7


def test_every_level_time_and_person_stands_in_the_golden_texts() -> None:
    levels, times, people = (set(said) for said in zip(*(g.says for g in SAID if g.says), strict=True))
    assert levels == set(get_args(Level))
    assert times == set(get_args(When))
    assert people == set(get_args(Who))


@pytest.mark.parametrize("rule", sorted(CARDS))
def test_every_rule_has_enough_golden_texts(rule: str) -> None:
    of_rule = [golden for golden in GOLDENS if golden.rule == rule]
    assert sum(golden.flag for golden in of_rule) >= 25
    assert sum(not golden.flag for golden in of_rule) >= 25
