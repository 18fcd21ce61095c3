"""A talk without an answer in the hands of somebody who is trained to answer, for a while."""

from __future__ import annotations

from django.db import models

from hearten.groups.models.membership import Membership
from hearten.groups.models.talk import Thread


class Claim(models.Model):
    """One talk that one person is answering. Nobody else is ever shown whose it is, moderators neither.

    Both sides are unique, so that the database decides a race: a talk is in one pair of hands, and a pair of hands
    holds one talk. ends_at: from then on it is free again, and the row counts no more.
    """

    thread = models.OneToOneField(Thread, primary_key=True, on_delete=models.CASCADE, related_name="claim")
    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="claim")
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return "claim of a talk"
