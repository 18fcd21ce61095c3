"""`--jsonl`: one request a line, one answer a line, for a parent process or a long list of texts."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from hearten_guard.cli import forms
from hearten_guard.cli.outcome import CLEAR, UNREADABLE, outcome
from hearten_guard.cli.reading import Reading
from hearten_guard.types import Finding

#: Bytes of one line.
MOST = 64 * 1024 * 1024


def serve(requests: IO[bytes], answers: IO[str], reading: Reading) -> int:
    """Answer each line before the next is read; a bad line gets an error and the next is read.

    The status is that of the worst line, as for files.
    """
    status = CLEAR
    for line in _lines(requests):
        if line.strip():
            answer, ends = _answer(line, reading)
            answers.write(forms.line(answer))
            answers.flush()
            status = max(status, ends)
    return status


def _lines(requests: IO[bytes]) -> Iterator[bytes]:
    """Lines, of which one that is far too long is cut and the rest of it passed over."""
    while line := requests.readline(MOST):
        yield line
        while len(line) == MOST and not line.endswith(b"\n"):
            line = requests.readline(MOST)


def _answer(line: bytes, reading: Reading) -> tuple[dict[str, Any], int]:
    number: Any = None
    try:
        request = json.loads(line.decode(), parse_constant=_no_number)
        if not isinstance(request, dict):
            raise ValueError("a request is a JSON object")
        number = request.get("id")
        findings = _findings(request, reading)
    except (ValueError, RecursionError) as error:
        return {"id": number, "error": str(error)}, UNREADABLE
    return forms.answer(findings, id=number), outcome(findings)


def _findings(request: dict[str, Any], reading: Reading) -> list[Finding]:
    text = request.get("text")
    if not isinstance(text, str):
        raise ValueError('"text" must be a string')
    purpose, locale = request.get("purpose", reading.purpose), request.get("locale", reading.locale)
    return replace(reading, purpose=str(purpose), locale=str(locale)).findings(text)


def _no_number(given: str) -> None:
    raise ValueError(f"{given} is no JSON")


if __name__ == "__main__":  # what a parent process starts: smaller than the whole command
    raise SystemExit(serve(sys.stdin.buffer, sys.stdout, Reading()))
