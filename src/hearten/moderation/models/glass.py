"""Break-glass: two people may look behind one name when a life is in danger."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from hearten.accounts.glass import OPEN_FOR
from hearten.accounts.models import Account, Persona, opaque

#: What has to be true: somebody's life, health or freedom, now. Closed words that stand in the audit chain.
DANGERS = [
    ("own_life", "They say that they are about to end their life, or have begun to"),
    ("hurts_other", "They say that they are about to hurt somebody badly"),
    ("is_hurt", "Somebody is hurting them now, or is about to"),
    ("ill", "They seem very ill or unconscious, and alone"),
]


class BreakGlass(models.Model):
    """One request to look behind one persona (R96). What opens anything is the audit chain, not this row.

    subject: the words it is about, as `app.model:id`. asked_by, answered_by: two people, never one. notice_on: from
    this day its owner may be told; noticed_on: the day they were.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=96)
    danger = models.CharField(max_length=12, choices=DANGERS)
    reason = models.TextField(max_length=1000)
    asked_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_as = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    approved = models.BooleanField(null=True)
    answered_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_as = models.CharField(max_length=20, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    notice_on = models.DateField(null=True)
    put_off_why = models.TextField(max_length=500, blank=True, default="")
    noticed_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(reason__gt="") & models.Q(danger__gt=""), name="glass_has_a_reason"
            ),
            models.CheckConstraint(condition=~models.Q(asked_by=models.F("answered_by")), name="glass_takes_two"),
            models.UniqueConstraint(
                fields=["persona"], condition=models.Q(closed_at=None), name="one_glass_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return "break-glass"

    @property
    def ends_at(self) -> datetime | None:
        """When it closes by itself, once somebody agreed."""
        return self.answered_at + OPEN_FOR if self.approved and self.answered_at else None
