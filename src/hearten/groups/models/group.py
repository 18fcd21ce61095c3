"""A support group, with everything its card is made from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hearten.accounts.models import Account, Role, opaque
from hearten.accounts.wall import own_personas
from hearten.directory.models import Topic
from hearten.prepared import Given


class Format(models.TextChoices):
    """Who may read and who may come in (R51)."""

    OPEN_READ = "open_read", "Anyone with an account here may read; writing needs joining"
    MEMBERS = "members", "Members only; anyone with an account here may join"
    APPROVAL = "approval", "Members only; a moderator lets people in"
    COHORT = "cohort", "A closed circle that starts together; joining needs its code"


class GroupState(models.TextChoices):
    """Where a group stands. Nothing can be read in a draft; nothing can be written in a closed one."""

    DRAFT = "draft", "being prepared"
    OPEN = "open", "open"
    CLOSED = "closed", "closed"


def no_norms() -> list[str]:
    """The house rules of a group that has none yet."""
    return []


class SupportGroupQuerySet(models.QuerySet["SupportGroup"]):
    """Which groups somebody may know of."""

    def public(self) -> SupportGroupQuerySet:
        """Those whose card anybody may read who has its address: open ones, closed circles too (R67)."""
        return self.filter(state=GroupState.OPEN)

    def run_by(self, account: Account) -> SupportGroupQuerySet:
        """Those an administrator of this host prepares, opens and closes."""
        return self if account.has_role(Role.HOST_ADMIN) else self.none()

    def listed(self) -> SupportGroupQuerySet:
        """Those anybody may find: open, and not a closed circle."""
        return self.filter(state=GroupState.OPEN).exclude(format=Format.COHORT)

    def visible_to(self, viewer: Account | Given) -> SupportGroupQuerySet:
        """Those whose inside this viewer may read: where they are in, and open-read ones."""
        own = own_personas(viewer).values("pk")
        inside = Q(memberships__persona__in=own, memberships__place="in")
        open_read = Q(format=Format.OPEN_READ, state=GroupState.OPEN)
        return self.exclude(state=GroupState.DRAFT).filter(inside | open_read).distinct()


class SupportGroup(models.Model):
    """One group. Its id is random, and so is the topic under which open pages hear of it.

    norms: the house rules, at most eight, in plain words. agreement: what everybody accepts before their first
    words, with its version. capacity: the most members. pace_minutes: how long one person waits between two posts.
    holds_distress: whether words of danger wait for a person even while somebody is on duty (R95).
    voice: whether members may send voice notes. code_hash: of the word a closed circle was given, or "".
    size_band: as it was counted on `counted_on` (I5). closed_on: the day it was closed, while it is.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    name = models.CharField(max_length=80)
    about = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    format = models.CharField(max_length=10, choices=Format.choices, default=Format.MEMBERS)
    led = models.CharField(
        max_length=12,
        choices=[("peer", "Led by members who know it themselves"), ("facilitator", "Led by a professional")],
        default="peer",
    )
    purpose = models.TextField(max_length=600)
    tone = models.CharField(max_length=200, blank=True, default="")
    norms = models.JSONField(default=no_norms)
    content_notes = models.JSONField(default=no_norms)
    agreement = models.TextField(max_length=2000)
    agreement_version = models.PositiveSmallIntegerField(default=1)
    for_whom = models.CharField(max_length=200, blank=True, default="")
    code_hash = models.CharField(max_length=160, blank=True, default="")
    capacity = models.PositiveSmallIntegerField(default=100)
    pace_minutes = models.PositiveSmallIntegerField(default=0)
    holds_distress = models.BooleanField(default=True)
    voice = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=GroupState.choices, default=GroupState.DRAFT)
    topic = models.CharField(max_length=22, default=opaque, editable=False)
    size_band = models.CharField(max_length=16, default="under 10")
    counted_on = models.DateField(default=timezone.localdate)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = SupportGroupQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(format="cohort", code_hash=""), name="cohort_has_a_code"),
        ]

    def __str__(self) -> str:
        return "support group"

    @property
    def space(self) -> str:
        """Where its personas live."""
        return f"group:{self.pk}"
