"""`bin/hearten serve`: three processes that live and die together."""

import os
import signal
import socket
import time
import urllib.request

import pytest

from tests.processes import Served, alive, answers, kill, until

pytestmark = pytest.mark.process


def test_a_process_that_is_killed_comes_back_and_one_line_says_so(host: Served) -> None:
    host.start()
    first = host.child("worker")
    kill(first)
    until(lambda: host.family() and has_child(host, "worker") and host.child("worker") != first, what=host.said)
    died = [line for line in host.lines() if line["says"] == "a process died and starts again"]
    assert [(line["part"], line["status"]) for line in died] == [("worker", -signal.SIGKILL)]


def test_pages_come_back_after_their_process_is_killed(host: Served) -> None:
    host.start()
    kill(host.child("web"))
    until(lambda: not answers(f"{host.origin}/healthz"), what=host.said)
    until(lambda: answers(f"{host.origin}/healthz"), what=host.said)


def test_a_term_signal_stops_everything_within_ten_seconds(host: Served) -> None:
    host.start()
    family = host.family()
    assert len(family) >= 4
    began = time.monotonic()
    assert host.stop() == 0
    assert time.monotonic() - began < 10
    assert [pid for pid in family if alive(pid)] == []


def test_an_open_stream_does_not_hold_up_the_stop(host: Served) -> None:
    host.start()
    stream = socket.create_connection(("127.0.0.1", host.port + 1))
    stream.sendall(f"GET /events?ticket={ticket(host)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert b"200 OK" in stream.recv(4096)
    began = time.monotonic()
    assert host.stop() == 0
    assert time.monotonic() - began < 10
    stream.close()


def test_no_child_outlives_a_supervisor_that_is_killed(host: Served) -> None:
    host.start()
    family = host.family()
    assert host.process is not None
    kill(host.process.pid)
    host.process.wait()
    until(lambda: not [pid for pid in family if alive(pid)], seconds=15, what=host.said)


def test_a_port_in_use_is_said_in_plain_words(host: Served) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        tried = host.hearten("serve", "--port", str(port))
    assert tried.returncode == 1
    assert f"Port {port} is in use by another program" in tried.stderr
    assert f"--port {port + 100}" in tried.stderr
    assert "Traceback" not in tried.stderr


def test_an_unsafe_host_is_not_served(host: Served) -> None:
    host.data.chmod(0o755)
    tried = host.hearten("serve", "--port", str(host.port))
    assert tried.returncode == 1
    assert "Not starting, because this is unsafe" in tried.stderr
    assert f"chmod 700 {host.data}" in tried.stderr


def test_an_error_page_leaves_no_words_in_the_log(host: Served) -> None:  # I27
    host.start()
    secret = "my-therapist-said"
    for path in (f"/{secret}/", f"/?q={secret}", f"/static/{secret}.css"):
        assert answers(host.origin + path)
    assert answers(f"{host.live}/events?ticket={secret}")
    assert host.stop() == 0
    assert secret not in host.said()


def test_uploads_have_an_origin_of_their_own_from_the_start(served: Served) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{served.port}/healthz") as answer:
        assert answer.status == 200


def test_the_three_processes_fit_in_300_megabytes(served: Served) -> None:
    shared_once = sum(proportional_memory(pid) for pid in served.family())
    assert shared_once < 300_000, f"{shared_once} kB"


def has_child(host: Served, name: str) -> bool:
    try:
        return bool(host.child(name))
    except ValueError:
        return False


def ticket(host: Served) -> str:
    """One that this host's own key signed."""
    code = "from hearten.live.tickets import issue; print(issue(['t'], listeners=['l']))"
    return host.hearten("shell", "-v0", "--no-imports", "-c", code).stdout.strip()


def proportional_memory(pid: int) -> int:
    """kB, with memory that processes share counted once between them."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    except OSError:
        return 0 if not alive(pid) else os.sysconf("SC_PAGE_SIZE")
