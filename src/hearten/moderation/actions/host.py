"""The host's paperwork: a named person fills in a form, or says that they tried a line (R107, R94)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.events.actions import record
from hearten.moderation.models import HostRecord, LineCheck


@transaction.atomic
def fill_record(*, kind: str, answers: dict[str, str], name: str, by: Account) -> HostRecord:
    """Keep a form in its newest form. kind: a form of data/paperwork.toml. name: who answers for it."""
    today = timezone.localdate()
    row, _created = HostRecord.objects.update_or_create(
        kind=kind, defaults={"answers": answers, "name": name, "filled_by": by, "filled_on": today}
    )
    record("host.filled", subject=row, by=by)
    return row


@transaction.atomic
def confirm_line(*, line_id: str, checked_on: date, name: str, by: Account) -> LineCheck:
    """Say that a person of this host tried a line on a day. Raises ValueError for a day that has not come (I10)."""
    if checked_on > timezone.localdate():
        raise ValueError("a check can't lie in the future")
    row, _created = LineCheck.objects.update_or_create(
        line_id=line_id, defaults={"checked_on": checked_on, "name": name, "checked_by": by}
    )
    record("lines.checked", subject=row, by=by)
    return row
