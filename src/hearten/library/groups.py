"""Groups elsewhere: suggesting, looking, deciding, and what readers are told (R15)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from hearten.accounts.models import Account, Role
from hearten.blog.freshness import months_before
from hearten.directory.models import Therapist, Topic
from hearten.events.actions import record
from hearten.library.linkstate import LinkState, checks_of, link_state
from hearten.library.models import GroupState, OutsideGroup

#: After this many months without a look readers are told; after the second number the group is hidden.
STALE_MONTHS = 12
HIDDEN_MONTHS = 24
PAGE = 50
ROLES = {
    Role.SAFETY_LEAD: "the safety lead",
    Role.MODERATOR: "a moderator",
    Role.HOST_ADMIN: "an administrator",
}


class SamePerson(Exception):
    """Whoever looked at a group can't also confirm it."""


class NotLookedAt(Exception):
    """A group that nobody has looked at can't be listed."""


@dataclass(frozen=True)
class Group:
    """A group as readers see it. stale: nobody has looked for more than a year."""

    pk: int
    name: str
    url: str
    facts: list[dict[str, str]]
    concerns: str
    looked_on: date | None
    looked_role: str
    decided_role: str
    stale: bool
    link: LinkState


FACTS = (
    ("Who runs it", "run_by"), ("Who moderates it, and how", "moderation"), ("Who it is for", "audience"),
    ("Cost", "cost"), ("Language", "language"), ("How to leave", "leaving"), ("What we looked at", "looked_at"),
)  # fmt: skip


def listed_now() -> QuerySet[OutsideGroup]:
    """What everybody may see: confirmed by a second person, and looked at within two years."""
    oldest = months_before(timezone.localdate(), HIDDEN_MONTHS)
    return OutsideGroup.objects.filter(state=GroupState.LISTED, looked_on__gte=oldest)


def part(rows: QuerySet[OutsideGroup], *, after: str = "") -> tuple[list[Group], str]:
    """The next part of a list by name, and the id to go on after ("" at the end)."""
    ordered = rows.annotate(by_name=Lower("name")).order_by("by_name", "pk")
    if after.isascii() and after.isdigit() and len(after) < 19:
        last = OutsideGroup.objects.filter(pk=int(after)).values_list(Lower("name"), "pk").first()
        if last:
            ordered = ordered.filter(Q(by_name__gt=last[0]) | Q(by_name=last[0], pk__gt=last[1]))
    found = list(ordered[: PAGE + 1])
    return shown(found[:PAGE]), str(found[PAGE - 1].pk) if len(found) > PAGE else ""


def shown(rows: Sequence[OutsideGroup]) -> list[Group]:
    """Rows as readers see them. One statement."""
    checks = checks_of([row.url for row in rows])
    return [as_group(row, link_state(checks.get(row.url, []))) for row in rows]


def as_group(row: OutsideGroup, link: LinkState) -> Group:
    """One row as plain data."""
    return Group(
        pk=row.pk,
        name=row.name,
        url=row.url,
        facts=[{"name": label, "value": getattr(row, name)} for label, name in FACTS if getattr(row, name)],
        concerns=row.concerns,
        looked_on=row.looked_on,
        looked_role=row.looked_role,
        decided_role=row.decided_role,
        stale=row.looked_on is not None and row.looked_on < months_before(timezone.localdate(), STALE_MONTHS),
        link=link,
    )


def about(topic: str) -> list[Group]:
    """Some groups about one topic, for its page."""
    return part(listed_now().filter(topics=topic))[0][:5]


def role_of(account: Account) -> str:
    """What readers are told of who looked."""
    return next((words for role, words in ROLES.items() if account.has_role(role)), "")


@transaction.atomic
def suggest(*, facts: dict[str, Any], by: Therapist) -> OutsideGroup:
    """A professional thinks that a group is worth a look."""
    row = OutsideGroup.objects.create(suggested_by=by, **facts)
    record("group.suggested", subject=row, by=by.account)
    return row


@transaction.atomic
def look(row: OutsideGroup, *, topics: Iterable[Topic], by: Account) -> None:
    """Keep what somebody found. Anything listed before waits for a second person again."""
    row.state, row.harm, row.reason = GroupState.LOOKED, False, ""
    row.looked_on, row.looked_by, row.looked_role = timezone.localdate(), by, role_of(by)
    row.decided_on, row.decided_by, row.decided_role = None, None, ""
    row.save()
    row.topics.set(topics)
    record("group.looked-at", subject=row, by=by)


@transaction.atomic
def confirm(row: OutsideGroup, *, by: Account) -> None:
    """A second person agrees, and everybody can see the group. Raises SamePerson, NotLookedAt."""
    current = OutsideGroup.objects.select_for_update().get(pk=row.pk)
    if current.state != GroupState.LOOKED or current.looked_by_id is None:
        raise NotLookedAt
    if current.looked_by_id == by.pk:
        raise SamePerson
    decide(current, state=GroupState.LISTED, by=by)
    record("group.listed", subject=current, by=by)


@transaction.atomic
def refuse(row: OutsideGroup, *, reason: str, harm: bool, by: Account) -> None:
    """Leave it out, with a reason. One person is enough. harm: posts that link to it are held from now on."""
    row.reason, row.harm = reason, harm
    decide(row, state=GroupState.REFUSED, by=by)
    record("group.refused", subject=row, by=by)


def decide(row: OutsideGroup, *, state: GroupState, by: Account) -> None:
    """Keep who decided and when."""
    row.state, row.decided_on, row.decided_by, row.decided_role = state, timezone.localdate(), by, role_of(by)
    row.save()
