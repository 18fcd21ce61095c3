"""What the server says at its start is for whoever runs the host, and true of this host (I27)."""

import logging
from pathlib import Path

from granian.server import mp

from hearten.config.logs import Bare
from hearten.config.supervisor import children
from hearten.home.arriving import FILES, FORMS
from hearten.media.recording_serve import WHOLE


def said(words: str, *args: object) -> bool:
    return bool(Bare().filter(logging.LogRecord("_granian", logging.WARNING, __file__, 1, words, args, None)))


def test_advice_on_threads_that_does_not_fit_here_is_not_said() -> None:
    """The very words of the server, as its code has them: a new version that says it otherwise fails here."""
    source = Path(mp.__file__).read_text(encoding="utf-8")
    assert "Configuration allows spawning up to {self.blocking_threads} Python threads" in source
    assert not said("Configuration allows spawning up to 16 Python threads, which seems quite high")
    assert said("Unable to bind to the address")


def test_slow_lines_always_leave_some_threads_for_reading() -> None:
    command = children("127.0.0.1", 8000)[0].command
    threads = int(command[command.index("--blocking-threads") + 1])
    assert threads - sum(places.in_all for places in (FORMS, FILES, WHOLE)) >= 3
