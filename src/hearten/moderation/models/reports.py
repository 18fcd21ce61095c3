"""Somebody asks for a look, somebody decides, and the writer may disagree."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from hearten.accounts.models import Account, opaque
from hearten.moderation.rules import ACTS, ENDS_BY_ITSELF


class Report(models.Model):
    """Somebody asked for a look at something. Its id is the receipt; who asked is not kept (R99).

    subject: `app.model:id`.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    subject = models.CharField(max_length=96, db_index=True)
    words = models.TextField(max_length=1000, blank=True, default="")
    made_on = models.DateField(default=timezone.localdate)
    decision = models.ForeignKey(
        "moderation.Decision", on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )

    def __str__(self) -> str:
        return f"report {self.pk}"


class Decision(models.Model):
    """What was decided about something, why, by whom, and whether a machine had a part (I41; DSA art. 17).

    subject: `app.model:id` of a thing, or `accounts.persona:id` for what is decided about a name in its space.
    about: the thing that led to a decision about a name. until: the day it ends by itself. hours: between two
    posts, for "slow". ended_on: since when it does not hold any more. by: empty only after that moderator's own
    account was erased. second: who confirmed a ban; never the one who proposed it.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    subject = models.CharField(max_length=96, db_index=True)
    act = models.CharField(max_length=8, choices=list(ACTS.items()))
    rule = models.CharField(max_length=200)
    facts = models.TextField(max_length=2000)
    automated = models.BooleanField(default=False)
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    second = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    about = models.CharField(max_length=96, blank=True, default="")
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(act__in=ENDS_BY_ITSELF) | models.Q(until__isnull=False),
                name="decision_ends_by_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(second=None) | models.Q(by=None) | ~models.Q(second=models.F("by")),
                name="decision_by_two_is_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(rule__gt="") & models.Q(facts__gt=""), name="decision_has_reasons"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"

    @property
    def leads_to(self) -> str:
        """The thing it is about, also when a name was decided about: whoever looks after that may look at this."""
        return self.about or self.subject


class Appeal(models.Model):
    """The writer disagrees; somebody else decides within seven days (R99)."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    words = models.TextField(max_length=2000)
    made_on = models.DateField(default=timezone.localdate)
    answered_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answer = models.TextField(max_length=2000, blank=True, default="")
    upheld = models.BooleanField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return "appeal"
