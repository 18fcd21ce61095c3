"""Ready-made episodes, with a recording as the worker leaves it."""

from typing import Any

from hearten.accounts.models import Account
from hearten.blog.actions.episodes import episode_of
from hearten.blog.actions.publish import publish
from hearten.blog.models import Episode, Post
from tests.blog.pieces import draft
from tests.media.recorded import a_recording

CAPTIONS = """WEBVTT

00:00:00.000 --> 00:00:02.500
Let your shoulders drop.

00:00:02.500 --> 00:00:06.000
Breathe out & out, a little longer.
""".replace("&", "&amp;")
TRANSCRIPT = "Let your shoulders drop. Breathe out, a little longer."
CHAPTERS = [{"start_ms": 0, "title": "Arriving"}, {"start_ms": 30_000, "title": "A longer breath out"}]


def episode(author: Account, *, kind: str = "audio", recording: Any = None, **words: Any) -> Episode:
    """The episode of a draft that may go out as it is. words: other values of its fields."""
    post = draft(author, kind=kind, title="A longer breath", body="Sit as you like. Two quiet minutes.")
    row = episode_of(post)
    given = {"captions": CAPTIONS, "transcript": TRANSCRIPT, "chapters": CHAPTERS, **words}
    row.recording = recording or a_recording(author, kind=kind)
    for name, value in given.items():
        setattr(row, name, value)
    row.save()
    return row


def published(author: Account, **words: Any) -> Post:
    """A post that plays, as the world sees it."""
    row = episode(author, **words)
    publish(row.post, by=author)
    return Post.objects.get(pk=row.post_id)
