"""What only somebody with the whole database can do to the audit chain: take its guard away, and change it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.db import connection

from hearten.events.models import AuditRow
from hearten.events.protect import protect, unprotect


def lifted(change: Callable[[], object]) -> None:
    """Do `change` while the database does not refuse it; nothing happens to an empty chain."""
    if not AuditRow.objects.exists():
        return
    editor: Any = SimpleNamespace(connection=connection)
    unprotect(None, editor)
    try:
        change()
    finally:
        protect(None, editor)
