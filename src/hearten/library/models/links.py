"""What is known of addresses outside: when they were asked, and what came back (R4, R15)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Outcome(models.TextChoices):
    """What came back, in closed words. `unsure` and `not_asked` say nothing about the page itself."""

    WORKED = "worked", "The page opened."
    GONE = "gone", "The site says that there is no such page."
    BROKEN = "broken", "The site answered that something is wrong with it."
    SILENT = "silent", "Nobody answered."
    INSECURE = "insecure", "The site could not prove that it is the one in the link."
    UNSURE = "unsure", "The site answered, but did not let a machine in."
    NOT_ASKED = "not_asked", "This is not an address that is asked from here."


#: Outcomes that make a link look dead.
FAILED = (Outcome.GONE, Outcome.BROKEN, Outcome.SILENT, Outcome.INSECURE)


class Address(models.Model):
    """One address outside that somebody here points to, asked once for all who do.

    due_at: when it is next asked. domain: only one address of a domain is asked in a round.
    """

    url = models.URLField(max_length=500, unique=True)
    domain = models.CharField(max_length=253)
    due_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["due_at"], name="address_due")]

    def __str__(self) -> str:
        return self.domain


class LinkCheck(models.Model):
    """A machine asked this address on a day. What a person saw stands in `Resource.checked_on` (R4)."""

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="checks")
    day = models.DateField(default=timezone.localdate)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)

    class Meta:
        ordering: ClassVar = ["-day", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address", "day"], name="one_check_a_day"),
            models.CheckConstraint(condition=models.Q(outcome__in=Outcome.values), name="outcome_known"),
        ]

    def __str__(self) -> str:
        return self.outcome
