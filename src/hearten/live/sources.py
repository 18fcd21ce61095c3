"""Where messages come from: the database by polling, PostgreSQL's NOTIFY, or Redis. Each runs in its own thread."""

import json
import logging
import threading
from collections.abc import Callable
from typing import Protocol

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from hearten.live.hub import Message

log = logging.getLogger("hearten.live")

#: Pauses between two looks at the database, in seconds: shortly after something happened, and otherwise.
BUSY, QUIET = 0.005, 0.04
#: For so many empty looks the short pause is kept.
STAY_BUSY = 200
#: How long to wait for a word before checking whether to stop, in seconds.
PATIENCE = 1.0
#: Pause after the database or Redis failed, in seconds.
AFTER_FAILURE = 2.0
#: The table of events, by name: `live` and `events` are siblings and may not import each other. Asked through the
#: driver itself, since this process never loads the apps.
NEWEST = "SELECT COALESCE(MAX(id), 0) FROM events_event"
BETWEEN = "SELECT topic, kind FROM events_event WHERE id > ? AND id <= ? AND topic <> '' ORDER BY id"


class Source(Protocol):
    """Something that hears of events, in its own thread, from `start` to `stop`."""

    def __init__(self, heard: Callable[[list[Message]], None], missed: Callable[[], None]) -> None: ...
    def start(self) -> None: ...
    def wake(self) -> None: ...
    def rest(self) -> None: ...
    def stop(self) -> None: ...


class Listening:
    """What the sources share: a thread that starts again after a failure, and rests when nobody listens."""

    def __init__(self, heard: Callable[[list[Message]], None], missed: Callable[[], None]) -> None:
        """heard: given each batch of messages. missed: called after a failure, when some may have been lost."""
        self.heard = heard
        self.missed = missed
        self.wanted = threading.Event()
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run, name="live-source", daemon=True)

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self.thread.start()

    def wake(self) -> None:
        """Somebody listens."""
        self.wanted.set()

    def rest(self) -> None:
        """Nobody listens any more."""
        self.wanted.clear()

    def stop(self) -> None:
        """End the thread, within a few seconds."""
        self.ended.set()
        self.wanted.set()
        self.thread.join(timeout=3 * PATIENCE)

    def run(self) -> None:
        """Listen; after any failure say so, tell listeners that they may have missed something, and try again."""
        while not self.ended.is_set():
            try:
                self.listen()
            except Exception as error:  # the database or Redis went away, in whatever way
                log.warning("live source failed", extra={"reason": type(error).__name__})
                self.missed()
                connection.close()
                self.ended.wait(AFTER_FAILURE)
        connection.close()

    def listen(self) -> None:
        """Until stopped or failed. Each kind of source has its own."""
        raise NotImplementedError


class DatabasePoll(Listening):
    """Looks for new events while somebody listens. For SQLite, whose ids commit in order."""

    def listen(self) -> None:
        """Sleeps while nobody listens; looks more often for a second after something happened."""
        seen, quiet_for = newest(), STAY_BUSY
        while not self.ended.is_set():
            if not self.wanted.is_set():
                self.wanted.wait()
                seen = newest()
            self.ended.wait(BUSY if quiet_for < STAY_BUSY else QUIET)
            now = newest()
            quiet_for = 0 if now > seen else quiet_for + 1
            if now > seen:
                self.heard(between(seen, now))
                seen = now


class PostgresListen(Listening):
    """Hears what `events` notifies in the transaction that made it true."""

    def listen(self) -> None:
        """One connection, always listening: a NOTIFY without listeners costs nothing."""
        connection.ensure_connection()
        raw = connection.connection
        raw.execute(f'LISTEN "{settings.LIVE_CHANNEL}"')
        while not self.ended.is_set():
            for notice in raw.notifies(timeout=PATIENCE, stop_after=1):
                self.heard([decoded(notice.payload)])


class RedisSubscribe(Listening):
    """Hears what `web` publishes after each commit. For several live processes."""

    def listen(self) -> None:
        """One subscription a process."""
        client = import_string("redis.Redis").from_url(settings.REDIS_URL, health_check_interval=10)
        with client, client.pubsub(ignore_subscribe_messages=True) as subscription:
            subscription.subscribe(settings.LIVE_CHANNEL)
            while not self.ended.is_set():
                if word := subscription.get_message(timeout=PATIENCE):
                    self.heard([decoded(word["data"])])


def chosen() -> type[Source]:
    """Redis when it is set, else NOTIFY on PostgreSQL, else polling."""
    if settings.REDIS_URL:
        return RedisSubscribe
    return PostgresListen if connection.vendor == "postgresql" else DatabasePoll


def newest() -> int:
    """The id of the newest event."""
    connection.ensure_connection()
    return int(connection.connection.execute(NEWEST).fetchone()[0])


def between(after: int, upto: int) -> list[Message]:
    """What happened under a topic, in order. Events without a topic are never read."""
    return [Message(*row) for row in connection.connection.execute(BETWEEN, [after, upto])]


def decoded(payload: str | bytes) -> Message:
    """The other end of events/announce.py."""
    return Message(*json.loads(payload))
