"""What is unsafe or unfinished about this host, in plain words, each with how to mend it.

Three weights: `stop` (serve refuses to start), `mend` (soon), `note` (good to know).
"""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from hearten.compat import TaskResultStatus
from hearten.config.backup.taking import STAMP
from hearten.config.first_start import KEYS
from hearten.events import anchor, chain
from hearten.events.models import Event, Recurring
from hearten.home.ledger import came_back
from hearten.media.checks import MEND_FFMPEG, NO_FFMPEG, has_ffmpeg
from hearten.moderation import checks
from hearten.moderation.crisis_lines import Line, load, state
from hearten.moderation.paperwork import missing_for_groups, what_is_due, what_is_missing

Weight = Literal["stop", "mend", "note"]
LOCAL = {"localhost", "127.0.0.1", "::1"}
#: A key shorter than this can be guessed, in characters.
SHORTEST_KEY = 50
#: Work that is due for longer than this means that no worker runs.
SILENT_AFTER = timedelta(minutes=5)
#: A newest event further ahead than this means that the clock is wrong: more than two machines differ by.
CLOCK_OFF = timedelta(minutes=10)
#: Below the first, in bytes, people's words may soon have no place; below the second, uploads.
LEAST_FREE, FEW_FREE = 200 * 10**6, 2000 * 10**6
#: A backup older than this is one to worry about.
BACKUP_AGE = timedelta(days=7)


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it should be."""

    weight: Weight
    what: str
    mend: str

    def __str__(self) -> str:
        return f"  - {self.what}\n    {self.mend}"


def errors_shown() -> Iterator[Problem]:
    """DEBUG shows settings, rows and words to whoever meets an error."""
    if settings.DEBUG and not is_local(settings.ORIGIN):
        yield Problem(
            "stop", "HEARTEN_DEBUG is on: errors show people's data to whoever is looking.", "Turn it off."
        )


def addresses() -> Iterator[Problem]:
    """What people type is encrypted, and uploads can't act as a page of ours."""
    if not settings.HTTPS and not is_local(settings.ORIGIN):
        yield Problem(
            "stop",
            "HEARTEN_ORIGIN starts with http: anyone on the way can read and change what people write.",
            "Put a proxy with a certificate in front, and set HEARTEN_ORIGIN=https://…",
        )
    if not is_local(settings.ORIGIN) and settings.MEDIA_ORIGIN == settings.ORIGIN:
        yield Problem(
            "stop",
            "Uploads are served from the same address as the pages, where they could act as one of them.",
            "Give them a name of their own: HEARTEN_MEDIA_ORIGIN=https://media.example.org",
        )
    if settings.HTTPS and settings.TRUSTED_PROXIES == 0:
        yield Problem(
            "mend",
            "HEARTEN_PROXIES is 0, so limits count your proxy as one person.",
            "Set it to the number of proxies of yours that a request passes.",
        )


def folders() -> Iterator[Problem]:
    """Nobody else on the machine can read the data or the key."""
    data = Path(settings.DATA_DIR)
    if data.exists() and open_to_others(data):
        yield Problem("stop", f"Everyone on this machine can look into {data}.", f"chmod 700 {data}")
    for key in (data / name for name in KEYS.values()):
        if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
            yield Problem("stop", f"Others on this machine can read the secret key {key}.", f"chmod 600 {key}")
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        yield Problem(
            "stop",
            f"HEARTEN_SECRET_KEY has fewer than {SHORTEST_KEY} characters.",
            "Take it away, then run bin/hearten init: it makes a good one. Everybody signs in again.",
        )
    if min(len(settings.CARD_KEY), len(settings.AUDIT_KEY)) < SHORTEST_KEY:
        yield Problem(
            "stop",
            f"HEARTEN_CARD_KEY or HEARTEN_AUDIT_KEY has fewer than {SHORTEST_KEY} characters.",
            "Take it away and run bin/hearten init; docs/howto/run-a-host.md says what that costs.",
        )


def database() -> Iterator[Problem]:
    """It answers, and has every table this version needs."""
    try:
        missing = unapplied()
    except DatabaseError as error:
        yield Problem("stop", f"The database doesn't answer ({type(error).__name__}).", "Check DATABASE_URL.")
        return
    if missing:
        yield Problem("stop", f"The database misses {missing} changes of this version.", "Run bin/hearten init")


def clock() -> Iterator[Problem]:
    """Time only goes on: what happened here can't lie ahead. By a wrong clock things open at wrong times."""
    newest = Event.objects.order_by("-pk").values_list("created_at", flat=True).first()
    ahead = newest - timezone.now() if newest else timedelta()
    if ahead > CLOCK_OFF:
        yield Problem(
            "stop",
            f"This machine's clock is behind: the newest thing that happened here lies {ahead} ahead of it.",
            "Set the clock right (timedatectl set-ntp true).",
        )


def erased() -> Iterator[Problem]:
    """Nobody who was erased is here again because of a backup (I31)."""
    if back := len(came_back()):
        yield Problem(
            "stop",
            f"{back} accounts that were erased are back, because a backup from before was restored.",
            "bin/hearten erase --again",
        )


def audit_chain() -> Iterator[Problem]:
    """The record of who looked behind a name is whole (I30)."""
    if broken := chain.verify():
        yield Problem(
            "mend",
            f"The audit chain is not as it was written. {broken}",
            "Keep a copy of everything as it is and find out who had access: docs/howto/run-a-host.md. After a "
            f"restored backup, or on another machine, bin/hearten init begins a missing {anchor.HEAD} anew.",
        )


def room() -> Iterator[Problem]:
    """What people write has a place to go."""
    data = Path(settings.DATA_DIR)
    if not data.exists():
        return
    if not os.access(data, os.W_OK):
        yield Problem("stop", f"Nothing can be written to {data}.", "Check its owner, and the disk.")
    free = shutil.disk_usage(data).free
    if free < LEAST_FREE:
        yield Problem("stop", f"Only {free // 10**6} MB are free in {data}.", "Make room: 200 MB at least.")
    elif free < FEW_FREE:
        yield Problem("mend", f"Only {free // 10**6} MB are free in {data}.", "Make room soon: 2,000 MB at least.")


def backups() -> Iterator[Problem]:
    """There is one, and it is not old."""
    stamp = Path(settings.DATA_DIR) / STAMP
    try:
        age = timezone.now() - datetime.fromisoformat(stamp.read_text(encoding="ascii"))
    except (OSError, ValueError):
        yield Problem("note", "No backup was ever made here.", "docs/howto/back-up.md says how.")
        return
    if age > BACKUP_AGE:
        yield Problem("note", f"The last backup is {age.days} days old.", "Make one every day: bin/hearten backup.")


def live() -> Iterator[Problem]:
    """One live process hears the database; several need Redis."""
    if connection.vendor == "postgresql" and not settings.REDIS_URL:
        yield Problem("note", "REDIS_URL is not set.", "Set it before you run more than one live process.")


def tasks() -> Iterator[Problem]:
    """What follows from people's acts gets done."""
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count()
    if failed:
        yield Problem(
            "mend", f"{failed} tasks failed for good.", "The log lines from hearten.tasks say which and why."
        )
    late = timezone.now() - SILENT_AFTER
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__lt=late).exists()
    overdue = Recurring.objects.filter(due_at__lt=late).exists()
    if waiting or overdue or never_worked():
        yield Problem(
            "mend", "No worker has done its work lately.", "Start one: bin/hearten serve, or bin/hearten work"
        )


def crisis_lines() -> Iterator[Problem]:
    """Somebody of this host has tried the numbers it shows (I10)."""
    lines = [line for line in shown_lines() if state(line, checks.load(), timezone.localdate()) != "checked"]
    if lines:
        yield Problem(
            "mend",
            f"{len(lines)} crisis lines were not tried by anybody of this host in the last twelve months.",
            "A safety lead calls or opens each one and notes the day, on the host's list of lines.",
        )


def paperwork() -> Iterator[Problem]:
    """What the host still owes before comments and groups open, and what is due again (R107)."""
    comments = what_is_missing()
    for sentence in missing_for_groups():
        closed = "comments and groups stay" if sentence in comments else "groups stay"
        yield Problem(
            "mend", sentence, f"A host admin or safety lead does it on the page /host/. Until then {closed} closed."
        )
    for sentence in what_is_due():
        yield Problem("note", sentence, "Read it again on the page /host/.")


def recordings() -> Iterator[Problem]:
    """Sound and video that people upload can be prepared (R24)."""
    if not has_ffmpeg():
        yield Problem("mend", NO_FFMPEG, MEND_FFMPEG)


#: What looks at settings and files only, then what asks the database.
CHECKS: tuple[Callable[[], Iterator[Problem]], ...] = (errors_shown, addresses, folders, room, database)
LATER: tuple[Callable[[], Iterator[Problem]], ...] = (
    clock, erased, audit_chain, backups, live, tasks, recordings, crisis_lines, paperwork,
)  # fmt: skip


def examine() -> list[Problem]:
    """Everything there is to say, heaviest first. What needs tables is left out while they are missing."""
    return sorted(looked_at(LATER), key=lambda problem: ("stop", "mend", "note").index(problem.weight))


def looked_at(later: tuple[Callable[[], Iterator[Problem]], ...]) -> list[Problem]:
    """What CHECKS find, and what `later` finds when the database is as it should be."""
    found = [problem for check in CHECKS for problem in check()]
    if not any(problem.weight == "stop" for problem in database()):
        found += [problem for check in later for problem in check()]
    return found


def refuses_to_serve() -> list[Problem]:
    """What must be mended before anybody is let in."""
    return [problem for problem in looked_at((clock, erased)) if problem.weight == "stop"]


def is_local(origin: str) -> bool:
    """Only reachable from this machine."""
    return urlsplit(origin).hostname in LOCAL


def open_to_others(folder: Path) -> bool:
    """Readable or searchable by those outside its group."""
    return bool(stat.S_IMODE(folder.stat().st_mode) & 0o007)


def unapplied() -> int:
    """How many migrations wait. Raises DatabaseError when the database does not answer."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def never_worked() -> bool:
    """A worker writes down each recurring task when it first sees it."""
    return bool(import_string(settings.RECURRING)) and not Recurring.objects.exists()


def shown_lines() -> list[Line]:
    """The lines of the host's own country, or all when it names none."""
    countries = load().countries
    return [line for c in countries if settings.COUNTRY.lower() in {"", c.code} for line in c.lines]
