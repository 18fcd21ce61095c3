"""What a therapist published elsewhere, brought here as drafts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.models import Post
from hearten.directory.models import Therapist
from hearten.media.models import Image


class State(models.TextChoices):
    """Where an import stands."""

    UPLOADED = "uploaded", "being looked through"
    LOOKED = "looked", "ready to start"
    RUNNING = "running", "on its way"
    DONE = "done", "all here"
    STOPPED = "stopped", "stopped"
    REFUSED = "refused", "can't be used"


class Outcome(models.TextChoices):
    """What the Guard said of a piece when it arrived; `held` also when it could not be read (I19)."""

    CLEAR = "clear", "clear"
    ADVICE = "advice", "with advice"
    HELD = "held", "held"
    SKIPPED = "skipped", "left out"


class ImportQuerySet(models.QuerySet["Import"]):
    """Whose imports."""

    def owned_by(self, account: Account) -> ImportQuerySet:
        """The therapist's own. Nobody else's exist for them."""
        return self.filter(therapist__account=account, therapist__account__paused="")


class Import(models.Model):
    """One archive on its way here.

    stored: where the uploaded file waits, in the quarantine; "" once it is not needed, or for an archive that was
    named in a terminal. fingerprint: SHA-256 of the archive. total: how many pieces are in it. done: how many of
    them, from its beginning, are dealt with; it moves in the same transaction as the rows, so a process that is
    killed loses and doubles nothing. here: how many were brought before. looked: what the first look found, as
    numbers. reason: why it can't be used, or why it stopped.
    """

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=12, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    stored = models.CharField(max_length=60, blank=True, default="", editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, default="", editable=False)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    here = models.PositiveIntegerField(default=0)
    looked = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    begun_at = models.DateTimeField(default=timezone.now)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="import_state"),
            models.CheckConstraint(condition=Q(done__lte=models.F("total")), name="import_not_beyond_its_end"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.begun_at:%Y-%m-%d}"


class ArchivedItem(models.Model):
    """One piece of an archive, and what became of it. A piece comes once, however often its archive does.

    key: SHA-256 of the name that its old home gave it for ever. findings: rule ids and severities as of its
    arrival, never words. left_out: what could not come along, as closed words with counts. enclosure: where its
    recording is; kept for the author, never fetched. worked_through: the author has ticked it.
    """

    brought_by = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="items")
    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, editable=False)
    post = models.OneToOneField(Post, on_delete=models.SET_NULL, null=True, related_name="archived")
    title = models.CharField(max_length=160, blank=True, default="")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    findings = models.JSONField(default=list, blank=True)
    left_out = models.JSONField(default=dict, blank=True)
    enclosure = models.TextField(blank=True, default="")
    was_public = models.BooleanField(default=False)
    worked_through = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["brought_by", "outcome", "id"], name="archived_report")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["therapist", "key"], name="archived_once"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="archived_outcome"),
        ]

    def __str__(self) -> str:
        return self.title


class ArchivedComment(models.Model):
    """What a reader of the old page wrote. Only the author of the piece sees it: it was never said here.

    name: as it stood there. No address of the reader is kept.
    """

    item = models.ForeignKey(ArchivedItem, on_delete=models.CASCADE, related_name="comments")
    name = models.CharField(max_length=80, blank=True, default="")
    text = models.TextField()
    written_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.pk)


class ArchivedPicture(models.Model):
    """A picture that came out of an archive: the same one is not taken in twice. key: SHA-256 of its bytes."""

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, editable=False)
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["therapist", "key"], name="picture_once")]

    def __str__(self) -> str:
        return self.key


class OldPath(models.Model):
    """The path a piece had elsewhere, without a slash at its end: it leads to the piece once that is public."""

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=400, db_index=True)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="old_paths")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["therapist", "path"], name="old_path_once")]

    def __str__(self) -> str:
        return self.path
