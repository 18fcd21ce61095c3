"""Tells the live process that something happened under a topic, where it can't simply look."""

import json
import logging
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from hearten.events.models import Event

log = logging.getLogger("hearten.live")


def announce(event: Event) -> None:
    """Send topic and kind to Redis after the commit, or to PostgreSQL with it; on SQLite `live` looks itself.

    Losing a word costs a page a reload, so a Redis that is down never fails the person's request.
    """
    if not event.topic:
        return
    word = json.dumps([event.topic, event.kind])
    if settings.REDIS_URL:
        transaction.on_commit(lambda: publish(word))
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [settings.LIVE_CHANNEL, word])


def publish(word: str) -> None:
    """To every live process, wherever it runs."""
    try:
        redis().publish(settings.LIVE_CHANNEL, word)
    except import_string("redis.RedisError") as error:
        log.warning("live not told", extra={"reason": type(error).__name__})


@cache
def redis() -> Any:
    """One connection pool a process; imported only where Redis is used: it is large."""
    return import_string("redis.Redis").from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
