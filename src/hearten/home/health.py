"""Two addresses for machines: is the process up, and may people be sent here?

They are answered before everything else, so that a probe from inside the machine needs no right host name, no
https and no account, gets no cookie, and works during maintenance. They say nothing about people or numbers.
"""

from collections.abc import Callable
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def probes(get_response: Handler) -> Handler:
    """Answer `/healthz` and `/readyz`; pass everything else on."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return said("up")
        if request.path == "/readyz":
            return ready()
        return get_response(request)

    return handle


def ready() -> HttpResponse:
    """200 when the database answers and has every table; 503 otherwise.

    A silent worker is not a reason to send people away: pages work without it, and `doctor` tells about it.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        waiting = migrations_wait()
    except DatabaseError:
        return said("the database does not answer", 503)
    if waiting:
        migrations_wait.cache_clear()
        return said("the database is older than this version", 503)
    return said("ready")


@cache
def migrations_wait() -> bool:
    """Whether a migration waits. Asked until none does, then remembered: code and tables part only at a restart."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def said(word: str, status: int = 200) -> HttpResponse:
    """One line of text that no cache keeps; the middleware that locks every other answer comes later."""
    locks = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(f"{word}\n", status=status, content_type="text/plain; charset=utf-8", headers=locks)
