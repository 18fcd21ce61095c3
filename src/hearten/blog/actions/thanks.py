"""Two words a reader can leave, and nothing else (R7)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from hearten.blog.models import Post, Thanks


@transaction.atomic
def say(post: Post, *, word: str) -> None:
    """Remember that somebody said `relate` or `thanks` today. A second press changes nothing; no name is kept.

    Raises ValueError for any other word.
    """
    if word not in {"relate", "thanks"}:
        raise ValueError(word)
    Thanks.objects.get_or_create(post=post, word=word, day=timezone.localdate())
