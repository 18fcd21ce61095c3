"""Things worth reading, hearing or using elsewhere."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hearten.blog.models.post import Post
from hearten.directory.models import Therapist, Topic


class Resource(models.Model):
    """A book, course or page, with what it costs and whether its recommender earns from it (R4, R5).

    checked_on: the day a person followed the link; empty until somebody did.
    reading_ease: how hard its recommender finds it to read; empty when nobody said.
    """

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="resources")
    title = models.CharField(max_length=160)
    maker = models.CharField(max_length=120, blank=True, default="")
    kind = models.CharField(
        max_length=12,
        choices=[
            ("book", "Book"),
            ("podcast", "Podcast"),
            ("course", "Course"),
            ("app", "App"),
            ("website", "Website"),
            ("video", "Video"),
            ("helpline", "Helpline"),
        ],
    )
    cost = models.CharField(
        max_length=8, choices=[("free", "Free"), ("paid", "Costs money"), ("mixed", "Free and paid parts")]
    )
    language = models.CharField(max_length=40, default="English")
    reading_ease = models.CharField(
        max_length=8,
        blank=True,
        default="",
        choices=[("plain", "Plain words"), ("average", "Takes some effort"), ("hard", "Hard going")],
    )
    url = models.URLField(max_length=500)
    why = models.CharField(max_length=300)
    interest = models.CharField(
        max_length=10,
        choices=[
            ("none", "I earn nothing from this"),
            ("own", "This is my own work"),
            ("affiliate", "I earn from this link"),
        ],
    )
    checked_on = models.DateField(null=True, blank=True)
    topics = models.ManyToManyField(Topic, related_name="resources", blank=True)
    posts = models.ManyToManyField(Post, related_name="resources", blank=True)

    class Meta:
        ordering: ClassVar = ["title"]

    def __str__(self) -> str:
        return self.title
