"""Pictures, after they were re-encoded and stripped."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from hearten.accounts.models import Account, opaque


class Shows(models.TextChoices):
    """What the uploader says a picture shows (R36). Words from a client are not a value: they can't be stored."""

    THING = "thing", "A place, a thing or a drawing"
    MYSELF = "myself", "Myself"
    AGREED = "agreed", "Somebody who agreed to be shown here"
    UNSURE = "unsure", "I am not sure"


class State(models.TextChoices):
    """Where a picture stands."""

    WAITING = "waiting", "being prepared"
    READY = "ready", "ready"
    REFUSED = "refused", "could not be used"


class Image(models.Model):
    """One uploaded picture. What arrived is never served; `media/reencode.py` makes what is (I34).

    alt: what the picture shows, for who can't see it. shows: the uploader's answer to what it shows (R36).
    state: waiting (not yet re-encoded), ready, or refused (with a reason the uploader can act on).
    width, height: of the large version, in pixels. public: whether something that anyone can read uses it;
    until then its address works only with a signature.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    alt = models.CharField(max_length=300)
    shows = models.CharField(max_length=10, choices=Shows.choices, default=Shows.UNSURE)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=200, blank=True, default="")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    public = models.BooleanField(default=False)
    uploaded_on = models.DateField(default=timezone.localdate)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "-uploaded_on", "id"], name="image_shelf")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(alt__gt=""), name="image_has_alt"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="image_state"),
            models.CheckConstraint(condition=models.Q(shows__in=Shows.values), name="image_shows"),
        ]

    def __str__(self) -> str:
        return self.id
