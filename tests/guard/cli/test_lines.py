"""`--jsonl`: a line in, a line out, whatever stands on the line."""

import io
import json
import subprocess
from typing import Any

import pytest

from hearten_guard import RULES_VERSION
from hearten_guard.cli import lines
from hearten_guard.cli.reading import Reading
from tests.guard.cli.calling import COMMAND, ENVIRONMENT, run


def answers(requests: str | bytes, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("--jsonl", *arguments, stdin=requests).stdout.splitlines()]


def test_each_line_is_answered_before_the_next_is_sent() -> None:
    service = subprocess.Popen(
        [*COMMAND, "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    )
    assert service.stdin
    assert service.stdout
    for number, text in enumerate(("kys", "A quiet day.")):
        service.stdin.write(json.dumps({"id": number, "text": text, "purpose": "post"}) + "\n")
        service.stdin.flush()
        answer = json.loads(service.stdout.readline())
        assert answer["id"] == number
        assert bool(answer["findings"]) is (number == 0)
    service.stdin.close()
    assert service.wait(10) == 1
    service.stdout.close()


def test_purpose_and_language_stand_on_the_line_or_in_the_call() -> None:
    (answer,) = answers('{"id": 1, "text": "kim@example.org"}', "--purpose", "post")
    assert answer["findings"][0]["severity"] == "hold"
    (answer,) = answers('{"id": 1, "text": "kim@example.org", "purpose": "bio"}', "--purpose", "post")
    assert answer["findings"][0]["severity"] == "note"


@pytest.mark.parametrize(
    "line",
    [
        b"no json",
        b"[]",
        b'{"id": 7}',
        b'{"id": 7, "text": 5}',
        b'{"id": NaN, "text": "x"}',
        b'{"id": 7, "text": "x", "purpose": "novel"}',
        b'{"id": 7, "text": "x", "locale": "xx"}',
        b'{"id": 7, "text": "\xff"}',
        b"[" * 100_000,
        b'{"id": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_bad_line_gets_an_error_and_the_next_is_answered(line: bytes) -> None:
    bad, good = answers(line + b'\n\n{"id": "next", "text": "A quiet day."}\n')
    assert bad["error"]
    assert "findings" not in bad
    assert good["id"] == "next"
    assert good["findings"] == []
    assert run("--jsonl", stdin=line + b"\n").returncode == 2


def test_half_letters_come_back_as_they_went_in() -> None:
    (answer,) = answers('{"id": "\\ud800", "text": "\\ud800 leave me a review on Google \\udfff"}')
    assert answer["id"] == "\ud800"
    assert answer["findings"][0]["start"] == 2


def test_a_line_far_too_long_is_one_error_and_the_next_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST", 64)
    requests = io.BytesIO(b'{"text": "' + b"a" * 1000 + b'"}\n{"id": 2, "text": "A quiet day."}\n')
    out = io.StringIO()
    assert lines.serve(requests, out, lines.checked(Reading())) == 2
    bad, good = map(json.loads, out.getvalue().splitlines())
    assert bad["error"]
    assert good == {"id": 2, "rules_version": RULES_VERSION, "findings": []}
