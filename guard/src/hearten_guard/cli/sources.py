"""The texts of one call, from files and standard input, and what is said of those that can't be read."""

import argparse
import sys
from collections.abc import Iterator

from hearten_guard.cli.listing import visible
from hearten_guard.cli.outcome import UNREADABLE
from hearten_guard.cli.texts import STDIN, Text, Unreadable, from_file, from_stdin


def named(chosen: argparse.Namespace) -> list[str]:
    """The names of the texts that were asked for. Raises Unreadable when there are none."""
    names: list[str] = chosen.files + [STDIN] * chosen.stdin
    if not names:
        raise Unreadable("name a FILE, or use --stdin or --jsonl")
    return names


def each(names: list[str], statuses: list[int]) -> Iterator[Text]:
    """Each text that can be read; of the others it is said why, and the rest goes on."""
    for name in names:
        try:
            text = from_stdin() if name == STDIN else from_file(name)
        except Unreadable as error:
            complain(error)
            statuses.append(UNREADABLE)
            continue
        if text.mixed:
            complain(f"{name}: some bytes are no UTF-8; they are read as Windows-1252")
        yield text


def complain(what: object) -> None:
    """Say on standard error what went wrong."""
    sys.stderr.write(f"hearten-guard: {visible(str(what))}\n")
