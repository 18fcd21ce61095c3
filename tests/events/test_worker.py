"""A worker that dies loses nothing, and two workers do nothing twice."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hearten.compat import TaskResultStatus
from hearten.events.models import Recurring
from hearten.events.tasks import repeat
from hearten.events.worker import LOST_AFTER, start_recurring, take_back, take_back_lost
from tests.processes import Served, kill, until

pytestmark = pytest.mark.django_db(transaction=True)

RAN: list[str] = []
HOURLY = {"tests.events.test_worker.ran": timedelta(hours=1)}


def ran() -> None:
    RAN.append("ran")


@pytest.fixture(autouse=True)
def nothing_yet(settings: Any) -> None:
    settings.RECURRING = "tests.events.test_worker.HOURLY"
    RAN.clear()


def running(worker: str, since: timedelta = timedelta()) -> DBTaskResult:
    """A task that `worker` has been running."""
    repeat.enqueue("tests.events.test_worker.ran")
    row = DBTaskResult.objects.latest("enqueued_at")
    row.claim(worker)
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=timezone.now() - since)
    return row


def status(row: DBTaskResult) -> str:
    return str(DBTaskResult.objects.get(pk=row.pk).status)


def test_a_worker_takes_back_what_it_was_doing_when_it_died() -> None:
    mine, others = running("host-1"), running("host-2")
    assert take_back("host-1") == 1
    assert (status(mine), status(others)) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def test_what_a_worker_that_never_came_back_was_doing_is_taken_up_by_another() -> None:
    long_ago, lately = running("gone", LOST_AFTER + timedelta(seconds=1)), running("busy", timedelta(minutes=1))
    assert take_back_lost() == 1
    assert (status(long_ago), status(lately)) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def test_a_repeated_task_runs_when_it_is_due_and_not_before() -> None:
    call_command("work", once=True)
    call_command("work", once=True)
    assert RAN == ["ran"]
    Recurring.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    call_command("work", once=True)
    assert RAN == ["ran", "ran"]


def test_of_many_workers_exactly_one_starts_a_repeated_task() -> None:
    Recurring.objects.create(name="tests.events.test_worker.ran", due_at=timezone.now() - timedelta(seconds=1))
    together = threading.Barrier(6)

    def worker() -> None:
        together.wait()
        start_recurring()
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert DBTaskResult.objects.count() == 1


def test_a_repeated_task_that_fails_waits_for_its_next_round(settings: Any) -> None:
    settings.RECURRING = "tests.events.test_worker.BROKEN"
    call_command("work", once=True)
    assert Recurring.objects.get().due_at > timezone.now() + timedelta(minutes=59)
    assert not DBTaskResult.objects.filter(status=TaskResultStatus.READY).exists()


BROKEN = {"tests.events.test_worker.breaks": timedelta(hours=1)}


def breaks() -> None:
    raise ValueError


ENQUEUE = """
from hearten.events.tasks import repeat
print(repeat.enqueue("tests.events.slow.slow").id)
"""


@pytest.mark.process
def test_a_task_whose_worker_is_killed_runs_again_after_a_restart(host: Served) -> None:
    began, finished = host.data / "began", host.data / "finished"
    assert shell(host, ENQUEUE)
    first = host.begin("work")
    until(lambda: written(host, "began"), what=host.said)
    kill(first.pid)
    first.wait()
    assert not finished.exists()
    (host.data / "quick").touch()
    second = host.begin("work")
    try:
        until(finished.exists, what=host.said)
        assert began.read_text(encoding="ascii") == "xx", "begun twice, finished once"
        assert finished.read_text(encoding="ascii") == "x"
    finally:
        second.terminate()
        second.wait(timeout=15)


@pytest.mark.process
def test_a_worker_that_is_asked_to_stop_finishes_its_task(host: Served) -> None:
    began, finished = host.data / "began", host.data / "finished"
    shell(host, ENQUEUE)
    worker = host.begin("work")
    until(began.exists, what=host.said)
    worker.terminate()
    (host.data / "quick").touch()
    worker.wait(timeout=15)
    assert finished.exists()


@pytest.mark.process
def test_two_workers_do_each_task_once(host: Served) -> None:
    (host.data / "quick").touch()
    shell(host, ENQUEUE * 20)
    workers = [host.begin("work", "--slot", str(slot)) for slot in (1, 2)]
    try:
        until(lambda: written(host, "finished") >= 20, what=host.said)
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(timeout=15)
    assert (written(host, "began"), written(host, "finished")) == (20, 20)


def written(host: Served, name: str) -> int:
    """How many letters a task left in a file."""
    file = host.data / name
    return len(file.read_text(encoding="ascii")) if file.exists() else 0


def shell(host: Served, code: str) -> str:
    """Run Python in the host's Django."""
    done = host.hearten("shell", "-v0", "--no-imports", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
