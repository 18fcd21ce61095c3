"""Whether words are one press of the button too many."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, Field, QuerySet
from django.utils import timezone

from hearten.accounts.models import Persona
from hearten.blog.models import Comment, Post
from hearten.blog.models.comment import CommentState
from hearten.directory.models import Therapist
from hearten.prepared import Given, Prepared

#: The same words by the same writer within this time are one press of the button, not two comments.
TWICE_WITHIN = timedelta(minutes=1)


def pressed_twice(post: Post, writer: Persona | Therapist, body: str, parent: Comment | None) -> Comment | None:
    """The comment that this one repeats. The writer's row is locked, so two presses come one by one: it has to be
    asked inside a transaction.
    """
    lock, same = (PERSONA, BY_PERSONA) if isinstance(writer, Persona) else (THERAPIST, BY_THERAPIST)
    lock.objects(key=writer.pk)
    found = same.objects(writer=writer.pk, post=post.pk, body=body, since=timezone.now() - TWICE_WITHIN)
    return next((row for row in found if row.parent_id == (parent.pk if parent else None)), None)


def lately(kind: str, key: Field[Any, Any]) -> QuerySet[Comment]:
    """What a writer wrote under a post with the same words."""
    words: dict[str, Any] = {kind: Given("writer", key), "body": Given("body", CharField())}
    since = Given("since", DateTimeField())
    found = Comment.objects.filter(post=Given("post", NUMBER), written_at__gt=since, **words)
    return found.exclude(state=CommentState.DELETED).order_by("pk")


NUMBER, NAME = BigIntegerField[int, int](), CharField[str, str]()
PERSONA = Prepared(lambda: Persona.objects.select_for_update().filter(pk=Given("key", NAME)))
THERAPIST = Prepared(lambda: Therapist.objects.select_for_update().filter(pk=Given("key", NUMBER)).order_by())
BY_PERSONA = Prepared(lambda: lately("persona", NAME))
BY_THERAPIST = Prepared(lambda: lately("therapist", NUMBER))
