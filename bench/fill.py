"""Many rows quickly: one of each is made by the product's own code, then copied by SQL whatever columns it has."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench.words import ANSWER, ARTICLE, READERS, TITLE
from hearten.accounts.models import Account, Role
from hearten.accounts.wall import persona_for
from hearten.blog.actions.write import begin
from hearten.blog.markdown import render
from hearten.blog.models import Comment, Edition, Post, Source
from hearten.blog.models.post import State
from hearten.directory.models import Credential, SocialMediaPolicy, Therapist, Topic
from hearten.home.models import SearchEntry
from hearten.home.search import index
from hearten.moderation import actions as moderate
from hearten.moderation.paperwork import host_country, papers, to_confirm
from hearten.ui.prose import render_comment

#: Pages that share the pieces: few enough that each fills its list with a thousand.
AUTHORS = 40
#: Seconds between two pieces.
APART = 20
#: A word that every piece has, one that one in ten has, one that one in forty has: a full list with a thousand.
COMMON, SOME, RARE = "steady", "harbour", "lantern"


def community() -> dict[str, Any]:
    """The people, and the one article that is measured with its thread of twenty answers."""
    paperwork()
    with transaction.atomic():
        authors = [author(number) for number in range(AUTHORS)]
        topic, _new = Topic.objects.get_or_create(slug="sleep", defaults={"facet": "condition", "name": "Sleep"})
        post = article(authors[0], "measured", TITLE)
        post.topics.add(topic)
        Source.objects.create(
            post=post, title="A study", publisher="A press", year=2020, url="https://example.org/"
        )
        readers = [member(f"reader-{number}") for number in range(READERS)]
        for reader in readers:
            persona = persona_for(reader, authors[0].space)
            persona.reviewed = True
            persona.save()
            Comment.objects.create(post=post, persona=persona, body=ANSWER, html=render_comment(ANSWER))
        index(post)
        article(authors[1], "template", "A steady evening")
    return {"article": "/@author-0/measured/", "post": post.pk}


def paperwork() -> None:
    """What a host fills in before comments open."""
    lead = member("lead", Role.SAFETY_LEAD, Role.HOST_ADMIN)
    for kind, paper in papers().items():
        answers = {question.id: "Somebody answers for it." for question in paper.questions}
        moderate.fill_record(kind=kind, answers=answers, name="A Lead", by=lead)
    country = host_country()
    assert country, "the host has no country"
    for line in to_confirm(country):
        moderate.confirm_line(line_id=line.id, checked_on=timezone.localdate(), name="A Lead", by=lead)


def member(login: str, *roles: Role) -> Account:
    """An account that is signed in by its session."""
    row = Account(login=login, roles=[str(role) for role in (Role.MEMBER, *roles)])
    row.set_unusable_password()
    row.save()
    return row


def author(number: int) -> Therapist:
    """A complete page."""
    page = Therapist.objects.create(
        account=member(f"author-{number}", Role.THERAPIST),
        handle=f"author-{number}",
        name=f"Author Number {number}",
        role="licensed",
        headline="I write about sleep and worry",
        purpose="To explain what helps, in plain words.",
        audience="Adults who lie awake.",
        wont_do="I never give advice about one person's medicine.",
    )
    Credential.objects.create(therapist=page, title="Psychologist", register="A register", number="0000")
    SocialMediaPolicy.objects.create(therapist=page, version=1, text="I do not follow clients.")
    return page


def article(by: Therapist, slug: str, title: str, *, public: bool = True) -> Post:
    """A piece of a thousand words, published or a draft."""
    post = begin(by, kind="article")
    post.title, post.summary, post.body, post.slug = title, "What helps many people.", ARTICLE, slug
    if public:
        words = {"title": title, "summary": post.summary, "body": post.body, "html": render(post.body, {})}
        post.edition = Edition.objects.create(post=post, number=1, rules_version="bench", **words)
        post.state, post.published_at = State.PUBLISHED, timezone.now()
    post.save()
    return post


def grow(to: int) -> float:
    """Copy the short piece until there are so many; returns the seconds it took. Search entries come with it."""
    began = time.monotonic()
    template = Post.objects.select_related("edition").get(slug="template")
    have, first = Post.objects.count(), 1 + int(newest(Post))
    many = to - have
    if many <= 0:
        return 0.0
    oldest = datetime.now(UTC) - timedelta(days=1, seconds=APART * (have + many))
    with transaction.atomic(), connection.cursor() as cursor:
        copy_posts(cursor, template, first, many, oldest)
        copy_editions(cursor, template, first, many)
        add_entries(cursor, first, many, int(oldest.timestamp()))
        cursor.execute(
            "INSERT INTO blog_post_topics (post_id, topic_id, looked_on) SELECT n, 'sleep', date('now') FROM ("
            + NUMBERS
            + ") WHERE n %% 10 = 0",
            [first, first + many - 1],
        )
    return time.monotonic() - began


NUMBERS = "WITH RECURSIVE many(n) AS (SELECT %s UNION ALL SELECT n + 1 FROM many WHERE n < %s) SELECT n FROM many"
SHORT = "'A steady evening helps. ' || CASE n % 10 WHEN 0 THEN 'harbour ' ELSE 'river ' END"
SHORT += " || CASE n % 40 WHEN 0 THEN 'lantern ' ELSE 'window ' END || 'word' || (n % 4999)"


def newest(model: Any) -> int:
    return int(model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)


def copied(cursor: Any, table: str, changes: dict[str, str], where: str, values: list[Any]) -> None:
    """One row again and again, but for `changes`: column to SQL expression of `n`."""
    cursor.execute(f"SELECT name FROM pragma_table_info('{table}')")
    columns = [row[0] for row in cursor.fetchall()]
    taken = ", ".join(changes.get(column, f't."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    sql = f"INSERT INTO {table} ({names}) SELECT {taken} FROM ({NUMBERS}), {table} t WHERE {where}"
    cursor.execute(sql, values)


def copy_posts(cursor: Any, template: Post, first: int, many: int, oldest: datetime) -> None:
    base = int(oldest.timestamp())
    changes = {
        "id": "n",
        "slug": "'piece-' || n",
        "topic": "'bench-' || n",
        "edition_id": "n + 1000000000",
        "body": "''",
        "therapist_id": f"(SELECT id FROM directory_therapist WHERE handle = 'author-' || (n %% {AUTHORS}))",
        "published_at": f"datetime({base} + (n - {first}) * {APART}, 'unixepoch')",
    }
    copied(cursor, "blog_post", changes, "t.id = %s", [first, first + many - 1, template.pk])


def copy_editions(cursor: Any, template: Post, first: int, many: int) -> None:
    short = SHORT.replace("%", "%%")
    changes = {
        "id": "n + 1000000000",
        "post_id": "n",
        "title": "'A steady evening, part ' || n",
        "body": short,
        "html": f"'<p>' || {short} || '</p>'",
    }
    copied(cursor, "blog_edition", changes, "t.id = %s", [first, first + many - 1, template.edition_id])


def add_entries(cursor: Any, first: int, many: int, base: int) -> None:
    """As home.search.index would, in the order of publishing; the full-text index follows by its trigger."""
    place = f"(({base} + (n - {first}) * {APART}) * 1000) << 10 | (n & 1023)"
    sql = f"INSERT INTO home_searchentry (id, post_id, title, words) SELECT {place}, n, 'A steady evening', {SHORT}"
    cursor.execute((sql + " FROM (").replace("% ", "%% ") + NUMBERS + ")", [first, first + many - 1])


def counted() -> dict[str, int]:
    """How many rows there are now."""
    return {"posts": Post.objects.count(), "entries": SearchEntry.objects.count()}
