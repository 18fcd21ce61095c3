"""What moderators see of each other's work, as plain data: who did what is never shown (R103)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hearten.accounts.models import Account, Persona
from hearten.moderation.actions.looks import waiting_for
from hearten.moderation.actions.powers import require_second, writer_of
from hearten.moderation.actions.reports import CannotDecide, Case
from hearten.moderation.models import Decision, Proposal, SecondLook
from hearten.moderation.queries import PAGE, statement, what_it_is
from hearten.moderation.subjects import looked_after_by


def waiting_proposals(account: Account) -> list[dict[str, Any]]:
    """Proposed bans that wait for a second person; `mine` marks those this account may not confirm."""
    waiting = Proposal.objects.filter(outcome="", expires_on__gt=timezone.localdate()).order_by("expires_on", "pk")
    return [
        {"id": row.pk, "rule": row.rule, "due": row.expires_on, "mine": row.by_id == account.pk}
        for row in waiting[:PAGE]
        if looked_after_by(account, row.about)
    ]


def proposal_for(account: Account, pk: str) -> Proposal | None:
    """A proposed ban that this account may confirm or refuse: not its own, and not about itself."""
    row = Proposal.objects.filter(pk=pk, outcome="").first()
    if row is None or not looked_after_by(account, row.about):
        return None
    try:
        require_second(row, account)
    except CannotDecide:
        return None
    return row


def writer_in(case: Case, by: Account) -> Persona | None:
    """The name that wrote a thing, when this account may decide about it."""
    try:
        return Persona.objects.filter(pk=writer_of(case, by)).first()
    except CannotDecide:
        return None


def decided_before(subject: str) -> list[dict[str, Any]]:
    """Earlier decisions about a thing or a name, newest first."""
    rows = Decision.objects.filter(subject=subject).select_related("appeal")[:20]
    return [statement(row) for row in rows]


def waiting_looks(account: Account) -> list[dict[str, Any]]:
    """Decisions that were drawn, and things a colleague asks about; never this account's own."""
    return [
        {"id": row.pk, "what": what_it_is(row.subject), "drawn": row.decision is not None, "since": row.asked_on}
        for row in waiting_for(account)[:PAGE]
        if looked_after_by(account, leads_to(row))
    ]


def leads_to(row: SecondLook) -> str:
    """The thing that is looked at again, also when a name was decided about."""
    return row.decision.leads_to if row.decision else row.subject


def look_for(account: Account, pk: int) -> SecondLook | None:
    """One of those, when it is for this account."""
    row = waiting_for(account).filter(pk=pk).first()
    return row if row and looked_after_by(account, leads_to(row)) else None


def opinions_about(subject: str) -> list[dict[str, Any]]:
    """What colleagues think of a thing, newest first."""
    given = SecondLook.objects.filter(subject=subject, looked_on__isnull=False).order_by("-looked_on", "-pk")
    return [{"words": row.words, "day": row.looked_on, "agrees": row.agrees} for row in given[:20]]
