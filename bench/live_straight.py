"""The live application fed from inside its own loop, to see what the hub and the server take by themselves."""

import os
import time

from hearten.live.app import Live
from hearten.live.hub import Message
from hearten.live.sources import Listening

RATE = int(os.environ["BENCH_RATE"])


class Clock(Listening):
    """Publishes RATE messages a second while somebody listens."""

    def listen(self) -> None:
        began, count = time.monotonic(), 0
        while not self.ended.is_set():
            self.wanted.wait()
            self.heard([Message("bench", f"{time.time():.6f}")])
            count += 1
            self.ended.wait(max(0.0, began + count / RATE - time.monotonic()))


application = Live(choose=lambda: Clock)
