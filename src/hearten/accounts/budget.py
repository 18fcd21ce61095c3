"""How often an account may do something: a number a day or a month, never a time."""

from datetime import date
from typing import Literal

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hearten.accounts.models import Account, Budget


@transaction.atomic
def spend(account: Account, act: str, limit: int, *, per: Literal["day", "month"] = "day") -> bool:
    """Count one `act` of this account. False, and nothing counted, when `limit` was reached already.

    act: a neutral word of at most 32 letters; it says nothing about what was written or to whom.
    """
    row, _created = Budget.objects.get_or_create(account=account, act=act, day=_since(per))
    return Budget.objects.filter(pk=row.pk, spent__lt=limit).update(spent=F("spent") + 1) == 1


def _since(per: str) -> date:
    today = timezone.localdate()
    return today.replace(day=1) if per == "month" else today
