"""One archived post made ready for the desk: its words in Markdown, its pictures taken in, its findings known."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from hearten.blog.draft import LONGEST, read_draft
from hearten.blog.models import Post
from hearten.directory.models import Therapist, Topic
from hearten.imports.models import ArchivedPicture, Outcome
from hearten.media import actions as media
from hearten.media.images import picture as drawn
from hearten.media.models import Image, Shows
from hearten.media.probe import Refused as NotAPicture
from hearten.moderation.review import GuardUnavailable
from hearten_archives import Archive, ArchivedPost, Refused, to_markdown
from hearten_archives.to_markdown import plain

#: How often the Guard is asked about one text before it counts as unread (I19).
TRIES = 2
UNREAD = [{"rule": "unread", "severity": "hold"}]
TITLE, SUMMARY = 160, 200

Bring = Callable[[bytes, str], Image]


@dataclass
class Words:
    """A post's words as the desk keeps them. left_out: what could not come along, as closed words with counts."""

    title: str
    summary: str
    body: str
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def skipped(self) -> str:
        """Why this piece can't be brought at all, as a closed word; "" when it can."""
        if not self.body and not self.title:
            return "empty"
        return "too-long" if len(self.body) > LONGEST else ""


@dataclass
class Prepared:
    """Everything to write down for one piece."""

    post: ArchivedPost
    words: Words
    outcome: str
    findings: list[dict[str, str]]
    topics: list[str]
    suggested_topic: str


def key_of(post: ArchivedPost) -> str:
    """The piece's own name for ever, in a form of one length."""
    return hashlib.sha256(post.guid.encode(errors="surrogatepass")).hexdigest()


def prepare(post: ArchivedPost, archive: Archive, therapist: Therapist, topics: Mapping[str, str]) -> Prepared:
    """Words, pictures and findings. Runs outside any transaction: the Guard takes a moment."""

    def bring(data: bytes, words: str) -> Image:
        return bring_picture(data, words, therapist)

    words = words_of(post, archive, bring)
    found, suggested = matching(post.tags, topics)
    if words.skipped:
        words.left_out[words.skipped] += 1
        return Prepared(post, words, Outcome.SKIPPED, [], [], "")
    outcome, findings = reading_of(words, therapist)
    return Prepared(post, words, outcome, findings, found, suggested)


def words_of(post: ArchivedPost, archive: Archive, bring: Bring | None) -> Words:
    """The words in Markdown. bring: takes a picture in; None only counts."""
    left_out: Counter[str] = Counter()

    def place(source: str, words: str) -> str:
        return placed(source, words, post, archive, bring, left_out)

    made = to_markdown(post, place)
    left_out["gallery"] += made.galleries
    title, summary = plain(post.title).replace("\0", ""), plain(post.excerpt).replace("\0", "")
    body = made.text.replace("\0", "")
    if len(title) > TITLE:
        body = f"{title}\n\n{body}"
    if len(summary) > SUMMARY:
        left_out["summary-cut"] += 1
    return Words(cut(title, TITLE), cut(summary, SUMMARY), body, +left_out)


def placed(
    source: str, words: str, post: ArchivedPost, archive: Archive, bring: Bring | None, left_out: Counter[str]
) -> str:
    """What stands in the text for one picture. Nothing is fetched: a picture elsewhere becomes a link (I21)."""
    name = archive.picture(source, post)
    if name is None:
        return linked(source, words, left_out)
    if not words.strip():
        left_out["picture-without-words"] += 1
        return ""
    if bring is None:
        return words
    try:
        return drawn(bring(archive.picture_bytes(name), words)).reference
    except (NotAPicture, Refused):
        left_out["picture-refused"] += 1
        return ""


def linked(source: str, words: str, left_out: Counter[str]) -> str:
    """A plain link to a picture elsewhere; nothing for one that is nowhere."""
    try:
        elsewhere = urlsplit(source).scheme in {"http", "https"}
    except ValueError:
        elsewhere = False
    left_out["picture-elsewhere" if elsewhere else "picture-missing"] += 1
    if not elsewhere:
        return ""
    safe = source.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    return f"[{words.translate(BRACKETS).strip() or 'A picture'}]({safe})"


BRACKETS = str.maketrans({"[": "(", "]": ")", "\\": None, "\n": " "})


def bring_picture(data: bytes, words: str, therapist: Therapist) -> Image:
    """Take a picture in once, however many posts or archives show it. Raises media's Refused.

    Who is in it has not been asked: it is marked as such, and the shelf tells the author to look once more (R36).
    """
    key = hashlib.sha256(data).hexdigest()
    known = ArchivedPicture.objects.filter(therapist=therapist, key=key).select_related("image").first()
    if known:
        return known.image
    with transaction.atomic():
        image = media.upload(ContentFile(data), owner=therapist.account, alt=words[:300], shows=Shows.UNSURE)
        ArchivedPicture.objects.create(therapist=therapist, key=key, image=image)
    return image


def reading_of(words: Words, therapist: Therapist) -> tuple[str, list[dict[str, str]]]:
    """What the Guard says, as outcome and as rule ids; without an answer the piece is held (I19)."""
    draft = Post(therapist=therapist, title=words.title, summary=words.summary, body=words.body)
    for _ in range(TRIES):
        try:
            found = read_draft(draft).reading.findings
        except GuardUnavailable:
            continue
        kept = {(item.rule, item.severity) for item in found}
        severities = {severity for rule, severity in kept if not rule.startswith("crisis.")}
        outcome = (
            Outcome.HELD if "hold" in severities else Outcome.ADVICE if "advise" in severities else Outcome.CLEAR
        )
        return outcome, [{"rule": rule, "severity": severity} for rule, severity in sorted(kept)]
    return Outcome.HELD, UNREAD


def matching(tags: tuple[str, ...], topics: Mapping[str, str]) -> tuple[list[str], str]:
    """The host's topics among the tags, and the first tag that is none, when no tag is one."""
    found = list(dict.fromkeys(topics[tag.casefold()] for tag in tags if tag.casefold() in topics))
    return found, ("" if found else next(iter(tags), "")[:60])


def all_topics() -> dict[str, str]:
    """The host's topics by name and by slug."""
    rows = list(Topic.objects.values_list("slug", "name"))
    return {slug: slug for slug, _ in rows} | {name.casefold(): slug for slug, name in rows}


def written_on(post: ArchivedPost) -> date:
    """The day it was written; today for what says none, or one still to come."""
    today = timezone.localdate()
    return min(today, timezone.localdate(post.published_at)) if post.published_at else today


def begun_at(post: ArchivedPost) -> datetime:
    """The moment its author began, as far as the archive knows."""
    return min(timezone.now(), post.published_at or timezone.now())


def cut(text: str, most: int) -> str:
    """At most so many characters, cut between words."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0][: most - 1] + "…"


def as_numbers(left_out: Mapping[str, int]) -> dict[str, Any]:
    """Counts for a JSON column."""
    return {name: count for name, count in sorted(left_out.items()) if count}
