"""Texts that may need a person soon, what safety leads say to each other about them, and when somebody watches."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from hearten.accounts.models import Account


class SafetyItem(models.Model):
    """A text that may need a person soon. It speaks about the text, never the person (I15).

    subject: `app.model:id`. level: one of levels.LEVELS; "unread" when the Guard could not read it (I19).
    since: from when its present level counts. held_until: when the claim ends by itself: after an hour, or with the
    watch of whoever has it. offered_at: a colleague may take it over. asked_at: a second opinion is asked for.
    answered_at: when a person last answered. rests_until: it comes back into the queue then, for a follow-up.
    """

    subject = models.CharField(max_length=96)
    level = models.CharField(max_length=16)
    opened_at = models.DateTimeField(default=timezone.now)
    since = models.DateTimeField(default=timezone.now)
    claimed_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    rests_until = models.DateTimeField(null=True, blank=True)
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


class DeskNote(models.Model):
    """What one safety lead says to another about a text: handing it on, asking, answering. Members never see it.

    by: empty only after that lead's own account was erased.
    """

    item = models.ForeignKey(SafetyItem, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(
        max_length=8, choices=[("handed", "Handed on"), ("asked", "Asked"), ("opinion", "Another view")]
    )
    words = models.TextField(max_length=1000)
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.kind


class DeskChoice(models.Model):
    """How one safety lead likes the desk: without colours, and with or without single keys (R103)."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="+")
    grey = models.BooleanField(default=False)
    keys = models.BooleanField(default=True)

    def __str__(self) -> str:
        return "desk"


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
