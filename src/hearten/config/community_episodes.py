"""The demo's episodes: their files come in the way everybody's do, and are prepared at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from hearten.accounts.models import Account
from hearten.blog import webvtt
from hearten.blog.actions.episodes import episode_of, save_episode
from hearten.blog.models import Post
from hearten.config.community import FOLDER, bring_article
from hearten.directory.models import Therapist
from hearten.events.models import Event
from hearten.media import arriving
from hearten.media.models import Recording, RecordingState
from hearten.media.recording_work import prepare_recording

EPISODES = FOLDER / "episodes"
LINK = re.compile(r"\(episode:(?P<slug>[a-z0-9-]+)\)")


def episodes() -> Iterator[dict[str, Any]]:
    """Every episode with its front matter, its text and its captions."""
    for file in sorted(EPISODES.glob("*.md")):
        _start, front, body = file.read_text(encoding="utf-8").split("+++\n", 2)
        words = file.with_suffix(".vtt").read_text(encoding="utf-8")
        yield {**tomllib.loads(front), "body": LINK.sub(r"(/@ana/\g<slug>/)", body.strip()), "captions": words}


def bring_episodes() -> None:
    """Both episodes, with their recordings, as their author would publish them."""
    for piece in episodes():
        who = Therapist.objects.select_related("account").get(handle=piece["author"])
        if not Post.objects.filter(therapist=who, slug=piece["slug"]).exists():
            recording = bring_recording(EPISODES / piece["file"], who.account)
            bring_article(piece, before_it_goes_out=partial(give_words, piece=piece, recording=recording))


def give_words(post: Post, piece: dict[str, Any], recording: Recording) -> None:
    """The recording, its captions, a transcript made from them, and chapters."""
    captions = webvtt.tidy(piece["captions"])
    transcript = webvtt.transcript(webvtt.parse(captions).cues)
    changes = {"recording": recording, "captions": captions, "transcript": transcript}
    episode = episode_of(post)
    save_episode(episode, changes={**changes, "chapters": piece["chapters"]}, seen_version=episode.version)
    post.refresh_from_db()


def bring_recording(file: Path, owner: Account) -> Recording:
    """One file, sent and prepared. Raises CommandError when it can't be used."""
    size = file.stat().st_size
    kind = "video/mp4" if file.suffix == ".mp4" else "audio/mpeg"
    upload = arriving.begin(owner=owner, name=file.name, declared=kind, length=size)
    with file.open("rb") as source:
        arriving.add(upload, source.read, at=0)
    prepare_recording(Event(subject=f"media.recording:{upload.pk}"))
    recording = Recording.objects.get(pk=upload.pk)
    if recording.state != RecordingState.READY:
        raise CommandError(f"The demo's {file.name} could not be prepared: {recording.reason or recording.state}")
    return recording
