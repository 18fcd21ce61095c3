"""Which accounts were erased, so that a backup from before can't bring them back (I31).

A plain file beside the database, because what is in the database goes back in time with it. Each line is a keyed
hash of an account's random id: it says something only to a database that still has that account.
"""

import os
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

from hearten.accounts.models import Account

LEDGER = "erased-accounts"


def ledger() -> Path:
    """Where the list is."""
    return Path(settings.DATA_DIR) / LEDGER


def remember(account_id: object) -> None:
    """Add one line. It is on the disk when this returns. Raises OSError."""
    handle = os.open(ledger(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, f"{line(account_id)}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def line(account_id: object) -> str:
    """What stands for an account."""
    return salted_hmac("hearten.erased", str(account_id), algorithm="sha256").hexdigest()[:40]


def lines() -> set[str]:
    """All of them; none when nobody was ever erased."""
    try:
        return set(ledger().read_text(encoding="ascii").split())
    except FileNotFoundError:
        return set()


def came_back() -> list[Account]:
    """Accounts that were erased and are here: a backup from before brought them."""
    erased = lines()
    return [one for one in Account.objects.all() if line(one.pk) in erased] if erased else []
