"""Searching what everyone may read. What somebody looked for is written down nowhere (I27)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import BigIntegerField, DateField, Q, QuerySet
from django.utils import timezone

from hearten.blog.freshness import DELISTED_MONTHS, months_before
from hearten.blog.lists import Entry, entry, entry_rows
from hearten.blog.markdown import plain_text
from hearten.blog.models import Post
from hearten.blog.models.post import PostQuerySet, State
from hearten.blog.player import spoken_words
from hearten.home.models import SearchEntry
from hearten.prepared import Given, Prepared

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
SELECT w.rowid, e.post_id, snippet(home_search_words, 0, char(2), char(3), '…', 24)
  FROM home_search_words w JOIN home_searchentry e ON e.id = w.rowid
 WHERE home_search_words MATCH %s AND w.rowid < %s ORDER BY w.rowid DESC LIMIT %s
"""
POSTGRESQL = """
SELECT id, post_id, ts_headline('english', words, q, 'StartSel="' || chr(2) || '", StopSel="' || chr(3) ||
       '", MaxWords=24, MinWords=12, MaxFragments=1')
  FROM home_searchentry, plainto_tsquery('english', %s) q
 WHERE found @@ q AND id < %s ORDER BY id DESC LIMIT %s
"""
#: Rows of the index read at once; nearly all of them are public, so one round is the rule.
ROUND = PAGE + PAGE // 4
NEWEST = 2**62
#: A row of the index: its id, the piece, and where the words stand in it.
Match = tuple[int, int, str]
#: The same of a piece that everyone may read, with what a list shows of it.
Seen = tuple[int, dict[str, Any], str]


def search(query: str, *, before: str = "") -> Results:
    """What everyone may read and holds every word of `query`, newest first. Two statements as a rule.

    before: where the page of results before ended. Visibility is checked now, not when the piece was indexed.
    """
    words = words_of(query)
    at = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else NEWEST
    hits: list[Seen] = []
    while words and len(hits) <= PAGE:
        rows = matches(words, at)
        hits += visible(rows)
        if len(rows) < ROUND:
            break
        at = rows[-1][0]
    older = str(hits[PAGE - 1][0]) if len(hits) > PAGE else ""
    return Results([Hit(entry(row), segments(excerpt)) for _at, row, excerpt in hits[:PAGE]], older)


def visible(rows: list[Match]) -> list[Seen]:
    """Those that everyone may read at this moment and that are not too old to be listed, as rows of a list."""
    if not rows:
        return []
    posts = {f"post{number}": rows[min(number, len(rows) - 1)][1] for number in range(ROUND)}
    public = {row["pk"]: row for row in LISTED.run(oldest=oldest_listed(), **posts)}
    return [(at, public[pk], excerpt) for at, pk, excerpt in rows if pk in public]


def oldest_listed() -> date:
    """What nobody has looked at since then is not listed (R72)."""
    return months_before(timezone.localdate(), DELISTED_MONTHS)


def listed(oldest: date | Given) -> PostQuerySet:
    """Public pieces that somebody has looked at since a day (R72)."""
    return Post.objects.public().filter(Q(written_on__gte=oldest) | Q(reviewed_on__gte=oldest))


def one_round() -> QuerySet[Post, Any]:
    """As many pieces as one round reads."""
    places = [Given(f"post{number}", BigIntegerField()) for number in range(ROUND)]
    return entry_rows(listed(Given("oldest", DateField())).filter(pk__in=places).order_by())  # type: ignore[misc]


LISTED = Prepared(one_round, by_key=True)


def words_of(query: str) -> list[str]:
    """The words alone: quotes, operators and everything else that a query language could read are gone."""
    plain = unicodedata.normalize("NFKC", query[:LONGEST_QUERY])
    return re.findall(r"[^\W_]+", plain)[:MOST_WORDS]


def matches(words: list[str], before: int) -> list[Match]:
    """The next rows of the index that hold every word."""
    on_sqlite = connection.vendor == "sqlite"
    wanted = " ".join(f'"{word}"' for word in words) if on_sqlite else " ".join(words)
    with connection.cursor() as cursor:
        cursor.execute(SQLITE if on_sqlite else POSTGRESQL, [wanted, before, ROUND])
        rows: list[Match] = cursor.fetchall()
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
