"""Put the suggested words of findings into the text."""

from bisect import bisect_left
from collections.abc import Iterable

from hearten_guard.types import Finding

_FIRST = {"hold": 0, "advise": 1, "note": 2}


def suggest(text: str, findings: Iterable[Finding]) -> str:
    """`text` with every suggestion of `findings` accepted.

    findings: what `check` found in this very text, in any order. A finding without a suggestion, or whose
    quote does not stand at its place, is left alone. Of findings that overlap the strictest is taken, then
    the longest, then the first. The same text and findings always give the same result (I17).
    """
    parts: list[str] = []
    done = 0
    for finding in _chosen(text, findings):
        parts += (text[done : finding.start], finding.suggestion or "")
        done = finding.end
    return "".join(parts) + text[done:]


def _chosen(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Suggestions that can all be made at once, in the order of the text."""
    places: list[tuple[int, int]] = []
    chosen: list[Finding] = []
    for finding in sorted(findings, key=_order):
        if finding.suggestion is None or text[finding.start : finding.end] != finding.quote:
            continue
        at = bisect_left(places, (finding.start, finding.end))
        clear_before = at == 0 or places[at - 1][1] <= finding.start
        if clear_before and (at == len(places) or finding.end <= places[at][0]):
            places.insert(at, (finding.start, finding.end))
            chosen.insert(at, finding)
    return chosen


def _order(finding: Finding) -> tuple[int, int, int, str]:
    return _FIRST[finding.severity], finding.start - finding.end, finding.start, finding.rule
