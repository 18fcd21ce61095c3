"""Golden texts: all of the tuned half are right, the held-out half keeps its figures, known misses stay known."""

import pytest

from hearten_guard.data import CARDS
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


#: Rules whose own texts still stand under their family's name; to be emptied.
BY_FAMILY = set(
    "contact.address contact.birthdate contact.email contact.handle contact.move contact.name contact.phone"
    " contact.place contact.record crisis.attempt crisis.ideation crisis.intent crisis.means crisis.passive"
    " crisis.plan crisis.selfharm safemsg.eating safemsg.harm_tips".split()
)


@pytest.mark.parametrize("rule", sorted(CARDS))
def test_every_rule_has_enough_golden_texts(rule: str) -> None:
    under = rule.split(".")[0] if rule in BY_FAMILY else rule
    of_rule = [golden for golden in GOLDENS if f"{golden.rule}.".startswith(f"{under}.")]
    assert sum(golden.flag for golden in of_rule) >= 25
    assert sum(not golden.flag for golden in of_rule) >= 25
