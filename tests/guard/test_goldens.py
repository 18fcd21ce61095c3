"""Golden texts: every one of the tuned half is right, the held-out half keeps its measured figures."""

import pytest

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


@pytest.mark.parametrize("rule", sorted({golden.rule.split(".")[0] for golden in GOLDENS}))
def test_every_family_of_rules_has_enough_golden_texts(rule: str) -> None:
    of_rule = [golden for golden in GOLDENS if golden.rule.split(".")[0] == rule]
    assert sum(golden.flag for golden in of_rule) >= 25
    assert sum(not golden.flag for golden in of_rule) >= 25
