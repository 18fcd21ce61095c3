"""How often an account may do something: a number a day or a month, never a time."""

from datetime import date
from typing import Any, Literal

from django.db import transaction
from django.db.models import CharField, DateField, F, QuerySet, UUIDField
from django.utils import timezone

from hearten.accounts.models import Account, Budget
from hearten.prepared import Given, Prepared


@transaction.atomic
def spend(account: Account, act: str, limit: int, *, per: Literal["day", "month"] = "day") -> bool:
    """Count one `act` of this account. False, and nothing counted, when `limit` was reached already.

    act: a neutral word of at most 32 letters; it says nothing about what was written or to whom.
    """
    given: dict[str, Any] = {"act": act, "day": _since(per)}
    known = KNOWN.run(account=account.pk, **given)
    key = known[0]["pk"] if known else Budget.objects.get_or_create(account=account, **given)[0].pk
    return Budget.objects.filter(pk=key, spent__lt=limit).update(spent=F("spent") + 1) == 1


def _budgets() -> QuerySet[Budget, Any]:
    whose, act, day = Given("account", UUIDField()), Given("act", CharField()), Given("day", DateField())
    return Budget.objects.filter(account=whose, act=act, day=day).values("pk")


KNOWN = Prepared(_budgets)


def _since(per: str) -> date:
    today = timezone.localdate()
    return today.replace(day=1) if per == "month" else today
