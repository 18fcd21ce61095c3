"""The data files can be read, every rule has its card, and the package stands alone."""

import ast
import re
from pathlib import Path

import pytest

import hearten_guard
from hearten_guard.data import CARDS, TABLES, Card
from hearten_guard.phrases import PHRASES, Phrase, PhraseError, _Parser
from hearten_guard.types import Purpose

PACKAGE = Path(hearten_guard.__file__).parent
PREFIXES = set(
    "confidentiality relationship advice diagnosis claim testimonial title promotion tone disclosure language"
    " safemsg crisis contact directive resource".split()
)


@pytest.mark.parametrize("card", CARDS.values(), ids=lambda card: card.rule)
def test_a_card_gives_one_plain_sentence_a_source_and_a_known_purpose(card: Card) -> None:
    assert card.rule.split(".")[0] in PREFIXES
    assert card.reason.endswith(".")
    assert len(card.reason) <= 160
    assert card.source
    assert set(card.severity) <= {*Purpose, "all", "story", "member", "therapist"}
    assert set(card.severity.values()) <= {"hold", "advise", "note"}


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.group)
def test_a_phrase_compiles_and_never_matches_nothing(phrase: Phrase) -> None:
    assert phrase.regex.search("  ") is None


@pytest.mark.parametrize("broken", ["(a|b", "a)", "<nowhere> b", "a (b?|c)", "what?!"])
def test_a_phrase_that_cannot_be_read_says_so(broken: str) -> None:
    with pytest.raises(PhraseError):
        _Parser(broken).parse()


def test_the_drafts_of_every_rule_have_a_card() -> None:
    used = set()
    for path in PACKAGE.glob("rules/*.py"):
        used |= set(re.findall(rf'"((?:{"|".join(PREFIXES)})\.[a-z_]+)"', path.read_text()))
    groups = {phrase.group for phrase in PHRASES}
    assert used <= set(CARDS) | groups


def test_every_data_file_says_where_its_words_come_from() -> None:
    for path in PACKAGE.glob("data/*.toml"):
        assert path.read_text().startswith("# "), path.name
    assert len(TABLES) >= 14


def test_the_package_knows_neither_django_nor_the_platform_nor_the_network() -> None:
    allowed = {"hearten_guard"}
    forbidden = {"django", "hearten", "socket", "http", "urllib", "requests", "random", "datetime", "time"}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            roots = {name.split(".")[0] for name in names} - allowed
            assert not roots & forbidden, path.name


def test_no_two_data_files_give_a_list_the_same_name() -> None:
    names = [name for table in TABLES.values() for name in table.get("lists", {})]
    assert sorted(names) == sorted(set(names))
