"""What somebody asked to keep of their choices on a shelf: Self zone, for nobody but them (R5)."""

from __future__ import annotations

from django.db import models

from hearten.accounts.models import Account


class KeptChoices(models.Model):
    """The last filter that its owner pressed "Keep" for. Looking at a shelf writes nothing here.

    An empty column stands for anything. No day, no count, no history: there is one row or none.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="+")
    topic = models.CharField(max_length=60, blank=True, default="")
    kind = models.CharField(max_length=12, blank=True, default="")
    cost = models.CharField(max_length=8, blank=True, default="")
    ease = models.CharField(max_length=8, blank=True, default="")
    language = models.CharField(max_length=40, blank=True, default="")

    def __str__(self) -> str:
        return "kept choices"
