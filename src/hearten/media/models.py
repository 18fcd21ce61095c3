"""Pictures, recordings and voice notes, after they were re-encoded and stripped."""

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


class RecordingKind(models.TextChoices):
    """What people do with a recording."""

    AUDIO = "audio", "to listen to"
    VIDEO = "video", "to watch"


class RecordingState(models.TextChoices):
    """Where a recording stands."""

    WAITING = "waiting", "waiting to be prepared"
    WORKING = "working", "being prepared"
    READY = "ready", "ready"
    REFUSED = "refused", "could not be used"


class RecordingUpload(models.Model):
    """A recording on its way here, piece by piece. How much has arrived is the size of its file, nothing else.

    title: how its owner finds it again; only they see it. length: bytes it will have.
    stamp: when its file was last changed, in milliseconds, so that another file of that name is not mixed with it.
    expires_at: when what arrived is thrown away, because nobody went on.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=RecordingKind.choices)
    length = models.PositiveBigIntegerField()
    stamp = models.CharField(max_length=20, blank=True, default="")
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.id


class Recording(models.Model):
    """One uploaded recording, to listen to or to watch (R24). What arrived is never served (I34).

    title: how its owner finds it again; only they see it. reason: words for the owner, about a refusal or a delay.
    duration_ms: of what is served; 0 until it is ready. width, height: of the largest picture, in pixels.
    files: what is served, as rows of `name`, `type`, `bytes`, `width`, `height`. held_bytes: what it takes of the
    disk now. progress: per cent prepared, in steps.
    public: whether something that anyone can read uses it; until then its addresses work only with a signature.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    owner = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=RecordingKind.choices)
    state = models.CharField(max_length=10, choices=RecordingState.choices, default=RecordingState.WAITING)
    reason = models.CharField(max_length=300, blank=True, default="")
    duration_ms = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    files = models.JSONField(default=list)
    held_bytes = models.PositiveBigIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)
    public = models.BooleanField(default=False)
    uploaded_on = models.DateField(default=timezone.localdate)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "-uploaded_on", "id"], name="recording_shelf")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=RecordingKind.values), name="recording_kind"),
            models.CheckConstraint(condition=models.Q(state__in=RecordingState.values), name="recording_state"),
            models.CheckConstraint(
                condition=models.Q(public=False) | models.Q(state=RecordingState.READY), name="recording_public"
            ),
        ]

    def __str__(self) -> str:
        return self.id


class VoiceNote(models.Model):
    """A few minutes of somebody's voice. It has no owner: what uses it says whose it is (I1, I34).

    key: goes into the addresses it is heard at, so that a new one ends them all. reason: words for whoever sent it.
    duration_ms, bytes: of what is served; 0 until it is ready.
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    key = models.CharField(max_length=22, default=opaque, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=200, blank=True, default="")
    duration_ms = models.PositiveIntegerField(default=0)
    bytes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="voice_state"),
        ]

    def __str__(self) -> str:
        return self.id
