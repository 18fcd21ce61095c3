"""The search index: one row for each public piece, and nothing that is not public (I28)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hearten.blog.models import Post


class SearchEntry(models.Model):
    """What can be found of one piece. Its id grows with the time of publishing: newest first is the order of ids.

    words: title, summary, text, topics and author, as one plain text. The full-text table beside it
    (FTS5 on SQLite, a tsvector on PostgreSQL) follows this row by itself: see the migration.
    """

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=160)
    words = models.TextField()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.title
