"""Who belongs to a group, by persona alone, and when somebody is there: nothing leads to an account (I1, I4)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hearten.accounts.models import Account, Persona, Role
from hearten.accounts.wall import own_personas
from hearten.directory.models import Therapist
from hearten.groups.models.group import SupportGroup
from hearten.prepared import Given


class GroupRole(models.TextChoices):
    """What somebody does in a group. Everybody but a member is labelled."""

    MEMBER = "member", "member"
    SUPPORTER = "supporter", "peer supporter"
    MODERATOR = "moderator", "moderator"
    FACILITATOR = "facilitator", "facilitator"


class Place(models.TextChoices):
    """Where somebody stands. Who left comes back under the same persona; who was removed doesn't by themself."""

    ASKED = "asked", "asked to join"
    IN = "in", "in"
    LEFT = "left", "left"
    OUT = "out", "removed"


def nothing_hidden() -> list[str]:
    """The content notes a new member has asked not to see opened."""
    return []


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Which memberships somebody may know of."""

    def inside(self) -> MembershipQuerySet:
        """Those that let somebody read and write."""
        return self.filter(place=Place.IN)

    def owned_by(self, account: Account | Given) -> MembershipQuerySet:
        """The account's own."""
        return self.filter(persona__in=own_personas(account))

    def kept_by(self, keeper: Membership) -> MembershipQuerySet:
        """Those of the group that somebody looks after; none for anybody else."""
        return self.filter(group=keeper.group_id) if keeper.looks_after else self.none()

    def staff_run_by(self, account: Account) -> MembershipQuerySet:
        """Everybody with a duty in a group, for an administrator of this host."""
        return self.exclude(role=GroupRole.MEMBER) if account.has_role(Role.HOST_ADMIN) else self.none()

    def staff(self) -> MembershipQuerySet:
        """Those who look after a group."""
        return self.inside().filter(role__in=[GroupRole.MODERATOR, GroupRole.FACILITATOR])


class Membership(models.Model):
    """One persona in one group. It has no number and no time, so that no two can be lined up (I4).

    independent: a moderator who does not answer to whoever hosts the group (R16). trained_on: when a moderator or
    peer supporter was trained. therapist: the page of a facilitator, who is named (C6). duties_on: the day a
    facilitator took on the duties of a host (R44). agreed: the version of the agreement they accepted, 0 for none.
    joined_on: a day. hidden_notes: content notes kept closed for them.
    willing_on: the day on which they said that they can answer; it ends by itself with that day.
    """

    persona = models.OneToOneField(Persona, primary_key=True, on_delete=models.CASCADE, related_name="membership")
    group = models.ForeignKey(SupportGroup, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=GroupRole.choices, default=GroupRole.MEMBER)
    place = models.CharField(max_length=8, choices=Place.choices, default=Place.IN)
    independent = models.BooleanField(default=False)
    trained_on = models.DateField(null=True, blank=True)
    therapist = models.ForeignKey(Therapist, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    duties_on = models.DateField(null=True, blank=True)
    agreed = models.PositiveSmallIntegerField(default=0)
    joined_on = models.DateField(default=timezone.localdate)
    hidden_notes = models.JSONField(default=nothing_hidden)
    willing_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["group", "place", "role"], name="membership_of_group")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role="member") | Q(trained_on__isnull=False), name="only_the_trained_look_after_others"
            ),
        ]

    def __str__(self) -> str:
        return "membership"

    @property
    def looks_after(self) -> bool:
        """Whether they see what waits and may let it through."""
        return self.place == Place.IN and self.role in {GroupRole.MODERATOR, GroupRole.FACILITATOR}

    @property
    def answers_others(self) -> bool:
        """Whether talks without an answer are offered to them: the host made them a peer supporter, or more."""
        return self.place == Place.IN and self.role != GroupRole.MEMBER


class StaffedHours(models.Model):
    """When one of those who look after a group is there. Pages say so only inside them (I13)."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="hours")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["starts_at"]
        indexes: ClassVar = [models.Index(fields=["membership", "ends_at"], name="staffed_until")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="staffed_forward")
        ]

    def __str__(self) -> str:
        return "staffed hours"
