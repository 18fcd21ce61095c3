"""`hearten-guard identifiers`: what could tell who somebody is, where it stands, and of which kind."""

import json
from pathlib import Path

import pytest

from hearten_guard import identifiers
from tests.guard.cli.calling import run

TEXT = "😀 On 3 May 2019 Anna Svensson, a nurse from Umeå, rang 070-123 45 67.\r\n"


@pytest.fixture
def note(tmp_path: Path) -> Path:
    (tmp_path / "note.txt").write_bytes(TEXT.encode())
    return tmp_path


def test_json_names_place_type_and_kind(note: Path) -> None:
    done = run("identifiers", "--json", "note.txt", cwd=note)
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert all(set(found) == {"start", "end", "type", "kind"} for found in answer["identifiers"])
    by_words = {TEXT[found["start"] : found["end"]]: found for found in answer["identifiers"]}
    assert by_words["Anna Svensson"]["kind"] == "direct"
    assert by_words["Anna Svensson"]["type"] == "PERSON"
    assert by_words["070-123 45 67"]["type"] == "CODE"
    assert len(answer["identifiers"]) == len(identifiers(TEXT))


def test_the_list_underlines_each(note: Path) -> None:
    lines = run("identifiers", "note.txt", cwd=note).stdout.splitlines()
    place = next(i for i, line in enumerate(lines) if "direct PERSON" in line)
    assert lines[place] == "note.txt:1:17: direct PERSON"
    assert lines[place + 2].index("^") == lines[place + 1].index("Anna") + 1  # the emoji takes two columns


def test_a_line_in_is_a_line_out() -> None:
    requests = '{"id": "a", "text": "Anna Svensson rang."}\n{"id": "b", "text": 5}\n'
    done = run("identifiers", "--jsonl", stdin=requests)
    good, bad = map(json.loads, done.stdout.splitlines())
    assert good["id"] == "a"
    assert good["identifiers"]
    assert bad["error"]
    assert done.returncode == 2


def test_many_files_unreadable_ones_and_unknown_languages(note: Path) -> None:
    done = run("identifiers", "--json", "nowhere.txt", "note.txt", cwd=note)
    assert (done.returncode, json.loads(done.stdout)["file"]) == (2, "note.txt")
    assert run("identifiers", "--locale", "xx", "note.txt", cwd=note).returncode == 2
    assert run("identifiers", cwd=note).returncode == 2
