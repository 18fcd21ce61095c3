"""`hearten-guard FILE…`: read, check, and answer in the form that was asked for."""

import argparse
import sys
from collections.abc import Iterable

from hearten_guard.cli import crowd, forms, listing, sarif
from hearten_guard.cli.fixing import fixed
from hearten_guard.cli.options import chosen_reading
from hearten_guard.cli.outcome import CLEAR, UNREADABLE, outcome
from hearten_guard.cli.reading import Reading
from hearten_guard.cli.sources import complain, each, named
from hearten_guard.cli.texts import STDIN, Text, Unreadable


def run(chosen: argparse.Namespace) -> int:
    """The exit status: UNREADABLE if any text was, else HELD if any is."""
    names = named(chosen)
    if chosen.fix and STDIN in names:
        raise Unreadable("--fix writes files: it needs a FILE")
    reading, statuses = chosen_reading(chosen), [CLEAR]
    texts = each(names, statuses)
    if chosen.sarif:
        sarif.write(sys.stdout, ((text, reading.findings(text.words)) for text in texts), statuses)
    elif chosen.fix:
        _fix(texts, reading, statuses)
    else:
        _list(texts, reading, statuses, as_json=chosen.json)
    return max(statuses)


def _list(texts: Iterable[Text], reading: Reading, statuses: list[int], *, as_json: bool) -> None:
    style = listing.Style.of(sys.stdout)
    for text in texts:
        findings = reading.findings(text.words)
        if as_json:
            sys.stdout.write(forms.line(forms.answer(findings, file=text.name)))
        else:
            sys.stdout.writelines(listing.listing(text, findings, style))
            sys.stdout.write(crowd.lines(text.name, text.words, reading.estimates(text.words, findings)))
        statuses.append(outcome(findings))


def _fix(texts: Iterable[Text], reading: Reading, statuses: list[int]) -> None:
    """Write the suggestions, and list what is left for the author."""
    for text in texts:
        try:
            if text.mixed:
                raise Unreadable(f"{text.name} was not changed: save it as UTF-8 first")
            text = fixed(text, reading.findings(text.words), sys.stdout)
        except Unreadable as error:
            complain(error)
            statuses.append(UNREADABLE)
            continue
        left = reading.findings(text.words)
        sys.stdout.writelines(listing.listing(text, left, listing.Style.of(sys.stdout)))
        statuses.append(outcome(left))
