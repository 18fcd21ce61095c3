"""Heads find what no phrase foresaw, ever only as advice; they hide nothing, load late, leave messages alone."""

import json
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from hearten_guard import check
from hearten_guard.data import CARDS
from hearten_guard.document import Document
from hearten_guard.engine import _sure
from hearten_guard.heads.crisis import together
from hearten_guard.heads.features import named
from hearten_guard.heads.find import _run, joined
from hearten_guard.heads.kinds import FOLDER, kinds
from hearten_guard.heads.model import HEADS, Head, Model, model
from hearten_guard.rules import ALL
from hearten_guard.tagger.store import WeightsError, read
from hearten_guard.types import Purpose
from tests.guard import goldens, heldouts
from tests.guard.mutations import ANY
from tests.guard.test_heldout import plain

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "guard/training/texts"
GOLDENS = goldens.read()
#: Texts that no list of phrases finds, each with the family of what a head finds in it.
UNFORESEEN = [
    ("article", "tone", "He pays me to agree with him, and it shows."),
    ("reply", "diagnosis", "What you tell us here is textbook bipolar disorder, my dear."),
    ("article", "testimonial", "Were our sessions of use to you? Then I'd love a few kind words for my homepage."),
]


def by_rules(text: str, purpose: str) -> list:
    """What the rules find at their own thresholds, before any head has spoken."""
    document = Document.read(text, Purpose(purpose))
    return [draft for rule in ALL for draft in rule(document) if _sure(draft, None)]


@pytest.mark.parametrize(("purpose", "family", "text"), UNFORESEEN)
def test_a_head_finds_what_no_phrase_foresaw(purpose: str, family: str, text: str) -> None:
    assert [draft.rule for draft in by_rules(text, purpose) if draft.rule.startswith(family)] == []
    found = [finding for finding in check(text, purpose=purpose) if finding.rule.startswith(f"{family}.")]
    assert [finding.severity for finding in found] == ["advise"]
    assert len(found[0].quote.split()) >= 3


def strictest(found: list) -> dict[str, str]:
    """The strictest severity of each rule."""
    order = ("note", "advise", "hold")
    return {one.rule: one.severity for one in sorted(found, key=lambda one: order.index(one.severity))}


def test_a_head_hides_no_finding_of_a_rule_and_makes_none_milder() -> None:
    for golden in GOLDENS:
        rules = strictest(by_rules(golden.text, golden.purpose))
        assert rules.items() <= strictest(check(golden.text, purpose=golden.purpose)).items(), golden.text


def test_a_head_never_holds_a_text() -> None:
    for golden in GOLDENS:
        rules = {one.rule for one in by_rules(golden.text, golden.purpose)}
        found = check(golden.text, purpose=golden.purpose)
        assert {one.rule for one in found if one.severity == "hold"} <= rules, golden.text


def test_a_private_message_is_left_to_the_rules() -> None:
    """The engine in a browser has none of these weights, and both must answer the same."""
    for golden in GOLDENS[::5]:
        document = Document.read(golden.text, Purpose.MESSAGE)
        drafts = [draft for rule in ALL for draft in rule(document)] if document.words else []
        assert joined(document, drafts) == drafts


@pytest.mark.parametrize("name", ANY)
@pytest.mark.parametrize(("purpose", "family", "text"), UNFORESEEN)
def test_a_disguise_of_characters_hides_nothing_from_a_head(
    name: str, purpose: str, family: str, text: str
) -> None:
    if name == "line breaks":
        pytest.skip("three line breaks may end sentences, and a head reads sentences")
    found = {one.rule for one in check(ANY[name](text), purpose=purpose)}
    assert [rule for rule in found if rule.startswith(f"{family}.")], name  # I18


def test_every_head_is_a_rule_or_a_family_and_has_a_lane() -> None:
    families = {rule.partition(".")[0] for rule in CARDS}
    assert {head.family for head in HEADS} <= families | {"relationship", "promotion", "disclosure"}
    arrays = read(FOLDER / "weights.bin")
    assert len(arrays["rows"]) == len(arrays["keys"]) * len(HEADS)


def test_the_files_are_small_and_hold_no_code() -> None:
    files = sorted(FOLDER.iterdir())
    assert [file.name for file in files] == ["weights.bin", "words.bin"]
    assert sum(file.stat().st_size for file in files) <= 6_000_000
    assert all(json.loads(file.read_bytes().split(b"\n")[0])["arrays"] for file in files)


@pytest.mark.parametrize("name", ["weights.bin", "words.bin"])
def test_a_changed_byte_is_noticed(name: str, tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        content = bytearray(file.read_bytes())
        content[-3] ^= file.name == name
        (tmp_path / file.name).write_bytes(content)
    with pytest.raises(WeightsError, match="damaged"):
        Model(tmp_path, HEADS)


def test_importing_the_guard_reads_no_heads() -> None:
    program = (
        "import hearten_guard; from hearten_guard.heads import kinds, model;"
        "print(model.model.cache_info().currsize + kinds.kinds.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_a_windows_sum_is_the_sum_of_its_sentences() -> None:
    document = Document.read("You should leave him. He is cruel. Go today. I mean it.", Purpose.REPLY)
    windows = [*model().windows(document)]
    assert [(one.first, one.last) for one in windows] == [
        (0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4),
    ]  # fmt: skip
    alone = Document.read("You should leave him.", Purpose.REPLY)
    first = {name for _, name in named(alone, 0, kinds())} - {name for _, name in named(document, 0, kinds())}
    assert first
    assert all("ends" in name for name in first)


def test_a_score_is_the_bias_and_the_scaled_sum_over_the_root_of_the_names() -> None:
    head = Head("advice.personal", bias=-1.0, scale=0.5, least=0.0)
    made = Model.__new__(Model)
    made._heads, made._middle = (head,), 2**28
    assert made._scores(12, 9) == (1.0,)
    assert made._scores(-12, 9) == (-3.0,)


@pytest.mark.parametrize("piece", ["You should go. ", "no ", "if you must not ", "\"'\"' no ", "a. "])
def test_the_work_grows_with_the_length_alone(piece: str) -> None:
    def names(times: int) -> int:
        document = Document.read(piece * times, Purpose.POST)
        return sum(1 for i in range(len(document.bounds)) for _ in named(document, i, kinds()))

    assert names(800) <= 4.2 * names(200)


def test_the_telling_part_is_the_run_with_the_highest_sum() -> None:
    assert _run([0, -5, 2, 3, -1, 4, -9, 1], 10) == (12, 16)
    assert _run([-1, -1, -1, -1, -1], 0) == (0, 5)


def test_heads_and_rules_together_are_surer_than_either() -> None:
    assert together(0.5, 0.0) < together(0.5, 2.0) < together(0.9, 2.0)
    assert 0 <= together(0.0, -50.0) <= together(1.0, 50.0) <= 1


def training_texts() -> list[tuple[str, str, str]]:
    """Rule, purpose and text of everything written for training."""
    return [
        (entry["rule"], entry["purpose"], text)
        for path in sorted(TEXTS.glob("*.toml"))
        for entry in tomllib.loads(path.read_text("utf-8"))["set"]
        for kind in ("flag", "clear")
        for text in entry[kind]
    ]


def test_texts_for_training_have_a_known_purpose_and_stand_once() -> None:
    texts = training_texts()
    assert {purpose for _, purpose, _ in texts} <= set(Purpose)
    twice = [text for text, many in Counter((rule, plain(text)) for rule, _, text in texts).items() if many > 1]
    assert twice == []


def test_no_held_out_text_is_trained_on() -> None:
    held_out = {plain(text.text) for text in heldouts.read()}
    assert {plain(text) for _, _, text in training_texts()} & held_out == set()
