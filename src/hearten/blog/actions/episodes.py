"""Episodes: what plays gets its row, its words, and the history it brings along."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from hearten.blog.actions.write import begin
from hearten.blog.models import Episode, Post
from hearten.blog.models.episode import new_guid
from hearten.directory.models import Therapist


def episode_of(post: Post) -> Episode:
    """The episode of a post of kind audio or video; begun when there is none yet."""
    episode, _new = Episode.objects.get_or_create(post=post)
    return episode


@transaction.atomic
def begin_imported(
    therapist: Therapist,
    *,
    kind: str,
    guid: str = "",
    captions: str = "",
    transcript: str = "",
    chapters: list[dict[str, Any]] | None = None,
    transcript_due: date | None = None,
    note: str = "",
) -> Episode:
    """A new draft of an episode that was public elsewhere. Its text is saved afterwards with `write.save_draft`.

    kind: `Kind.AUDIO` or `Kind.VIDEO`. guid: the one it had in its old feed, so that podcast apps know it again.
    captions: WebVTT; transcript: Markdown; chapters: `[{"start_ms", "title"}]`. transcript_due: by when the words
    that are still missing come; without it, the episode can't go out before it has them. note: what was wrong with
    its file, for its author.
    """
    return Episode.objects.create(
        post=begin(therapist, kind=kind),
        was_public=True,
        guid=guid[:500] or new_guid(),
        captions=captions,
        transcript=transcript,
        chapters=chapters or [],
        transcript_due=transcript_due,
        enclosure_note=note[:300],
    )
