"""SIGTERM in the middle of a request: what was begun is finished, answered and kept."""

import socket
import time

import pytest

from tests.faults.acts import TOKEN, multipart, picture
from tests.faults.rounds import ask
from tests.processes import Served

pytestmark = pytest.mark.process


def test_a_request_that_is_under_way_is_finished_before_the_stop(host: Served) -> None:
    session = ask(host, "prepare", "1")["session"]
    host.start()
    fields = {"csrfmiddlewaretoken": TOKEN, "alt": "A lake", "shows": "thing"}
    kind, body = multipart(fields, {"picture": picture(1)})
    head = [
        "POST /desk/images/ HTTP/1.1", f"Host: localhost:{host.port}", f"Cookie: s={session}; c={TOKEN}",
        f"Origin: {host.origin}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close",
    ]  # fmt: skip
    with socket.create_connection(("localhost", host.port), timeout=15) as line:
        line.sendall("\r\n".join([*head, "", ""]).encode() + body[:100])
        time.sleep(0.5)  # it is being read
        assert host.process is not None
        host.process.terminate()
        time.sleep(0.5)  # the stop has begun
        line.sendall(body[100:])
        answer = line.recv(4096)
    assert answer.startswith(b"HTTP/1.1 302"), answer[:80]
    assert host.process.wait(timeout=15) == 0
    after = ask(host, "after")
    assert after["pictures"] == ["A lake"]
    assert after["picture_events"]
