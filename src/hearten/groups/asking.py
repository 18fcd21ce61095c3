"""Where somebody for whom it is too much can ask for a person: the groups they are in, for their own eyes (R69)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hearten.accounts.models import Account
from hearten.groups.models import Membership
from hearten.groups.reader import staffing_of_all

#: The most groups named; it is more than anybody is in who reads them.
MOST = 12


def places(account: Account, now: datetime) -> list[dict[str, Any]]:
    """Each group with what is true about who is there (I13), and under which name somebody would write.

    Where a moderator is on duty at `now` comes first. Two statements.
    """
    inside = Membership.objects.owned_by(account).inside().select_related("group", "persona")
    rows = list(inside.order_by("group__name", "pk")[:MOST])
    staffing = staffing_of_all([row.group for row in rows], now)
    found = [place(row, says=staffing[row.group_id].sentence(now)) for row in rows]
    return sorted(found, key=lambda one: not staffing[one["id"]].on_duty)


def place(row: Membership, *, says: str) -> dict[str, Any]:
    """One of them, as plain data."""
    return {"id": row.group_id, "group": row.group.name, "name": row.persona.name, "says": says}
