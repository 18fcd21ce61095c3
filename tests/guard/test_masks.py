"""What a member gives away of somebody can be masked in one press, and the masked text can go out (R83)."""

import re

import pytest

from hearten_guard import check, suggest
from tests.guard.goldens import Golden, read

POSTS = [g for g in read() if g.flag and g.purpose == "post" and g.rule.startswith("contact") and g.found()]
MASK = re.compile(r"\[[^\[\]\n]{4,40}\]")


def held(text: str, locale: str) -> list[str]:
    findings = check(text, purpose="post", locale=locale)
    return [f.rule for f in findings if f.rule.startswith("contact.") and f.severity == "hold"]


@pytest.mark.parametrize("golden", POSTS, ids=lambda golden: f"{golden.rule}-{golden.text[:40]}")
def test_a_mask_stands_for_every_detail_and_leaves_nothing_to_hold(golden: Golden) -> None:
    findings = check(golden.text, purpose="post", locale=golden.locale)
    masks = {f.rule: f.suggestion or "" for f in findings if f.rule.startswith("contact.")}
    assert [rule for rule, mask in masks.items() if not MASK.fullmatch(mask)] == []
    assert held(suggest(golden.text, findings), golden.locale) == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ring me on 07700 900123, I'm up late.", "Ring me on [phone number], I'm up late."),
        ("I live at 14 Rosebank Avenue.", "I live at [address]."),
        ("Write to moonpebble at gmail dot com.", "Write to [e-mail address]."),
        ("My ex husband Piotr Zielinski hits me.", "My ex husband [name] hits me."),
        ("I go to Elmwood High.", "I go to [school]."),
        ("I work at Fernhill Bakery.", "I work at [workplace]."),
    ],
)
def test_a_masked_text_reads_as_before(text: str, masked: str) -> None:
    assert suggest(text, check(text, purpose="post")) == masked
