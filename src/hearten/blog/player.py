"""What plays on a page, as plain data: sources, captions, chapters and the words beside it (R24, R53)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from hearten.blog import webvtt
from hearten.blog.models import EpisodeEdition, Post
from hearten.media.recordings import Playable, Source, playable

#: A pause this long begins a new paragraph of the words that follow along, in milliseconds.
PAUSE_MS = 2000
#: A paragraph of that many characters ends with its sentence.
ENOUGH = 300


@dataclass(frozen=True)
class Chapter:
    """A part with a name. at: its beginning as people write it."""

    start_ms: int
    at: str
    title: str


@dataclass(frozen=True)
class Said:
    """A few words and when they are said, in milliseconds."""

    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Words that belong together. at: when they begin, as people write it."""

    start_ms: int
    at: str
    said: list[Said]


@dataclass(frozen=True)
class Player:
    """An audio or a video, ready to draw.

    sources: best first. sizes: the files as (label, address) to keep for later. sound: of a video, what is heard,
    alone; ("", "") for none. captions, chapters_url: addresses on the pages' own origin, "" when there are none.
    due: by when the words come that are still missing.
    """

    kind: str
    title: str
    length: str
    sources: list[Source]
    poster: str
    width: int
    height: int
    sizes: list[tuple[str, str]]
    sound: tuple[str, str]
    captions: str
    chapters_url: str
    transcript_url: str
    chapters: list[Chapter]
    paragraphs: list[Paragraph]
    transcript_html: str
    due: date | None


def spoken_edition(post: Post) -> EpisodeEdition | None:
    """What plays in the edition that the world sees; None when nothing does."""
    return getattr(post.edition, "episode", None)


def spoken_words(post: Post) -> list[str]:
    """What is said in an audio or a video, as it was published."""
    spoken = spoken_edition(post)
    heard = webvtt.spoken(spoken.captions)[0] if spoken else ""
    return [words for words in (heard, spoken.transcript) if words] if spoken else []


def played(post: Post) -> Playable | None:
    """The recording of that edition, while it can be played."""
    spoken = spoken_edition(post)
    return playable(spoken.recording) if spoken and spoken.recording else None


def player(post: Post) -> Player | None:
    """What the page of a post plays; None for everything else."""
    spoken, found = spoken_edition(post), played(post)
    if spoken is None or found is None or post.edition is None:
        return None
    where = [post.therapist.handle, post.slug]
    paragraphs = paragraphs_of(spoken.captions)
    return Player(
        kind=found.kind,
        title=post.edition.title,
        length=length(found.duration_ms),
        sources=found.sources,
        poster=found.poster,
        width=found.width,
        height=found.height,
        sizes=[(size_of(source), source.url) for source in found.sources],
        sound=(size_of(found.sound), found.sound.url) if found.sound else ("", ""),
        captions=reverse("episode_captions", args=where) if spoken.captions else "",
        chapters_url=reverse("episode_chapters", args=where) if spoken.chapters else "",
        transcript_url=reverse("episode_transcript", args=where) if spoken.captions or spoken.transcript else "",
        chapters=[Chapter(row["start_ms"], clock(row["start_ms"]), row["title"]) for row in spoken.chapters],
        paragraphs=paragraphs,
        transcript_html=spoken.transcript_html if differs(spoken, paragraphs) else "",
        due=spoken.transcript_due,
    )


def differs(spoken: EpisodeEdition, paragraphs: list[Paragraph]) -> bool:
    """Whether the transcript says more than the words that follow along."""
    heard = " ".join(said.text for paragraph in paragraphs for said in paragraph.said)
    return spoken.transcript.split() != heard.split()


def paragraphs_of(captions: str) -> list[Paragraph]:
    """The captions as paragraphs that can follow along."""
    found: list[list[webvtt.Cue]] = []
    for cue in webvtt.parse(captions).cues if captions else []:
        if not found or begins_anew(found[-1], cue):
            found.append([])
        found[-1].append(cue)
    return [Paragraph(part[0].start_ms, clock(part[0].start_ms), [said(cue) for cue in part]) for part in found]


def begins_anew(before: list[webvtt.Cue], cue: webvtt.Cue) -> bool:
    """After a pause, or after a sentence when there is enough."""
    paused = cue.start_ms - before[-1].end_ms >= PAUSE_MS
    long = sum(len(each.text) for each in before) >= ENOUGH and before[-1].text[-1] in ".!?…"
    return paused or long


def said(cue: webvtt.Cue) -> Said:
    """One cue on one line."""
    return Said(cue.start_ms, cue.end_ms, " ".join(cue.text.split()))


def clock(ms: int) -> str:
    """A moment as people write it: 1:05, or 1:01:05."""
    seconds = ms // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def length(ms: int) -> str:
    """How long something takes, in words."""
    minutes = round(ms / 60_000)
    if minutes < 1:
        return "less than a minute"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def size_of(source: Source) -> str:
    """How large a file is, so that nobody on a thin line is surprised (R53)."""
    much = f"{source.bytes / 1_000_000:.1f} MB" if source.bytes >= 100_000 else f"{max(1, source.bytes // 1000)} kB"
    return f"{source.height} lines, {much}" if source.height else much
