"""Choices on a shelf that somebody keeps: when asked, for themselves alone, until they say otherwise (R5)."""

from __future__ import annotations

from dataclasses import asdict

from hearten.accounts.models import Account
from hearten.library.models import KeptChoices
from hearten.library.shelf import Wanted


def keep(account: Account, wanted: Wanted) -> None:
    """Keep these choices in place of earlier ones. No event: nobody else learns of it, and nothing follows."""
    KeptChoices.objects.update_or_create(account=account, defaults=asdict(wanted))


def forget(account: Account) -> None:
    """Forget them. Harmless when there are none."""
    KeptChoices.objects.filter(account=account).delete()


def kept(account: Account | None) -> Wanted | None:
    """What this person kept; None for nothing, and for readers without an account. One statement."""
    row = KeptChoices.objects.filter(account=account).values(*asdict(Wanted())).first() if account else None
    return Wanted(**row) if row else None
