"""A group's notebook: what helped somebody, under the name they have there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hearten.groups.models.group import SupportGroup
from hearten.groups.models.talk import Words


class Entry(Words):
    """One thing that helped its writer. It is about themselves, has a day, and goes when they say so (R56)."""

    group = models.ForeignKey(SupportGroup, on_delete=models.CASCADE, related_name="entries")
    title = models.CharField(max_length=80)

    class Meta(Words.Meta):
        abstract = False
        verbose_name = "entry in a group's notebook"
        indexes: ClassVar = [
            models.Index(fields=["group", "-written_at", "id"], name="entries_of_group"),
            models.Index(fields=["persona"], name="entries_of_persona"),
        ]
