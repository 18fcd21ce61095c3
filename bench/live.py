"""How fast "something changed" reaches open pages: events are written to the database, streams are read by sockets.

    .venv/bin/python bench/live.py                       200 listeners × 50 a second, 5 s
    .venv/bin/python bench/live.py --listeners 200 --rate 200 --seconds 5
    .venv/bin/python bench/live.py --straight            without a database: what the hub and the server alone take
    .venv/bin/python bench/live.py --write               both, and its part of docs/reference/performance.md

Everything runs on this machine, on loopback, with a temporary database; it ends by itself. Each event's kind
carries the time it was written, so a delay is from just before the commit to the arrival at the socket.
"""

import argparse
import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench import document  # noqa: E402
from bench.budget import Budget, table  # noqa: E402
from hearten.live.tickets import issue  # noqa: E402

TOPIC = "bench"


def main() -> None:
    """Set up, measure, print one line of JSON."""
    given = arguments()
    if given.write:
        document.write("Live", written())
        return
    with tempfile.TemporaryDirectory(prefix="hearten-bench-") as folder:
        os.environ.update(
            HEARTEN_DATA=folder,
            HEARTEN_SECRET_KEY="bench" * 12,
            DJANGO_SETTINGS_MODULE="hearten.config.settings",
            BENCH_RATE=str(given.rate if given.straight else 0),
        )
        subprocess.run([sys.executable, ROOT / "manage.py", "init"], check=True, stdout=subprocess.DEVNULL)
        port = free_port()
        server = subprocess.Popen(serve(port, given.straight), cwd=ROOT)
        try:
            print(json.dumps(asyncio.run(measure(given, port, server.pid))))
        finally:
            server.terminate()
            server.wait(timeout=10)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--listeners", type=int, default=200)
    parser.add_argument("--rate", type=int, default=50, help="events a second")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--straight", action="store_true", help="publish inside the live process")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def written() -> list[str]:
    """Both ways, beside what was promised."""
    began, before = time.monotonic(), document.busy()
    told = [one_run(), one_run("--rate", "200"), one_run("--straight", "--rate", "200")]
    lines = [document.circumstances("bench/live.py", before, time.monotonic() - began), ""]
    lines += [*table(budgets(*told)), "", "| | " + " | ".join(told[0]) + " |", "|---" * (len(told[0]) + 1) + "|"]
    lines += [
        f"| run {number} | " + " | ".join(map(str, one.values())) + " |" for number, one in enumerate(told, 1)
    ]
    lines += ["", "Against Channels nothing is measured here: it is not installed."]
    print("\n".join(lines))
    return lines


def one_run(*options: str) -> dict[str, Any]:
    """This command once more, with these options."""
    command = [sys.executable, __file__, *options]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def budgets(usual: dict[str, Any], much: dict[str, Any], straight: dict[str, Any]) -> list[Budget]:
    """What is promised of open pages."""
    by = "bench/live.py"
    wanted = straight["listeners"] * straight["events_a_second"]
    return [
        Budget("10,000 deliveries a second through the database: p99", usual["p99_ms"], 15, " ms", command=by),
        Budget("40,000 deliveries a second through the database: lost", much["lost"], 0, command=by),
        Budget(
            "40,000 a second fed from inside: delivered in time",
            100 * straight["delivered_a_second"] / wanted,
            99,
            " %",
            least=True,
            command=by,
        ),
    ]


def serve(port: int, straight: bool) -> list[str]:
    """The command `bin/hearten serve` uses for `live`; or the same around an application that feeds itself."""
    application = "bench.live_straight:application" if straight else "hearten.live.app:application"
    options = ["--interface", "asgi", "--port", str(port), "--no-ws", "--log-level", "error", "--backlog", "1024"]
    options += ["--workers-kill-timeout", "1"]
    return [sys.executable, "-m", "granian", *options, application]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def measure(given: argparse.Namespace, port: int, server: int) -> dict[str, object]:
    """Open the streams, write the events, collect the delays."""
    await up(port)
    loop = asyncio.get_running_loop()
    pages = [(await loop.create_connection(Page, "127.0.0.1", port))[1] for _ in range(given.listeners)]
    await asyncio.wait_for(asyncio.gather(*(page.opened for page in pages)), 20)
    for page in pages:
        page.delays.clear()
    before, own, began = cpu(server), cpu(os.getpid()), time.monotonic()
    written = await (asyncio.sleep(given.seconds) if given.straight else write_events(given))
    took = time.monotonic() - began
    used, ours = cpu(server) - before, cpu(os.getpid()) - own
    await asyncio.sleep(0 if given.straight else 1)
    delays = sorted(delay for page in pages for delay in page.delays)
    return {
        "source": "straight" if given.straight else "database",
        "listeners": given.listeners,
        "events_a_second": given.rate,
        "delivered_a_second": round(len(delays) / (took if given.straight else given.seconds)),
        "lost": None if given.straight else written * given.listeners - len(delays),
        "p50_ms": round(1000 * statistics.median(delays), 2),
        "p99_ms": round(1000 * delays[int(len(delays) * 0.99)], 2),
        "max_ms": round(1000 * delays[-1], 2),
        "live_cpu_percent_of_one_core": round(100 * used / given.seconds, 1),
        "this_clients_cpu_percent": round(100 * ours / given.seconds, 1),
    }


class Page(asyncio.Protocol):
    """One open page: asks for the stream, then notes how long each event took."""

    def __init__(self) -> None:
        self.opened = asyncio.get_running_loop().create_future()
        self.delays: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        ticket = issue([TOPIC], listeners=["bench"])
        transport.write(f"GET /events?ticket={ticket} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        now = time.time()
        if not self.opened.done() and b"retry:" in data:
            self.opened.set_result(None)
        for part in data.split(b'"kind":"')[1:]:
            self.delays.append(now - float(part[: part.index(b'"')]))


async def up(port: int) -> None:
    for _ in range(100):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise SystemExit("live did not start")


async def write_events(given: argparse.Namespace) -> int:
    """From another process, as `web` would: one committed transaction an event."""
    command = [sys.executable, ROOT / "bench/live_writer.py", str(given.rate), str(given.seconds), TOPIC]
    writer = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=ROOT)
    out, _ = await writer.communicate()
    return int(out)


def cpu(pid: int) -> float:
    """Seconds of processor used by a process and, for a server, its workers."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    if pid == os.getpid():
        return own
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(cpu(int(child)) for child in children)


if __name__ == "__main__":
    main()
