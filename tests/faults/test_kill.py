"""kill -9 in the middle of publishing: what was acknowledged is there, once; what was not is whole or absent."""

import contextlib
import http.client
import json
import random
import subprocess
import sys
import threading
from collections import Counter
from typing import Any

import pytest

from tests.processes import ROOT, Served, answers, kill, until

pytestmark = pytest.mark.process
DRAFTS = 24
KILLS = 4


def ask(host: Served, program: str, *arguments: str) -> Any:
    """Run one of this folder's programs on the host's data."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{program}", *arguments],
        env=host.environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def press(host: Served, session: str, post: int) -> bool:
    """Press Publish once. True when the server said that it is done; False when the line broke."""
    token = "k" * 32
    body = f"csrfmiddlewaretoken={token}"
    headers = {
        "Cookie": f"s={session}; c={token}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": host.origin,
    }
    line = http.client.HTTPConnection("localhost", host.port, timeout=10)
    try:
        line.request("POST", f"/desk/posts/{post}/publish/", body, headers)
        return line.getresponse().status == 302
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def publish_all(host: Served, session: str, posts: list[int], done: set[int]) -> None:
    """Press until each was acknowledged, as a stubborn author would; give up after a minute each."""
    for post in posts:
        until(lambda post=post: press(host, session, post), seconds=60, what=host.said)
        done.add(post)


def disturb(host: Served, of: list[str], stop: threading.Event, luck: random.Random) -> None:
    """Kill a process every now and then, a few times: the pauses before a restart grow with each."""
    killed = 0
    while killed < KILLS and not stop.wait(luck.uniform(0.3, 0.9)):
        with contextlib.suppress(ValueError):  # it is only just starting again
            kill(host.child(luck.choice(of)))
            killed += 1


@pytest.mark.parametrize("of", [["web"], ["worker"], ["web", "worker"]], ids="-".join)
def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(host: Served, of: list[str]) -> None:
    ready = ask(host, "prepare", str(DRAFTS))
    host.start()
    done: set[int] = set()
    stop = threading.Event()
    killer = threading.Thread(target=disturb, args=(host, of, stop, random.Random(7)))
    authors = [
        threading.Thread(target=publish_all, args=(host, ready["session"], ready["posts"][half::2], done))
        for half in (0, 1)
    ]
    killer.start()
    for author in authors:
        author.start()
    for author in authors:
        author.join(timeout=120)
    stop.set()
    killer.join()
    assert done == set(ready["posts"])
    until(lambda: answers(f"{host.origin}/healthz"), what=host.said)
    until(lambda: len(set(ask(host, "after")["found"])) == DRAFTS, seconds=60, what=host.said)
    after = ask(host, "after")
    once = Counter(dict.fromkeys(ready["posts"], 1))
    assert Counter(after["published"]) == once
    assert Counter(after["editions"]) == once
    assert Counter(int(subject.split(":")[1]) for subject in after["events"]) == once
    assert Counter(after["found"]) == once
    assert after["failed"] == []
    assert after["bodies_kept"] == DRAFTS
