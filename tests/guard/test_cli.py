"""The command: files, standard input, JSON, and a line-by-line service for a parent process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parents[2] / "guard" / "src"


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hearten_guard", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )


def test_a_clear_text_ends_with_0_and_no_words() -> None:
    done = run("--stdin", stdin="A quiet day.")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_hold_ends_with_1_and_underlines_the_words(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("# Title\n\nPlease leave me a review on Google.\n")
    done = run(str(draft))
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert lines[0].startswith(f"{draft}:3:8: hold testimonial.solicit")
    assert lines[2].index("^") == lines[1].index("leave")


def test_an_advice_alone_does_not_fail_a_check() -> None:
    assert run("--stdin", stdin="He committed suicide.").returncode == 0


def test_an_unknown_purpose_a_missing_file_and_no_text_are_usage_errors(tmp_path: Path) -> None:
    assert run("--purpose", "novel", "--stdin").returncode == 2
    assert run().returncode == 2
    missing = run(str(tmp_path / "nowhere.md"))
    assert missing.returncode == 2
    assert "nowhere.md" in missing.stderr


def test_json_holds_every_field_of_a_finding() -> None:
    (line,) = run("--stdin", "--json", "--purpose", "post", stdin="kys").stdout.splitlines()
    (found,) = json.loads(line)["findings"]
    assert found["rule"] == "crisis.encouragement"
    assert {"severity", "start", "end", "quote", "reason", "source", "suggestion", "level"} <= set(found)


def test_the_service_answers_each_line_before_the_next_is_sent() -> None:
    service = subprocess.Popen(
        [sys.executable, "-m", "hearten_guard", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    assert service.stdin
    assert service.stdout

    def ask(line: str) -> dict[str, Any]:
        assert service.stdin
        assert service.stdout
        service.stdin.write(line + "\n")
        service.stdin.flush()
        return dict(json.loads(service.stdout.readline()))

    assert ask('{"id": 1, "text": "kys", "purpose": "post", "locale": "en"}')["findings"]
    assert ask('{"id": "b", "text": "A quiet day.", "purpose": "post"}')["findings"] == []
    assert "purpose" in ask('{"id": 3, "text": "x", "purpose": "novel"}')["error"]
    assert "text" in ask('{"id": 4, "purpose": "post"}')["error"]
    assert ask("not json")["error"]
    assert ask('{"id": 6, "text": "\\ud800 lone", "purpose": "post"}')["id"] == 6
    service.stdin.close()
    assert service.wait(10) == 0
    service.stdout.close()
