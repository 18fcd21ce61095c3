"""The public face: one call, clear errors, findings that can be shown and accepted."""

import pytest

import hearten_guard
from hearten_guard import RULES_VERSION, check
from hearten_guard.types import Purpose


def test_only_four_names_are_public() -> None:
    assert sorted(hearten_guard.__all__) == ["RULES_VERSION", "check", "identifiers", "suggest"]


def test_an_unknown_purpose_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(ValueError, match="story-composite"):
        check("hello", purpose="novel")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="en"):
        check("hej", purpose="post", locale="xx")


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_purpose_answers_with_a_list(purpose: Purpose) -> None:
    assert check("A quiet day by the sea.", purpose=purpose) == []


def test_a_finding_says_where_why_and_by_which_version() -> None:  # I17
    text = "Please write to me at kim@example.org soon"
    (found,) = check(text, purpose="post")
    assert text[found.start : found.end] == found.quote == "kim@example.org"
    assert found.reason
    assert found.source
    assert found.rules_version == RULES_VERSION


def test_an_accepted_suggestion_leaves_nothing_to_find() -> None:
    text = "Please write to me at kim@example.org soon"
    (found,) = check(text, purpose="post")
    assert found.suggestion is not None
    assert check(text[: found.start] + found.suggestion + text[found.end :], purpose="post") == []


def test_whoever_asks_for_certainty_gets_fewer_findings() -> None:
    text = "When I was 15 I tried to kill myself. My number is 07700 900123."
    usual = check(text, purpose="post")
    assert check(text, purpose="post", min_confidence=0.9) == [f for f in usual if f.confidence >= 0.9]
    assert set(usual) <= set(check(text, purpose="post", min_confidence=0))
