"""Keeping the search index true to what everyone may read."""

from __future__ import annotations

from hearten.blog.models import Post
from hearten.blog.models.post import State
from hearten.events.models import Event
from hearten.home.search import index


def index_post(event: Event) -> None:
    """A piece was published, changed or taken down."""
    found = Post.objects.select_related("edition", "therapist").filter(pk=key_of(event))
    for post in found:
        index(post)


def index_page(event: Event) -> None:
    """An author's page changed: their pieces can be found by their new name."""
    pieces = Post.objects.select_related("edition", "therapist").filter(therapist=key_of(event))
    for post in pieces.filter(state=State.PUBLISHED):
        index(post)


def key_of(event: Event) -> int:
    """The id of what the event is about."""
    return int(event.subject.partition(":")[2])
