"""`hearten-guard`: what was asked, and how it ends for a script that asks."""

import os
import sys
from collections.abc import Sequence

from hearten_guard.cli import audit, checking, identifying, lines, options, packs
from hearten_guard.cli.outcome import INTERRUPTED, PIPE_CLOSED, UNREADABLE
from hearten_guard.cli.sources import complain
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
        _forget_output()
        return PIPE_CLOSED
    except OSError as error:  # a full disk behind the output, most likely
        _forget_output()
        complain(f"cannot write: {error.strerror}")
        return UNREADABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _forget_output() -> None:
    """Python flushes once more when it ends, and would say aloud that it can't."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(given: list[str]) -> int:
    readable_output()
    name, parser = options.chosen(given)
    chosen = parser.parse_args(given[1:] if name else given)
    try:
        if name:
            return COMMANDS[name](chosen)
        if chosen.jsonl:
            return lines.serve(sys.stdin.buffer, sys.stdout, lines.checked(options.chosen_reading(chosen)))
        return checking.run(chosen)
    except Unreadable as error:
        parser.error(str(error))


def readable_output() -> None:
    """A letter that the terminal's alphabet lacks becomes a question mark, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")


COMMANDS = {"audit": audit.run, "identifiers": identifying.run, "packs": packs.run}
