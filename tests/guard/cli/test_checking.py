"""`hearten-guard FILE…`: files and standard input, text and JSON, and how it ends for a script."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.guard.cli.calling import COMMAND, ENVIRONMENT, run

PRAISE = "Please leave me a review on Google."
NOTED = "He committed suicide."


def test_a_clear_text_ends_with_0_and_no_words() -> None:
    done = run("--stdin", stdin="A quiet day.")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_hold_ends_with_1_and_underlines_the_words(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(f"# Title\n\n{PRAISE}\n")
    done = run(str(draft))
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert lines[0].startswith(f"{draft}:3:8: hold testimonial.solicit")
    assert lines[2].index("^") == lines[1].index("leave")


def test_an_advice_alone_does_not_fail_a_check() -> None:
    done = run("--stdin", stdin=NOTED)
    assert done.returncode == 0
    assert "Try: died by suicide" in done.stdout


def test_a_dash_is_standard_input() -> None:
    assert run("-", stdin=PRAISE).returncode == 1


@pytest.mark.parametrize(
    "call",
    [
        (),
        ("--purpose", "novel", "--stdin"),
        ("--locale", "xx", "--stdin"),
        ("--min-confidence", "2", "--stdin"),
        ("--min-confidence", "nan", "--stdin"),
        ("--json", "--sarif", "--stdin"),
        ("--fix", "--stdin"),
        ("--nonsense",),
    ],
)
def test_a_call_that_is_not_understood_ends_with_2_and_says_why(call: tuple[str, ...]) -> None:
    done = run(*call, stdin=PRAISE)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "hearten-guard: error: " in done.stderr
    assert "Traceback" not in done.stderr


def test_one_unreadable_file_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "held.md").write_text(PRAISE)
    done = run("nowhere.md", "held.md", cwd=tmp_path)
    assert done.returncode == 2
    assert "held.md:1:8: hold" in done.stdout
    assert "cannot read nowhere.md: No such file" in done.stderr


def test_json_is_one_object_with_the_version_and_every_finding() -> None:
    done = run("--stdin", "--json", "--purpose", "post", stdin=f"kys {NOTED} kim@example.org")
    answer = json.loads(done.stdout)
    assert set(answer) == {"file", "rules_version", "findings"}
    crisis, address = answer["findings"]
    always = {"rule", "severity", "start", "end", "quote", "reason", "source", "suggestion", "confidence"}
    assert set(crisis) == always | {"level", "when", "who"}
    assert set(address) == always
    assert crisis["level"] == "encouragement"


def test_many_files_in_json_are_one_line_each_in_the_order_of_the_call(tmp_path: Path) -> None:
    for name, words in (("b.md", PRAISE), ("a.md", "A quiet day.")):
        (tmp_path / name).write_text(words)
    answers = [json.loads(line) for line in run("--json", "b.md", "a.md", cwd=tmp_path).stdout.splitlines()]
    assert [(answer["file"], len(answer["findings"])) for answer in answers] == [("b.md", 1), ("a.md", 0)]


def test_only_findings_of_the_confidence_asked_for_are_shown() -> None:
    text = "kim@example.org says: " + PRAISE
    assert run("--stdin", "--min-confidence", "0.9", stdin=text).stdout.count("Source:") == 1
    assert run("--stdin", "--min-confidence", "0", stdin=text).stdout.count("Source:") == 2


def test_a_reader_that_goes_away_ends_it_without_a_word(tmp_path: Path) -> None:
    draft = tmp_path / "long.md"
    draft.write_text(f"{PRAISE}\n" * 3000)
    process = subprocess.Popen(
        [*COMMAND, str(draft)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 141


def test_a_full_disk_behind_the_output_is_told_in_a_sentence() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "--stdin"], input=PRAISE.encode(), stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT
        )
    assert done.returncode == 2
    assert done.stderr == b"hearten-guard: cannot write: No space left on device\n"


def test_the_alphabet_of_the_terminal_is_no_reason_to_fail() -> None:
    done = subprocess.run(
        [*COMMAND, "--stdin"],
        input=f"猫 {PRAISE}".encode(),
        capture_output=True,
        env={**ENVIRONMENT, "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 1
    assert b"? Please leave" in done.stdout


@pytest.mark.skipif(os.getuid() == 0, reason="everything is readable for root")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    draft = tmp_path / "secret.md"
    draft.touch(mode=0o000)
    done = run(str(draft))
    assert done.returncode == 2
    assert "Permission denied" in done.stderr
