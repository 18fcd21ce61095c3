"""Search: public pieces only, newest first, whatever somebody types, and no trace of what it was."""

import logging
import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from hearten.events.models import Event
from hearten.home import reactions
from hearten.home.models import SearchEntry
from hearten.home.search import PAGE, index, search, words_of
from tests.blog.reading import known, published, said, story
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def titles(query: str, **options: str) -> list[str]:
    return [hit.entry.title for hit in search(query, **options).hits]


def indexed(post):
    index(post)
    return post


def event(kind: str, row: object) -> Event:
    return Event(kind=kind, subject=f"{row._meta.label_lower}:{row.pk}", actor="system")


def test_a_piece_is_found_by_its_title_text_topic_and_author(cast: Cast) -> None:
    indexed(published(cast.ana, title="A kinder voice", body="About the wren outside."))
    for query in ("kinder", "WREN", "Lindqvist", "sleep", "wren kinder", "voices"):
        assert titles(query) == ["A kinder voice"], query
    assert titles("wren elephant") == []


def test_newest_first_and_nothing_else_orders(cast: Cast) -> None:  # I25
    for n in range(3):
        indexed(published(cast.ana, title=f"Lamp {n}", body="lamp " * (10 if n == 0 else 1)))
    assert titles("lamp") == ["Lamp 2", "Lamp 1", "Lamp 0"]


def test_the_day_of_publishing_counts_not_the_day_of_indexing(cast: Cast) -> None:
    old = published(cast.ana, title="Old lamp", published_at=timezone.now() - timedelta(days=400))
    indexed(published(cast.ana, title="New lamp"))
    indexed(old)
    assert titles("lamp") == ["New lamp", "Old lamp"]
    old.published_at = timezone.now() + timedelta(seconds=1)
    old.save()
    indexed(old)
    assert titles("lamp") == ["Old lamp", "New lamp"]


def test_results_come_in_parts_that_end(cast: Cast) -> None:  # I37
    for n in range(PAGE + 1):
        indexed(published(cast.ana, title=f"Lamp {n}"))
    first = search("lamp")
    assert (len(first.hits), bool(first.older)) == (PAGE, True)
    rest = search("lamp", before=first.older)
    assert ([hit.entry.title for hit in rest.hits], rest.older) == (["Lamp 0"], "")
    page = unescape(Client().get("/search/?q=lamp").content.decode())
    older = re.search(r'href="(/search/\?q=lamp&before=\d+)"', page)
    assert older
    assert "That is everything." in Client().get(older.group(1)).content.decode()


class TestOnlyWhatEveryoneMayRead:  # I28
    @pytest.mark.parametrize("why", ["withdrawn", "hidden", "closed", "paused", "old", "draft"])
    def test_visibility_is_checked_when_somebody_looks(self, cast: Cast, why: str) -> None:
        post = indexed(story(cast.ana, title="A lamp"))
        assert titles("lamp") == ["A lamp"]
        if why in {"withdrawn", "draft"}:
            post.state = why
        post.hidden_until = timezone.now() + timedelta(hours=1) if why == "hidden" else None
        post.written_on = timezone.localdate() - timedelta(days=37 * 31) if why == "old" else post.written_on
        post.save()
        cast.ana.therapist.closed = why == "closed"
        cast.ana.paused = "restricted" if why == "paused" else ""
        cast.ana.therapist.save(), cast.ana.save()
        assert titles("lamp") == []
        assert "A lamp" not in Client().get("/search/?q=lamp").content.decode()

    def test_a_page_of_hidden_ones_does_not_hide_the_rest(self, cast: Cast) -> None:
        seen = indexed(published(cast.ana, title="The oldest lamp"))
        for _ in range(2 * PAGE + 1):
            indexed(published(cast.farid, title="A lamp"))
        cast.farid.therapist.closed = True
        cast.farid.therapist.save()
        assert titles("lamp") == [seen.title]

    def test_comments_and_members_names_are_never_found(self, cast: Cast, monkeypatch) -> None:
        monkeypatch.setattr("hearten.moderation.paperwork.what_is_missing", list)
        post = published(cast.ana)
        name = known(cast.ben, cast.ana)
        said(post, cast.ben, body="Marmalade helps me.")
        indexed(post)
        assert titles("marmalade") == []
        assert titles(name) == []

    def test_the_working_copy_is_not_indexed(self, cast: Cast) -> None:
        post = published(cast.ana)
        post.title = post.body = "Marmalade"
        post.save()
        index(post)
        assert titles("marmalade") == []


class TestWhateverIsTyped:
    @pytest.mark.parametrize(
        "query",
        [
            '"', '""', "'", "*", "lamp*", "l AND", "OR", "NOT lamp", "NEAR(lamp light, 5)", "title:x", "-x",
            "lamp ^ light", "(", ")", "{a b}", "a:b:c", "\\", "%", "_", "; DROP TABLE home_searchentry; --",
            "lamp\x00light", "\x02\x03", "l" * 10_000, "lamp " * 3000, "🌱", "لمبة", "ＬＡＭＰ", "the", "\u202ex",
            "", " ", "&lt;lamp", "lamp & | !", "lamp:*", "<->",
        ],
    )  # fmt: skip
    def test_is_only_words(self, cast: Cast, query: str) -> None:
        indexed(published(cast.ana, title="A lamp"))
        assert Client().get("/search/", {"q": query}).status_code == 200
        assert len(words_of(query)) <= 8
        assert SearchEntry.objects.count() == 1

    @pytest.mark.parametrize("query", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"])
    def test_comes_back_as_words(self, cast: Cast, query: str) -> None:
        raw = Client().get("/search/", {"q": query}).content.decode()
        assert "<script>alert" not in raw
        assert "<img src=x" not in raw
        assert query in unescape(raw)
        assert ">49<" not in raw

    @pytest.mark.parametrize("body", ["lamp <script>alert(1)</script> end", "lamp \x02<b>\x03 end", "<i>lamp</i>"])
    def test_a_hit_is_marked_without_letting_html_in(self, cast: Cast, body: str) -> None:
        indexed(published(cast.ana, title="Nothing", body=body))
        raw = Client().get("/search/?q=lamp").content.decode()
        assert "<mark>lamp</mark>" in raw
        assert "<script>alert" not in raw
        assert not re.search(r"<[bi]>", raw)
        assert "\x02" not in raw


class TestNoTrace:  # I27
    def test_the_title_says_nothing_of_it(self, cast: Cast) -> None:
        raw = Client().get("/search/?q=marmalade").content.decode()
        assert "marmalade" not in raw[: raw.index("</head>")]
        assert "<title>Search" in raw

    def test_nothing_is_written_down(self, cast: Cast, caplog, django_capture_on_commit_callbacks) -> None:
        caplog.set_level(logging.DEBUG)
        before = Event.objects.count()
        Client().get("/search/?q=marmalade")
        ours = [record for record in caplog.records if not record.name.startswith("django.db")]
        assert "marmalade" not in str([record.getMessage() for record in ours])
        assert Event.objects.count() == before

    def test_no_engine_may_index_results(self, cast: Cast) -> None:
        assert 'content="noindex' in Client().get("/search/?q=x").content.decode()


class TestTheIndexFollows:
    def test_publishing_and_taking_down(self, cast: Cast) -> None:
        post = published(cast.ana, title="A lamp")
        reactions.index_post(event("post.published", post))
        reactions.index_post(event("post.published", post))  # at least once
        assert SearchEntry.objects.count() == 1
        post.state = "withdrawn"
        post.save()
        reactions.index_post(event("post.withdrawn", post))
        assert not SearchEntry.objects.exists()

    def test_a_new_name_of_the_author(self, cast: Cast) -> None:
        indexed(published(cast.ana, title="A lamp"))
        cast.ana.therapist.name = "Ana Marmalade"
        cast.ana.therapist.save()
        reactions.index_page(event("therapist.changed", cast.ana.therapist))
        assert titles("marmalade") == ["A lamp"]

    def test_a_piece_that_is_gone_is_no_error(self, cast: Cast) -> None:
        post = published(cast.ana)
        gone = event("post.published", post)
        post.pk = 999
        reactions.index_post(Event(kind=gone.kind, subject="blog.post:999", actor="system"))
        assert not SearchEntry.objects.exists()

    def test_no_byte_stays_in_the_full_text_index(self, cast: Cast) -> None:  # I31
        indexed(published(cast.ana, body="marmaladeword in it"))
        assert titles("marmaladeword")
        SearchEntry.objects.all().delete()
        assert titles("marmaladeword") == []
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("SELECT block FROM home_search_words_data")
                assert not any(b"marmalade" in bytes(block) for (block,) in cursor.fetchall())


@pytest.mark.parametrize("count", [1, 50])
def test_it_costs_the_same_with_many(cast: Cast, django_assert_max_num_queries, count: int) -> None:
    for _ in range(count):
        indexed(published(cast.ana, title="A lamp"))
    with django_assert_max_num_queries(6):
        assert Client().get("/search/?q=lamp").status_code == 200
