"""Words of danger from somebody whom the safety team could not read or answer otherwise."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from hearten.accounts.models import Persona, opaque


class CallForHelp(models.Model):
    """What somebody was sending while their account is paused, or wrote in an appeal, that speaks of danger (I12).

    Only the safety team and its writer read it; it stands nowhere else. persona: a name of its own, under which the
    writer can be answered (R95); no account. written_on: a day, because a time could be compared (I4).
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(max_length=8000)
    written_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering: ClassVar = ["-written_on", "id"]

    def __str__(self) -> str:
        return "call for help"

    @property
    def subject(self) -> str:
        """How the safety desk names it."""
        return f"moderation.callforhelp:{self.pk}"
