"""A task for the tests that kill workers: it leaves a trace when it begins and when it ends."""

import time
from pathlib import Path

from django.conf import settings


def slow() -> None:
    """Ends when the file `quick` is in the data folder, or after a minute."""
    data = Path(settings.DATA_DIR)
    trace(data / "began")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (data / "quick").exists():
        time.sleep(0.05)
    trace(data / "finished")


def trace(file: Path) -> None:
    """One letter more."""
    with file.open("a", encoding="ascii") as out:
        out.write("x")
