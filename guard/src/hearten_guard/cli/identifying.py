"""`hearten-guard identifiers FILE…`: everything in a text that could tell who somebody is."""

import argparse
import sys
from typing import Any

from hearten_guard.cli import forms, lines
from hearten_guard.cli.listing import Style, passage
from hearten_guard.cli.outcome import CLEAR
from hearten_guard.cli.places import Places
from hearten_guard.cli.sources import each, named
from hearten_guard.cli.texts import Text, Unreadable
from hearten_guard.identify import identifiers
from hearten_guard.types import Identifier

#: The colours of findings, by how much an identifier tells.
_LIKE = {"direct": "hold", "quasi": "advise"}


def run(chosen: argparse.Namespace) -> int:
    """CLEAR, or UNREADABLE when some text was. Nothing is judged here, so nothing is held."""
    if chosen.jsonl:
        return lines.serve(sys.stdin.buffer, sys.stdout, found_in(chosen.locale))
    statuses, style = [CLEAR], Style.of(sys.stdout)
    for text in each(named(chosen), statuses):
        try:
            found = identifiers(text.words, locale=chosen.locale)
        except ValueError as error:
            raise Unreadable(str(error)) from error
        if chosen.json:
            sys.stdout.write(forms.line({"file": text.name, **plain(found)}))
        else:
            sys.stdout.writelines(listing(text, found, style))
    return max(statuses)


def found_in(locale: str) -> lines.Ask:
    """Answers with identifiers; `locale` may stand in the request."""

    def ask(request: dict[str, Any]) -> tuple[dict[str, Any], int]:
        return plain(identifiers(request["text"], locale=str(request.get("locale", locale)))), CLEAR

    return ask


def plain(found: list[Identifier]) -> dict[str, Any]:
    """As JSON; offsets are Unicode code points of the text."""
    return {"identifiers": [{"start": f.start, "end": f.end, "type": f.type, "kind": f.kind} for f in found]}


def listing(text: Text, found: list[Identifier], style: Style) -> list[str]:
    """Each under its line."""
    places = Places(text.words)
    return [
        passage(text.name, places, (one.start, one.end), f"{one.kind} {one.type}", style, _LIKE[one.kind], [])
        for one in found
    ]
