"""Room for things that take as long as somebody's line: so many at once, and so many from one address."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable


class Places:
    """Whoever finds no place is told to come back: to wait would hold a thread, and threads are what is scarce.

    in_all: at once in this process. each: at once from one address.
    """

    def __init__(self, in_all: int, *, each: int) -> None:
        self.in_all, self.each = in_all, each
        self.taken: Counter[str] = Counter()
        self.lock = threading.Lock()

    def enter(self, who: str) -> Callable[[], None] | None:
        """Take a place. What comes back gives it free, once, however often it is called; None: all are taken."""
        with self.lock:
            if self.taken.total() >= self.in_all or self.taken[who] >= self.each:
                return None
            self.taken[who] += 1
        free = threading.Lock()

        def leave() -> None:
            if free.acquire(blocking=False):
                with self.lock:
                    self.taken[who] -= 1
                    self.taken += Counter()  # forgets who has none

        return leave
