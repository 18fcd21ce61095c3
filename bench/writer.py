"""One writer of bench/writes: `python -m bench.writer MODE NUMBER SECONDS RATE AT`. Prints its delays as JSON.

MODE: take (prints the statements of one comment), ours, or raw (replays them through sqlite3: BENCH_STATEMENTS).
RATE: writes a second, 0 for as many as it can. AT: when to begin, so that all begin together. Delays are seconds; a
write that waited too long for the lock is counted apart.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.db import OperationalError, connection
from pysqlite3 import dbapi2 as sqlite3

from hearten.config.databases import SQLITE_START

Write = Callable[[int], object]


def ours(number: int) -> Write:
    """The product's own action, without the Guard's reading and without the limit of a day."""
    django.setup()
    from hearten.accounts.models import Account  # noqa: PLC0415  # models want the settings first
    from hearten.blog.actions import comments  # noqa: PLC0415
    from hearten.blog.models import Post  # noqa: PLC0415

    comments.read_comment = lambda *words, **options: comments.Verdict("", needs_person=False)  # type: ignore[assignment]
    comments.A_DAY = 2**20
    account = Account.objects.get(login=f"reader-{number}")
    post = Post.objects.select_related("therapist__account", "edition").get(slug="measured")
    return lambda count: comments.add_comment(post, by=account, body=f"Words number {count} of {time.time()}")


def take() -> list[tuple[str, list[Any]]]:
    """What one comment asks of the database inside its transaction."""
    write, found = ours(0), list[tuple[str, list[Any]]]()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql.replace("%s", "?"), list(params or ())))
        return execute(sql, params, many, context)

    write(0)
    with connection.execute_wrapper(note):
        write(1)
    return [one for one in found if one[0].startswith(("SELECT", "INSERT", "UPDATE"))]


def raw() -> Write:
    """The same statements and values through sqlite3, in one transaction: no rules, no rows as objects."""
    statements = json.loads(Path(os.environ["BENCH_STATEMENTS"]).read_text(encoding="utf-8"))
    database = sqlite3.connect(os.environ["BENCH_DATABASE"], isolation_level=None, timeout=5)
    database.executescript(SQLITE_START)

    def write(_count: int) -> None:
        database.execute("BEGIN IMMEDIATE")
        for sql, values in statements:
            database.execute(sql, values).fetchall()
        database.execute("COMMIT")

    return write


def delays(write: Write, seconds: float, rate: float, at: float) -> dict[str, Any]:
    """How long each write took, from when it was due, and how many met a lock."""
    write(0)
    time.sleep(max(0.0, at - time.time()))
    began, count, locked = time.monotonic(), 0, 0
    found: list[float] = []
    while (now := time.monotonic()) - began < seconds:
        due = began + count / rate if rate else now
        time.sleep(max(0.0, due - now))
        count += 1
        try:
            write(count)
        except (OperationalError, sqlite3.OperationalError):
            locked += 1
        else:
            found.append(time.monotonic() - due)
    return {"delays": found, "locked": locked}


def main() -> None:
    mode, number = sys.argv[1], int(sys.argv[2])
    seconds, rate, at = (float(word) for word in sys.argv[3:6])
    if mode == "take":
        print(json.dumps(take()))
    else:
        print(json.dumps(delays(ours(number) if mode == "ours" else raw(), seconds, rate, at)))


if __name__ == "__main__":
    main()
