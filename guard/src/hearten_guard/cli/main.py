"""`hearten-guard`: what was asked, and how it ends for a script that asks."""

import os
import sys
from collections.abc import Sequence

from hearten_guard.cli import audit, checking, lines, options, packs
from hearten_guard.cli.outcome import INTERRUPTED, PIPE_CLOSED
from hearten_guard.cli.texts import Unreadable


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0: nothing is held. 1: something is held. 2: the call was not understood, or something could not be read.
    130: stopped by Ctrl-C. 141: whoever read the output stopped reading.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more when it ends, and would say so aloud.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _run(given: list[str]) -> int:
    readable_output()
    name, parser = options.chosen(given)
    chosen = parser.parse_args(given[1:] if name else given)
    try:
        if name:
            return COMMANDS[name](chosen)
        if chosen.jsonl:
            return lines.serve(sys.stdin.buffer, sys.stdout, options.chosen_reading(chosen))
        return checking.run(chosen)
    except Unreadable as error:
        parser.error(str(error))


def readable_output() -> None:
    """A letter that the terminal's alphabet lacks becomes a question mark, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")


COMMANDS = {"audit": audit.run, "packs": packs.run}
