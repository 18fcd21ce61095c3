"""The podcast of a page, as podcast apps read it (R24).

RSS 2.0 with Apple's tags and the podcast namespace (podcastindex.org): every episode with a stable GUID,
a file with its length and type, RFC 2822 dates, transcript and chapters. Nobody but the author is named in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse

from hearten.blog import notice
from hearten.blog.feeds import clean, whole_addresses
from hearten.blog.models import Podcast, Post
from hearten.blog.player import Player, played, player
from hearten.blog.queries import Parts
from hearten.directory.models import Therapist

#: Where names of podcasts come from (podcast namespace, `podcast:guid`).
NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
#: How many episodes the feed holds; Apple shows no more.
SIZE = 300
#: Apple's categories that fit this place, letter for letter; the first is what a new podcast has.
CATEGORIES: dict[str, list[str]] = {
    "Health & Fitness": ["Mental Health", "Alternative Health", "Fitness", "Medicine", "Nutrition", "Sexuality"],
    "Education": ["Self-Improvement", "Courses", "How To", "Language Learning"],
    "Kids & Family": ["Parenting", "Education for Kids", "Stories for Kids", "Pets & Animals"],
    "Society & Culture": ["Relationships", "Personal Journals", "Philosophy", "Documentary", "Places & Travel"],
    "Science": ["Social Sciences", "Life Sciences", "Nature"],
    "Religion & Spirituality": [
        "Spirituality",
        "Buddhism",
        "Christianity",
        "Hinduism",
        "Islam",
        "Judaism",
        "Religion",
    ],
    "Arts": ["Books", "Performing Arts", "Visual Arts"],
    "Business": ["Careers", "Non-Profit"],
    "Fiction": ["Drama"],
    "News": ["News Commentary"],
}
FIRST = "Health & Fitness/Mental Health"


@dataclass(frozen=True)
class Item:
    """One episode in the feed. at: RFC 2822. file, bytes, mime: its enclosure. seconds: how long it is."""

    title: str
    url: str
    guid: str
    at: str
    changed: datetime
    summary: str
    html: str
    file: str
    bytes: int
    mime: str
    seconds: int
    captions: str
    transcript: str
    chapters: str


@dataclass(frozen=True)
class Show:
    """The podcast itself, with absolute addresses."""

    title: str
    summary: str
    author: str
    page: str
    feed: str
    artwork: str
    language: str
    category: str
    subcategory: str
    contact: str
    explicit: str
    guid: str
    changed: str
    items: list[Item]


def settings_of(who: Therapist) -> Podcast:
    """What its author chose, or the defaults."""
    found = Podcast.objects.filter(therapist=who).select_related("artwork").first()
    return found or Podcast(therapist=who)


def show(who: Therapist) -> Show:
    """The podcast as it is now, in three statements."""
    chosen = settings_of(who)
    items = [item(post) for post in episodes(who)]
    page = notice.absolute(reverse("therapist", args=[who.handle]))
    feed = notice.absolute(reverse("podcast", args=[who.handle]))
    category, _, subcategory = (chosen.category or FIRST).partition("/")
    newest = max((each.changed for each in items), default=datetime(1970, 1, 1, tzinfo=UTC))
    return Show(
        title=clean(chosen.title or f"{who.name} · {settings.SITE_NAME}"),
        summary=clean(notice.for_preview(chosen.summary or who.headline)),
        author=clean(who.name),
        page=page,
        feed=feed,
        artwork=notice.absolute(reverse("podcast_artwork", args=[who.handle])),
        language=chosen.language,
        category=category,
        subcategory=subcategory,
        contact=clean(chosen.contact),
        explicit="true" if chosen.explicit else "false",
        guid=str(chosen.guid or name_of(feed)),
        changed=format_datetime(newest),
        items=items,
    )


def name_of(feed: str) -> UUID:
    """The name of a podcast: from its address without scheme and slashes at the end."""
    return uuid5(NAMESPACE, feed.partition("://")[2].rstrip("/"))


def episodes(who: Therapist) -> list[Post]:
    """What can be played now, newest first."""
    rows = Post.objects.public().filter(therapist=who, edition__episode__recording__state="ready")
    whole = rows.select_related("therapist", "episode", "edition__episode__recording").prefetch_related("topics")
    return list(whole.order_by("-published_at", "-id")[:SIZE])


def item(post: Post) -> Item:
    """One episode, with the notice and the way to help in its notes (I44)."""
    edition, at, found, shown = post.edition, post.published_at, played(post), player(post)
    if edition is None or at is None or found is None or shown is None:
        raise ValueError("only episodes that can be played are in the feed")
    return Item(
        title=clean(edition.title),
        url=notice.absolute(reverse("article", args=[post.therapist.handle, post.slug])),
        guid=clean(post.episode.guid),
        at=format_datetime(at.astimezone(UTC)),
        changed=max(at, edition.made_at).astimezone(UTC),
        summary=clean(notice.for_preview(edition.summary)),
        html=clean(notes(post, shown)),
        file=found.download_url,
        bytes=found.bytes,
        mime=found.mime,
        seconds=max(1, round(found.duration_ms / 1000)),
        captions=absolute(shown.captions),
        transcript=absolute(shown.transcript_url),
        chapters=absolute(shown.chapters_url),
    )


def notes(post: Post, shown: Player) -> str:
    """The text of an episode for apps: its author's, a missing transcript, the notice and the next step."""
    hanging = Parts(topics=[(topic.pk, topic.name, topic.facet) for topic in post.topics.all()])
    owed = f"<p>No transcript yet. It comes by {shown.due:%d %B %Y}.</p>" if shown.due else ""
    html = post.edition.html if post.edition else ""
    return whole_addresses(html) + owed + notice.for_html(hanging.names)


def absolute(path: str) -> str:
    """A whole address, or "" for none."""
    return notice.absolute(path) if path else ""
