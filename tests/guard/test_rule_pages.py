"""Each rule has a page made from its own card, and its examples are true."""

import pytest

from bench.rule_pages import FOLDER, pages
from hearten_guard import check
from hearten_guard.data import CARDS, Card
from hearten_guard.types import Purpose

WITH_EXAMPLES = [card for card in CARDS.values() if card.flags]


def found(card: Card, text: str) -> bool:
    """Does the rule mark the text in the first kind of text where it applies?"""
    order = [Purpose.ARTICLE, Purpose.REPLY, Purpose.STORY_OWN, Purpose.BIO, Purpose.POST]
    purpose = next(purpose for purpose in order if card.severity_for(purpose))
    return any(finding.rule == card.rule for finding in check(text, purpose=purpose))


def test_the_pages_are_those_that_the_cards_give() -> None:
    """Red? Run bin/rules."""
    written = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    assert written == pages()


@pytest.mark.parametrize("card", WITH_EXAMPLES, ids=lambda card: card.rule)
def test_the_examples_on_a_page_are_judged_as_it_says(card: Card) -> None:
    assert [text for text in card.flags if not found(card, text)] == []
    assert [text for text in card.clears if found(card, text)] == []


def test_a_source_that_nobody_opened_is_said_to_be_so() -> None:
    for rule, card in CARDS.items():
        owned = card.source.startswith("Hearten's")
        assert bool(card.opened) or owned or "have not opened this source" in pages()[f"{rule}.md"]
