"""The page about security is true: it is up to date, every test it names exists, and it hides no gap."""

import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MAKER = ROOT / "bin/security"


@pytest.fixture(scope="module")
def maker() -> dict[str, Any]:
    return runpy.run_path(str(MAKER))


@pytest.fixture(scope="module")
def items(maker: dict[str, Any]) -> list[list[str]]:
    chapters = maker["table"]()
    chapters.pop("not-here")
    return [item for chapter in chapters.values() for item in chapter["items"]]


def test_the_page_is_up_to_date(maker: dict[str, Any]) -> None:
    assert maker["PAGE"].read_text(encoding="utf-8") == maker["page"](), "run bin/security"


def test_every_test_it_names_exists(maker: dict[str, Any], items: list[list[str]]) -> None:
    known = {name for name, _ in maker["tests"]()}
    assert {name for item in items for name in item[4].split()} - known == set()


def test_every_number_that_a_test_cites_is_on_the_page(maker: dict[str, Any], items: list[list[str]]) -> None:
    assert set(maker["citations"]()) - {item[0] for item in items} == set()


def test_what_is_not_met_says_why(items: list[list[str]]) -> None:
    assert {item[2] for item in items} <= {"met", "partly", "no", "host"}
    assert [item[0] for item in items if item[2] != "met" and len(item[3]) < 40] == []
    assert len({item[0] for item in items}) == len(items)
