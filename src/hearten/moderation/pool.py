"""The Guard's child processes: a few that live long, each call with a deadline (I19).

A text somebody wrote may be hostile, and a rule may be slow on it. So the Guard runs in processes of its own: one
that overruns, dies or answers nonsense is killed and replaced, and only its caller hears "unavailable".
"""

from __future__ import annotations

import atexit
import itertools
import json
import os
import queue
import select
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from django.conf import settings

COMMAND = (sys.executable, "-m", "hearten_guard.cli.lines")
SIZE = 2
#: Milliseconds on top of the deadline for every 10 kB of text.
PER_10_KB = 100
#: Seconds a new child may take to load its rules, once, on top of its first deadline.
TO_START = 10.0
#: What a child inherits. No key and no database address: it reads other people's texts.
ENVIRONMENT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR")


class GuardUnavailable(Exception):
    """No usable answer came in time. Nothing is known about the text: neither clear nor held."""


def ask(text: str, purpose: str) -> dict[str, Any]:
    """The Guard's answer about one text: `{"rules_version": str, "findings": [dict, …]}`.

    purpose: what the text is for, as `hearten_guard.check` names it ("article", "post", "story-own" …).
    Raises GuardUnavailable within `GUARD_DEADLINE_MS` plus 100 ms for each 10 kB; a new child gets 10 s more, once.
    """
    return pool().ask(text, purpose)


class Child:
    """One Guard process. Used by one thread at a time; never again after a failure."""

    def __init__(self) -> None:
        # stderr goes nowhere: a traceback may quote the text (I27).
        self.process = subprocess.Popen(  # noqa: S603  # our own interpreter, no shell
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
        )
        self.fresh = True
        self.stdin, self.stdout = self.pipes()
        os.set_blocking(self.stdin, False)

    def pipes(self) -> tuple[int, int]:
        """The descriptors to write to and to read from."""
        if self.process.stdin is None or self.process.stdout is None:
            raise GuardUnavailable("the child has no pipes")
        return self.process.stdin.fileno(), self.process.stdout.fileno()

    def exchange(self, line: bytes, seconds: float) -> bytes:
        """Send a line, return the line that comes back. Raises TimeoutError, or OSError when the child is gone."""
        until = time.monotonic() + seconds + (TO_START if self.fresh else 0)
        unsent, got = line, b""
        while not got.endswith(b"\n"):
            ready = self.wait(until - time.monotonic(), to_write=bool(unsent))
            if self.stdin in ready:
                unsent = unsent[os.write(self.stdin, unsent) :]
            if self.stdout in ready:
                got += self.read()
        self.fresh = False
        return got

    def wait(self, seconds: float, *, to_write: bool) -> set[int]:
        """The descriptors that can be used now. Raises TimeoutError when none is in time."""
        poll = select.poll()  # select() can't see descriptors above 1023
        poll.register(self.stdout, select.POLLIN)
        if to_write:
            poll.register(self.stdin, select.POLLOUT)
        ready = poll.poll(seconds * 1000) if seconds > 0 else []
        if not ready:
            raise TimeoutError
        return {descriptor for descriptor, _ in ready}

    def read(self) -> bytes:
        """What the child has said by now. Raises EOFError when it has ended."""
        said = os.read(self.stdout, 1 << 16)
        if not said:
            raise EOFError
        return said

    def close(self) -> None:
        """Let go of the pipes; a child that is idle ends by itself."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()

    def stop(self) -> None:
        """End it now, whatever it is doing."""
        self.process.kill()
        self.close()
        self.process.wait()


class Pool:
    """`SIZE` places; a place holds a child, or None until its first use."""

    def __init__(self) -> None:
        self.free: queue.LifoQueue[Child | None] = queue.LifoQueue()
        self.children: set[Child] = set()
        self.numbers = itertools.count(1)
        for _ in range(SIZE):
            self.free.put(None)

    def ask(self, text: str, purpose: str) -> dict[str, Any]:
        """As the module's `ask`; waiting for a free place counts against the deadline too."""
        seconds = (settings.GUARD_DEADLINE_MS + PER_10_KB * len(text) / 10_000) / 1000
        until = time.monotonic() + seconds
        try:
            child = self.free.get(timeout=seconds)
        except queue.Empty as error:
            raise GuardUnavailable("every child is busy") from error
        try:
            child = child if child and child.process.poll() is None else self.start()
            return self.use(child, text, purpose, until - time.monotonic())
        except (OSError, EOFError, ValueError) as error:  # TimeoutError is an OSError, bad JSON a ValueError
            child = self.replace(child)
            raise GuardUnavailable(type(error).__name__) from error
        finally:
            self.free.put(child)

    def use(self, child: Child, text: str, purpose: str, seconds: float) -> dict[str, Any]:
        """One question, one answer. Raises ValueError when the answer is not one to this question."""
        question = {"id": str(next(self.numbers)), "text": text, "purpose": purpose, "locale": "en"}
        answer = json.loads(child.exchange(json.dumps(question).encode() + b"\n", seconds))
        if not isinstance(answer, dict) or answer.get("id") != question["id"]:
            raise ValueError("not an answer to this question")
        if "error" in answer:  # the child is well; the rules were not
            raise GuardUnavailable("the Guard could not read it")
        if not isinstance(answer.get("findings"), list) or not isinstance(answer.get("rules_version"), str):
            raise ValueError("an answer without findings")
        return answer

    def start(self) -> Child:
        """A new child, loading its rules while the caller goes on."""
        child = Child()
        self.children.add(child)
        return child

    def replace(self, broken: Child | None) -> Child | None:
        """A new child for a broken one; None when it can't even be started, so that the next caller tries again."""
        if broken:
            self.children.discard(broken)
            broken.stop()
        with suppress(OSError):
            return self.start()
        return None

    def stop(self) -> None:
        """End every child."""
        for child in list(self.children):
            child.stop()
        self.children.clear()


_pool: Pool | None = None
_lock = threading.Lock()


def pool() -> Pool:
    """This process's pool, made on first use."""
    global _pool
    with _lock:
        _pool = _pool or Pool()
        return _pool


def stop() -> None:
    """End every child; the next question starts new ones."""
    global _pool
    with _lock:
        if _pool:
            _pool.stop()
        _pool = None


def forget() -> None:
    """In a forked process: the children belong to the parent, so only let go of their pipes."""
    global _pool, _lock
    for child in _pool.children if _pool else ():
        child.close()
    _pool, _lock = None, threading.Lock()


atexit.register(stop)
os.register_at_fork(after_in_child=forget)
