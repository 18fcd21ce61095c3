"""Exit statuses, and what they follow from."""

from collections.abc import Iterable

from hearten_guard.types import Finding

CLEAR, HELD, UNREADABLE = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141


def outcome(findings: Iterable[Finding]) -> int:
    """HELD when a finding holds the text; advice and notes are CLEAR."""
    return HELD if any(finding.severity == "hold" for finding in findings) else CLEAR
