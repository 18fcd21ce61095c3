"""Episodes: what a post that plays has besides its text (R24), and the words that belong to the sound."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hearten.blog.models.post import Edition, Post
from hearten.directory.models import Therapist
from hearten.media.models import Image, Recording


def new_guid() -> str:
    """How podcast apps know an episode. Drawn once; an imported episode keeps the one it had elsewhere."""
    return str(uuid.uuid4())


class Spoken(models.Model):
    """A recording and its words.

    captions: WebVTT as `webvtt.tidy` leaves it, or as its author typed it while it has mistakes.
    transcript: Markdown. chapters: `[{"start_ms": 0, "title": "Hello"}]`, in order.
    """

    recording = models.ForeignKey(Recording, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    captions = models.TextField(blank=True, default="")
    transcript = models.TextField(blank=True, default="")
    chapters = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True


class Episode(Spoken):
    """The working copy of what plays, which only its author sees.

    was_public: it stood elsewhere before it was imported. Only then may it go out without captions or a transcript,
    with a day by which they come (`transcript_due`), which readers see.
    version: grows with every save, so that two tabs can't overwrite each other, and nothing goes out unread.
    guid: never changes. enclosure_note: what was wrong with its file when it was imported, for its author.
    """

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="episode")
    was_public = models.BooleanField(default=False)
    transcript_due = models.DateField(null=True, blank=True)
    guid = models.CharField(max_length=500, default=new_guid)
    version = models.PositiveIntegerField(default=0)
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


class Podcast(models.Model):
    """How a page's episodes stand in podcast apps (R24); a page without this row has the defaults.

    title: "" is the name of the page. category: one of Apple's, as `Health & Fitness/Mental Health`.
    artwork: square, at least 1400 pixels a side; None is the host's own calm picture. contact: shown in the feed.
    guid: the podcast's name for ever, once it has one (podcast namespace).
    """

    therapist = models.OneToOneField(Therapist, on_delete=models.CASCADE, related_name="podcast")
    title = models.CharField(max_length=120, blank=True, default="")
    summary = models.TextField(max_length=2000, blank=True, default="")
    category = models.CharField(max_length=60, blank=True, default="")
    language = models.CharField(max_length=12, default="en")
    artwork = models.ForeignKey(Image, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    contact = models.EmailField(blank=True, default="")
    explicit = models.BooleanField(default=False)
    guid = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class EpisodeEdition(Spoken):
    """What plays as it was published with an edition; never changed afterwards (R42).

    captions: tidy WebVTT, ready to send. transcript_html: cleaned and ready to send.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="episode")
    transcript_html = models.TextField(blank=True, default="")
    transcript_due = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.edition)
