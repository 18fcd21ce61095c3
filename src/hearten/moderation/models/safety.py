"""Texts that may need a person soon, and when somebody watches."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from hearten.accounts.models import Account


class SafetyItem(models.Model):
    """A text that may need a person soon. It speaks about the text, never the person (I15).

    subject: `app.model:id`. level: one of levels.LEVELS; "unread" when the Guard could not read it (I19).
    """

    subject = models.CharField(max_length=96)
    level = models.CharField(max_length=16)
    opened_at = models.DateTimeField(default=timezone.now)
    claimed_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(max_length=1000, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(closed_at=None), name="one_open_safety_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.subject}"


class Shift(models.Model):
    """When a named safety lead watches the queue. Pages say somebody watches only inside one (I13)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="shift_forward")
        ]

    def __str__(self) -> str:
        return "shift"
