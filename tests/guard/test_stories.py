"""Stories: their labels are true, and accepting every suggestion makes the crowd large, keeps the words (R35)."""

from collections import Counter

import pytest

from bench.guard_stories import HALVES, kept, results, wide
from hearten_guard import check
from hearten_guard.facts import KINDS
from hearten_guard.tables import place
from tests.guard.stories import PURPOSE, Story, Told, read

STORIES = read()


def test_there_are_sixty_stories_in_two_halves() -> None:
    assert len(STORIES) >= 60
    assert all(many >= 30 for many in Counter(story.half for story in STORIES).values())
    assert {story.half for story in STORIES} == set(HALVES)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.text[:40])
def test_a_label_names_words_of_its_story_and_a_kind_that_the_guard_knows(story: Story) -> None:
    assert len(story.facts) >= 2
    for fact in story.facts:
        assert fact.stands_in(story.text), fact.words
        assert fact.kind in KINDS
        assert fact.kind != "place" or place(fact.value)
        assert fact.kind != "age" or fact.value.isdigit()


@pytest.mark.parametrize("half", HALVES)
def test_most_stories_fit_hardly_anybody_before(half: str) -> None:
    assert sum(result.before < 20 for result in results(half)) / len(results(half)) > 0.9


def test_after_the_suggestions_at_least_twenty_people_fit_and_nine_words_in_ten_are_kept() -> None:
    tuned, reported = (results(half) for half in HALVES)
    assert wide(tuned) >= 0.95
    assert kept(tuned) >= 0.9
    assert wide(reported) >= 0.9, "the figure of docs/reference/guard-accuracy.md"
    assert kept(reported) >= 0.9


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.text[:40])
def test_a_rewritten_story_holds_no_combination_any_more(story: Story) -> None:
    rules = {finding.rule for finding in check(story.rewritten(), purpose=PURPOSE)}
    assert "confidentiality.combination" not in rules


def test_the_true_crowd_is_counted_from_the_labels_and_not_from_the_findings() -> None:
    story = Story("tuned", "She is 43.", (Told("age", "43", "43"), Told("event", "", "43")))
    assert story.people(story.text) <= 1
    assert story.people("She is in her forties.") > 1000
    assert story.kept("She is in her forties.") == pytest.approx(2 / 3)
