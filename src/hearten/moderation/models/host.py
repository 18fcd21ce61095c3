"""The host's paperwork."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from hearten.accounts.models import Account


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
