"""`--jsonl`: one request a line, one answer a line, for a parent process or a long list of texts."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO, Any

from hearten_guard.cli import forms
from hearten_guard.cli.outcome import CLEAR, UNREADABLE, outcome
from hearten_guard.cli.reading import Reading

#: Bytes of one line.
MOST = 64 * 1024 * 1024


#: From a request to the answer, and what it comes to for the exit status. Raises ValueError.
Ask = Callable[[dict[str, Any]], tuple[dict[str, Any], int]]


def serve(requests: IO[bytes], answers: IO[str], ask: Ask) -> int:
    """Answer each line before the next is read; a bad line gets an error and the next is read.

    The status is that of the worst line, as for files.
    """
    status = CLEAR
    for line in _lines(requests):
        if line.strip():
            answer, ends = _answer(line, ask)
            answers.write(forms.line(answer))
            answers.flush()
            status = max(status, ends)
    return status


def checked(reading: Reading) -> Ask:
    """Answers with findings; `purpose` and `locale` may stand in the request."""

    def ask(request: dict[str, Any]) -> tuple[dict[str, Any], int]:
        purpose, locale = request.get("purpose", reading.purpose), request.get("locale", reading.locale)
        findings = replace(reading, purpose=str(purpose), locale=str(locale)).findings(request["text"])
        return forms.answer(findings), outcome(findings)

    return ask


def _lines(requests: IO[bytes]) -> Iterator[bytes]:
    """Lines, of which one that is far too long is cut and the rest of it passed over."""
    while line := requests.readline(MOST):
        yield line
        while len(line) == MOST and not line.endswith(b"\n"):
            line = requests.readline(MOST)


def _answer(line: bytes, ask: Ask) -> tuple[dict[str, Any], int]:
    number: Any = None
    try:
        request = json.loads(line.decode(), parse_constant=_no_number)
        if not isinstance(request, dict):
            raise ValueError("a request is a JSON object")
        number = request.get("id")
        if not isinstance(request.get("text"), str):
            raise ValueError('"text" must be a string')
        answer, ends = ask(request)
    except (ValueError, RecursionError) as error:
        return {"id": number, "error": str(error)}, UNREADABLE
    return {"id": number, **answer}, ends


def _no_number(given: str) -> None:
    raise ValueError(f"{given} is no JSON")


if __name__ == "__main__":  # what a parent process starts: smaller than the whole command
    raise SystemExit(serve(sys.stdin.buffer, sys.stdout, checked(Reading())))
