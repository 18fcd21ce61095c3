"""What was acknowledged, released and looked at before and after publishing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.models.post import Edition, Post
from hearten.directory.models import Therapist


class Acknowledgement(models.Model):
    """The author saw a piece of advice and published all the same; kept with the edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="acknowledgements")
    rule = models.CharField(max_length=60)
    quote = models.TextField()
    by = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.rule


class Release(models.Model):
    """A second professional, by name and with a typed reason, ended a hold on exact words (R17).

    key: the rule and a hash of the words; other words under the same rule are held again.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="releases")
    key = models.CharField(max_length=100)
    by = models.ForeignKey(Therapist, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=1000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "key"], name="release_once"),
            models.CheckConstraint(condition=Q(reason__gt=""), name="release_has_reason"),
        ]

    def __str__(self) -> str:
        return self.key


class ColleagueLook(models.Model):
    """The author asked a colleague to look at a draft (R45)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="looks")
    colleague = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="looks_asked")
    question = models.CharField(max_length=400, blank=True, default="")
    answer = models.TextField(max_length=2000, blank=True, default="")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "colleague"], name="look_once")]

    def __str__(self) -> str:
        return "colleague look"


class StoryReview(models.Model):
    """A story the safety lead reads again: drawn at random, or because a reader said it may be about them (R18).

    The author is told the same words in both cases. The row does not hold who asked.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reviews")
    because = models.CharField(max_length=8, choices=[("claim", "claim"), ("sample", "sample")])
    opened_at = models.DateTimeField(default=timezone.now)
    hides = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(
        max_length=8, blank=True, default="", choices=[("stays", "stays"), ("changes", "changes needed")]
    )
    note = models.TextField(max_length=1000, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["opened_at"]

    def __str__(self) -> str:
        return "story review"
