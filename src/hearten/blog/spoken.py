"""A post that plays: its working copy, and what it still needs before the world may hear it (R24)."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.utils import timezone

from hearten.blog import webvtt
from hearten.blog.models import Episode, Post
from hearten.blog.models.post import EPISODES, Kind
from hearten.media.models import Recording, RecordingState

#: Captions and chapters may name a moment this long after the end, in milliseconds: players round.
SLACK_MS = 1500
#: The longest an imported episode may stand without its words (R24), in days.
LONGEST_DUE = 180
NOT_READY = {
    RecordingState.WAITING: "The recording is still being prepared. That takes a few minutes.",
    RecordingState.WORKING: "The recording is still being prepared. That takes a few minutes.",
    RecordingState.REFUSED: "The recording could not be used. Your recordings say why. Please choose another one.",
}


def playing(post: Post) -> Episode | None:
    """The episode of a post that plays; None for every other kind, and while there is none."""
    return getattr(post, "episode", None) if post.kind in EPISODES else None


def spoken_version(post: Post) -> int:
    """Which saved state of the words this is; 0 for what does not play."""
    episode = playing(post)
    return episode.version if episode else 0


def what_is_unheard(post: Post) -> list[str]:
    """What an audio or a video still needs, in plain sentences; nothing for other kinds."""
    if post.kind not in EPISODES:
        return []
    episode = playing(post)
    if episode is None or episode.recording is None:
        return ["Choose a recording."]
    return [
        *wrong_recording(post, episode.recording),
        *words_missing(post, episode),
        *wrong_captions(episode, episode.recording),
        *wrong_chapters(episode.chapters, episode.recording),
    ]


def wrong_recording(post: Post, recording: Recording) -> list[str]:
    """Whether it can be played, and is what the post says."""
    if recording.owner_id != post.therapist.account_id:
        return ["Choose a recording of your own."]
    if recording.kind != post.kind:
        return ["This recording is of the other kind. Choose another one, or change what this piece is."]
    said = NOT_READY.get(RecordingState(recording.state))
    return [said] if said else []


def words_missing(post: Post, episode: Episode) -> list[str]:
    """Captions for a video, a transcript for an audio; later only for what was public before it came here."""
    has_words = episode.captions.strip() if post.kind == Kind.VIDEO else episode.transcript.strip()
    if has_words or owes_words(episode):
        return []
    if episode.was_public and episode.transcript_due:
        return ["The day by which its words come has passed. Add them, or choose another day."]
    if post.kind == Kind.VIDEO:
        return ["Add captions, so that people who can't hear it can follow."]
    return ["Add a transcript, so that people who can't hear it can read it."]


def owes_words(episode: Episode) -> bool:
    """Whether it may go out without words for now: imported, and with a day that is still to come and not far."""
    due, today = episode.transcript_due, timezone.localdate()
    return episode.was_public and due is not None and today <= due <= today + timedelta(days=LONGEST_DUE)


def wrong_captions(episode: Episode, recording: Recording) -> list[str]:
    """Mistakes by their line."""
    read = webvtt.parse(episode.captions) if episode.captions.strip() else webvtt.Captions([], [])
    said = [f"Captions, {str(mistake)[0].lower()}{str(mistake)[1:]}" for mistake in read.mistakes]
    if not said and episode.captions.strip() and not read.cues:
        return ["The captions have no words in them."]
    if not said and read.cues and is_past(read.cues[-1].end_ms, recording):
        return ["The captions go on after the recording has ended."]
    return said


def wrong_chapters(chapters: list[dict[str, Any]], recording: Recording) -> list[str]:
    """Chapters come in order and before the end."""
    starts = [chapter["start_ms"] for chapter in chapters]
    if any(later <= earlier for earlier, later in pairwise(starts)):
        return ["The chapters are not in the order of their times."]
    if starts and recording.state == RecordingState.READY and starts[-1] >= recording.duration_ms:
        return ["A chapter begins after the recording has ended."]
    return []


def is_past(moment: int, recording: Recording) -> bool:
    """Whether a moment is after the end; nobody knows before the recording is ready."""
    return recording.state == RecordingState.READY and moment > recording.duration_ms + SLACK_MS
