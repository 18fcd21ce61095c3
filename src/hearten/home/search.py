"""Searching what everyone may read. What somebody looked for is written down nowhere (I27)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from hearten.blog.freshness import DELISTED_MONTHS, months_before
from hearten.blog.markdown import plain_text
from hearten.blog.models import Post
from hearten.blog.models.post import PostQuerySet, State
from hearten.blog.player import spoken_words
from hearten.blog.queries import Entry, entry, entry_rows
from hearten.home.models import SearchEntry

#: Pieces on one page of results.
PAGE = 20
#: How much of a query is looked at: characters, then words.
LONGEST_QUERY = 200
MOST_WORDS = 8
#: Around a hit, in place of HTML: letters that no text can hold once it is indexed.
OPEN, CLOSE = "\x02", "\x03"


@dataclass(frozen=True)
class Segment:
    """Some words of an excerpt; hit says whether they were looked for."""

    text: str
    hit: bool


@dataclass(frozen=True)
class Hit:
    """One result: the piece, and where the words stand in it."""

    entry: Entry
    excerpt: list[Segment]


@dataclass(frozen=True)
class Results:
    """One page of results, newest first. older: the value of `before` for more, or ""."""

    hits: list[Hit]
    older: str = ""


SQLITE = """
SELECT rowid, snippet(home_search_words, 0, char(2), char(3), '…', 24) FROM home_search_words
 WHERE home_search_words MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s
"""
POSTGRESQL = """
SELECT id, ts_headline('english', words, q, 'StartSel="' || chr(2) || '", StopSel="' || chr(3) ||
       '", MaxWords=24, MinWords=12, MaxFragments=1')
  FROM home_searchentry, plainto_tsquery('english', %s) q
 WHERE found @@ q AND id < %s ORDER BY id DESC LIMIT %s
"""
#: Rows of the index read at once; nearly all of them are public, so one round is the rule.
ROUND = 2 * PAGE
NEWEST = 2**62


def search(query: str, *, before: str = "") -> Results:
    """What everyone may read and holds every word of `query`, newest first. Two statements as a rule.

    before: where the page of results before ended. Visibility is checked now, not when the piece was indexed.
    """
    words = words_of(query)
    at = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else NEWEST
    hits: list[tuple[int, Hit]] = []
    while words and len(hits) <= PAGE:
        rows = matches(words, at)
        hits += visible(rows)
        if len(rows) < ROUND:
            break
        at = rows[-1][0]
    older = str(hits[PAGE - 1][0]) if len(hits) > PAGE else ""
    return Results([hit for _id, hit in hits[:PAGE]], older)


def visible(rows: list[tuple[int, str]]) -> list[tuple[int, Hit]]:
    """Those that everyone may read at this moment and that are not too old to be listed, with their excerpts."""
    posts = dict(SearchEntry.objects.filter(pk__in=[row[0] for row in rows]).values_list("pk", "post_id"))
    public = {row["pk"]: entry(row) for row in entry_rows(listed().filter(pk__in=posts.values()))}
    return [(pk, Hit(public[posts[pk]], segments(excerpt))) for pk, excerpt in rows if posts.get(pk) in public]


def listed() -> PostQuerySet:
    """Public pieces that somebody has looked at within three years (R72)."""
    oldest = months_before(timezone.localdate(), DELISTED_MONTHS)
    return Post.objects.public().filter(Q(written_on__gte=oldest) | Q(reviewed_on__gte=oldest))


def words_of(query: str) -> list[str]:
    """The words alone: quotes, operators and everything else that a query language could read are gone."""
    plain = unicodedata.normalize("NFKC", query[:LONGEST_QUERY])
    return re.findall(r"[^\W_]+", plain)[:MOST_WORDS]


def matches(words: list[str], before: int) -> list[tuple[int, str]]:
    """The next rows of the index that hold every word: entry id and excerpt."""
    on_sqlite = connection.vendor == "sqlite"
    wanted = " ".join(f'"{word}"' for word in words) if on_sqlite else " ".join(words)
    with connection.cursor() as cursor:
        cursor.execute(SQLITE if on_sqlite else POSTGRESQL, [wanted, before, ROUND])
        rows: list[tuple[int, str]] = cursor.fetchall()
    return rows


def segments(excerpt: str) -> list[Segment]:
    """The excerpt cut at its marks, so that a template escapes every piece of it."""
    pieces = re.split(f"({OPEN}[^{CLOSE}]*{CLOSE})", excerpt)
    return [Segment(text.strip(OPEN + CLOSE), text.startswith(OPEN)) for text in pieces if text]


@transaction.atomic
def index(post: Post) -> None:
    """Put a piece into the index as the world reads it now, or take it out when the world can't."""
    if post.edition is None or not Post.objects.filter(pk=post.pk, state=State.PUBLISHED).exists():
        SearchEntry.objects.filter(post=post).delete()
        return
    names = [topic.name for topic in post.topics.all()]
    text = [post.edition.title, post.edition.summary, plain_text(post.edition.body), *names, post.therapist.name]
    text += spoken_words(post)
    words = re.sub("[\x00-\x08\x0b-\x1f]", "", "\n".join(text))
    place = place_of(post)
    SearchEntry.objects.filter(post=post).exclude(pk=place).delete()
    values = {"post": post, "title": post.edition.title, "words": words}
    SearchEntry.objects.update_or_create(pk=place, defaults=values)


def place_of(post: Post) -> int:
    """The id of its entry: the millisecond it was published, then its own number: ids are in time's order."""
    moment = post.published_at.timestamp() if post.published_at else 0.0
    return int(moment * 1000) << 10 | post.pk & 1023
