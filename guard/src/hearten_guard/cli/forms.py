"""Findings as plain values, for JSON."""

import json
from typing import Any

from hearten_guard.engine import RULES_VERSION
from hearten_guard.types import Finding

ALWAYS = ("rule", "severity", "start", "end", "quote", "reason", "source", "suggestion", "confidence")
#: What only crisis findings say (I15).
CRISIS = ("level", "when", "who")


def finding(found: Finding) -> dict[str, Any]:
    """One finding; offsets are Unicode code points of the text."""
    names = ALWAYS if found.level is None else ALWAYS + CRISIS
    return {name: getattr(found, name) for name in names}


def answer(findings: list[Finding], **about: Any) -> dict[str, Any]:
    """All that is said of one text. about: what names it, such as `file` or `id`."""
    return {**about, "rules_version": RULES_VERSION, "findings": [*map(finding, findings)]}


def line(value: Any) -> str:
    """A value as one line of JSON in plain ASCII, which keeps lone surrogates."""
    return json.dumps(value, allow_nan=False) + "\n"
