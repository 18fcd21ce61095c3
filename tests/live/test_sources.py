"""What is recorded reaches the live process, from each kind of source, and nothing else does."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction

from hearten.events.actions import record, revoke_listener
from hearten.events.announce import redis
from hearten.events.models import Event
from hearten.live import sources
from hearten.live.hub import Hub, Message
from hearten.live.sources import DatabasePoll, Listening, PostgresListen, RedisSubscribe, chosen
from hearten.live.tickets import Ticket, listener
from tests.cast import account
from tests.processes import until

pytestmark = pytest.mark.django_db(transaction=True)


class Ear:
    """A source with what it heard."""

    def __init__(self, kind: type[Listening]) -> None:
        self.heard: list[Message] = []
        self.gaps = 0
        self.source = kind(self.heard.extend, self.gap)

    def gap(self) -> None:
        self.gaps += 1

    def hears(self, *messages: Message) -> None:
        until(lambda: self.heard == list(messages), seconds=5, what=lambda: f"heard {self.heard}")


@pytest.fixture
def ear() -> Iterator[Callable[[type[Listening]], Ear]]:
    """`ear(DatabasePoll)` listens until the end of the test."""
    ears: list[Ear] = []

    def listening(kind: type[Listening]) -> Ear:
        ears.append(Ear(kind))
        ears[-1].source.start()
        ears[-1].source.wake()
        return ears[-1]

    yield listening
    for one in ears:
        one.source.stop()


def happen(*topics: str) -> None:
    """One transaction in which something happens under each topic."""
    with transaction.atomic():
        for topic in topics:
            record("shift.changed", subject=somebody(), by=None, topic=topic)


def somebody():
    return account(f"a{Event.objects.count()}")


def settle(ear: Ear) -> None:
    """Until it surely listens, and has heard all there was."""
    until(lambda: happen("settle") or ear.heard, seconds=5)
    happen("settled")
    until(lambda: Message("settled", "shift.changed") in ear.heard, seconds=5)
    ear.heard.clear()


def only_on(vendor: str) -> None:
    if connection.vendor != vendor:
        pytest.skip(f"for {vendor}")


def test_the_names_used_beside_the_models_are_the_models_own() -> None:
    assert Event._meta.db_table in sources.NEWEST
    assert {"topic", "kind", "id"} <= {field.column for field in Event._meta.fields}


def test_polling_hears_what_is_committed_in_order_and_nothing_without_a_topic(ear) -> None:
    only_on("sqlite")
    one = ear(DatabasePoll)
    settle(one)
    happen("a", "", "b")
    one.hears(Message("a", "shift.changed"), Message("b", "shift.changed"))


def test_what_is_rolled_back_is_never_heard(ear) -> None:
    one = ear(chosen())
    settle(one)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("shift.changed", subject=somebody(), by=None, topic="undone")
        1 / 0
    happen("done")
    one.hears(Message("done", "shift.changed"))


def test_polling_rests_while_nobody_listens_and_does_not_repeat_the_past(ear) -> None:
    only_on("sqlite")
    one = ear(DatabasePoll)
    settle(one)
    one.source.rest()
    threading.Event().wait(0.2)
    happen("while nobody listens")
    one.source.wake()
    settle(one)
    happen("later")
    one.hears(Message("later", "shift.changed"))


def test_postgresql_tells_with_the_commit(ear) -> None:
    only_on("postgresql")
    one = ear(PostgresListen)
    settle(one)
    happen("a", "", "b")
    one.hears(Message("a", "shift.changed"), Message("b", "shift.changed"))


def test_redis_tells_after_the_commit(ear, settings, redis_url: str) -> None:
    settings.REDIS_URL = redis_url
    redis.cache_clear()
    assert chosen() is RedisSubscribe
    one = ear(RedisSubscribe)
    settle(one)
    happen("a", "", "b")
    one.hears(Message("a", "shift.changed"), Message("b", "shift.changed"))
    redis.cache_clear()


def test_a_redis_that_is_away_never_fails_the_request(settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    redis.cache_clear()
    happen("a")
    assert Event.objects.filter(topic="a").exists()
    redis.cache_clear()


def test_a_revocation_that_is_recorded_ends_the_stream(ear) -> None:  # I4
    one = ear(chosen())
    settle(one)
    hub = Hub()
    name = listener("account", "1")
    client = hub.join(Ticket(frozenset({"a"}), frozenset({name})))
    with transaction.atomic():
        revoke_listener(name, subject=somebody(), by=None)
    until(lambda: one.heard, seconds=5)
    hub.publish(one.heard)
    assert client.over


def test_after_a_failure_listeners_are_told_of_the_gap_and_listening_goes_on(ear, monkeypatch) -> None:
    monkeypatch.setattr(sources, "AFTER_FAILURE", 0.05)
    only_on("sqlite")
    one = ear(DatabasePoll)
    settle(one)
    works = sources.newest
    monkeypatch.setattr(sources, "newest", lambda: 1 / 0)
    until(lambda: one.gaps, seconds=5)
    monkeypatch.setattr(sources, "newest", works)
    settle(one)
    happen("again")
    one.hears(Message("again", "shift.changed"))
