"""SARIF 2.1.0, the form in which code hosts and editors take findings (OASIS Standard, 2020)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from hearten_guard.cli.outcome import outcome
from hearten_guard.cli.places import Places
from hearten_guard.cli.texts import Text
from hearten_guard.data import CARDS
from hearten_guard.engine import RULES_VERSION
from hearten_guard.types import Finding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"hold": "error", "advise": "warning", "note": "note"}
_INDEX = {rule: number for number, rule in enumerate(CARDS)}
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/")


def write(out: TextIO, read: Iterable[tuple[Text, list[Finding]]], statuses: list[int]) -> None:
    """One log with one run. statuses: takes in what each text comes to."""
    results: list[dict[str, Any]] = []
    for text, findings in read:
        results += _results(text, findings)
        statuses.append(outcome(findings))
    driver = {"name": "hearten-guard", "semanticVersion": RULES_VERSION, "rules": [*_rules()]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    out.write(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n")


def _rules() -> Iterator[dict[str, Any]]:
    for card in CARDS.values():
        yield {
            "id": card.rule,
            "shortDescription": {"text": card.what or card.reason},
            "fullDescription": {"text": card.reason},
            "help": {"text": f"Source: {card.source}"},
        }


def _results(text: Text, findings: list[Finding]) -> Iterator[dict[str, Any]]:
    file, places = {"uri": address(text.name)}, Places(text.words)
    for found in findings:
        region = region_of(places, found)
        yield {
            "ruleId": found.rule,
            "ruleIndex": _INDEX[found.rule],
            "level": LEVELS[found.severity],
            "message": {"text": found.reason},
            "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
            "rank": round(found.confidence * 100, 1),
            **(_fix(file, region, found.suggestion) if found.suggestion is not None else {}),
        }


def region_of(places: Places, found: Finding) -> dict[str, Any]:
    """Lines and columns from 1, offsets from 0, all in code points; the end is the place after the last."""
    line, column = places.of(found.start)
    end_line, end_column = places.of(found.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": found.start,
        "charLength": found.end - found.start,
    }


def _fix(file: dict[str, str], region: dict[str, Any], words: str) -> dict[str, Any]:
    replacement = {"deletedRegion": region, "insertedContent": {"text": words}}
    change = {"artifactLocation": file, "replacements": [replacement]}
    return {"fixes": [{"description": {"text": "Write the suggested words."}, "artifactChanges": [change]}]}


def address(name: str) -> str:
    """A file's name as a relative reference (RFC 3986)."""
    octets = name.replace("\\", "/").encode("utf-8", "surrogateescape")
    quoted = "".join(chr(octet) if chr(octet) in _SAFE else f"%{octet:02X}" for octet in octets)
    return f"file://{quoted}" if quoted.startswith("/") else quoted
