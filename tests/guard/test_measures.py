"""The measures of `bench/guard` count as their sources say; each text here is one where a wrong count shows."""

import json
from pathlib import Path

import pytest
from training.augment import renamed, small
from training.corpora import Span, Text, court, synthetic, tweets

from bench import guard_court, guard_hints, guard_names, guard_social
from bench.guard_part import interval, short, shown
from bench.guard_presidio import refused

TEXT = "Mr Jan Berg of Oslo met Berg in 1998."
NAME, AGAIN, PLACE, YEAR = (3, 11), (24, 28), (15, 19), (32, 36)


def gold(*, harmless: bool = False) -> Text:
    return Text("1/a", TEXT, [
        Span(0, 11, "PERSON", True, True, "e1"), Span(*AGAIN, "PERSON", True, True, "e1"),
        Span(*PLACE, "LOC", not harmless, False, "e2"), Span(*YEAR, "DATETIME", True, False, "e3"),
    ])  # fmt: skip


def spans(*places: tuple[int, int]) -> list[tuple[int, int, str]]:
    return [(start, end, "MISC") for start, end in places]


def test_an_entity_is_recalled_only_when_all_its_mentions_are() -> None:
    assert guard_court.score([gold()], spans(NAME)).direct_found == 0
    assert guard_court.score([gold()], spans(NAME, AGAIN)).direct_found == 1


def test_small_words_and_signs_may_stay_open() -> None:
    covered = bytearray(len(TEXT))
    covered[3:11] = b"\1" * 8
    assert guard_court.is_covered(TEXT, 0, 11, covered)
    assert not guard_court.is_covered(TEXT, 0, 19, covered)


def test_direct_and_quasi_entities_are_counted_apart() -> None:
    found = guard_court.score([gold()], spans(PLACE))
    assert (found.direct, found.direct_found, found.quasi, found.quasi_found) == (1, 0, 2, 1)


def test_precision_counts_words_and_what_is_harmless_is_wrong() -> None:
    assert guard_court.precision([guard_court.score([gold()], spans(NAME, PLACE))]) == 1
    assert guard_court.precision([guard_court.score([gold(harmless=True)], spans(NAME, PLACE))]) == pytest.approx(
        2 / 3
    )


def test_two_annotators_weigh_the_same() -> None:
    both = [gold(), gold(harmless=True)]
    found = guard_court.score(both, spans(PLACE))
    assert (found.words, found.right) == (2, 1)
    assert (found.quasi, found.quasi_found) == (3, 1)


def test_a_missed_passage_is_told_by_its_form_alone() -> None:
    assert guard_court.score([gold()], []).missed == [("PERSON", "Xx Xx Xx"), ("LOC", "Xx"), ("DATETIME", "0")]


def test_half_a_name_is_not_found_in_talk() -> None:
    text = Text("w/1", "met Anna Berg there", [Span(4, 13, "PERSON")])
    half = guard_social.score(text, [(4, 8, "PERSON")])
    both = guard_social.score(text, [(4, 8, "PERSON"), (9, 13, "PERSON")])
    assert not half.names[0].covered
    assert both.names[0].covered
    assert not both.names[0].exact
    assert (both.returned, both.right) == (2, 2)


def test_a_date_in_talk_is_neither_right_nor_wrong() -> None:
    found = guard_social.score(Text("w/1", "met in May", []), [(7, 10, "DATETIME"), (0, 3, "ORG")])
    assert (found.returned, found.right) == (1, 0)


def test_evidence_is_what_the_analyst_quotes_and_the_value_itself(tmp_path: Path) -> None:
    row = {
        "personality": {"city_country": "San Antonio, United States"}, "feature": "city_country", "hardness": 1,
        "response": "Big skies down in Antonio, y'all know.", "guess": 'They say "big skies" and "blue moon".',
    }  # fmt: skip
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(row) + "\n")
    one = guard_hints.answers(path)[0]
    assert [one.text[start:end] for start, end in one.evidence] == ["Big skies", "Antonio"]
    assert guard_hints.results([one], [spans((18, 25))])[0].surfaced
    assert not guard_hints.results([one], [spans((9, 17))])[0].surfaced


def test_the_halves_are_apart_and_the_same_each_time() -> None:
    tune, report = guard_hints.halves(list(range(11)))
    assert sorted(tune + report) == list(range(11))
    assert guard_hints.halves(list(range(11))) == (tune, report)


def test_every_name_stands_in_every_sentence() -> None:
    groups = guard_names.cases()
    assert len({len(group) for group in groups}) == 1
    assert all(case.text[case.start : case.end] for group in groups for case in group)
    assert len({group[0].origin for group in groups}) == 10


def test_an_interval_holds_its_figure_and_is_the_same_each_time() -> None:
    values = [0.0, 1.0] * 30

    def mean(some: list[float]) -> float:
        return sum(some) / len(some)

    low, high = interval(values, mean)
    assert low < 0.5 < high
    assert interval(values, mean) == (low, high)
    assert shown(values, mean).startswith(".500 (")
    assert (short(1.0), short(0.25, 2)) == ("1.000", ".25")


def test_nothing_reaches_the_network_while_presidio_is_measured() -> None:
    with pytest.raises(OSError, match="no network"):
        refused("anywhere", 443)


def test_marks_of_court_texts_keep_annotator_class_and_need(tmp_path: Path) -> None:
    mention = {"start_offset": 0, "end_offset": 4, "entity_type": "PERSON", "identifier_type": "DIRECT",
               "entity_id": "e1"}  # fmt: skip
    case = {"doc_id": "9", "text": "Anna", "annotations": {"a1": {"entity_mentions": [mention]}}}
    path = tmp_path / "tab.json"
    path.write_text(json.dumps([case]))
    assert court(path) == [Text("9/a1", "Anna", [Span(0, 4, "PERSON", True, True, "e1")])]


def test_marks_of_tweets_point_into_the_joined_words(tmp_path: Path) -> None:
    path = tmp_path / "x.conll"
    path.write_text("hi\tO\nAnna\tB-person\nBerg\tI-person\n\t\n\nOslo\tB-LOC\nUtah\tB-LOC\n")
    one, two = tweets(path)
    assert [(one.text[s.start : s.end], s.type) for s in one.spans] == [("Anna Berg", "PERSON")]
    assert [two.text[s.start : s.end] for s in two.spans] == ["Oslo", "Utah"]


def test_made_up_sentences_bring_their_marks(tmp_path: Path) -> None:
    path = tmp_path / "synth.json"
    span = {"start_position": 0, "end_position": 4, "entity_type": "GPE"}
    path.write_text(json.dumps([{"full_text": "Oslo", "spans": [span]}]))
    assert synthetic(path)[0].spans == [Span(0, 4, "LOC")]


def test_a_renamed_copy_moves_all_marks_with_the_new_name() -> None:
    text = Text("t", "Jo met Anna Berg in Oslo", [Span(0, 2, "PERSON"), Span(7, 16, "PERSON"), Span(20, 24, "LOC")])
    copy = renamed([text], ["konstantina"], 1)[0]
    assert [copy.text[s.start : s.end] for s in copy.spans] == ["Konstantina", "Konstantina Berg", "Oslo"]


def test_a_small_copy_keeps_places_and_leaves_out_what_changes_length() -> None:
    kept = Text("t", "Anna Berg", [Span(0, 4, "PERSON")])
    assert small([kept])[0].text == "anna berg"
    assert small([Text("t", "İpek", [Span(0, 4, "PERSON")])]) == []
