"""The estimate: factors with sources, multiplied; what no table covers is said; the best single change is named."""

import pytest

from hearten_guard import check, suggest
from hearten_guard.anonymity import ASSUMPTION, CROWD, Estimate, estimate, rounded
from hearten_guard.tables import ages, job, like, place, share


def only(text: str) -> Estimate:
    (found,) = estimate(text, "article")
    return found


def test_factors_multiply() -> None:  # R35
    found = only("She is a 43-year-old firefighter in Umeå.")
    umea, firefighter, women = place("umea"), job("firefighter"), share("sex", "she")
    assert umea
    assert firefighter
    assert women
    assert found.base == umea.people
    assert found.people == pytest.approx(umea.people * ages(43, 43) * firefighter.share * women.share)
    assert found.small
    assert found.assumption == ASSUMPTION


def test_every_factor_quotes_the_author_and_names_who_counted() -> None:
    text = "She is a 43-year-old firefighter in Umeå."
    for factor in only(text).factors:
        assert factor.source
        if factor.kind != "sex":
            assert text[factor.start : factor.end] == factor.quote


def test_what_no_table_covers_is_said_and_not_guessed() -> None:
    found = only("She is 43, lives in Umeå, and her twin was murdered.")
    assert found.uncounted == ("her twin was murdered",)
    assert next(factor for factor in found.factors if factor.quote in found.uncounted).share is None
    assert "no table" in only("Her brother was murdered. She has a scar on her cheek.").summary


def test_the_change_that_helps_most_is_the_one_with_the_largest_gain() -> None:
    found = only("She is a 43-year-old firefighter in Vindeln.")
    vindeln = place("vindeln")
    assert vindeln
    assert found.widest is not None
    assert found.widest.kind == "place"
    assert found.widest.gain == pytest.approx(like(vindeln) / vindeln.people)
    assert found.widest.suggestion == "a small town in the north"


def test_the_reason_names_the_crowd_and_the_change_in_plain_words() -> None:
    (held,) = check("One client is a 43-year-old firefighter in Vindeln.", purpose="article")
    assert "perhaps one person in a place the size of Vindeln would match" in held.reason
    assert "leaving the name of the place out helps most" in held.reason


def test_without_a_place_the_crowd_is_counted_among_a_hundred_thousand() -> None:
    found = only("She is 43 and a firefighter, and she has five children.")
    assert found.place is None
    assert found.base == CROWD
    assert not found.small
    assert "in every 100,000" in found.summary


def test_the_least_populous_place_is_the_base() -> None:
    assert only("She is 43. She moved from London. She lives in Vindeln.").place == "Vindeln"


def test_accepting_the_suggestions_makes_the_crowd_large() -> None:
    text = "One client is a 43-year-old firefighter in Vindeln. She has a twin."
    after = suggest(text, check(text, purpose="story-composite"))
    assert estimate(after, "story-composite") == []
    assert not {finding.rule for finding in check(after, purpose="story-composite")} & {
        "confidentiality.combination",
        "confidentiality.detail",
    }


def test_a_text_without_people_has_no_estimate() -> None:
    assert estimate("Grief comes in waves.", "article") == []
    assert estimate("", "article") == []


def test_an_unknown_purpose_is_refused() -> None:
    with pytest.raises(ValueError, match="novel"):
        estimate("She is 43.", "novel")


@pytest.mark.parametrize(
    ("number", "said"), [(0.2, "1"), (4.4, "4"), (41.7, "42"), (1234.0, "1,200"), (98_765.0, "99,000")]
)
def test_a_crowd_is_said_with_two_digits(number: float, said: str) -> None:
    assert rounded(number) == said
