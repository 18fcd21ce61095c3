"""The host's own wording of a page that is shipped (R43)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from hearten.accounts.models import Account


class HostText(models.Model):
    """One version of a page as this host says it; the shipped one is version 0 and never stored (R43).

    reviewer: the professional who answers for the words, as readers see it. because: what changed, for readers.
    """

    slug = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    body = models.TextField(max_length=20_000)
    because = models.CharField(max_length=300)
    reviewer = models.CharField(max_length=80)
    reviewer_role = models.CharField(max_length=80)
    reviewed_on = models.DateField(default=timezone.localdate)
    next_review_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["slug", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "version"], name="host_text_version"),
            models.CheckConstraint(
                condition=models.Q(version__gte=1, body__gt=""), name="host_text_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"
