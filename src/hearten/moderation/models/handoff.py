"""The warm hand-off: a safety lead and the person behind a name write until that person is with somebody."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from hearten.accounts.models import Account, Persona, opaque


class HandOff(models.Model):
    """One thread between the safety team and a persona, about one text (R95). It knows no account of the writer.

    subject: `app.model:id`. wrote_at, spoke_at: when a lead and when the person last wrote. with_somebody_at: when
    the person said that they are with somebody. followed_up_at: when a lead asked again since then. ended_at: empty
    until both are so.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    subject = models.CharField(max_length=96, unique=True)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="+")
    wrote_at = models.DateTimeField(default=timezone.now)
    spoke_at = models.DateTimeField(null=True, blank=True)
    with_somebody_at = models.DateTimeField(null=True, blank=True)
    followed_up_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None)
                | models.Q(with_somebody_at__isnull=False, followed_up_at__isnull=False),
                name="hand_off_open_until_with_somebody",
            )
        ]

    def __str__(self) -> str:
        return "hand-off"


class HandOffLine(models.Model):
    """One thing that was said. lead: who wrote it, never shown to the person; empty for the person's own lines.

    said: "with" and "not_now" are buttons; "" is words.
    """

    hand_off = models.ForeignKey(HandOff, on_delete=models.CASCADE, related_name="lines")
    by_person = models.BooleanField()
    said = models.CharField(
        max_length=8, blank=True, default="", choices=[("with", "I am with somebody now"), ("not_now", "Not now")]
    )
    words = models.TextField(max_length=2000, blank=True, default="")
    lead = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(by_person=False) | models.Q(lead=None), name="a_persons_line_names_no_account"
            )
        ]

    def __str__(self) -> str:
        return "line"
