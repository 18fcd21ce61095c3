"""Groups that others run, with who runs and moderates them and when somebody here looked (R15)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hearten.accounts.models import Account, Role
from hearten.directory.models import Therapist, Topic


class GroupState(models.TextChoices):
    """Where a group stands. Listing needs two people; one is enough to leave a group out."""

    SUGGESTED = "suggested", "Suggested"
    LOOKED = "looked", "Looked at, waits for a second person"
    LISTED = "listed", "Listed"
    REFUSED = "refused", "Not listed"


class OutsideGroupQuerySet(models.QuerySet["OutsideGroup"]):
    """Which groups somebody may see."""

    def listed_for(self, keeper: Account) -> OutsideGroupQuerySet:
        """Everything, for those who look after the list; nothing for anybody else."""
        keeps = any(keeper.has_role(role) for role in (Role.MODERATOR, Role.SAFETY_LEAD, Role.HOST_ADMIN))
        return self.all() if keeps else self.none()


class OutsideGroup(models.Model):
    """A group elsewhere. looked_role, decided_role: what readers are told of who looked, never a name.

    looked_at: which pages and rules somebody read. reason: why it is not listed. harm: links to it are held (R15).
    """

    name = models.CharField(max_length=120)
    url = models.URLField(max_length=500)
    run_by = models.CharField(max_length=200, blank=True, default="")
    moderation = models.CharField(max_length=300, blank=True, default="")
    audience = models.CharField(max_length=200, blank=True, default="")
    cost = models.CharField(max_length=120, blank=True, default="")
    language = models.CharField(max_length=60, blank=True, default="")
    leaving = models.CharField(max_length=300, blank=True, default="")
    looked_at = models.CharField(max_length=500, blank=True, default="")
    concerns = models.CharField(max_length=500, blank=True, default="")
    topics = models.ManyToManyField(Topic, related_name="outside_groups", blank=True)
    suggestion = models.CharField(max_length=300, blank=True, default="")
    suggested_by = models.ForeignKey(Therapist, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    state = models.CharField(max_length=10, choices=GroupState.choices, default=GroupState.SUGGESTED)
    looked_on = models.DateField(null=True, blank=True)
    looked_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    looked_role = models.CharField(max_length=40, blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_role = models.CharField(max_length=40, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")
    harm = models.BooleanField(default=False)

    objects = OutsideGroupQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="listed") | Q(looked_on__isnull=False, decided_on__isnull=False),
                name="listed_after_two_looks",
            ),
            models.CheckConstraint(
                condition=~Q(state="listed") | ~Q(looked_by=F("decided_by")) | Q(looked_by=None),
                name="listed_by_a_second_person",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | Q(reason__gt=""), name="refused_says_why"),
            models.CheckConstraint(condition=Q(harm=False) | Q(state="refused"), name="harm_is_not_listed"),
        ]

    def __str__(self) -> str:
        return self.name
