"""How fast "something changed" reaches open pages, beside Django Channels in the same run.

    .venv/bin/python bench/live.py                       200 listeners × 50 a second through the database, 5 s
    .venv/bin/python bench/live.py --listeners 200 --rate 200 --seconds 5
    .venv/bin/python bench/live.py --source inside       without a database: what the hub and the server alone take
    .venv/bin/python bench/live.py --source redis        two live processes that hear through a Redis of their own
    .venv/bin/python bench/live.py --channels [FOLDER]   Channels instead; its environment is, or will be, in FOLDER
    .venv/bin/python bench/live.py --write               all of them, into docs/reference/performance.md

Everything runs on this machine, on loopback, with a temporary database; it ends by itself. Each event's kind
carries the time it was written, so a delay is from just before the commit to the arrival at the socket. The same
client reads the same JSON from both servers, 200 streams in one process.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench import document  # noqa: E402
from bench.budget import Budget, table  # noqa: E402
from bench.live_servers import Setting, channels, cpu, listens, served, writer  # noqa: E402
from hearten.live.tickets import issue  # noqa: E402

TOPIC = "bench"
#: Name of a run, its options. Channels' layer in memory can only be fed from inside, so ours is too beside it.
RUNS = {
    "usual": [],
    "much": ["--rate", "200"],
    "much, inside": ["--source", "inside", "--rate", "200"],
    "inside": ["--source", "inside"],
    "Channels, inside": ["--source", "inside", "--channels"],
    "redis": ["--source", "redis"],
    "Channels, redis": ["--source", "redis", "--channels"],
}
COMPARED = """What is compared: 200 pages on one topic. *inside*: the serving process makes the messages, which
is all that Channels' layer in memory allows. *database*: another process commits one row for each message. *redis*:
two serving processes with half of the pages each; ours hear of a committed row, Channels' of a `group_send` without
one. Ours is the live process under Granian: server-sent events, tickets checked. Channels is one
`AsyncWebsocketConsumer` a page as in its tutorial, nothing checked, under uvicorn with uvloop, httptools and
websockets. Both send the same JSON. Words themselves are written by a plain POST and are not part of this."""


def main() -> None:
    """Set up, measure, print one line of JSON."""
    given = arguments()
    if given.write:
        document.write("Live", written(given.channels or ""))
        return
    with tempfile.TemporaryDirectory(prefix="hearten-bench-") as folder, channels_for(given) as python:
        os.environ.update(
            HEARTEN_DATA=folder,
            HEARTEN_SECRET_KEY="bench" * 12,
            HEARTEN_CARD_KEY="card" * 12,
            HEARTEN_AUDIT_KEY="audit" * 12,
            DJANGO_SETTINGS_MODULE="hearten.config.settings",
        )
        setting = Setting(given.source, python)
        if not setting.channels and setting.source != "inside":  # a run that needs a database
            subprocess.run([sys.executable, ROOT / "manage.py", "init"], check=True, stdout=subprocess.DEVNULL)
        with served(setting, given.rate, Path(folder)) as (ports, servers):
            print(json.dumps(asyncio.run(measure(given, setting, ports, servers))))


def channels_for(given: argparse.Namespace) -> Any:
    """The environment that was asked for, or none."""
    return nullcontext("") if given.channels is None else channels(given.channels)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--listeners", type=int, default=200)
    parser.add_argument("--rate", type=int, default=50, help="events a second")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--source", choices=["database", "redis", "inside"], default="database")
    parser.add_argument("--channels", nargs="?", const="", metavar="FOLDER")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def written(folder: str) -> list[str]:
    """Every run, beside what was promised."""
    began, before = time.monotonic(), document.busy()
    with channels(folder) as python:
        home = str(Path(python).parents[1])
        told = {
            name: one_run(*options, *([home] if options[-1:] == ["--channels"] else []))
            for name, options in RUNS.items()
        }
    command = "bench/live.py --write"
    lines = [document.circumstances(command, before, time.monotonic() - began), "", COMPARED, ""]
    first = next(iter(told.values()))
    lines += [*table(budgets(told)), "", "| | " + " | ".join(first) + " |", "|---" * (len(first) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(map(str, one.values())) + " |" for name, one in told.items()]
    print("\n".join(lines))
    return lines


def one_run(*options: str) -> dict[str, Any]:
    """This command once more, with these options."""
    command = [sys.executable, __file__, *options]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def budgets(told: dict[str, dict[str, Any]]) -> list[Budget]:
    """What is promised of open pages."""
    straight = told["much, inside"]
    wanted = straight["listeners"] * straight["events_a_second"]
    by = "bench/live.py"

    def times(name: str) -> float:
        return told[name]["deliveries_a_cpu_second"] / told[f"Channels, {name}"]["deliveries_a_cpu_second"]

    return [
        Budget(
            "10,000 deliveries a second through the database: p99", told["usual"]["p99_ms"], 15, " ms", command=by
        ),
        Budget("40,000 deliveries a second through the database: lost", told["much"]["lost"], 0, command=by),
        Budget(
            "40,000 a second fed from inside: delivered in time",
            100 * straight["delivered_a_second"] / wanted,
            99,
            " %",
            least=True,
            command=by,
        ),
        Budget(
            "deliveries a CPU second, against Channels in memory", times("inside"), 6, " ×", least=True, command=by
        ),
        Budget("two processes on Redis: p99", told["redis"]["p99_ms"], 15, " ms", command=by),
        Budget("two processes on Redis: lost", told["redis"]["lost"], 0, command=by),
        Budget(
            "deliveries a CPU second, against Channels on Redis", times("redis"), 6, " ×", least=True, command=by
        ),
    ]


async def measure(
    given: argparse.Namespace, setting: Setting, ports: list[int], servers: list[int]
) -> dict[str, object]:
    """Open the streams, let the events come, collect the delays."""
    for port in ports:
        listens(port)
    loop = asyncio.get_running_loop()
    homes = [ports[number % len(ports)] for number in range(given.listeners)]
    kind = Socket if setting.channels else Page
    pages = [(await loop.create_connection(kind, "127.0.0.1", port))[1] for port in homes]
    await asyncio.wait_for(asyncio.gather(*(page.opened for page in pages)), 20)
    for page in pages:
        page.delays.clear()
    inside = setting.source == "inside"
    before, own, began = sum(map(cpu, servers)), cpu(os.getpid()), time.monotonic()
    written = await (asyncio.sleep(given.seconds) if inside else made(writer_of(given, setting)))
    took = time.monotonic() - began if inside else given.seconds
    await asyncio.sleep(0 if inside else 1)
    used, ours = sum(map(cpu, servers)) - before, cpu(os.getpid()) - own
    delays = sorted(delay for page in pages for delay in page.delays)
    return {
        "source": setting.name,
        "listeners": given.listeners,
        "events_a_second": given.rate,
        "delivered_a_second": round(len(delays) / took),
        "lost": None if inside else (written or 0) * given.listeners - len(delays),
        "p50_ms": round(1000 * statistics.median(delays), 2),
        "p99_ms": round(1000 * delays[int(len(delays) * 0.99)], 2),
        "max_ms": round(1000 * delays[-1], 2),
        "live_cpu_percent_of_one_core": round(100 * used / took, 1),
        "deliveries_a_cpu_second": round(len(delays) / max(used, 0.01)),
        "this_clients_cpu_percent": round(100 * ours / took, 1),
    }


class Page(asyncio.Protocol):
    """One open page: asks for the stream, then notes how long each event took."""

    def __init__(self) -> None:
        self.opened = asyncio.get_running_loop().create_future()
        self.delays: list[float] = []

    hello, asks = b"retry:", ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        ticket = issue([TOPIC], listeners=["bench"])
        transport.write(f"GET /events?ticket={ticket} HTTP/1.1\r\nHost: localhost\r\n{self.asks}\r\n".encode())

    def data_received(self, data: bytes) -> None:
        now = time.time()
        if not self.opened.done() and self.hello in data:
            self.opened.set_result(None)
        for part in data.split(b'"kind":"')[1:]:
            self.delays.append(now - float(part[: part.index(b'"')]))


class Socket(Page):
    """The same as a WebSocket. What the server sends is not masked, so its JSON can be read as it comes."""

    hello = b" 101 "
    asks = (
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: YmVuY2hiZW5jaGJlbmNoYg==\r\n"
    )


def writer_of(given: argparse.Namespace, setting: Setting) -> list[str]:
    """The process that makes the messages of this run."""
    return writer(setting, given.rate, given.seconds, TOPIC)


async def made(command: list[str]) -> int:
    """How many were made, from another process, as `web` would."""
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=ROOT)
    out, _ = await process.communicate()
    return int(out)


if __name__ == "__main__":
    main()
