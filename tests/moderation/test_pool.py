"""The Guard's pool: whatever a child does, its caller hears in time and the next one is served (I19)."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from hearten.moderation import pool
from hearten.moderation.pool import GuardUnavailable, ask

STUB = (sys.executable, str(Path(__file__).with_name("stub_guard.py")))


@pytest.fixture(autouse=True)
def stub(monkeypatch, settings):
    pool.stop()
    monkeypatch.setattr(pool, "COMMAND", STUB)
    settings.GUARD_DEADLINE_MS = 400
    yield
    pool.stop()


def warm() -> int:
    """Every place has a child that has answered once. Returns the process id of the next one to be used."""
    barrier = threading.Barrier(pool.SIZE)

    def hold_and_ask() -> None:
        child = pool.pool().free.get()
        barrier.wait()
        pool.pool().free.put(child)

    threads = [threading.Thread(target=hold_and_ask) for _ in range(pool.SIZE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ask("warm", "post")
    return next_child().process.pid


def next_child() -> pool.Child:
    child = pool.pool().free.get()
    pool.pool().free.put(child)
    assert child is not None
    return child


def gone(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def test_an_answer_is_passed_on_as_it_came():
    answer = ask("cure your anxiety", "article")
    assert (answer["rules_version"], answer["findings"][0]["rule"]) == ("stub 17", "claim.cure")


@pytest.mark.parametrize("text", ["hang", "die", "nonsense", "somebody else's"])
def test_a_child_that_misbehaves_is_replaced_and_its_caller_hears_in_time(text: str):  # I19
    before = warm()
    started = time.monotonic()
    with pytest.raises(GuardUnavailable):
        ask(text, "post")
    assert time.monotonic() - started < 2
    assert gone(before)
    assert ask("fine", "post")["findings"] == []
    assert next_child().process.pid != before


def test_an_error_of_the_rules_is_unavailable_but_the_child_lives_on():
    before = warm()
    with pytest.raises(GuardUnavailable):
        ask("raise", "post")
    assert next_child().process.pid == before


def test_a_child_that_was_killed_while_idle_costs_nobody_an_answer():
    os.kill(warm(), signal.SIGKILL)
    time.sleep(0.05)
    assert ask("fine", "post")["findings"] == []


def test_the_caller_never_hears_the_words_of_a_broken_child():  # I27
    warm()
    with pytest.raises(GuardUnavailable) as raised:
        ask("nonsense", "post")
    assert "quoted" not in str(raised.value)


def test_a_waiting_caller_gives_up_in_time_when_every_child_is_busy():
    warm()
    settled = []

    def hang() -> None:
        with pytest.raises(GuardUnavailable):
            ask("hang", "post")
        settled.append(True)

    threads = [threading.Thread(target=hang) for _ in range(pool.SIZE + 1)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(15)
    assert len(settled) == pool.SIZE + 1
    assert time.monotonic() - started < 14


def test_many_threads_each_get_the_answer_to_their_own_text():
    texts = ["x" * n for n in range(1, 60)]
    answers: dict[str, str] = {}
    threads = [
        threading.Thread(target=lambda t=t: answers.__setitem__(t, ask(t, "post")["rules_version"])) for t in texts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert answers == {text: f"stub {len(text)}" for text in texts}


def test_a_text_larger_than_a_pipe_goes_through():
    assert ask("å" * 1_000_000, "article")["rules_version"] == "stub 1000000"


def test_a_long_text_gets_more_time(settings):
    warm()
    settings.GUARD_DEADLINE_MS = 0
    assert ask("x" * 200_000, "article")["findings"] == []
    with pytest.raises(GuardUnavailable):
        ask("hang", "post")


def test_no_more_children_than_places_ever_run():
    for _ in range(3):
        with pytest.raises(GuardUnavailable):
            ask("die", "post")
    assert len(pool.pool().children) <= pool.SIZE


def test_a_child_is_given_no_key_and_no_database_address(monkeypatch):
    monkeypatch.setenv("HEARTEN_SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    ask("fine", "post")
    environment = Path(f"/proc/{next_child().process.pid}/environ").read_bytes()
    assert b"secret" not in environment


def test_a_forked_process_leaves_the_parents_children_alone():
    before = warm()
    pid = os.fork()
    if pid == 0:
        os._exit(0 if pool._pool is None and ask("fine", "post")["findings"] == [] else 1)
    assert os.waitpid(pid, 0)[1] == 0
    assert ask("fine", "post")["findings"] == []
    assert next_child().process.pid == before


@pytest.mark.process
@pytest.mark.parametrize("ending", ["", "os.kill(os.getpid(), 9)"])
def test_children_do_not_outlive_their_parent(ending: str):
    code = (
        "import os, django; django.setup()\n"
        "from hearten.moderation import pool\n"
        f"pool.COMMAND = {STUB!r}\n"
        "pool.ask('fine', 'post')\n"
        "print([child.process.pid for child in pool.pool().children][0], flush=True)\n" + ending
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, timeout=30)
    pid = int(done.stdout)
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists() or "(zombie)" in Path(f"/proc/{pid}/status").read_text():
            return
        time.sleep(0.05)
    pytest.fail("the child is still there")
