"""What docs/reference/performance.md promises can be measured: every row names a command that is there."""

import re
from pathlib import Path

import pytest

from bench.budget import Budget, table
from bench.document import PAGE, PARTS, parts_of, write

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(
    r"^\| .+ \| (?:at least|at most) .+ \| .+ \| (met|\*\*missed\*\* by [\d,.]+%?) \| `(.+)` \|$", re.M
)


def rows() -> list[tuple[str, str]]:
    return ROW.findall(PAGE.read_text(encoding="utf-8"))


def test_the_page_has_promises_and_each_says_met_or_by_how_much_not() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(rows()) == text.count("| at least ") + text.count("| at most ") > 10


def test_each_promise_names_a_command_that_exists_with_its_options() -> None:
    for _verdict, command in rows():
        program, *options = command.split()
        text = (ROOT / program).read_text(encoding="utf-8")
        for option in options:
            assert f'"{option}"' in text or not option.startswith("--"), command


def test_every_part_says_from_which_command_and_commit_it_is() -> None:
    for name, part in parts_of(PAGE).items():
        assert name in PARTS
        assert re.search(r"Made by `bench/[^`]+` on \d{4}-\d\d-\d\d from commit \w+", part), name


def test_one_part_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    write("Growth", ["one", "### Inside"], page)
    write("Pages", ["two"], page)
    write("Growth", ["three"], page)
    text = page.read_text(encoding="utf-8")
    assert text.index("## Pages\n\ntwo") < text.index("## Growth\n\nthree")
    assert "one" not in text.split("## Growth")[1]


@pytest.mark.parametrize(
    ("measured", "limit", "least", "verdict"),
    [
        (3, 4, False, "met"),
        (5, 4, False, "**missed** by 25%"),
        (0.5, 1, True, "**missed** by 50%"),
        (1, 1, True, "met"),
        (0, 0, False, "met"),
        (2, 0, False, "**missed** by 2"),
    ],
)
def test_a_verdict_says_by_how_much(measured, limit, least, verdict) -> None:
    assert Budget("words", measured, limit, least=least).verdict == verdict
    assert verdict in table([Budget("words", measured, limit, least=least)])[-1]
