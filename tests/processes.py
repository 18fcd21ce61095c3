"""Real processes for tests: commands, the supervisor and its three children, in a data folder of their own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OURS = ("HEARTEN_", "DATABASE_URL", "REDIS_URL", "LIVE_URL")
MANAGE = str(ROOT / "manage.py")


class Served:
    """A host: a data folder, commands on it, and `serve` once started. In `with`, so that nothing is left over."""

    def __init__(self, data: Path, **environment: str) -> None:
        self.data = data
        self.port = two_free_ports()
        self.origin = f"http://localhost:{self.port}"
        self.live = f"http://localhost:{self.port + 1}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.environment = {**kept, "HEARTEN_DATA": str(data), "HEARTEN_ORIGIN": self.origin, **environment}
        self.process: subprocess.Popen[bytes] | None = None
        self.log = data.parent / f"{data.name}.log"

    def __enter__(self) -> "Served":
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def hearten(self, *arguments: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
        """Run `bin/hearten …` to its end."""
        command = [sys.executable, MANAGE, *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=timeout)

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start `bin/hearten …` and go on; what it says goes to `log`."""
        with self.log.open("ab") as out:
            command = [sys.executable, MANAGE, *arguments]
            return subprocess.Popen(command, env=self.environment, stdout=out, stderr=out, start_new_session=True)

    def start(self) -> "Served":
        """Serve, and wait until pages and stream answer."""
        self.process = self.begin("serve", "--port", str(self.port))
        until(lambda: answers(f"{self.origin}/healthz") and answers(f"{self.live}/healthz"), what=self.said)
        return self

    def stop(self) -> int | None:
        """Ask to stop, wait, and return the exit status; whatever is left after that is killed."""
        if self.process is None:
            return None
        self.process.terminate()
        try:
            return self.process.wait(timeout=15)
        finally:
            for pid in self.family():
                kill(pid)

    def family(self) -> list[int]:
        """Every process that serves this data folder: found by its environment, also when its parent is gone."""
        mark = f"HEARTEN_DATA={self.data}".encode()
        return [pid for pid in all_pids() if pid != os.getpid() and mark in environment_of(pid).split(b"\0")]

    def child(self, of: str) -> int:
        """The process id of `web`, `live` or `worker`."""
        words = {"web": b"hearten.config.wsgi", "live": b"hearten.live.app", "worker": b"work"}[of]
        found = [pid for pid in self.family() if any(word.startswith(words) for word in command_of(pid))]
        return min(found)

    def said(self) -> str:
        """Everything written so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def lines(self) -> list[dict[str, object]]:
        """The log lines that are JSON."""
        return [json.loads(line) for line in self.said().splitlines() if line.startswith("{")]


def copied(initialised: Path, to: Path) -> Path:
    """A data folder of its own, quicker than `init`."""
    shutil.copytree(initialised, to)
    to.chmod(0o700)
    return to


def until(true: Callable[[], object], *, seconds: float = 30, what: Callable[[], str] = str) -> None:
    """Wait for something to become true. Raises AssertionError with `what()` after too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s in vain: {what()}")


def answers(url: str) -> bool:
    """Whether something answers there, whatever it says."""
    try:
        urllib.request.urlopen(url, timeout=20).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def two_free_ports() -> int:
    """The first of two neighbouring ports that nobody uses."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise RuntimeError("no two free ports")


def alive(pid: int) -> bool:
    """Running, not merely remembered."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def kill(pid: int, number: int = signal.SIGKILL) -> None:
    """Harmless when it is gone."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def all_pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and alive(int(entry.name))]


def environment_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""


def command_of(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return []
