"""Making a group, appointing who looks after it, opening and closing it (R16, R44)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from hearten.accounts import wall
from hearten.accounts.models import Account, Role
from hearten.directory.models import Therapist
from hearten.events.actions import record
from hearten.groups.actions.joining import leads_no_more
from hearten.groups.models import GroupRole, GroupState, Membership, Place, StaffedHours, SupportGroup
from hearten.groups.reader import staffing_of
from hearten.groups.staffing import MODERATORS
from hearten.moderation import paperwork

#: The most house rules people can keep in mind (R64).
NORMS = 8
#: A group opens only when somebody is there at some time in this many days.
AHEAD = timedelta(days=7)


class CannotOpen(Exception):
    """The group can't open yet. missing: what is to be done, one plain sentence each."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__("the group is not ready")
        self.missing = missing


class CannotAppoint(Exception):
    """This account can't look after a group; the message says why, in plain words."""


@transaction.atomic
def create(*, by: Account, code: str = "", **settings: Any) -> SupportGroup:
    """A new group, not open yet. settings: as the columns of SupportGroup."""
    hashed = {"code_hash": make_password(code.strip().casefold())} if code else {}
    group = SupportGroup.objects.create(**settings, **hashed)
    record("group.created", subject=group, by=by)
    return group


@transaction.atomic
def change(group: SupportGroup, *, by: Account, code: str = "", **settings: Any) -> None:
    """Change a group. Other words in the agreement, and voices from now on, make a new version, which everybody is
    asked to accept.
    """
    voices_from_now = settings.get("voice", False) and not group.voice
    if settings.get("agreement", group.agreement) != group.agreement or voices_from_now:
        settings["agreement_version"] = group.agreement_version + 1
    if code:
        settings["code_hash"] = make_password(code.strip().casefold())
    SupportGroup.objects.filter(pk=group.pk).update(**settings)
    record("group.changed", subject=group, by=by)


@transaction.atomic
def appoint(
    group: SupportGroup, account: Account, role: str, *, by: Account, trained_on: date, independent: bool = False
) -> Membership:
    """Let somebody look after a group, or answer in it as a peer supporter, under a persona of their own.

    role: moderator, supporter or facilitator. Raises CannotAppoint.
    """
    page = require_fit(account, role)
    persona = wall.persona_for(account, group.space)
    duties = {"role": role, "independent": independent and role == GroupRole.MODERATOR, "trained_on": trained_on}
    found, _ = Membership.objects.update_or_create(
        persona=persona, defaults={**duties, "group": group, "place": Place.IN, "therapist": page}
    )
    record("group.staff-changed", subject=found, by=by)
    return found


def account_named(login: str) -> Account | None:
    """The account an administrator was told the log-in name of."""
    return Account.objects.filter(login=login.strip().casefold()).first()


def require_fit(account: Account, role: str) -> Therapist | None:
    """The page of a facilitator, None for others. Raises CannotAppoint."""
    if role == GroupRole.MODERATOR and not account.has_role(Role.MODERATOR):
        raise CannotAppoint("This account is no moderator on this host. Make it one first.")
    page = Therapist.objects.filter(account=account).first()
    if role == GroupRole.FACILITATOR and page is None:
        raise CannotAppoint("A facilitator is named, and needs a page of their own first.")
    return page if role == GroupRole.FACILITATOR else None


@transaction.atomic
def step_down(membership: Membership, *, by: Account | None) -> None:
    """Somebody no longer looks after the group, and stays as a member. by: None when a rule says so (R44)."""
    ordinary: dict[str, Any] = {"role": GroupRole.MEMBER, "independent": False, "therapist": None}
    Membership.objects.filter(pk=membership.pk).update(**ordinary)
    StaffedHours.objects.filter(membership=membership, ends_at__gt=timezone.now()).delete()
    leads_no_more(membership)
    record("group.staff-changed", subject=membership, by=by)


@transaction.atomic
def open_group(group: SupportGroup, *, by: Account) -> None:
    """Open it. Raises CannotOpen with what is missing (R16, R107)."""
    missing = what_is_missing(group)
    if missing:
        raise CannotOpen(missing)
    today = timezone.localdate()
    SupportGroup.objects.filter(pk=group.pk).update(state=GroupState.OPEN, opened_on=today, closed_on=None)
    record("group.opened", subject=group, by=by)


@transaction.atomic
def close_group(group: SupportGroup, *, by: Account) -> None:
    """Close it: nothing new is written, and its members can still read. Its voice notes go after a while."""
    SupportGroup.objects.filter(pk=group.pk).update(state=GroupState.CLOSED, closed_on=timezone.localdate())
    record("group.closed", subject=group, by=by)


def what_is_missing(group: SupportGroup) -> list[str]:
    """What has to be done before it can open, one plain sentence each."""
    now = timezone.now()
    staffing = staffing_of(group.pk, now)
    soon = staffing.on_duty or (staffing.next_from is not None and staffing.next_from < now + AHEAD)
    hosts = Membership.objects.staff().filter(group=group, role=GroupRole.FACILITATOR)
    hosted = group.led != "facilitator" or hosts.filter(duties_on__isnull=False).exists()
    checks = [
        (bool(group.purpose.strip()), "Say what the group is for."),
        (0 < len(group.norms) <= NORMS, f"Write the house rules: at least one, at most {NORMS}."),
        (bool(group.agreement.strip()), "Write what everybody agrees to before their first words."),
        (staffing.moderators >= MODERATORS, "Two trained moderators are needed."),
        (staffing.independent >= 1, "One of the moderators has to be independent of whoever hosts the group."),
        (hosted, "It is led by a professional, and none has taken on the duties of a host yet."),
        (soon, "Nobody has planned hours in the next seven days."),
    ]
    return [words for done, words in checks if not done] + paperwork.missing_for_groups()
