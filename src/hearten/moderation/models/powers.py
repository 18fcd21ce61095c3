"""What one moderator alone can't do, and what colleagues ask of each other (R103)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from hearten.accounts.models import Account, opaque
from hearten.moderation.models.reports import Decision

OUTCOMES = [("confirmed", "confirmed"), ("refused", "refused"), ("expired", "expired")]


class Proposal(models.Model):
    """One moderator proposes a ban; a second confirms or refuses it before it expires (R103).

    subject: `accounts.persona:id`. about: the thing that led to it. until: the day the ban ends, if it does.
    outcome: "" while it waits. answer: why it was refused.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    subject = models.CharField(max_length=96)
    about = models.CharField(max_length=96)
    rule = models.CharField(max_length=200)
    facts = models.TextField(max_length=2000)
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")
    made_on = models.DateField(default=timezone.localdate)
    expires_on = models.DateField(db_index=True)
    outcome = models.CharField(max_length=9, blank=True, default="", choices=OUTCOMES)
    answered_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(max_length=2000, blank=True, default="")
    decision = models.OneToOneField(
        Decision, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposal"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(outcome=""), name="one_open_proposal_about_a_name"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | models.Q(by=None) | ~models.Q(answered_by=models.F("by")),
                name="proposal_answered_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class SecondLook(models.Model):
    """A colleague is to look: at a decision that was drawn by rule, or at a thing before it is decided (R103).

    decision: the one that was drawn, or None. asked_by: whoever asks for a second opinion, or None when drawn.
    agrees: what the colleague finds; only about a decision.
    """

    subject = models.CharField(max_length=96, db_index=True)
    decision = models.OneToOneField(
        Decision, on_delete=models.CASCADE, null=True, blank=True, related_name="second_look"
    )
    asked_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    asked_on = models.DateField(default=timezone.localdate)
    looked_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    looked_on = models.DateField(null=True, blank=True)
    agrees = models.BooleanField(null=True, blank=True)
    words = models.TextField(max_length=2000, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["asked_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "asked_by"],
                condition=models.Q(looked_on=None, decision=None),
                name="one_open_second_opinion",
            )
        ]

    def __str__(self) -> str:
        return "second look"


class Figure(models.Model):
    """One line of the public figures of one quarter: a band in words, never a number (I5).

    quarter: as "2026-4". name: one of transparency.LINES.
    """

    quarter = models.CharField(max_length=6)
    name = models.CharField(max_length=24)
    band = models.CharField(max_length=40)
    day = models.DateField(default=timezone.localdate)

    class Meta:
        ordering: ClassVar = ["-quarter", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["quarter", "name"], name="one_figure_a_quarter")]

    def __str__(self) -> str:
        return f"{self.quarter} {self.name}"
