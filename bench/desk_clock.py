"""The clock of bench/desk: it can be set forward, or run as real time does."""

import threading
import time
from datetime import datetime, timedelta

TINY = timedelta(microseconds=1)


class Clock:
    """Stands in for django.utils.timezone.now. Each answer is later than the one before."""

    def __init__(self, start: datetime, *, real: bool) -> None:
        self.at = start
        self.real = real
        self.base, self.began = start, time.monotonic()
        self.lock = threading.Lock()

    def now(self) -> datetime:
        with self.lock:
            passed = self.base + timedelta(seconds=time.monotonic() - self.began) if self.real else self.at
            self.at = max(self.at + TINY, passed)
            return self.at

    def wait_until(self, moment: datetime) -> None:
        """In real time, sleep; else it is that moment."""
        if self.real:
            time.sleep(max(0.0, (moment - self.now()).total_seconds()))
        else:
            with self.lock:
                self.at = max(self.at, moment)

    def let_go(self) -> None:
        """From here on it is only set forward."""
        self.now()
        self.real = False

    def begin(self, *, real: bool) -> None:
        """From here on, as real time does, or still by hand."""
        self.base, self.began, self.real = self.now(), time.monotonic(), real
