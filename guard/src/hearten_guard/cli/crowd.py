"""How many people would match what a text tells about somebody: the estimate as a report of its own (R35)."""

from collections.abc import Sequence

from hearten_guard.anonymity import Estimate, Factor, crowd, estimate, rounded
from hearten_guard.cli.listing import INDENT, visible
from hearten_guard.cli.places import Places
from hearten_guard.types import Finding

#: Whoever is marked by one of these gets an estimate; people whom a text may speak of so get none.
TELLING = ("confidentiality.combination", "confidentiality.detail")


def estimates(words: str, purpose: str, findings: Sequence[Finding]) -> list[Estimate]:
    """An estimate for everybody about whom something was marked, in the order of the text."""
    marked = [found for found in findings if found.rule in TELLING]
    return [each for each in estimate(words, purpose) if _touched(each, marked)] if marked else []


def _touched(each: Estimate, marked: list[Finding]) -> bool:
    return any(f.start < factor.end and factor.start < f.end for f in marked for factor in each.factors)


def figure(factor: Factor, each: Estimate) -> str:
    """`2,403 people` for the place, `1 in 84` for a rare fact, `51 in 100` for a common one."""
    if factor.share is None:
        return factor.source
    if factor.kind == "place":
        return f"{each.base:,} people"
    often = factor.share * 100
    return f"{often:.0f} in 100" if often >= 10 else f"1 in {rounded(1 / factor.share)}"


def counted_by(factor: Factor) -> str:
    """The table, the row where it says more than the author's words, and who counted; "" where nobody did."""
    row = f", {factor.row}" if factor.row and factor.kind != "place" else ""
    return f"{factor.table}{row}: {factor.source}" if factor.table else ""


def change(each: Estimate) -> str:
    """The single change that helps most, and how many people would match after it."""
    if each.widest is None:
        return "No table can tell which single change helps most."
    instead = f"“{each.widest.suggestion}” in its place" if each.widest.suggestion else "nothing in its place"
    return (
        f"What helps most: “{' '.join(each.widest.quote.split())}” with {instead}. "
        f"Then {crowd(each.widened)} would match."
    )


def base(each: Estimate) -> str:
    """Where the sum begins when no place is named."""
    return "" if each.place else f"No place is named, so it is counted among {each.base:,} people anywhere."


def lines(name: str, words: str, found: Sequence[Estimate]) -> str:
    """All estimates of one text, for a terminal."""
    places = Places(words)
    return "".join(_block(name, places, each) for each in found)


def _block(name: str, places: Places, each: Estimate) -> str:
    line, column = places.of(each.start)
    said = [f"{visible(name)}:{line}:{column}: estimate: {visible(each.summary)}"]
    said += [_line(factor, each) for factor in each.factors]
    said += [
        sentence for sentence in (base(each), change(each), f"This is an estimate. {each.assumption}") if sentence
    ]
    return f"\n{INDENT}".join(visible(sentence) for sentence in said) + "\n\n"


def _line(factor: Factor, each: Estimate) -> str:
    source = counted_by(factor)
    quote = " ".join(factor.quote.split())
    return f"“{quote}”: {figure(factor, each)}" + (f" ({source})" if source else "")
