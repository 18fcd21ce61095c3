"""Languages beside English: what is read, what is said to the author, and what stays silent."""

import pytest

from hearten_guard import check
from hearten_guard.data import CARDS
from hearten_guard.language import LOCALES, language
from tests.guard.goldens import read

GERMAN = ("crisis", "contact", "testimonial")


def rules(text: str, locale: str, purpose: str = "post") -> set[str]:
    return {finding.rule for finding in check(text, purpose=purpose, locale=locale)}


def test_an_unknown_language_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(ValueError, match="de, en|en, de"):
        check("Jeg vil ikke leve", purpose="post", locale="no")


@pytest.mark.parametrize("locale", ["de", "de-AT", "de_CH", "DE"])
def test_a_region_is_read_as_its_language(locale: str) -> None:
    assert "crisis.ideation" in rules("Ich will sterben.", locale)


def test_german_says_its_reasons_in_german_and_masks_in_german() -> None:
    (found,) = check("Meine Nummer ist 0151 23456789.", purpose="post", locale="de")
    assert found.reason.startswith("Mit einer Telefonnummer")
    assert found.suggestion == "[Telefonnummer]"
    assert found.source == CARDS["contact.phone"].source


@pytest.mark.parametrize(
    "text",
    [
        "Ich möchte mich töten.",
        "Ich moechte mich toeten.",
        "ICH MÖCHTE MICH TÖTEN",
        "Ich mo\u0308chte mich to\u0308ten",
    ],
)
def test_umlauts_are_read_however_they_are_written(text: str) -> None:
    assert "crisis.ideation" in rules(text, "de")


@pytest.mark.parametrize(
    "text",
    [
        "Ich habe jeden Tag Suizidgedanken.",
        "Mein Selbstmordversuch war im Mai.",
        "Ich habe genug Schlaftabletten gesammelt.",
        "Ich stehe auf der Autobahnbrücke.",
    ],
)
def test_compounds_are_read_by_their_telling_part(text: str) -> None:
    assert any(rule.startswith("crisis.") for rule in rules(text, "de"))


def test_a_rule_without_words_in_a_language_is_silent() -> None:
    text = "Du solltest deine Medikamente absetzen. You should stop taking your tablets, she committed suicide."
    assert {rule.split(".")[0] for rule in rules(text, "de", "article")} <= set(GERMAN)


def test_german_words_say_nothing_in_an_english_text_and_the_reverse() -> None:
    assert rules("Die Katze will nicht mehr leben mit dem Hund.", "en") == set()
    assert rules("I want to die", "de") == set()


@pytest.mark.parametrize("family", GERMAN)
def test_each_german_family_has_enough_golden_texts(family: str) -> None:
    texts = [golden for golden in read() if golden.locale == "de" and golden.rule == family]
    assert sum(golden.flag for golden in texts) >= 25
    assert sum(not golden.flag for golden in texts) >= 25


@pytest.mark.parametrize("locale", LOCALES)
def test_every_rule_that_a_language_speaks_exists_and_gives_one_plain_sentence(locale: str) -> None:
    said = language(locale).said or {}
    assert set(said) <= set(CARDS)
    for entry in said.values():
        assert entry["reason"].endswith(".")
        assert len(entry["reason"]) <= 160
