"""Readers ask where a claim comes from; a clinical editor decides within three days (R80)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hearten.accounts.models import Account, opaque
from hearten.blog.models.post import Edition, Post
from hearten.moderation.models import Decision

#: An editor decides within this time of the first question (R80).
DECIDE_WITHIN = timedelta(hours=72)


class Outcome(models.TextChoices):
    """What an editor decided."""

    FINE = "fine", "It is fine as it is"
    ASKED = "asked", "Ask the author to add a source"
    HIDDEN = "hidden", "Hide it until these words are changed"


class SourceAskQuerySet(models.QuerySet["SourceAsk"]):
    """Which questions somebody may see."""

    def waiting(self) -> SourceAskQuerySet:
        """Undecided ones about pieces that the world can read now, oldest first."""
        return self.filter(outcome="", post__in=Post.objects.public()).order_by("opened_at", "pk")

    def decidable_by(self, editor: Account) -> SourceAskQuerySet:
        """Waiting ones about other people's pieces: nobody is their own editor."""
        return self.waiting().exclude(post__therapist__account=editor)

    def answerable_by(self, author: Account) -> SourceAskQuerySet:
        """What this author was asked for and has not answered yet."""
        return self.filter(outcome=Outcome.ASKED, answer="", post__in=Post.objects.editable_by(author))


class SourceAsk(models.Model):
    """One edition that readers asked a source for, however many they were; nobody's name (I42).

    passage: the words that have to change, when it was hidden. known_sources: titles and addresses that stood there
    when a source was asked for. answer: how the author answered. decision: the reasons of a hold (I41).
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="source_asks")
    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="source_ask")
    opened_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, blank=True, default="", choices=Outcome.choices)
    reason = models.TextField(max_length=1000, blank=True, default="")
    passage = models.TextField(max_length=300, blank=True, default="")
    known_sources = models.JSONField(default=list, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answer = models.CharField(
        max_length=8,
        blank=True,
        default="",
        choices=[("source", "a source was added"), ("opinion", "labelled as opinion"), ("changed", "changed")],
    )
    answered_on = models.DateField(null=True, blank=True)

    objects = SourceAskQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["post", "outcome"], name="source_ask_of_post")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(outcome="") | Q(reason__gt=""), name="source_ask_has_reason"),
            models.CheckConstraint(
                condition=~Q(outcome="hidden") | Q(passage__gt=""), name="source_ask_names_words"
            ),
        ]

    def __str__(self) -> str:
        return "source ask"

    @property
    def due_at(self) -> datetime:
        """When an editor has to have decided."""
        return self.opened_at + DECIDE_WITHIN


class SourceFlag(models.Model):
    """That somebody asked. Its id is their receipt; who it was is not kept, only the day (R99).

    words: a passage of the piece itself, or "".
    """

    id = models.CharField(primary_key=True, max_length=22, default=opaque, editable=False)
    ask = models.ForeignKey(SourceAsk, on_delete=models.CASCADE, related_name="flags")
    words = models.CharField(max_length=300, blank=True, default="")
    made_on = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return "source flag"
