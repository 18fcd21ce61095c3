"""A few words through the real Guard, so that the door between the two is tried as well (R29, R33, R36)."""

import pytest

from hearten.directory.checked import TextsHeld, require_clear_texts
from hearten.directory.titles import own_words
from hearten.moderation import review
from hearten.moderation.pool import ask


@pytest.fixture(autouse=True)
def guard(monkeypatch):
    """The real one, in its child process."""
    monkeypatch.setattr(review, "ask", ask)


@pytest.mark.parametrize(
    "words",
    [
        "I am the best therapist in town.",
        "If I helped you, leave me a review.",
        "Dr Bob Hart",
    ],
)
def test_boasts_praise_and_titles_are_held(words) -> None:
    with pytest.raises(TextsHeld):
        require_clear_texts({"bio": words})


@pytest.mark.parametrize(
    "words", ["Ana Lindqvist", "I explain what helps, in plain words.", "Swedish, English", "DEMO-0000"]
)
def test_ordinary_words_pass(words) -> None:
    require_clear_texts({"bio": words})


def test_a_title_passes_for_who_states_it() -> None:
    words = {"headline": "Psychologist in Umeå. Small steps, plain words."}
    with pytest.raises(TextsHeld):
        require_clear_texts(words)
    require_clear_texts(words, own=own_words("licensed", ["Licensed psychologist"]))
