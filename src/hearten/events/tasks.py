"""Work after a request: at least once, idempotent by event id, retried with growing pauses."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from hearten.compat import task

log = logging.getLogger("hearten.tasks")

#: Pauses before the second, third, … attempt, in seconds. After the last one the task stays failed.
PAUSES = (5, 60, 300, 1800, 7200, 43200)


@task()
def react(event_id: int, path: str, attempt: int = 0) -> str:
    """Run one reaction to one event; on failure, put it back with the next pause.

    path: the reaction's dotted path, as listed in config/reactions.py.
    Raises RuntimeError when the last attempt failed, so that the queue keeps it as failed.
    """
    event = apps.get_model("events", "Event").objects.filter(pk=event_id).first()
    if event is None:  # erased with its account: nothing is left to do
        return "gone"
    return attempt_once(lambda: import_string(path)(event), path, attempt, lambda: again(event_id, path, attempt))


@task()
def repeat(path: str) -> str:
    """Run one recurring function; the next round is its retry."""
    import_string(path)()
    return "done"


def attempt_once(work: Callable[[], object], path: str, attempt: int, retry: Callable[[], None]) -> str:
    """Run `work` outside any transaction; on failure schedule `retry` or give up loudly.

    The error's own words may hold somebody's text, so only its type reaches logs and rows (I27).
    """
    try:
        work()
    except Exception as error:  # any failure is retried, whatever it is
        reason = type(error).__name__
    else:
        return "done"
    log.warning("task failed", extra={"task": path, "attempt": attempt, "reason": reason})
    if attempt >= len(PAUSES):
        raise RuntimeError(f"{path} failed {attempt + 1} times, last with {reason}")
    retry()
    return "again"


def queue(path: str) -> str:
    """Where a reaction waits: config/reactions.py gives what takes long a queue of its own."""
    queues: dict[str, str] = import_string(settings.QUEUES)
    return queues.get(path, "default")


def again(event_id: int, path: str, attempt: int) -> None:
    """Put the reaction back, due after its pause."""
    due = timezone.now() + timedelta(seconds=PAUSES[attempt])
    react.using(run_after=due, queue_name=queue(path)).enqueue(event_id, path, attempt + 1)
