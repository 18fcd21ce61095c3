"""Undoing a removal: the world reads the same edition again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from hearten.accounts.models import Account
from hearten.blog.actions.episodes import open_while_public
from hearten.blog.models import Post
from hearten.blog.models.post import State
from hearten.events.actions import record


@transaction.atomic
def put_back(post: Post, *, by: Account) -> None:
    """Publish the last edition again, exactly as it was; nothing happens unless it was removed."""
    down = Post.objects.filter(pk=post.pk, state=State.REMOVED, edition__isnull=False)
    if down.update(state=State.PUBLISHED, version=F("version") + 1):
        open_while_public(post)
        record("post.published", subject=post, by=by, topic=post.topic)
