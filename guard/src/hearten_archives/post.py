"""What a reader gives: one post at a time, whatever it was exported from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ArchivedComment:
    """What a reader of the old blog wrote. No address, no network address and no link to them is kept."""

    name: str
    text: str
    written_at: datetime | None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A recording that an episode names. It is never fetched. length: bytes. duration: seconds."""

    url: str
    type: str = ""
    length: int | None = None
    duration: int | None = None


@dataclass(frozen=True, slots=True)
class ArchivedPost:
    """One post, page or episode. The name of its author is not read.

    guid: names the post for ever, the same in every export of it. kind: "article", "page" or "episode".
    markup: how `text` is written: "html", "wordpress" (HTML in which an empty line makes a paragraph) or
    "markdown". Times are aware. old_path: the path it had, such as `/2014/05/sleep/`, or "". folder: where in
    the archive it lay, for pictures beside it. was_public: anyone could read it there.
    """

    guid: str
    kind: str
    title: str
    text: str
    markup: str
    excerpt: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    slug: str = ""
    old_path: str = ""
    tags: tuple[str, ...] = ()
    comments: tuple[ArchivedComment, ...] = field(default=())
    enclosure: Enclosure | None = None
    was_public: bool = False
    folder: str = ""
