"""A professional who hosts a group: their duties, and what follows when they can no longer carry them (R44)."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hearten.accounts.wall import leave_notice
from hearten.events.actions import record
from hearten.groups.actions.opening import step_down
from hearten.groups.models import GroupRole, Membership, SupportGroup

#: What a facilitator takes on, in their own name.
DUTIES = (
    "I am there in the hours I plan, and take back hours I can't keep.",
    "I never say or hint who is a client of mine, and I invite no client to this group.",
    "I open no private channel to a member. Members come to me, through my page, like anybody else.",
    "I give no advice to one person. I help people to listen to each other.",
    "I leave decisions about my own words, and about complaints against me, to the independent moderator.",
    "When I have to stop I tell this place early, so that the group is not left alone.",
)


@transaction.atomic
def take_on(membership: Membership) -> None:
    """A facilitator takes on the duties, as of today."""
    Membership.objects.filter(pk=membership.pk, role=GroupRole.FACILITATOR).update(duties_on=timezone.localdate())
    record("group.duties-taken", subject=membership, by=membership.persona)


def hand_over_lapsed() -> None:
    """A group whose host left, closed their page or is paused goes to its independent moderator the same day."""
    gone = Q(therapist=None) | Q(therapist__closed=True) | ~Q(therapist__account__paused="")
    for row in Membership.objects.filter(gone, role=GroupRole.FACILITATOR).select_related("group", "persona"):
        hand_over(row)


@transaction.atomic
def hand_over(membership: Membership) -> None:
    """The group goes on as one led by its members; its independent moderators are told in neutral words."""
    group = membership.group
    step_down(membership, by=None)
    others = Membership.objects.filter(group=group, role=GroupRole.FACILITATOR).exists()
    if not others:
        SupportGroup.objects.filter(pk=group.pk).update(led="peer")
    for keeper in Membership.objects.staff().filter(group=group, independent=True):
        leave_notice(keeper.persona_id, "group-yours")
    record("group.handed-over", subject=group, by=None)
