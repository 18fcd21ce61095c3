"""The worker: takes tasks from the database, starts recurring ones, and picks up after a worker that died."""

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker as DatabaseWorker
from django_tasks_db.models import DBTaskResult

from hearten.compat import TaskResultStatus
from hearten.events.models import Recurring
from hearten.events.tasks import repeat

log = logging.getLogger("hearten.tasks")

#: A task that runs longer than this belongs to a worker that is gone. Preparing a recording may take a day.
LOST_AFTER, SLOW_LOST_AFTER = timedelta(minutes=15), timedelta(days=1)
#: What takes long, in this queue, is done beside everything else.
SLOW = "media"
#: Seconds between two looks at the slow queue.
SLOW_LOOK = 1.0
#: How often recurring tasks are looked at, in seconds.
TICK = 5.0


def work(*, name: str, queues: list[str], once: bool = False, interval: float = 0.3) -> None:
    """Run tasks until stopped (or, with `once`, until none is due).

    name: this worker's slot, the same after a restart, so that it finds what it was doing when it was killed.
    """
    take_back(name)
    if once:
        start_recurring()
    stop = threading.Event()
    ticker = threading.Thread(target=tick, args=(stop,), daemon=True)
    if not once:
        ticker.start()
    beside = not once and queues == ["*"]
    worker = taker(name, queues, once=once, interval=interval, without=[SLOW] if beside else [])
    if beside:
        slow = taker(name, [SLOW], once=False, interval=max(interval, SLOW_LOOK), without=[])
        threading.Thread(target=keep_on, args=(slow, stop), daemon=True).start()
    if not once:
        worker.configure_signals()
    try:
        worker.run()
    finally:
        stop.set()


def keep_on(worker: DatabaseWorker, stop: threading.Event) -> None:
    """Take tasks in a thread of its own; when the database fails, begin again after a pause."""
    while not stop.is_set():
        try:
            worker.run()
        except DatabaseError:
            log.warning("the slow worker begins again")
            stop.wait(TICK)


def taker(name: str, queues: list[str], *, once: bool, interval: float, without: list[str]) -> DatabaseWorker:
    """What takes one task after another from these queues."""
    return DatabaseWorker(
        queue_names=queues,
        interval=interval,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=without,
    )


def tick(stop: threading.Event) -> None:
    """Every few seconds, start what is due; runs in its own thread with its own connection."""
    while not stop.wait(TICK):
        close_old_connections()
        start_recurring()
    connection.close()


def start_recurring() -> None:
    """Enqueue each recurring task whose time has come, once among all workers."""
    now = timezone.now()
    recurring: dict[str, timedelta] = import_string(settings.RECURRING)
    for path, every in recurring.items():
        if Recurring.claim(path, now=now, next_due=now + every):
            repeat.enqueue(path)
    take_back_lost()


def take_back(worker_name: str) -> int:
    """Make ready again what this worker was running when it died. Returns how many."""
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    mine = [row.pk for row in running.only("pk", "worker_ids") if row.worker_ids[-1:] == [worker_name]]
    return int(DBTaskResult.objects.filter(pk__in=mine).update(status=TaskResultStatus.READY))


def take_back_lost() -> int:
    """Make ready again what any worker has been running for too long. Returns how many."""
    now = timezone.now()
    slow = Q(queue_name=SLOW)
    late = Q(~slow, started_at__lt=now - LOST_AFTER) | Q(slow, started_at__lt=now - SLOW_LOST_AFTER)
    lost = DBTaskResult.objects.filter(late, status=TaskResultStatus.RUNNING)
    return int(lost.update(status=TaskResultStatus.READY))
