"""A reaction that fails is tried again, later and later, and is given up loudly."""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hearten.compat import TaskResultStatus
from hearten.config.logs import Json
from hearten.events.actions import record
from hearten.events.models import Event
from hearten.events.tasks import PAUSES
from tests.cast import account

pytestmark = pytest.mark.django_db(transaction=True)

RAN: list[int] = []
FAILURES: list[str] = []
REACTIONS = {
    "shift.changed": ["tests.events.test_retries.works"],
    "host.filled": ["tests.events.test_retries.fails"],
}


def works(event: Event) -> None:
    RAN.append(event.pk)


def fails(event: Event) -> None:
    RAN.append(event.pk)
    if FAILURES:
        raise ValueError(FAILURES[0])


@pytest.fixture(autouse=True)
def our_reactions(settings: Any):
    settings.REACTIONS = "tests.events.test_retries.REACTIONS"
    settings.RECURRING = "tests.events.test_retries.NOTHING"
    FAILURES[:] = ["Ben said he can't sleep"]
    RAN.clear()
    yield
    RAN.clear()


NOTHING: dict[str, timedelta] = {}


def happened(kind: str) -> Event:
    with transaction.atomic():
        return record(kind, subject=account("ann"), by=None)


def work() -> None:
    call_command("work", once=True)


def waiting() -> DBTaskResult:
    return DBTaskResult.objects.get(status=TaskResultStatus.READY)


def make_due() -> None:
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(
        run_after=timezone.now() - timedelta(seconds=1)
    )


def test_what_follows_is_done_once_when_it_works() -> None:
    event = happened("shift.changed")
    work()
    work()
    assert RAN.count(event.pk) == 1


def test_a_failure_is_tried_again_after_its_pause_and_not_before() -> None:
    happened("host.filled")
    before = timezone.now()
    work()
    work()
    assert len(RAN) == 1, "the second try is not due yet"
    assert waiting().run_after - before >= timedelta(seconds=PAUSES[0])


def test_each_pause_is_longer_than_the_one_before() -> None:
    happened("host.filled")
    due = []
    for _ in PAUSES:
        began = timezone.now()
        work()
        due.append((waiting().run_after - began).total_seconds())
        make_due()
    assert [round(pause) for pause in due] == list(PAUSES)
    assert list(PAUSES) == sorted(PAUSES)


def test_a_failure_that_passes_is_made_good() -> None:
    event = happened("host.filled")
    work()
    FAILURES.clear()
    make_due()
    work()
    assert RAN.count(event.pk) == 2
    assert not DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).exists()


def test_after_the_last_try_it_stays_failed_for_doctor_to_tell() -> None:
    happened("host.filled")
    for _ in range(len(PAUSES) + 1):
        work()
        make_due()
    assert len(RAN) == len(PAUSES) + 1
    assert DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count() == 1
    assert not DBTaskResult.objects.filter(status=TaskResultStatus.READY).exists()


def test_the_words_of_an_error_reach_neither_log_nor_row(caplog: pytest.LogCaptureFixture) -> None:  # I27
    happened("host.filled")
    for _ in range(len(PAUSES) + 1):
        work()
        make_due()
    written = "".join(Json().format(line) for line in caplog.records if line.levelno >= logging.WARNING)
    kept = json.dumps(list(DBTaskResult.objects.values("traceback", "exception_class_path", "args_kwargs")))
    assert "ValueError" in written
    assert "sleep" not in written
    assert "sleep" not in kept


def test_one_reaction_that_fails_does_not_stop_another(settings: Any) -> None:
    settings.REACTIONS = "tests.events.test_retries.BOTH"
    happened("shift.changed")
    work()
    assert len(RAN) == 2
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 1


BOTH = {"shift.changed": ["tests.events.test_retries.fails", "tests.events.test_retries.works"]}


def test_an_event_erased_meanwhile_is_nothing_to_do() -> None:
    event = happened("host.filled")
    Event.objects.filter(pk=event.pk).delete()
    work()
    assert RAN == []
    assert not DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).exists()


def test_a_reaction_never_runs_inside_a_transaction(settings: Any) -> None:
    settings.REACTIONS = "tests.events.test_retries.LOOKS"
    happened("shift.changed")
    work()
    assert RAN == [0]


LOOKS = {"shift.changed": ["tests.events.test_retries.looks"]}


def looks(event: Event) -> None:
    RAN.append(int(transaction.get_connection().in_atomic_block))
