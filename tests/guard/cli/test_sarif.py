"""SARIF 2.1.0: what the standard requires, and regions that point at the words."""

import json
from pathlib import Path
from typing import Any

import pytest

from hearten_guard.cli.sarif import address
from tests.guard.cli.calling import run

WORDS = "# 😀\n\n😀 He committed suicide.\nOne of my clients is my best friend.\n"


@pytest.fixture
def log(tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "my draft.md").write_text(WORDS)
    done = run("--sarif", "my draft.md", cwd=tmp_path)
    assert done.returncode == 1
    return json.loads(done.stdout)


def test_a_log_has_what_the_standard_requires(log: dict[str, Any]) -> None:
    assert log["version"] == "2.1.0"
    (run_,) = log["runs"]
    driver = run_["tool"]["driver"]
    assert driver["name"] == "hearten-guard"
    identities = [rule["id"] for rule in driver["rules"]]
    assert len(set(identities)) == len(identities) > 40
    for result in run_["results"]:
        assert result["message"]["text"]
        assert result["level"] in {"error", "warning", "note"}
        assert identities[result["ruleIndex"]] == result["ruleId"]
        assert 0 <= result["rank"] <= 100


def test_regions_count_code_points_and_say_so(log: dict[str, Any]) -> None:
    (run_,) = log["runs"]
    assert run_["columnKind"] == "unicodeCodePoints"
    advice, hold = run_["results"]
    place = advice["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "my%20draft.md"
    region = place["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (3, 6, 23)
    found = WORDS[region["charOffset"] : region["charOffset"] + region["charLength"]]
    assert found == "committed suicide"
    assert WORDS.splitlines()[2][5:22] == found
    assert (advice["level"], hold["level"]) == ("warning", "error")


def test_a_suggestion_is_a_fix_of_the_same_region(log: dict[str, Any]) -> None:
    advice, hold = log["runs"][0]["results"]
    (change,) = advice["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["deletedRegion"] == advice["locations"][0]["physicalLocation"]["region"]
    assert replacement["insertedContent"]["text"] == "died by suicide"
    assert "fixes" not in hold


def test_many_files_are_one_log_and_an_unreadable_one_does_not_break_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A quiet day.")
    done = run("--sarif", "a.md", "nowhere.md", cwd=tmp_path)
    assert json.loads(done.stdout)["runs"][0]["results"] == []
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("name", "uri"),
    [("a b/ü#?.md", "a%20b/%C3%BC%23%3F.md"), ("/x/y", "file:///x/y"), ("a:b", "a%3Ab"), ("a\\b", "a/b")],
)
def test_a_name_becomes_an_address(name: str, uri: str) -> None:
    assert address(name) == uri
