"""Reports and what was decided, the safety queue and its shifts, and the host's paperwork."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from hearten.accounts.models import Account, opaque


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

    by: empty only after that moderator's own account was erased.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    subject = models.CharField(max_length=96, db_index=True)
    act = models.CharField(
        max_length=8, choices=[("stays", "It stays"), ("remove", "Remove it"), ("restore", "Put it back")]
    )
    rule = models.CharField(max_length=200)
    facts = models.TextField(max_length=2000)
    automated = models.BooleanField(default=False)
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(rule__gt="") & models.Q(facts__gt=""), name="decision_has_reasons"
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"


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


class HostRecord(models.Model):
    """A form the law or good sense asks of a host, filled in by a named person (R107).

    kind: `safety_lead` (who it is and how they are trained) or `illegal_content` (the risk assessment).
    """

    kind = models.CharField(max_length=20, primary_key=True)
    answers = models.JSONField(default=dict)
    name = models.CharField(max_length=80)
    filled_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    filled_on = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return self.kind


class LineCheck(models.Model):
    """A person of this host tried a crisis line on a day (R94, I10). Never written by a machine."""

    line_id = models.CharField(max_length=60, primary_key=True)
    checked_on = models.DateField()
    name = models.CharField(max_length=80)
    checked_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.line_id
