"""A stored article costs next to nothing, whoever wrote however much, and is never older than the article."""

import sys

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hearten.accounts.models import Account
from hearten.blog.models import Differing, Post
from hearten.blog.queries import in_a_pair
from tests.blog.reading import published
from tests.cast import Cast

#: Python functions for one stored page; the same from run to run, so a slow turn is seen at once.
MOST_CALLS = 1500


@pytest.fixture
def post(cast: Cast) -> Post:
    caches["pages"].clear()
    return published(cast.ana, slug="a-piece")


READER = Client()


def read() -> int:
    return READER.get("/@ana/a-piece/").status_code


def calls_of_a_read() -> int:
    count = 0

    def note(frame, event, argument) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        read()
    finally:
        sys.setprofile(None)
    return count


def test_a_stored_page_is_one_statement_and_few_calls(post: Post) -> None:
    read()
    read()
    with CaptureQueriesContext(connection) as queries:
        assert read() == 200
    assert len(queries) == 1
    assert calls_of_a_read() < MOST_CALLS


@pytest.mark.parametrize(
    "change",
    [
        lambda post: Post.objects.filter(pk=post.pk).update(state="withdrawn"),
        lambda post: Account.objects.filter(login="ana").update(paused="decision"),
        lambda post: Account.objects.filter(login="ana").update(is_active=False),
        lambda post: Post.objects.filter(pk=post.pk).update(hidden_until="2099-01-01T00:00:00Z"),
    ],
)
def test_what_the_world_may_not_read_is_gone_at_once(post: Post, change) -> None:  # I3
    assert read() == 200
    change(post)
    assert read() == 404


def test_a_change_makes_a_new_copy(post: Post) -> None:
    before = Client().get("/@ana/a-piece/").content
    post.edition.title = "Another title"
    post.edition.save()
    Post.objects.filter(pk=post.pk).update(version=post.version + 1)
    after = Client().get("/@ana/a-piece/").content
    assert b"Another title" in after
    assert b"Another title" not in before


def test_somebody_signed_in_and_a_query_pass_the_store_by(post: Post, signed_in, cast: Cast) -> None:
    read()
    assert b"/account/logout/" in signed_in(cast.ben).get("/@ana/a-piece/").content
    assert Client().get("/@ana/a-piece/?n=thanks")["Cache-Control"] == "no-store, private"


def test_a_page_asks_for_its_own_pairs_only(cast: Cast) -> None:
    """A list of every public piece in the statement would make each page dearer as the host grows."""
    sql = str(Post.objects.annotate(pair=in_a_pair()).values("pair").query)
    assert " IN (SELECT" not in sql
    assert "EXISTS" in sql
    assert not Differing.objects.shown().exists()
