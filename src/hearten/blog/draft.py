"""A working copy as the Guard reads it: one text, so that facts in the title and the body count together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hearten.blog.markdown import image_ids
from hearten.blog.models import Post, StorySource
from hearten.blog.models.post import EPISODES, Kind
from hearten.media.images import resolve
from hearten.moderation.review import Finding, Reading, read

FIELDS = ("title", "summary", "body")
GAP = "\n\n"

#: The longest text that is taken in, in characters: about 35,000 words.
LONGEST = 200_000


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


def compose(post: Post) -> str:
    """Title, summary and body as one text."""
    return GAP.join(getattr(post, field) for field in FIELDS)


def read_draft(post: Post) -> DraftReading:
    """Let the Guard read the working copy. Raises GuardUnavailable."""
    reading = read(compose(post), purpose=post.purpose)
    placed = [place(post, number, item) for number, item in enumerate(reading.findings, start=1)]
    return DraftReading(reading, placed)


def place(post: Post, number: int, finding: Finding) -> Placed:
    """Find the field a finding stands in, cut to that field when it runs over an edge."""
    offset = 0
    for field in FIELDS:
        length = len(getattr(post, field))
        if finding.start < offset + length or field == FIELDS[-1]:
            start = max(0, finding.start - offset)
            return Placed(number, field, start, max(start, min(length, finding.end - offset)), finding)
        offset += length + len(GAP)
    raise AssertionError("the last field takes every finding")


def apply_suggestion(post: Post, placed: Placed) -> bool:
    """Put the suggested words in place of the quoted ones, in memory. False when the text has moved on."""
    text = getattr(post, placed.field)
    suggestion = placed.finding.suggestion
    if suggestion is None or text[placed.start : placed.end] != placed.finding.quote:
        return False
    setattr(post, placed.field, text[: placed.start] + suggestion + text[placed.end :])
    return True


def what_is_missing(post: Post) -> list[str]:
    """What the author still has to say before the world may read this, in plain sentences."""
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
        (post.kind in EPISODES, "Choose a recording."),
        (post.kind == Kind.EVENT and post.starts_at is None, "Say when the event starts."),
        (post.kind == Kind.EXERCISE and not post.exercise_link and len(post.body) < 100, "Write the steps."),
        (
            not post.topics.exists() and not post.suggested_topic,
            "Choose at least one topic, or suggest a new one.",
        ),
        (
            not pictures_ready(post),
            "A picture in the text is still being prepared, or was refused. See your pictures.",
        ),
        (not post.therapist.is_listed, "Finish your page first: purpose, audience, and what you will not do."),
    ]
    return [sentence for missing, sentence in checks if missing]


def pictures_ready(post: Post) -> bool:
    """Whether every picture the text names is the author's own and ready to be shown."""
    ids = set(image_ids(post.body))
    found = resolve(ids, post.therapist.account)
    return ids == {name for name, picture in found.items() if picture.state == "ready"}
