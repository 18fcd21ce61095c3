"""Pictures, after they were re-encoded and stripped."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from hearten.accounts.models import Account, opaque


class Image(models.Model):
    """One uploaded picture. What arrived is never served; `media/reencode.py` makes what is (I34).

    alt: what the picture shows, for who can't see it. shows: the uploader's answer to what it shows (R36).
    state: waiting (not yet re-encoded), ready, or refused (with a reason the uploader can act on).
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    alt = models.CharField(max_length=300)
    state = models.CharField(max_length=10, default="waiting")
    reason = models.CharField(max_length=200, blank=True, default="")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    uploaded_on = models.DateField(default=timezone.localdate)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(alt__gt=""), name="image_has_alt"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "ready", "refused"]), name="image_state"
            ),
        ]

    def __str__(self) -> str:
        return self.id
