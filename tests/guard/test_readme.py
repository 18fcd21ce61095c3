"""What the Guard's README shows is what happens."""

import contextlib
import io
import re
import textwrap
import tomllib
from pathlib import Path

import pytest

from hearten_guard.cli import options, outcome
from hearten_guard.data import Card, Ways
from hearten_guard.phrases import _Parser
from hearten_guard.types import Purpose
from tests.guard.cli.calling import run

README = (Path(__file__).parents[2] / "guard" / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^ *```{kind}\n(.*?)```", README, re.DOTALL | re.MULTILINE)


def test_the_example_on_the_command_line_is_what_it_prints(tmp_path: Path) -> None:
    (shown,) = blocks("console")
    call, _, output = shown.partition("\n")
    (tmp_path / "draft.md").write_text("Last Tuesday a client told me she lives in Umeå.\n", encoding="utf-8")
    assert call == "$ hearten-guard draft.md"
    assert run("draft.md", cwd=tmp_path).stdout == f"{output}\n"


def test_the_example_in_python_runs_and_rewrites() -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(blocks("python")[0], {})
    assert "hold confidentiality.session" in printed.getvalue()
    assert printed.getvalue().splitlines()[-1].endswith("he died by suicide.")


@pytest.mark.parametrize("name", ["", *options.PARSERS])
def test_every_option_is_described(name: str) -> None:
    parser = options.chosen([name])[1]
    known = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}
    described = set(re.findall(r"--[a-z-]+", README)) | {"--help", "--version"}
    assert known <= described


def test_every_purpose_and_exit_status_is_described() -> None:
    assert [purpose for purpose in Purpose if f"`{purpose}`" not in README] == []
    for status in (outcome.CLEAR, outcome.HELD, outcome.UNREADABLE):
        assert f"\n| {status} | " in README
    assert f"| {outcome.INTERRUPTED}, {outcome.PIPE_CLOSED} |" in README


def test_the_example_of_a_rule_can_be_read() -> None:
    rule = tomllib.loads(textwrap.dedent("   " + blocks("toml")[0].lstrip()))
    phrases = [phrase for group in rule["phrases"].values() for phrase in group]
    assert all(_Parser(phrase).parse().anchors for phrase in phrases)
    card = rule["rules"]["parking"]
    assert set(card) <= set(Card.__slots__)
    assert set(card["ways"]) <= set(Ways.__slots__)
    assert {group.partition(".")[2] for group in card["ways"]["find"] + card["ways"]["unless"]} == set(
        rule["phrases"]
    )
