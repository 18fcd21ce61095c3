"""Episodes: what plays gets its row, its words, and the history it brings along."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from hearten.blog import webvtt
from hearten.blog.actions.write import begin
from hearten.blog.markdown import render
from hearten.blog.models import Edition, Episode, EpisodeEdition, Post
from hearten.blog.models.episode import new_guid
from hearten.blog.models.post import EPISODES, State
from hearten.blog.spoken import owes_words, playing
from hearten.directory.models import Therapist
from hearten.media.recording_actions import close_recording, open_recording

WORDS = ("captions", "transcript", "chapters")


class StaleEpisode(Exception):
    """Another tab saved in between. Nothing was written; `episode` holds what is there now (I16)."""

    def __init__(self, episode: Episode) -> None:
        super().__init__("the episode was changed in another tab")
        self.episode = episode


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


@transaction.atomic
def save_episode(episode: Episode, *, changes: dict[str, Any], seen_version: int) -> Episode:
    """Keep what the author set.

    changes: values by field name. seen_version: the `version` the author's page was made from.
    Raises StaleEpisode when another tab saved other words in between.
    """
    current = Episode.objects.select_for_update().get(pk=episode.pk)
    if current.version != seen_version and any(getattr(current, name) != changes[name] for name in changes):
        raise StaleEpisode(current)
    for name, value in changes.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    return current


def freeze(edition: Edition, post: Post) -> None:
    """Keep what plays as it is published with an edition; nothing for other kinds."""
    episode = playing(post)
    if episode is None:
        return
    EpisodeEdition.objects.create(
        edition=edition,
        recording=episode.recording,
        transcript_html=render(episode.transcript, {}),
        **frozen(episode),
    )


def frozen(episode: Episode) -> dict[str, Any]:
    """The words of the working copy as an edition holds them."""
    words = {name: getattr(episode, name) for name in WORDS}
    due = episode.transcript_due if owes_words(episode) else None
    return {**words, "captions": webvtt.tidy(episode.captions), "transcript_due": due}


def same_words(edition: Edition, post: Post) -> bool:
    """Whether an edition already says what the working copy says; true for what does not play."""
    episode, was = playing(post), EpisodeEdition.objects.filter(edition=edition).first()
    if episode is None or was is None:
        return episode is None and was is None
    now = frozen(episode)
    return was.recording_id == episode.recording_id and all(getattr(was, name) == now[name] for name in now)


def open_while_public(post: Post) -> None:
    """Let everyone hear the recordings of a post while an edition that is public uses them, and only then.

    Call it in the transaction that changed the state of the post.
    """
    if post.kind not in EPISODES:
        return
    owner = post.therapist.account
    public = Post.objects.filter(therapist=post.therapist, state=State.PUBLISHED).values("edition")
    in_use = set(EpisodeEdition.objects.filter(edition__in=public).values_list("recording_id", flat=True))
    for recording_id in EpisodeEdition.objects.filter(edition__post=post).values_list("recording_id", flat=True):
        if recording_id in in_use:
            open_recording(recording_id, owner=owner)
        elif recording_id:
            close_recording(recording_id, owner=owner)
