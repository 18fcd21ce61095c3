"""The worker: takes tasks from the database, starts recurring ones, and picks up after a worker that died."""

import threading
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker as DatabaseWorker
from django_tasks_db.models import DBTaskResult

from hearten.compat import TaskResultStatus
from hearten.events.models import Recurring
from hearten.events.tasks import repeat

#: A task that runs longer than this belongs to a worker that is gone.
LOST_AFTER = timedelta(minutes=15)
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
    worker = DatabaseWorker(
        queue_names=queues,
        interval=interval,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    if not once:
        worker.configure_signals()
    try:
        worker.run()
    finally:
        stop.set()


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
    lost = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - LOST_AFTER)
    return int(lost.update(status=TaskResultStatus.READY))
