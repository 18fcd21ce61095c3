"""Break-glass, verb by verb: ask, agree, look, close, tell (R96). Each is a row of the audit chain (I30)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from hearten.accounts import glass, wall
from hearten.accounts.models import Account, BoxNotice, Persona, Role
from hearten.events.actions import record
from hearten.events.chain import append, time_now
from hearten.moderation.actions.safety import QUEUE
from hearten.moderation.models import BreakGlass

#: How long telling the member may wait for their safety, counted from the end.
LONGEST_WAIT = timedelta(days=30)


class Refused(Exception):
    """It can't be done; the text says why, in plain words."""


@transaction.atomic
def ask_glass(*, persona: Persona, subject: str, danger: str, reason: str, by: Account) -> BreakGlass:
    """The first of two: say who is in danger and why nothing milder will do. Raises Refused.

    subject: the words it is about. danger: one of models.glass.DANGERS.
    """
    if not by.has_role(Role.SAFETY_LEAD):
        raise Refused("Only a safety lead can ask.")
    _not_oneself(persona, by)
    if not reason.strip():
        raise Refused("It needs a reason.")
    row = _opened(
        persona=persona, subject=subject, danger=danger, reason=reason, asked_by=by, asked_as=Role.SAFETY_LEAD.value
    )
    append(glass.ASKED, subject=persona, by=by, case=row.pk, why=reason, danger=danger, role=row.asked_as)
    _call_others(by)
    record("glass.asked", subject=row, by=by, topic=QUEUE)
    return row


def _opened(**given: Any) -> BreakGlass:
    try:
        with transaction.atomic():
            return BreakGlass.objects.create(asked_at=time_now(), **given)
    except IntegrityError as error:
        raise Refused("Somebody asked about this name already. Look under emergency look-ups.") from error


def _call_others(by: Account) -> None:
    """A neutral line for everybody who could agree."""
    held = Account.objects.filter(is_active=True, paused="").annotate(held=Cast("roles", TextField()))
    may = Q(held__contains=f'"{Role.SAFETY_LEAD}"') | Q(held__contains=f'"{Role.HOST_ADMIN}"')
    for account in held.filter(may).exclude(pk=by.pk):
        BoxNotice.objects.create(account=account, kind="glass-asked")


@transaction.atomic
def answer_glass(*, row: BreakGlass, agrees: bool, by: Account) -> None:
    """The second of two: agree within two hours, or refuse. Exactly one answer counts. Raises Refused."""
    if not glass.may(by):
        raise Refused("Only a safety lead or a host admin can answer.")
    if row.asked_by_id == by.pk or row.asked_by_id is None:
        raise Refused("You asked. Somebody else has to answer.")
    _not_oneself(row.persona, by)
    now, role = time_now(), Role.SAFETY_LEAD if by.has_role(Role.SAFETY_LEAD) else Role.HOST_ADMIN
    waiting = BreakGlass.objects.filter(
        pk=row.pk, approved=None, closed_at=None, asked_at__gt=now - glass.ASK_LASTS
    )
    answered = {"approved": agrees, "answered_by": by, "answered_as": role.value, "answered_at": now}
    if waiting.update(**answered, closed_at=None if agrees else now) != 1:
        raise Refused("It was answered already, or the two hours are over.")
    append(glass.APPROVED if agrees else glass.REFUSED, subject=row.persona, by=by, case=row.pk, role=role.value)
    record("glass.answered", subject=row, by=by, topic=QUEUE)


def look(*, row: BreakGlass, by: Account) -> wall.Behind:
    """What lies behind the name, and one more row of the chain. Raises Refused."""
    try:
        return wall.look_behind(row.persona, case=row.pk, by=by)
    except glass.NotOpen as error:
        raise Refused("It is not open for you: it may have closed, or nobody has agreed yet.") from error


@transaction.atomic
def close_glass(*, row: BreakGlass, by: Account) -> None:
    """Either of the two ends it; whoever asked may take it back before. Raises Refused."""
    row.refresh_from_db()
    if by.pk not in {row.asked_by_id, row.answered_by_id}:
        raise Refused("Only the two who opened it can close it.")
    if BreakGlass.objects.filter(pk=row.pk, closed_at=None).update(closed_at=time_now()) != 1:
        raise Refused("It is closed already.")
    row.refresh_from_db()
    _ended(row, glass.CLOSED if row.approved else glass.TAKEN_BACK, by)


@transaction.atomic
def put_off_notice(*, row: BreakGlass, until: date, why: str, by: Account) -> None:
    """Tell the member later, because telling them now would put somebody in danger. Raises Refused."""
    if by.pk not in {row.asked_by_id, row.answered_by_id}:
        raise Refused("Only the two who opened it can put this off.")
    if not why.strip():
        raise Refused("It needs a reason.")
    if not row.approved or row.noticed_on:
        raise Refused("There is nothing to put off.")
    if not timezone.localdate() < until <= last_day(row):
        raise Refused("Choose a day after today, at most 30 days after it closes.")
    BreakGlass.objects.filter(pk=row.pk).update(notice_on=until, put_off_why=why)
    append(glass.PUT_OFF, subject=row.persona, by=by, case=row.pk, why=why, until=until.isoformat())
    record("glass.put-off", subject=row, by=by)


def last_day(row: BreakGlass) -> date:
    """The last day on which the member has to be told."""
    end = row.closed_at or row.ends_at or row.asked_at
    return timezone.localdate(end) + LONGEST_WAIT


def end_and_tell() -> int:
    """Close what is over, and tell whose day has come; a recurring task. Returns how many rows it moved."""
    return sum(_end_one(pk) + _tell_one(pk) for pk in _to_look_at())


def _to_look_at() -> list[str]:
    waits = Q(closed_at=None) | Q(approved=True, noticed_on=None)
    return list(BreakGlass.objects.filter(waits).values_list("pk", flat=True))


@transaction.atomic
def _end_one(pk: str) -> int:
    row = BreakGlass.objects.select_related("persona").filter(pk=pk, closed_at=None).first()
    if row is None or (end := _end_of(row)) > time_now():
        return 0
    if BreakGlass.objects.filter(pk=pk, closed_at=None).update(closed_at=end) == 1:
        row.refresh_from_db()
        _ended(row, glass.CLOSED if row.approved else glass.LAPSED, None)
    return 1


def _end_of(row: BreakGlass) -> datetime:
    return row.ends_at or row.asked_at + glass.ASK_LASTS


@transaction.atomic
def _tell_one(pk: str) -> int:
    today = timezone.localdate()
    due = BreakGlass.objects.filter(pk=pk, approved=True, noticed_on=None, closed_at__isnull=False)
    if due.filter(notice_on__lte=today).update(noticed_on=today) != 1:
        return 0
    row = BreakGlass.objects.select_related("persona").get(pk=pk)
    wall.leave_notice(row.persona_id, "looked")
    append(glass.TOLD, subject=row.persona, by=None, case=pk)
    record("glass.told", subject=row, by=None)
    return 1


def _ended(row: BreakGlass, act: str, by: Account | None) -> None:
    """Whoever was looked at is told from today on, unless that was put off."""
    if row.approved:
        BreakGlass.objects.filter(pk=row.pk).update(notice_on=max(row.notice_on or date.min, timezone.localdate()))
    append(act, subject=row.persona, by=by, case=row.pk)
    record("glass.closed", subject=row, by=by, topic=QUEUE)


def _not_oneself(persona: Persona, by: Account) -> None:
    if wall.owns(by, persona.pk):
        raise Refused("This can't be done here.")
