"""The machine's clock jumps an hour: nothing comes out early, nobody is locked out for good."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache.backends import db as cache_in_database
from django.test import RequestFactory
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hearten.accounts import limits
from hearten.accounts.sessions import SessionStore
from hearten.compat import TaskResultStatus
from hearten.events.models import Recurring
from hearten.events.worker import start_recurring, take_back_lost
from hearten.live import tickets
from tests.blog.reading import address, published
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture
def jump(monkeypatch: pytest.MonkeyPatch):
    """`jump(hours)` sets the clock that much ahead of (or behind) the true time."""
    now, seconds = timezone.now, time.time

    def to(hours: float) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(hours=hours))
        monkeypatch.setattr(cache_in_database, "tz_now", timezone.now)
        monkeypatch.setattr(time, "time", lambda: seconds() + hours * HOUR)

    return to


@pytest.mark.parametrize("hours", [1, -1])
def test_who_is_signed_in_stays_so(cast: Cast, signed_in: Any, jump: Any, hours: int) -> None:
    ben = signed_in(cast.ben)
    jump(hours)
    assert ben.get("/you/").status_code == 200
    jump(0)
    assert ben.get("/you/").status_code == 200


def test_a_session_ends_on_its_day_whatever_the_clock_did_meanwhile(jump: Any) -> None:
    jump(1)
    session = SessionStore()
    session["x"] = 1
    session.create()
    jump(0)
    assert SessionStore(session.session_key).load() == {"x": 1}
    jump(17 * 24)
    assert SessionStore(session.session_key).load() == {}


def test_a_ticket_is_refused_after_a_jump_and_a_new_one_works(jump: Any) -> None:
    old = tickets.issue(["t"], listeners=["l"])
    jump(1)
    with pytest.raises(tickets.Refused):
        tickets.check(old)
    assert tickets.check(tickets.issue(["t"], listeners=["l"]))


def test_a_ticket_from_a_fast_clock_ends_within_that_jump(jump: Any) -> None:
    jump(1)
    early = tickets.issue(["t"], listeners=["l"])
    jump(0)
    assert tickets.check(early)
    jump(1.05)
    with pytest.raises(tickets.Refused):
        tickets.check(early)


@pytest.mark.parametrize("hours", [1, -1])
def test_a_piece_that_waits_comes_out_no_earlier(cast: Cast, signed_in: Any, jump: Any, hours: int) -> None:
    post = published(cast.ana, hidden_until=timezone.now() + timedelta(hours=3))
    jump(hours)
    assert signed_in(None).get(address(post)).status_code == 404


def test_work_that_was_due_is_done_once_when_the_clock_is_right_again(jump: Any, settings: Any) -> None:
    """An hour ahead it runs; back in time it waits for at most what it jumped and its own pause."""
    settings.RECURRING = "tests.faults.test_clock.EVERY_TEN_MINUTES"
    jump(1)
    start_recurring()
    jump(0)
    start_recurring()
    assert DBTaskResult.objects.count() == 1
    assert Recurring.objects.get().due_at <= timezone.now() + timedelta(hours=1, minutes=10)
    jump(1.2)
    start_recurring()
    start_recurring()
    assert DBTaskResult.objects.count() == 2


EVERY_TEN_MINUTES = {"tests.faults.test_clock.nothing": timedelta(minutes=10)}


def nothing() -> None:
    """A recurring task."""


def test_a_running_task_that_a_jump_makes_look_lost_is_only_made_ready_again(jump: Any) -> None:
    """It may then run twice; every reaction bears that (tests/faults/test_kill.py)."""
    row = DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING, started_at=timezone.now(), args_kwargs={"args": [], "kwargs": {}},
        task_path="hearten.events.tasks.repeat", queue_name="default", backend_name="default",
        exception_class_path="",
    )  # fmt: skip
    assert take_back_lost() == 0
    jump(1)
    assert take_back_lost() == 1
    row.refresh_from_db()
    assert row.status == TaskResultStatus.READY


@pytest.mark.parametrize("hours", [1, -1])
def test_nobody_is_locked_out_for_longer_than_the_window(jump: Any, hours: int) -> None:
    request = RequestFactory().post("/account/login/", REMOTE_ADDR="192.0.2.7")

    def use_up() -> int:
        for _ in range(200):
            if wait := limits.take("login", request, "ben"):
                return wait
        raise AssertionError("no limit")

    jump(hours)
    wait = use_up()
    assert 0 < wait <= 15 * 60
    jump(0)
    assert limits.take("login", request, "ben") == 0  # the wrong hour's tries are not counted against them
    use_up()
    jump(0.26)
    assert limits.take("login", request, "ben") == 0
