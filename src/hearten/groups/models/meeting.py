"""A meeting of a group in text: planned, led by somebody who is there, and gone afterwards (R77)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from hearten.accounts.models import Persona, opaque
from hearten.groups.models.group import SupportGroup
from hearten.groups.models.membership import Membership
from hearten.groups.models.talk import Words


def no_points() -> list[str]:
    """The agenda of a meeting that has none yet."""
    return []


class Meeting(models.Model):
    """One meeting. It is open only while a host is there, and says so when they are not (I13).

    series: shared by meetings that go on from each other; what people agree on is accepted once in a series.
    agenda: at most six points; at_point: the one they are at, from 0. host, second: who leads it (co-facilitator).
    here_until: until when a host has said that they are there. word_with: who has the word, if anybody.
    topic: the opaque address for open pages. ended_at: when its host closed it for good.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    group = models.ForeignKey(SupportGroup, on_delete=models.CASCADE, related_name="meetings")
    series = models.CharField(max_length=22, default=opaque, editable=False)
    title = models.CharField(max_length=80)
    agenda = models.JSONField(default=no_points)
    at_point = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=120, blank=True, default="")
    agreement = models.TextField(max_length=1000)
    starts_at = models.DateTimeField()
    host = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    second = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    here_until = models.DateTimeField(null=True, blank=True)
    word_with = models.ForeignKey(Persona, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    topic = models.CharField(max_length=22, default=opaque, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        indexes: ClassVar = [models.Index(fields=["group", "starts_at"], name="meetings_of_group")]

    def __str__(self) -> str:
        return "meeting of a group"

    def is_open(self, now: datetime) -> bool:
        """Whether a host is there, so that people can write."""
        return self.ended_at is None and self.here_until is not None and self.here_until > now

    def is_led_by(self, membership: Membership | None) -> bool:
        """Whether they lead it, and still have a duty in the group."""
        leads = membership is not None and membership.pk in {self.host_id, self.second_id}
        return leads and membership is not None and membership.answers_others


class SeatQuerySet(models.QuerySet[Any]):
    """Who came to meetings. No list of them is ever shown: only hands that are up."""

    def hands(self) -> SeatQuerySet:
        """Those who would like to speak, in the order in which they said so."""
        return self.filter(hand_at__isnull=False, removed=False).order_by("hand_at", "pk")


class Seat(models.Model):
    """Somebody who accepted what is agreed on in a meeting. hand_at: since when they would like to speak."""

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="seats")
    hand_at = models.DateTimeField(null=True, blank=True)
    removed = models.BooleanField(default=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="one_seat_each"),
        ]

    def __str__(self) -> str:
        return "seat in a meeting"


class Line(Words):
    """What somebody said in a meeting. It is erased a week later."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="lines")

    class Meta(Words.Meta):
        abstract = False
        verbose_name = "line in a meeting"
        indexes: ClassVar = [
            models.Index(fields=["meeting", "written_at", "id"], name="lines_of_meeting"),
            models.Index(fields=["persona"], name="lines_of_persona"),
        ]
