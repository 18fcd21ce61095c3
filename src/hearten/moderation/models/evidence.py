"""Sealed copies of words that push somebody towards harm, and times of mourning."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from hearten.accounts.models import Account, Persona, opaque
from hearten.media.models import VoiceNote


class Sealed(models.Model):
    """A copy of words that may push somebody towards suicide or self-harm, for safety leads alone (R95).

    Encouraging suicide is a crime in many countries, so what was taken down is kept for a time. Until a person has
    decided, keep_until is empty, and the copy goes when they let the words stay. persona: empty for a
    professional's own words, and after the person's erasure: the words stay with ground and date, and lead nowhere.
    voice: what was told aloud with them, kept as long as the copy, whatever becomes of the words.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    subject = models.CharField(max_length=96, db_index=True)
    persona = models.ForeignKey(Persona, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField()
    voice = models.ForeignKey(VoiceNote, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sealed_at = models.DateTimeField(default=timezone.now)
    keep_until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-sealed_at", "id"]

    def __str__(self) -> str:
        return "sealed"


class Mourning(models.Model):
    """A time after a death, declared by a safety lead ("postvention"): slower, read first, support on the page.

    place: "" for the whole host, else a place that an app names, such as the id of a group.
    """

    place = models.CharField(max_length=64, blank=True, default="", db_index=True)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-starts_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_at__gte=models.F("starts_at")), name="mourning_forward")
        ]

    def __str__(self) -> str:
        return "mourning"
