"""One small supervisor for the three processes of a host: starts them, restarts what dies, stops all together.

    python -m hearten.config.supervisor --port 8000      (bin/hearten serve does this after checking the settings)

It imports nothing of Django, so that it costs little memory while it waits.
"""

import argparse
import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

from hearten.config.logs import Json

log = logging.getLogger("hearten.serve")

#: Seconds before a process that died starts again: first, and at most. It doubles each time.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
#: A process that lived this long, in seconds, was well: its next pause is the first one again.
WELL = 60.0
#: How long everything may take to stop, in seconds, before it is killed.
PATIENCE = 10.0
PR_SET_PDEATHSIG = 1
#: Granian logs as Hearten does: no words of an error, which may be somebody's own (I27).
SERVER_LOG = str(Path(__file__).with_name("server-log.json"))
MANAGE = str(Path(__file__).resolve().parents[3] / "manage.py")


@dataclass
class Child:
    """One process, started again whenever it ends."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    pause: float = FIRST_PAUSE

    def start(self) -> None:
        """In a group of its own: Ctrl-C in the terminal reaches the supervisor alone, which then stops all."""
        self.started = time.monotonic()
        bound = partial(end_with, os.getpid())
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=bound)  # noqa: S603  # ours

    def look(self) -> None:
        """Notice a death, and start again when its pause is over."""
        if self.process and self.process.poll() is not None:
            self.bury(self.process)
        if not self.process and time.monotonic() >= self.due:
            self.start()

    def bury(self, process: subprocess.Popen[bytes]) -> None:
        """Say that it died, end what it left behind, and set the time of its next start."""
        if time.monotonic() - self.started > WELL:
            self.pause = FIRST_PAUSE
        log.warning(
            "a process died and starts again",
            extra={"part": self.name, "status": process.returncode, "milliseconds": int(self.pause * 1000)},
        )
        self.send(signal.SIGKILL)
        self.process, self.due = None, time.monotonic() + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def ask_to_stop(self) -> None:
        """Only the leader: it stops its own workers, and finishes what it is doing."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def send(self, number: signal.Signals) -> None:
        """To the process and everything it started."""
        if self.process:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


def end_with(supervisor: int) -> None:
    """Runs in the child: have Linux stop it when the supervisor is gone, however that happened."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != supervisor:  # it died before the line above
            os._exit(1)


def children(host: str, port: int, *, reload: bool = False) -> list[Child]:
    """The pages, the live stream, and the worker.

    reload: pages from Django's own server, which starts again when a file changes; for working on the code.
    """
    python = sys.executable
    granian = [python, "-m", "granian", "--host", host, "--workers", "1", "--backlog", "1024", "--no-ws"]
    granian += ["--no-access-log", "--log-level", "warning", "--log-config", SERVER_LOG]
    # Threads wait for slow lines; `home/arriving.py` says how many of them may, so that some are always free.
    web = ["--interface", "wsgi", "--blocking-threads", "16", "--workers-kill-timeout", "8", "--port", str(port)]
    pages = [*granian, *web, "hearten.config.wsgi:application"]
    if reload:
        pages = [python, MANAGE, "runserver", f"{host}:{port}"]
    # A stream never ends by itself, so there is nothing to wait for.
    live = ["--interface", "asgi", "--workers-kill-timeout", "1", "--port", str(port + 1)]
    return [
        Child("web", pages),
        Child("live", [*granian, *live, "hearten.live.app:application"]),
        Child("worker", [python, MANAGE, "work", "--slot", "1"]),
    ]


def supervise(family: list[Child]) -> None:
    """Keep them running until SIGTERM or SIGINT, then stop them."""
    asked: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not asked:
        for child in family:
            child.look()
        time.sleep(0.1)
    stop_all(family)


def stop_all(family: list[Child]) -> None:
    """Ask all at once, wait, then kill what is left."""
    for child in family:
        child.ask_to_stop()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and any(child.process and child.process.poll() is None for child in family):
        time.sleep(0.05)
    for child in family:
        child.send(signal.SIGKILL)
    log.info("stopped")


def require_free(host: str, port: int) -> None:
    """Raise SystemExit in plain words when `port` or the next one, for the live stream, is taken."""
    for wanted in (port, port + 1):
        if taken(host, wanted):
            raise SystemExit(
                f"Port {wanted} is in use by another program. Stop that program, or choose another port: "
                f"bin/hearten serve --port {port + 100}"
            )


def taken(host: str, port: int) -> bool:
    """Whether somebody already listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def main() -> None:
    """Set up the log, then supervise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--reload", action="store_true", help="start pages again when a file changes")
    given = parser.parse_args()
    require_free(given.host, given.port)
    handler = logging.StreamHandler()
    handler.setFormatter(Json())
    logging.basicConfig(handlers=[handler], level=logging.INFO)
    log.info("starting")
    supervise(children(given.host, given.port, reload=given.reload))


if __name__ == "__main__":
    main()
