"""The tagger's arithmetic is exact, its files are whole, its work grows with length alone, and it loads late."""

import json
import subprocess
import sys
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearten_guard.identify import COURT, SOCIAL
from hearten_guard.tagger import network, store
from hearten_guard.tagger.features import intrinsic, placed, shape
from hearten_guard.tagger.register import reports
from hearten_guard.tagger.spans import Costs, Thresholds, hidden, named
from hearten_guard.tagger.store import FOLDER, WeightsError
from hearten_guard.tagger.tokens import Sight

WHOLE = st.lists(st.integers(-(2**30), 2**30 - 1), min_size=1, max_size=8)


def lanes(total: int, many: int) -> list[int]:
    """Read back as the network does."""
    middle = network.packed([2**31] * many)
    content = (total + middle).to_bytes(4 * many, "little")
    return [value - 2**31 for value in memoryview(content).cast("I")]


@given(WHOLE)
def test_a_row_comes_out_of_its_lanes_as_it_went_in(row: list[int]) -> None:
    assert lanes(network.packed(row), len(row)) == row


@given(
    st.lists(st.tuples(st.integers(-9, 9), st.lists(st.integers(-999, 999), min_size=4, max_size=4)), max_size=9)
)
def test_adding_and_scaling_lanes_is_adding_and_scaling_rows(parts: list[tuple[int, list[int]]]) -> None:
    total = sum(factor * network.packed(row) for factor, row in parts)
    assert lanes(total, 4) == [sum(factor * row[i] for factor, row in parts) for i in range(4)]


def test_a_borrow_between_lanes_is_seen_when_lanes_are_read_one_by_one() -> None:
    assert lanes(network.packed([-1, 5]), 2) == [-1, 5]
    assert network.packed([-1, 5]) != (2**32 - 1) + (5 << 32)


@pytest.mark.parametrize("name", ["court", "social"])
def test_the_shipped_network_answers_with_chances(name: str) -> None:
    rows = network.network(name).chances(Sight("Anna Berg went to Oslo on 3 May 1998."))
    labels = len(COURT if name == "court" else SOCIAL)
    assert all(len(row) == labels for row in rows)
    assert all(sum(row) == pytest.approx(1) for row in rows)


def test_all_files_are_under_the_limit_and_none_is_code() -> None:
    files = sorted(FOLDER.iterdir())
    assert {file.suffix for file in files} == {".bin", ".json"}
    assert sum(file.stat().st_size for file in files) <= 15_000_000
    assert all(json.loads(file.read_bytes().split(b"\n")[0])["arrays"] for file in files if file.suffix == ".bin")


@pytest.mark.parametrize("name", sorted(file.name for file in FOLDER.glob("*.bin")))
def test_a_changed_byte_is_noticed(name: str, tmp_path: Path) -> None:
    content = bytearray((FOLDER / name).read_bytes())
    content[-3] ^= 1
    (tmp_path / name).write_bytes(content)
    with pytest.raises(WeightsError, match="damaged"):
        store.read(tmp_path / name)


@pytest.mark.parametrize("content", [b"", b"{}\n", b"\x80\x04.", b"[]\nabc", b"null\n"])
def test_what_is_no_file_of_weights_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "court.bin").write_bytes(content)
    with pytest.raises(WeightsError, match=r"court\.bin"):
        store.read(tmp_path / "court.bin")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"names\.bin"):
        store.Known(tmp_path)


def test_arrays_are_read_as_written(tmp_path: Path) -> None:
    arrays = {"keys": array("I", [1, 2**32 - 1]), "rows": array("b", [-128, 127]), "last": array("i", [-5])}
    store.write(tmp_path / "x.bin", arrays)
    assert store.read(tmp_path / "x.bin") == arrays


def test_importing_the_guard_reads_no_weights() -> None:
    program = (
        "import time, sys, hearten_guard; from hearten_guard.tagger import store, network, register;"
        "print(store.known.cache_info().currsize + network.network.cache_info().currsize, time.process_time())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded, spent = done.stdout.split()
    assert int(loaded) == 0
    assert float(spent) < 1.0


def looked_up(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many words and features are looked up for a text; a count, not a time."""
    made = network.Network(FOLDER / "social.bin", store.known())
    asked = 0

    def counting(name: str) -> int:
        nonlocal asked
        asked += 1
        return store.key(name)

    monkeypatch.setattr(network, "key", counting)
    made.chances(Sight(text))
    return asked


@pytest.mark.parametrize("piece", ["Anna went home. ", "((((((", "\"'\"' ", "Aa Bb Cc ", "1.1.1.", "my i'm a "])
def test_the_work_grows_with_the_length_alone(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    once = looked_up(piece * 200, monkeypatch)
    four = looked_up(piece * 800, monkeypatch)
    assert four <= 4.2 * once


def test_a_report_is_told_from_talk() -> None:
    assert reports(
        Sight("The applicant was born in 1961 and lives in Radom. He was arrested by the police in 1998.")
    )
    assert not reports(Sight("hey, i'm so tired today lol. you ok? my boss yelled at me again :("))
    assert not reports(Sight(""))


@pytest.mark.parametrize(
    ("word", "form"),
    [("Anna", "Xx"), ("ANNA", "XX"), ("A", "X"), ("anna", "x"), ("iPhone", "xX"), ("McKay", "XxX"), ("1998", "d4"),
     ("33379", "d5"), ("4th", "m"), ("!", "!")],
)  # fmt: skip
def test_the_form_of_a_word(word: str, form: str) -> None:
    assert shape(word) == form


def test_a_word_in_the_gazetteer_tells_its_flags_and_its_capital() -> None:
    assert {"g0" + "1", "gfirst1"} & set(intrinsic("Anna", "anna", 1, 50))
    assert not [name for name in intrinsic("table", "table", 0, 50) if name[0] in "gG"]


def test_features_of_a_place_hold_its_neighbours() -> None:
    sight = Sight("in Oslo now")
    names = placed(sight.tokens, 1, sight.counts)
    assert {"<in oslo", ">oslo now"} <= set(names)


COSTS = Costs(hide=1, floor=0.1, named=0.5, wanted=0.75, price=0.2)


def passages(text: str, hide: list[float], harmless: list[float] | None = None, costs: Costs = COSTS) -> list[str]:
    sight = Sight(text)
    rest = harmless or [0.0] * len(hide)
    chances = [[1 - h - r, h, r] for h, r in zip(hide, rest, strict=True)]
    return [text[sight.tokens[a].start : sight.tokens[b - 1].end] for a, b, _ in hidden(sight, chances, costs)]


def test_a_name_that_is_sure_in_one_place_is_hidden_in_all() -> None:
    assert passages("Oslo x Oslo", [0.9, 0.0, 0.12]) == ["Oslo", "Oslo"]


def test_words_in_small_letters_stand_for_themselves() -> None:
    assert passages("nurse x nurse", [0.9, 0.0, 0.11]) == ["nurse"]


def test_a_name_that_returns_often_must_be_surer() -> None:
    assert passages("Court x", [0.2, 0.0]) == ["Court"]
    assert passages("Court x " * 20, [0.2, 0.0] * 20) == []
    assert COSTS.least(1) < COSTS.least(3) < COSTS.least(60) < 0.75


def test_a_passage_ends_where_the_name_ends_not_where_the_chance_falls() -> None:
    assert passages("Oslo District Court x", [0.9, 0.3, 0.02, 0.0], [0.0, 0.5, 0.9, 0.0]) == ["Oslo District Court"]


def test_small_words_and_signs_at_both_ends_are_left_out() -> None:
    assert passages("in May , and", [0.4, 0.9, 0.2, 0.4]) == ["May"]


THRESHOLDS = Thresholds(naming=(1,), short=0.2, long=0.4, any=0.8)


def names(text: str, person: list[float], other: list[float]) -> list[tuple[str, int]]:
    sight = Sight(text)
    chances = [[1 - p - o, p, o] for p, o in zip(person, other, strict=True)]
    return [(text[sight.tokens[a].start : sight.tokens[b - 1].end], label)
            for a, b, label in named(sight, chances, THRESHOLDS)]  # fmt: skip


def test_a_name_in_a_short_post_needs_less_than_in_a_long_text() -> None:
    assert names("hi anna", [0.0, 0.3], [0.0, 0.0]) == [("anna", 1)]
    assert names("hi anna " * 100, [0.0, 0.3] * 100, [0.0] * 200) == []
    assert (THRESHOLDS.least(60), THRESHOLDS.least(110), THRESHOLDS.least(900)) == pytest.approx((0.2, 0.3, 0.4))


def test_a_label_that_is_not_asked_for_must_be_surer() -> None:
    assert names("hi acme", [0.0, 0.0], [0.0, 0.7]) == []
    assert names("hi acme", [0.0, 0.0], [0.0, 0.9]) == [("acme", 2)]


def test_a_name_goes_on_over_a_capital_and_ends_at_another_label_in_small_letters() -> None:
    assert names("Anna Oslo", [0.9, 0.1], [0.0, 0.8]) == [("Anna Oslo", 1)]
    assert names("anna oslo", [0.9, 0.1], [0.0, 0.8]) == [("anna", 1), ("oslo", 2)]


def test_signs_alone_are_no_name() -> None:
    assert names("! ?", [0.9, 0.9], [0.0, 0.0]) == []
