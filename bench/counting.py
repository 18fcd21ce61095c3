"""How many Python functions one request enters: the same from run to run, so that tests can hold pages to it."""

import sys
from collections.abc import Callable
from typing import Any


def calls(ask: Callable[[], object]) -> int:
    """Python functions entered while `ask` runs, once what the first two times prepare for later is done."""
    ask()
    ask()
    count = 0

    def note(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        ask()
    finally:
        sys.setprofile(before)
    return count
