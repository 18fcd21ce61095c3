"""Who is looking at a group, and what they may do there. Every page of a group begins here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
)
from django.http import Http404
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.groups.models import Format, GroupRole, GroupState, Membership, Place, SupportGroup
from hearten.groups.models.membership import MembershipQuerySet
from hearten.groups.staffing import Staffing, joined
from hearten.moderation.models import HandOff, Mourning
from hearten.prepared import Given, Prepared

VIEWER = Given("viewer", UUIDField())
GROUP = Given("group", CharField())


@dataclass(frozen=True)
class Reader:
    """Somebody who may read this group. membership: None for a visitor of an open-read group.

    letter: the id of what the safety team wrote to them here, while it is open, or "" (R95). mourning: whether this
    is a time after a death, here or on the whole host.
    """

    account: Account
    group: SupportGroup
    membership: Membership | None
    staffing: Staffing
    now: datetime
    letter: str = ""
    mourning: bool = False

    @property
    def keeps(self) -> bool:
        """Whether they look after the group."""
        return self.membership is not None and self.membership.looks_after

    @property
    def may_write(self) -> bool:
        """Whether anything they write can be kept."""
        return self.membership is not None and self.group.state == GroupState.OPEN

    @property
    def says(self) -> str:
        """The true sentence about who is there."""
        return self.staffing.sentence(self.now)

    @property
    def persona_id(self) -> str:
        """Under which persona they are here, "" for a visitor."""
        return self.membership.persona_id if self.membership else ""


def reader_of(account: Account, pk: str) -> Reader:
    """Who this account is in a group. Raises Http404 for every group it may not read, and for none (I3).

    A refusal takes the same statements for whoever left or was sent out as for an address that leads nowhere (I6).
    """
    membership = membership_of(account, pk)
    group = membership.group if membership and may_read(membership.group, membership) else None
    if group is None:
        group = SupportGroup.objects.visible_to(account).filter(pk=pk).first()
    if group is None or not may_read(group, membership):
        raise Http404
    now = timezone.now()
    inside = membership if membership and membership.place == Place.IN else None
    letter, mourning = getattr(inside, "letter", None) or "", bool(getattr(inside, "mourning", False))
    return Reader(account, group, inside, staffing_of(pk, now), now, letter, mourning)


def membership_of(account: Account, pk: str) -> Membership | None:
    """The account's own place in a group, whatever it is."""
    found = MINE.objects(viewer=account.pk, group=pk, now=timezone.now())
    return found[0] if found else None


def may_read(group: SupportGroup, membership: Membership | None) -> bool:
    """Members of a group that was opened, and of an open-read one everybody who was not sent out of it."""
    if group.state == GroupState.DRAFT:
        return membership is not None and membership.looks_after
    if membership and membership.place in {Place.IN, Place.OUT}:
        return membership.place == Place.IN
    return group.format == Format.OPEN_READ and group.state == GroupState.OPEN


def staffing_of(group: str, now: datetime) -> Staffing:
    """Who looks after a group, and when. One statement."""
    return staffing(STAFF.run(group=group, now=now), now)


def staffing_of_all(groups: Iterable[SupportGroup], now: datetime) -> dict[str, Staffing]:
    """The same for many groups, by id, in one statement."""
    by_group: dict[str, list[dict[str, Any]]] = {group.pk: [] for group in groups}
    for row in _staff(Membership.objects.filter(group__in=by_group), Value(now, DateTimeField())):
        by_group[row["group_id"]].append(row)
    return {group: staffing(rows, now) for group, rows in by_group.items()}


def staffing(rows: Iterable[dict[str, Any]], now: datetime) -> Staffing:
    """What rows of staff and their hours come to."""
    rows = list(rows)
    hours = sorted((row["ahead__starts_at"], row["ahead__ends_at"]) for row in rows if row["ahead__ends_at"])
    until, next_from = joined(hours, now)
    moderators = {row["persona_id"]: row["independent"] for row in rows if row["role"] == GroupRole.MODERATOR}
    return Staffing(until, next_from, len(moderators), sum(moderators.values()))


def _mine() -> QuerySet[Membership]:
    """With what stands beside the group for them: a letter of the safety team, a time of mourning."""
    letters = HandOff.objects.filter(persona=OuterRef("persona"), ended_at=None).order_by("-wrote_at", "pk")
    now = Given("now", DateTimeField())
    times = Mourning.objects.filter(Q(place="") | Q(place=GROUP), starts_at__lte=now, ends_at__gt=now)
    own = Membership.objects.owned_by(VIEWER).filter(group=GROUP).select_related("group", "persona")
    return own.annotate(letter=Subquery(letters.values("pk")[:1]), mourning=Exists(times))


def _staff(memberships: MembershipQuerySet, now: Value) -> QuerySet[Membership, Any]:
    ahead = FilteredRelation("hours", condition=Q(hours__ends_at__gt=now))
    staff = memberships.staff().annotate(ahead=ahead)
    return staff.values("group_id", "persona_id", "role", "independent", "ahead__starts_at", "ahead__ends_at")


MINE = Prepared(_mine)
STAFF = Prepared(lambda: _staff(Membership.objects.filter(group=GROUP), Given("now", DateTimeField())))
