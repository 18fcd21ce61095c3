"""A small load: one request after another on one connection: the server's own cost is seen, not a queue."""

import http.client
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.host import cpu


@dataclass(frozen=True)
class Ask:
    """One request. must: bytes that have to be in the body; a page that lacks them is not measured."""

    path: str
    must: str = ""
    cookie: str = ""
    form: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True)
class Cost:
    """What a row of answers cost. cpu: milliseconds of the server's processes a request. p50, p99: milliseconds."""

    cpu: float
    p50: float
    p99: float
    size: int
    requests: int


def measure(port: int, pid: int, asks: Callable[[], Iterator[Ask]], seconds: float) -> Cost:
    """Ask again and again for so many seconds, or until there is nothing more to ask."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    source = asks()
    size = max(send(connection, next(source))[1] for _ in range(3))  # warm, and checked
    times: list[float] = []
    before, end = cpu(pid), time.monotonic() + seconds
    for ask in source:
        began = time.perf_counter()
        send(connection, ask)
        times.append(1000 * (time.perf_counter() - began))
        if time.monotonic() > end:
            break
    used = cpu(pid) - before
    times.sort()
    return Cost(1000 * used / len(times), statistics.median(times), times[int(len(times) * 0.99)], size, len(times))


def send(connection: http.client.HTTPConnection, ask: Ask) -> tuple[bytes, int]:
    """One answer: its body and length. Raises SystemExit when it is not what was to be measured."""
    headers = {"Host": "localhost", **ask.headers}
    if ask.cookie:
        headers["Cookie"] = ask.cookie
    if ask.form:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", ask.path, urlencode(ask.form), headers)
    else:
        connection.request("GET", ask.path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != ask.status or ask.must.encode() not in body:
        found = body[:600].decode("utf-8", "replace")
        raise SystemExit(f"{ask.path} answered {answer.status} without {ask.must!r}:\n{found}")
    return body, len(body)


def over(ask: Ask) -> Callable[[], Iterator[Ask]]:
    """The same request without end."""

    def endless() -> Iterator[Ask]:
        while True:
            yield ask

    return endless


def each(asks: list[Ask]) -> Callable[[], Iterator[Ask]]:
    """These requests, once."""
    return lambda: iter(asks)
