"""What people let slip about themselves is found by phrase; what is said of others in general is not."""

import pytest

from hearten_guard import hints
from hearten_guard.codes import codes
from hearten_guard.hints import HintError
from hearten_guard.tagger.tokens import split


def found(text: str) -> list[str]:
    tokens = split(text)
    return [text[tokens[first].start : tokens[last - 1].end] for first, last, _ in hints.hints(tokens, "en")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("My husband and I argue.", "My husband"),
        ("i’m a data scientist in town", "i’m a data scientist"),
        ("As a woman of 40 I know.", "As a woman"),
        ("I just turned 34, wow", "turned 34"),
        ("we grew up in Porto, long ago", "grew up"),
        ("barely afford it", "barely afford"),
        ("writing my thesis", "my thesis"),
        ("born and raised in Vindeln", "born and raised in Vindeln"),
        ("it costs $ 300", "$ 300"),
        ("class of '98!", "class of '98"),
    ],
)
def test_a_fact_let_slip_is_found(text: str, told: str) -> None:
    assert any(told in passage or passage in told for passage in found(text)), found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Talk with your partner about what you need.",
        "A therapist can help you work on this.",
        "Parents may worry about their children.",
        "It takes time to build trust at work.",
    ],
)
def test_words_about_anybody_are_not(text: str) -> None:
    assert found(text) == []


def test_of_phrases_with_one_beginning_the_longest_counts() -> None:
    assert found("I'm a data scientist")[0].endswith("data scientist")


def test_a_phrase_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert not any("nurse" in passage and "born" in passage for passage in found("I was born. Nurse, come in."))


def index_of(content: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("hints")
    (folder / "en.toml").write_text(content)
    monkeypatch.setattr(hints, "_FOLDER", folder)
    hints._index.__wrapped__("en")


@pytest.mark.parametrize("phrase", ["..2 home", "(my)? home", "my <nowhere>"])
def test_a_phrase_that_cannot_be_read_says_so(
    phrase: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = f'[lists]\na = "b"\n[[groups]]\ntype = "DEM"\nphrases = ["{phrase}"]\n'
    with pytest.raises(HintError, match=r"phrase"):
        index_of(content, monkeypatch, tmp_path_factory)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("write to anna.berg@example.org today", "anna.berg@example.org"),
        ("thanks @annaberg!", "@annaberg"),
        ("application no. 33379/96 was lodged", "33379/96"),
        ("SSN 078-05-1120 on file", "078-05-1120"),
        ("personnummer 19811218-9876", "19811218-9876"),
        ("call 070-123 45 67 tonight", "070-123 45 67"),
        ("passport AB1234567", "AB1234567"),
    ],
)
def test_a_code_is_found_by_its_shape(text: str, code: str) -> None:
    assert [text[start:end] for start, end in codes(text)] == [code]


@pytest.mark.parametrize("text", ["2019/20", "24/7", "in 1999-2004", "on 2019-05-03", "1 000 000 people", "3.5/10"])
def test_a_date_a_season_or_a_count_is_no_code(text: str) -> None:
    assert list(codes(text)) == []
