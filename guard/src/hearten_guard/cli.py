"""The command line: files or stdin in, findings as text, JSON or a JSON line per request."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from hearten_guard.engine import RULES_VERSION, check
from hearten_guard.types import Finding, Purpose

CLEAR, HELD, USAGE = 0, 1, 2
_FIELDS = tuple(name for name in Finding.__slots__ if name != "rules_version")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0: nothing held; 1: something is held; 2: the call cannot be understood."""
    options = _parser().parse_args(arguments)
    if options.jsonl:
        return _serve(sys.stdin.buffer, sys.stdout)
    try:
        texts = _texts(options)
    except OSError as error:
        sys.stderr.write(f"hearten-guard: cannot read {error.filename}: {error.strerror}\n")
        return USAGE
    if not texts:
        sys.stderr.write("hearten-guard: name a FILE, or use --stdin or --jsonl\n")
        return USAGE
    held = False
    for name, text in texts:
        findings = check(text, purpose=options.purpose)
        held = held or any(finding.severity == "hold" for finding in findings)
        sys.stdout.write(_as_json(name, findings) if options.json else _as_text(name, text, findings))
    return HELD if held else CLEAR


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hearten-guard",
        description="Check a draft before it is published. Nothing leaves this computer.",
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="text, Markdown or HTML in UTF-8")
    parser.add_argument("--stdin", action="store_true", help="check what comes in on standard input")
    parser.add_argument(
        "--purpose", choices=[purpose.value for purpose in Purpose], default="article",
        help="what the text is for (default: article)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="one JSON object per text")
    parser.add_argument(
        "--jsonl", action="store_true",
        help='answer {"id", "text", "purpose", "locale"} lines from standard input one by one',
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"hearten-guard {RULES_VERSION}")
    return parser


def _texts(options: argparse.Namespace) -> list[tuple[str, str]]:
    texts = [(name, Path(name).read_text("utf-8", "replace")) for name in options.files]
    if options.stdin:
        texts.append(("(stdin)", sys.stdin.buffer.read().decode("utf-8", "replace")))
    return texts


def _plain(finding: Finding) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in _FIELDS}


def _as_json(name: str, findings: list[Finding]) -> str:
    answer = {"file": name, "rules_version": RULES_VERSION, "findings": [*map(_plain, findings)]}
    return json.dumps(answer) + "\n"


def _as_text(name: str, text: str, findings: list[Finding]) -> str:
    """Each finding with its line and the words underlined, as compilers do."""
    return "".join(_underlined(name, text, finding) for finding in findings)


def _underlined(name: str, text: str, finding: Finding) -> str:
    begin = text.rfind("\n", 0, finding.start) + 1
    end = text.find("\n", finding.start)
    line = text[begin : end if end >= 0 else len(text)]
    column = finding.start - begin
    width = max(1, min(finding.end - begin, len(line)) - column)
    shown = "".join(char if char.isprintable() else " " for char in line)
    lines = [
        f"{name}:{text.count(chr(10), 0, begin) + 1}:{column + 1}: {finding.severity} {finding.rule}",
        f"  {shown}",
        f"  {' ' * column}{'^' * width}",
        f"  {finding.reason}",
        *([f"  Try: {finding.suggestion}"] if finding.suggestion is not None else []),
        f"  Source: {finding.source}",
    ]
    return "\n".join(lines).encode("utf-8", "replace").decode() + "\n\n"


def _serve(requests: IO[bytes], answers: IO[str]) -> int:
    """Answer each line at once; a bad line gets an error and the next is read."""
    for line in requests:
        if line.strip():
            answers.write(json.dumps(_answer(line)) + "\n")
            answers.flush()
    return CLEAR


def _answer(line: bytes) -> dict[str, Any]:
    number: Any = None
    try:
        request = json.loads(line)
        if not isinstance(request, dict):
            raise ValueError("a request is a JSON object")
        number = request.get("id")
        if not isinstance(request.get("text"), str):
            raise ValueError('"text" must be a string')
        purpose, locale = request.get("purpose"), request.get("locale", "en")
        findings = check(request["text"], purpose=str(purpose), locale=str(locale))
    except (ValueError, RecursionError) as error:
        return {"id": number, "error": str(error)}
    return {"id": number, "rules_version": RULES_VERSION, "findings": [*map(_plain, findings)]}
