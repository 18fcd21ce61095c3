"""A working copy as the Guard reads it: one text, so that facts in the title and the body count together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hearten.blog import webvtt
from hearten.blog.facts import as_meant
from hearten.blog.markdown import image_ids, undescribed_ids
from hearten.blog.models import Episode, Post, StorySource
from hearten.blog.models.post import Kind
from hearten.blog.spoken import playing, what_is_unheard
from hearten.media.images import resolve
from hearten.moderation.review import Finding, Reading, read

FIELDS = ("title", "summary", "body")
#: What is read besides: what the pictures show, in words that are kept with them.
PICTURES = "pictures"
#: What is read besides of a post that plays.
SPOKEN = ("captions", "transcript", "chapters")
GAP = "\n\n"

#: The longest text that is taken in, in characters: about 35,000 words.
LONGEST = 200_000


@dataclass(frozen=True)
class Part:
    """One field as the Guard reads it. places: where each character stands in the field; None: where it is read."""

    field: str
    text: str
    places: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters of the part stand in the field."""
        start, end = max(0, start), min(len(self.text), max(start, end))
        if self.places is None or start >= len(self.places):
            return start, end
        return self.places[start], self.places[max(start, end - 1)] + 1


@dataclass(frozen=True)
class Placed:
    """A finding, and where it stands: in which field, at which characters of it."""

    number: int
    field: str
    start: int
    end: int
    finding: Finding


@dataclass(frozen=True)
class DraftReading:
    """What the Guard said of a working copy."""

    reading: Reading
    placed: list[Placed]

    def open(self, *, acknowledged: Collection[str], released: Collection[str]) -> list[Placed]:
        """What still stands in the way."""
        still = self.reading.open(acknowledged=acknowledged, released=released)
        return [item for item in self.placed if item.finding in still]


def parts_of(post: Post) -> list[Part]:
    """Everything that would be published, field by field; captions as they are heard, without their times."""
    parts = [Part(field, getattr(post, field)) for field in FIELDS]
    episode = playing(post)
    if episode is not None:
        parts += [Part("captions", *webvtt.spoken(episode.captions)), Part("transcript", episode.transcript)]
        parts.append(Part("chapters", "\n".join(chapter["title"] for chapter in episode.chapters)))
    shown = resolve(undescribed_ids(post.body), post.therapist.account).values()
    parts.append(Part(PICTURES, "\n".join(picture.alt for picture in shown)))
    return [part for part in parts if part.text or part.field in FIELDS]


def compose(post: Post) -> str:
    """All of it as one text."""
    return GAP.join(part.text for part in parts_of(post))


def holder(post: Post, field: str) -> Post | Episode:
    """The row that has a field."""
    return playing(post) or post if field in SPOKEN else post


def read_draft(post: Post) -> DraftReading:
    """Let the Guard read the working copy. Raises GuardUnavailable."""
    parts = parts_of(post)
    reading = read(GAP.join(part.text for part in parts), purpose=post.purpose)
    placed = [place(parts, number, item) for number, item in enumerate(reading.findings, start=1)]
    return DraftReading(reading, placed)


def place(parts: list[Part], number: int, finding: Finding) -> Placed:
    """Find the field a finding stands in, cut to that field when it runs over an edge."""
    offset = 0
    for part in parts:
        if finding.start < offset + len(part.text) or part is parts[-1]:
            return Placed(number, part.field, *part.span(finding.start - offset, finding.end - offset), finding)
        offset += len(part.text) + len(GAP)
    raise AssertionError("the last field takes every finding")


def apply_suggestion(post: Post, placed: Placed) -> bool:
    """Put the suggested words in place of the quoted ones, in memory. False when the text has moved on."""
    if placed.field in ("chapters", PICTURES):
        return False  # their author changes them by hand
    row = holder(post, placed.field)
    text = getattr(row, placed.field)
    suggestion = placed.finding.suggestion
    if suggestion is None or text[placed.start : placed.end] != placed.finding.quote:
        return False
    setattr(row, placed.field, text[: placed.start] + suggestion + text[placed.end :])
    return True


def what_is_missing(post: Post) -> list[str]:
    """What the author still has to say before the world may read this, in plain sentences."""
    meant = as_meant(post)
    columns = meant["columns"]
    checks = [
        (not post.title.strip(), "Give it a title."),
        (not post.body.strip(), "Write something in the text."),
        (
            post.kind == Kind.STORY and post.story_source not in StorySource.values,
            "Say where this story comes from. A real client in disguise can't be published here.",
        ),
        (
            post.kind == Kind.TIP and len(post.body) > 500,
            "A tip has at most 500 characters. This could be an article.",
        ),
        (post.kind == Kind.EVENT and not columns["starts_at"], "Say when the event starts."),
        (post.kind == Kind.EXERCISE and not columns["exercise_link"] and len(post.body) < 100, "Write the steps."),
        (
            not meant["topics"] and not columns["suggested_topic"],
            "Choose at least one topic, or suggest a new one.",
        ),
        (
            not pictures_ready(post),
            "A picture in the text is still being prepared, or was refused. See your pictures.",
        ),
        (not post.therapist.is_listed, "Finish your page first: purpose, audience, and what you will not do."),
    ]
    return [sentence for missing, sentence in checks if missing] + what_is_unheard(post)


def pictures_ready(post: Post) -> bool:
    """Whether every picture the text names is the author's own and ready to be shown."""
    ids = set(image_ids(post.body))
    found = resolve(ids, post.therapist.account)
    return ids == {name for name, picture in found.items() if picture.state == "ready"}
