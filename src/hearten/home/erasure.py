"""Erasing an account: seven days after it was asked for, in one pass over every app (R102, I31)."""

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from hearten.accounts.models import NOBODY, Account
from hearten.accounts.privacy import Kept, PersonalData
from hearten.events.actions import record
from hearten.home.ledger import came_back, remember


def everything() -> dict[str, PersonalData]:
    """Every app's duties, top to bottom (config/personal_data.py)."""
    apps: dict[str, PersonalData] = import_string(settings.PERSONAL_DATA)
    return apps


def erase_due() -> int:
    """Erase every account whose day has come; a recurring task. Returns how many."""
    due = list(Account.objects.filter(erase_on__lte=timezone.localdate()))
    for account in due:
        erase(account)
    empty_journal()
    return len(due)


@transaction.atomic
def erase(account: Account) -> list[Kept]:
    """Everything of this account, or nothing when something fails. Returns what has to stay, and why."""
    gone = account.pk
    kept = [item for app in everything().values() for item in app.erase(account)]
    account.delete()
    record("account.erased", subject=Account(pk=NOBODY), by=None)
    transaction.on_commit(lambda: remember(gone))
    return kept


def erase_again() -> int:
    """Erase who was erased before and came back with a backup (I31). Returns how many."""
    back = came_back()
    for account in back:
        erase(account)
    empty_journal()
    return len(back)


def empty_journal() -> None:
    """SQLite's write-ahead log still holds pages as they were; move it into the file and cut it to nothing.

    The file itself overwrites what is deleted (config/databases.py). While somebody reads, the log can't be cut;
    the next round does it.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
