"""Somebody who looks after the comments on another's pages (R26)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hearten.accounts.models import Account, Role
from hearten.directory.models import Therapist


class HelperQuerySet(models.QuerySet["Helper"]):
    """Whom somebody helps, and who was asked."""

    def open(self) -> HelperQuerySet:
        """Asked or at work, and not ended, for a therapist who is not paused."""
        return self.filter(ended_on=None, therapist__account__paused="", therapist__account__is_active=True)

    def worked_by(self, account: Account) -> HelperQuerySet:
        """Where this account helps now. It has to be a professional or a moderator still."""
        if not (account.has_role(Role.THERAPIST) or account.has_role(Role.MODERATOR)):
            return self.none()
        return self.open().filter(account=account, accepted_on__isnull=False)

    def offered_to(self, account: Account) -> HelperQuerySet:
        """What this account can say yes to: asked by name, or, for a moderator, asked of all moderators."""
        asked = Q(account=account)
        if account.has_role(Role.MODERATOR):
            asked |= Q(account=None)
        return self.open().filter(asked, accepted_on=None).exclude(therapist__account=account)

    def held_by(self, account: Account) -> HelperQuerySet:
        """What this account was asked by name, or has accepted."""
        return self.open().filter(account=account)


class Helper(models.Model):
    """One arrangement: asked, accepted, ended; only the days are kept.

    account: the helper; empty while it is asked of all moderators.
    """

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="helpers")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    asked_on = models.DateField(default=timezone.localdate)
    accepted_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = HelperQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["therapist", "account"],
                condition=Q(ended_on=None),
                name="one_open_helper",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on=None) | Q(account__isnull=False), name="who_accepted_is_known"
            ),
        ]

    def __str__(self) -> str:
        return "helper"
