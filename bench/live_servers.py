"""What bench/live.py measures: our stream or Channels', by one process or two, fed from inside or from outside."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Seconds for installing Channels, and for anything to start.
INSTALL, START = 300, 20


@dataclass(frozen=True)
class Setting:
    """source: where the messages come from: `database`, `redis`, or `inside` the serving process itself.

    channels: the Python with Channels in it, or "" for our own.
    """

    source: str
    channels: str = ""

    @property
    def name(self) -> str:
        return f"{'Channels' if self.channels else 'Hearten'}, {self.source}"

    @property
    def processes(self) -> int:
        """Two where they can share: Redis is there for that."""
        return 2 if self.source == "redis" else 1


@contextmanager
def served(setting: Setting, rate: int, folder: Path) -> Iterator[tuple[list[int], list[int]]]:
    """Ports and process ids of the servers, until the end. The environment says where Redis is."""
    os.environ["BENCH_RATE"] = str(rate if setting.source == "inside" else 0)
    with redis(folder, wanted=setting.source == "redis"):
        ports = [free_port() for _ in range(setting.processes)]
        servers = [subprocess.Popen(command(setting, port), cwd=ROOT, stderr=subprocess.DEVNULL) for port in ports]
        try:
            yield ports, [server.pid for server in servers]
        finally:
            for server in servers:
                server.terminate()
            for server in servers:
                server.wait(timeout=START)


@contextmanager
def redis(folder: Path, *, wanted: bool) -> Iterator[None]:
    """A Redis of our own on a free port, named to both kinds of servers."""
    if not wanted:
        os.environ.update(REDIS_URL="", BENCH_REDIS="")
        yield
        return
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    os.environ.update(REDIS_URL=f"redis://127.0.0.1:{port}/0", BENCH_REDIS=f"redis://127.0.0.1:{port}/1")
    try:
        listens(port)
        yield
    finally:
        process.terminate()
        process.wait(timeout=START)


def command(setting: Setting, port: int) -> list[str]:
    """How a server starts: ours as `bin/hearten serve` does it; Channels under uvicorn, the fast way."""
    if setting.channels:
        options = [
            "--port",
            str(port),
            "--log-level",
            "error",
            "--lifespan",
            "off",
            "--timeout-graceful-shutdown",
            "1",
        ]
        return [
            setting.channels,
            "-m",
            "uvicorn",
            "--app-dir",
            str(ROOT / "bench"),
            *options,
            "live_channels:application",
        ]
    application = (
        "bench.live_straight:application" if setting.source == "inside" else "hearten.live.app:application"
    )
    options = ["--interface", "asgi", "--port", str(port), "--no-ws", "--log-level", "error", "--backlog", "1024"]
    return [sys.executable, "-m", "granian", *options, "--workers-kill-timeout", "1", application]


def writer(setting: Setting, rate: int, seconds: float, topic: str) -> list[str]:
    """The process that makes the messages: ours commits a row for each, Channels' sends to the group."""
    if setting.channels:
        return [setting.channels, str(ROOT / "bench/live_channels.py"), str(rate), str(seconds)]
    return [sys.executable, str(ROOT / "bench/live_writer.py"), str(rate), str(seconds), topic]


@contextmanager
def channels(folder: str) -> Iterator[str]:
    """The Python of an environment with what bench/channels.txt names; made when it is not there."""
    with tempfile.TemporaryDirectory(prefix="hearten-channels-") as made:
        room = Path(folder or made)
        python = room / "bin/python"
        there = [python, "-c", "import channels, channels_redis, uvicorn"]
        if not python.exists() or subprocess.run(there, stderr=subprocess.DEVNULL).returncode:
            print("Channels: making an environment of its own", file=sys.stderr)
            subprocess.run([sys.executable, "-m", "venv", room], check=True)
            install = [python, "-m", "pip", "install", "--quiet", "-r", ROOT / "bench/channels.txt"]
            subprocess.run(install, check=True, timeout=INSTALL, stderr=subprocess.DEVNULL)
        yield str(python)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> None:
    """Waits until somebody answers there. Raises SystemExit after a while."""
    for _ in range(10 * START):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"nothing listens on {port}")


def cpu(pid: int) -> float:
    """Seconds of processor used by a process and, for a server, its workers."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    if pid == os.getpid():
        return own
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(cpu(int(child)) for child in children)
