"""The audit chain: who looked at what, why and when, in rows that nobody can change unseen (I30).

Each row is sealed by HMAC-SHA256 over its content and the seal before it, so a changed, missing, moved or invented
row shows. The key (HEARTEN_AUDIT_KEY) is not in the database: whoever has only that can't seal again what they
changed. That rows were cut off at the end shows by `audit-head`, a file beside the database that remembers the last
one (events/anchor.py).
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from hearten.events import anchor
from hearten.events.models import Actor, AuditRow, ref

#: What stands where the first row would name the one before it.
START = "start"
#: After this the words of a row go; that it happened stays. So long somebody can sue (Limitation Act 1980, s. 5).
WORDS_STAY = timedelta(days=6 * 365 + 2)
#: The lock that lets one transaction at a time append, on PostgreSQL.
LOCK = 0x6368_6169


@dataclass(frozen=True)
class Break:
    """The first place where the chain is not as it was written. what: a plain sentence."""

    number: int
    what: str

    def __str__(self) -> str:
        return f"Row {self.number}: {self.what}"


def append(
    act: str, *, subject: models.Model, by: Actor | None, case: str = "", why: str = "", **data: Any
) -> AuditRow:
    """Add a row to the chain, in the caller's transaction. It is on the disk when that commits.

    act: closed words. case: an opaque id of what belongs together. why: somebody's own words.
    data: closed words and days as text. by: None for the machine itself. Raises RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{act} must be written in the transaction that makes it true")
    _one_at_a_time()
    last = AuditRow.objects.order_by("-number").first()
    row = AuditRow(
        number=last.number + 1 if last else 1,
        at=_not_before(last),
        who=by.ref if by else "system",
        act=act,
        subject=ref(subject),
        case=case,
        why=why,
        why_seal=seal_of_words(why),
        data=data,
        previous=last.seal if last else START,
    )
    row.seal = seal_of(row)
    row.save(force_insert=True)
    transaction.on_commit(lambda: anchor.remember(row.number, row.seal), robust=True)
    return row


def time_now() -> datetime:
    """The time, which is never before the newest row: a clock set back neither reorders nor reopens anything."""
    return _not_before(AuditRow.objects.order_by("-number").first())


def _not_before(last: AuditRow | None) -> datetime:
    return max(timezone.now(), last.at) if last else timezone.now()


def of_case(case: str) -> list[AuditRow]:
    """Every row of one case, oldest first. Raises Forged when one of them was not written by this host."""
    rows = list(AuditRow.objects.filter(case=case).order_by("number"))
    if not all(is_genuine(row) for row in rows):
        raise Forged
    return rows


class Forged(Exception):
    """A row of the chain was not sealed with this host's key."""


def verify() -> Break | None:
    """The first place where the chain was changed, cut, reordered or forged; None when it is whole."""
    last: AuditRow | None = None
    for row in AuditRow.objects.order_by("number").iterator():
        if found := _between(last, row):
            return found
        last = row
    return _end(last)


def _between(last: AuditRow | None, row: AuditRow) -> Break | None:
    number, before = (last.number, last.seal) if last else (0, START)
    if row.number != number + 1:
        return Break(number + 1, "It is missing.")
    if not is_genuine(row):
        return Break(row.number, "It was changed, or never written by this host, or HEARTEN_AUDIT_KEY is another.")
    if row.previous != before:
        return Break(row.number, "It does not follow the row before it.")
    return None


def _end(last: AuditRow | None) -> Break | None:
    number, seal = (last.number, last.seal) if last else (0, START)
    try:
        head = anchor.read()
    except anchor.Changed:
        return Break(number, f"The file {anchor.HEAD} was changed.")
    if head is None:
        return (
            Break(number, f"The file {anchor.HEAD} is not there, so rows may be missing after it.")
            if last
            else None
        )
    if head.number > number:
        return Break(number + 1, f"The end is missing: {head.number - number} rows were cut off.")
    if seal != head.seal and not AuditRow.objects.filter(number=head.number, seal=head.seal).exists():
        return Break(head.number, f"It is another than the one in the file {anchor.HEAD}.")
    return None


def is_genuine(row: AuditRow) -> bool:
    """Whether this host wrote the row as it stands; words may only be gone after their time."""
    words = hmac.compare_digest(row.why_seal, seal_of_words(row.why)) or (
        not row.why and row.at < timezone.now() - WORDS_STAY
    )
    return words and hmac.compare_digest(row.seal, seal_of(row))


def seal_of(row: AuditRow) -> str:
    """The keyed hash of everything in a row but its words, for which their own seal stands."""
    content = {
        "number": row.number, "at": row.at.isoformat(timespec="microseconds"), "who": row.who, "act": row.act,
        "subject": row.subject, "case": row.case, "why": row.why_seal, "data": row.data, "previous": row.previous,
    }  # fmt: skip
    return _keyed("row", json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def seal_of_words(words: str) -> str:
    """The keyed hash of what somebody wrote."""
    return _keyed("words", words)


def let_words_go() -> int:
    """Empty the words of rows whose time is over (a recurring task; GDPR art. 5(1)(e)). Returns how many."""
    old = AuditRow.objects.filter(at__lt=timezone.now() - WORDS_STAY).exclude(why="")
    return old.update(why="")


def anchor_anew() -> bool:
    """Where no file remembers the end (a new machine, a restored backup), begin one, and say so in the chain.

    Returns whether that was needed.
    """
    if anchor.read() is not None or not AuditRow.objects.exists():
        return False
    with transaction.atomic():
        last = AuditRow.objects.order_by("-number")[0]
        append(
            "chain.anchored", subject=last, by=None, why=f"No file {anchor.HEAD}: a restored or another machine."
        )
    return True


def _keyed(what: str, text: str) -> str:
    key = hashlib.sha256(f"hearten audit {what} v1:{settings.AUDIT_KEY}".encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _one_at_a_time() -> None:
    """Two that append at once would both follow the same row. SQLite's transactions write one at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
