"""Promises of single rules that a list of texts cannot show: purposes, suggestions, levels."""

import pytest

from hearten_guard import check
from hearten_guard.types import Finding


def only(text: str, purpose: str, rule: str) -> Finding:
    (found,) = [finding for finding in check(text, purpose=purpose) if finding.rule == rule]
    return found


def rules(text: str, purpose: str) -> set[str]:
    return {finding.rule for finding in check(text, purpose=purpose)}


def accepted(text: str, found: Finding) -> str:
    assert found.suggestion is not None
    return text[: found.start] + found.suggestion + text[found.end :]


def test_three_details_are_named_and_a_wider_wording_is_ready() -> None:  # R35
    text = "Last year a 43-year-old firefighter from Umeå came for help."
    found = only(text, "article", "confidentiality.combination")
    assert found.severity == "hold"
    assert "age, work and place" in found.reason
    assert accepted(text, found) == (
        "Last year a person in their forties from a city in the north who works in an emergency service"
        " came for help."
    )
    assert "confidentiality.combination" not in rules(accepted(text, found), "article")


def test_two_details_are_advice_in_a_story() -> None:  # R35
    found = check("She was a 43-year-old firefighter.", purpose="story-composite")
    assert {finding.severity for finding in found} == {"advise"}


def test_a_disguised_client_is_held_except_in_a_composite_where_the_author_is_warned() -> None:  # C2
    text = "Names and details have been changed."
    assert only(text, "article", "confidentiality.disguise").severity == "hold"
    assert only(text, "story-own", "confidentiality.disguise").severity == "hold"
    found = only(text, "story-composite", "confidentiality.disguise")
    assert found.severity == "note"
    assert "composite" in found.reason
    assert rules(text, "story-consented") == set()


def test_a_practice_may_give_its_own_number_but_not_a_clients() -> None:  # R17
    assert only("Ring the practice on 020 7946 0018.", "bio", "contact.phone").severity == "note"
    assert only("Ring my client on 020 7946 0018.", "article", "confidentiality.phone").severity == "hold"


@pytest.mark.parametrize(
    ("text", "level", "when", "who"),
    [
        ("I wish I was dead", "passive", "ongoing", "self"),
        ("I want to die", "ideation", "ongoing", "self"),
        ("I'm going to kill myself tonight", "intent", "ongoing", "self"),
        ("I have a suicide plan", "plan", "ongoing", "self"),
        ("the noose is ready", "means", "ongoing", "self"),
        ("I tried to kill myself years ago", "attempt", "past", "self"),
        ("my sister says she wants to die", "ideation", "ongoing", "other"),
        ("kys", "encouragement", "ongoing", "other"),
    ],
)
def test_a_crisis_finding_says_what_the_words_say(text: str, level: str, when: str, who: str) -> None:  # R95
    found = [finding for finding in check(text, purpose="post") if finding.level == level]
    assert [(finding.when, finding.who) for finding in found] == [(when, who)]


def test_the_past_is_a_note_and_never_a_hold() -> None:  # I12
    assert {f.severity for f in check("When I was 15 I tried to kill myself.", purpose="post")} == {"note"}


def test_stigma_is_never_corrected_in_a_members_own_words() -> None:  # R31
    assert rules("My uncle committed suicide.", "post") == set()
    text = "Committed suicide, the paper said of him."
    assert accepted(text, only(text, "article", "language.stigma")).startswith("Died by suicide")


def test_an_affiliate_link_keeps_its_address_and_loses_its_code() -> None:  # R4
    text = "Read https://shop.example.com/book?tag=calm-21 tonight"
    found = only(text, "article", "resource.affiliate")
    assert accepted(text, found) == "Read https://shop.example.com/book tonight"


def test_a_title_is_advice_once_a_register_is_named() -> None:  # R29
    assert only("Psychologist in Oslo", "bio", "title.protected").severity == "hold"
    assert only("Psychologist, HCPC registered", "bio", "title.protected").severity == "advise"
    assert rules("Psychologist in Oslo", "article") == set()


def test_a_checklist_gets_a_kinder_headline() -> None:  # R40
    text = "5 signs you have ADHD"
    assert accepted(text, only(text, "article", "diagnosis.signs")) == ("5 things people with ADHD often describe")
    assert rules(accepted(text, only(text, "article", "diagnosis.signs")), "article") == set()


def test_personal_advice_is_held_in_a_reply_and_advised_in_an_article() -> None:  # R21
    text = "You should leave him."
    assert only(text, "reply", "advice.personal").severity == "hold"
    assert only(text, "article", "advice.personal").severity == "advise"


def test_a_private_message_is_held_for_medicines_and_for_nothing_a_public_text_is_held_for() -> None:  # R57
    assert rules("Just stop taking your lithium.", "message") == {"directive.medication"}
    assert rules("You should leave him. Please leave me a review on Google.", "message") == set()
