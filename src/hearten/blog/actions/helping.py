"""Asking somebody to look after one's comments, saying yes, and ending it, from either side (R26)."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from hearten.accounts.models import Account, BoxNotice
from hearten.blog.models import Helper
from hearten.directory.models import Therapist
from hearten.events.actions import record


class AskedAlready(Exception):
    """This colleague, or the moderators, were asked before and it has not ended."""


def ask(therapist: Therapist, *, colleague: Therapist | None) -> Helper:
    """Ask a colleague, or with None every moderator of this host. Raises AskedAlready."""
    account = colleague.account if colleague else None
    if therapist.helpers.open().filter(account=account).exists():
        raise AskedAlready
    try:
        with transaction.atomic():
            row = Helper.objects.create(therapist=therapist, account=account)
            if account:
                BoxNotice.objects.create(account=account, kind="help-asked")
            record("helper.asked", subject=row, by=therapist.account)
    except IntegrityError as error:
        raise AskedAlready from error
    return row


@transaction.atomic
def accept(helper: Helper, *, by: Account) -> bool:
    """Say yes. False when somebody was faster, or it was taken back. helper: one of `Helper.objects.offered_to`."""
    if Helper.objects.worked_by(by).filter(therapist=helper.therapist_id).exists():
        return False
    free = Helper.objects.offered_to(by).filter(pk=helper.pk)
    if not free.update(account=by, accepted_on=timezone.localdate()):
        return False
    BoxNotice.objects.create(account=helper.therapist.account, kind="help-answered")
    record("helper.accepted", subject=helper, by=by)
    return True


@transaction.atomic
def end(helper: Helper, *, by: Account) -> None:
    """Stop, from either side, at once: no, not now, enough, or thank you."""
    if Helper.objects.filter(pk=helper.pk, ended_on=None).update(ended_on=timezone.localdate()):
        record("helper.ended", subject=helper, by=by)
