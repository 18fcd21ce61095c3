"""Episodes: what a post that plays has besides its text (R24), and the words that belong to the sound."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hearten.blog.models.post import Edition, Post


def new_guid() -> str:
    """How podcast apps know an episode. Drawn once; an imported episode keeps the one it had elsewhere."""
    return str(uuid.uuid4())


class Spoken(models.Model):
    """The words of a recording.

    captions: WebVTT as `webvtt.tidy` leaves it, or as its author typed it while it has mistakes.
    transcript: Markdown. chapters: `[{"start_ms": 0, "title": "Hello"}]`, in order.
    """

    captions = models.TextField(blank=True, default="")
    transcript = models.TextField(blank=True, default="")
    chapters = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True


class Episode(Spoken):
    """The working copy of what plays, which only its author sees.

    was_public: it stood elsewhere before it was imported. Only then may it go out without captions or a transcript,
    with a day by which they come (`transcript_due`), which readers see.
    guid: never changes. enclosure_note: what was wrong with its file when it was imported, for its author.
    """

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="episode")
    was_public = models.BooleanField(default=False)
    transcript_due = models.DateField(null=True, blank=True)
    guid = models.CharField(max_length=500, default=new_guid)
    enclosure_note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(transcript_due=None) | Q(was_public=True), name="only_imported_may_owe_words"
            ),
            models.CheckConstraint(condition=~Q(guid=""), name="episode_has_guid"),
        ]

    def __str__(self) -> str:
        return self.guid


class EpisodeEdition(Spoken):
    """What plays as it was published with an edition; never changed afterwards (R42).

    captions: tidy WebVTT, ready to send. transcript_html: cleaned and ready to send.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="episode")
    transcript_html = models.TextField(blank=True, default="")
    transcript_due = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.edition)
