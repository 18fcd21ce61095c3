"""Whoever reads or writes a byte a minute holds up nobody: pages answer, and so does help in a crisis (R104, I9).

Without a proxy in front, as in the demo. What each kind holds was measured before: two forms that never ended were
enough to stop every page.
"""

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from tests.faults.acts import TOKEN
from tests.faults.rounds import ask
from tests.processes import Served

pytestmark = pytest.mark.process
#: Slow lines of each kind at once: more than there are threads.
MANY = 24


@pytest.fixture(scope="module")
def here(served: Served) -> dict[str, Any]:
    """What there is to open."""
    return {**ask(served, "to_play"), "served": served}


@contextmanager
def slow(port: int, said: bytes, count: int = MANY) -> Iterator[list[socket.socket]]:
    """Lines on which something was said and nothing is read. Small buffers, as on the way to a far telephone."""
    with ExitStack() as open_lines:
        lines = []
        for _ in range(count):
            line = open_lines.enter_context(socket.socket())
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.connect(("127.0.0.1", port))
            line.sendall(said)
            lines.append(line)
        time.sleep(1)
        yield lines


def head(method: str, path: str, host: str, *more: str) -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {host}", *more, "", ""]).encode()


def get(here: dict[str, Any], path: str, host: str = "localhost", **headers: str) -> http.client.HTTPResponse:
    """An ordinary visitor, who waits ten seconds."""
    port = here["served"].port
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("GET", path, headers={"Host": f"{host}:{port}", **headers})
    return line.getresponse()


def said(here: dict[str, Any], kind: str) -> bytes:
    """The beginning of a request of one kind, and all that ever comes of it."""
    port = here["served"].port
    media, pages = f"127.0.0.1:{port}", f"localhost:{port}"
    signed_in = [f"Cookie: s={here['session']}; c={TOKEN}", f"Origin: http://{pages}", f"X-CSRFToken: {TOKEN}"]
    return {
        "whole recordings": head("GET", here["recording"], media),
        "parts of recordings": head("GET", here["recording"], media, "Range: bytes=0-"),
        "pictures": head("GET", here["picture"], media),
        "pages": head("GET", here["page"], pages),
        "log-ins": head("POST", "/account/login/", pages, "Content-Length: 900"),
        "forms": head("POST", f"{here['page']}comments/", pages, *signed_in, "Content-Length: 900"),
        "files": head(
            "POST", "/desk/images/", pages, *signed_in, "Content-Length: 900000",
            "Content-Type: multipart/form-data; boundary=x",
        ),
    }[kind]  # fmt: skip


KINDS = ["whole recordings", "parts of recordings", "pictures", "pages", "log-ins", "forms", "files"]


@pytest.mark.parametrize("kind", KINDS)
def test_pages_and_help_answer_beside_many_slow_lines(kind: str, here: dict[str, Any]) -> None:
    with slow(here["served"].port, said(here, kind)):
        for path in (here["page"], "/", "/crisis/"):
            assert get(here, path).status == 200


def test_they_answer_beside_all_kinds_at_once(here: dict[str, Any]) -> None:
    with ExitStack() as all_kinds:
        for kind in KINDS:
            all_kinds.enter_context(slow(here["served"].port, said(here, kind), count=8))
        for path in (here["page"], "/", "/crisis/"):
            assert get(here, path).status == 200


def test_whoever_finds_no_place_is_told_when_to_come_back(here: dict[str, Any]) -> None:
    with slow(here["served"].port, said(here, "whole recordings"), count=2):
        answer = get(here, here["recording"], host="127.0.0.1")
        assert (answer.status, answer.getheader("Retry-After")) == (503, "20")
        assert b"try again" in answer.read()
        part = get(here, here["recording"], host="127.0.0.1", Range="bytes=100-199")
        assert (part.status, len(part.read())) == (206, 100)
    time.sleep(1)
    assert get(here, here["recording"], host="127.0.0.1").status == 200, "their places are free again"


def test_a_form_that_finds_no_place_is_told_so_and_the_next_one_gets_in(here: dict[str, Any]) -> None:
    port = here["served"].port
    whole = head("POST", "/account/login/", f"localhost:{port}", "Content-Length: 3") + b"a=b"
    with slow(port, said(here, "log-ins")), slow(port, whole, count=1) as (line,):
        answer = line.recv(4096)
        assert answer.startswith(b"HTTP/1.1 503")
        assert b"retry-after: 5" in answer.lower()
    time.sleep(1)
    with slow(port, whole, count=1) as (line,):
        assert line.recv(4096).startswith(b"HTTP/1.1 403"), "a forged form, but it was read"
