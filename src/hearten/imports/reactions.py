"""What follows an upload and a start: work on the queue for large things, a little at a time."""

from datetime import timedelta

from django.utils import timezone

from hearten.compat import task
from hearten.events.models import Event
from hearten.events.tasks import PAUSES, attempt_once
from hearten.imports import actions
from hearten.imports.models import Import, State

#: Seconds of one step, so that other tasks of the same worker never wait long.
STEP = 10.0
OUR_FAULT = "Something broke on our side. That was not your doing: please press “Go on” later."


def begin_look(event: Event) -> None:
    """An archive came in."""
    work.enqueue(int(event.subject.partition(":")[2]))


def begin_run(event: Event) -> None:
    """Its author said "start"."""
    work.enqueue(int(event.subject.partition(":")[2]))


@task(queue_name="bulk", priority=-10)
def work(import_id: int, attempt: int = 0) -> str:
    """One step of one import; more steps follow by themselves. Harmless when it runs twice."""
    try:
        return attempt_once(
            lambda: step(import_id),
            "hearten.imports.reactions.work",
            attempt,
            lambda: again(import_id, attempt),
        )
    except RuntimeError:
        running = Import.objects.filter(pk=import_id, state__in=[State.UPLOADED, State.RUNNING])
        running.update(state=State.STOPPED, reason=OUR_FAULT)
        raise


def step(import_id: int) -> None:
    """Look, or bring for a few seconds. An import that was stopped or thrown away is left alone."""
    row = Import.objects.select_related("therapist__account").filter(pk=import_id).first()
    if row is None:
        return
    if row.state == State.UPLOADED:
        actions.look(row)
    elif row.state == State.RUNNING and actions.bring(row, seconds=STEP):
        work.enqueue(import_id)


def again(import_id: int, attempt: int) -> None:
    """The same step after a pause."""
    due = timezone.now() + timedelta(seconds=PAUSES[attempt])
    work.using(run_after=due).enqueue(import_id, attempt + 1)
