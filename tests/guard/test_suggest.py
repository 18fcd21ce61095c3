"""Accepting suggestions: all at once, the same each time, and never a word that was not asked about."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearten_guard import RULES_VERSION, check, suggest
from hearten_guard.types import Finding, Purpose, Severity
from tests.guard.goldens import read

TEXTS = st.sampled_from([golden.text for golden in read()])


def finding(text: str, quote: str, suggestion: str | None, severity: Severity = "advise") -> Finding:
    start = text.index(quote)
    return Finding(
        "language.stigma", severity, start, start + len(quote), quote, "why", "source", suggestion, 0.8,
        None, None, None, RULES_VERSION,
    )  # fmt: skip


def test_all_suggestions_are_accepted_at_once_and_the_rest_stands() -> None:
    text = "one two three two"
    found = [finding(text, "one", "a longer beginning"), finding(text, "three", "")]
    assert suggest(text, found) == "a longer beginning two  two"


def test_the_order_of_the_findings_does_not_matter() -> None:
    text = "one two three"
    found = [finding(text, "one", "1"), finding(text, "two", "2"), finding(text, "three", "3")]
    assert {suggest(text, order) for order in itertools.permutations(found)} == {"1 2 3"}


def test_what_only_the_author_can_rewrite_is_left_alone() -> None:
    assert suggest("one two", [finding("one two", "two", None)]) == "one two"


def test_of_suggestions_that_overlap_the_strictest_is_taken_then_the_longest() -> None:
    text = "one two three"
    strict = finding(text, "two", "2", "hold")
    assert suggest(text, [finding(text, "one two three", "all"), strict]) == "one 2 three"
    assert suggest(text, [finding(text, "one", "1"), finding(text, "one two", "12")]) == "12 three"


def test_a_finding_of_another_text_changes_nothing() -> None:
    assert suggest("something else entirely", [finding("one two three", "two", "2")]) == "something else entirely"


def test_suggestions_keep_every_word_outside_the_findings() -> None:
    text = "Please write to kim@example.org, and he committed suicide in May."
    result = suggest(text, check(text, purpose="article"))
    assert result.startswith("Please write to ")
    assert result.endswith(" in May.")
    assert "kim@example.org" not in result


@given(TEXTS, st.sampled_from(list(Purpose)))
@settings(max_examples=150, deadline=None)
def test_accepting_again_ends_after_a_few_rounds(text: str, purpose: Purpose) -> None:
    """A rewrite may bring an advice of its own once, never a circle."""
    seen = [text]
    for _ in range(4):
        seen.append(suggest(seen[-1], check(seen[-1], purpose=purpose)))
    assert seen[-1] == seen[-2]


@pytest.mark.parametrize("text", ["", "\ud800 kill yourself", "a" * 10_000])
def test_any_text_can_be_rewritten(text: str) -> None:
    assert isinstance(suggest(text, check(text, purpose="post")), str)
