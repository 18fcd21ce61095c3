"""Old addresses lead to public pieces for good, and to nothing else."""

import pytest
from django.db import OperationalError
from django.test import Client

from hearten.blog.models import Edition, Post
from hearten.imports.models import OldPath
from hearten.imports.moved import address_now, normal
from tests.archives import written as w

pytestmark = pytest.mark.django_db
OLD = "/2014/05/02/piece-1"
TEXT = "<p>A regular evening helps many people to sleep.</p>"


@pytest.fixture
def post(bring, ana) -> Post:
    bring(w.wxr([w.wxr_item(1, title="A", text=TEXT)]))
    return Post.objects.get(therapist=ana)


def let_out(post: Post) -> Post:
    """Published, the short way: how publishing works is tested elsewhere."""
    edition = Edition.objects.create(post=post, number=1, title="A", body="b", html="<p>b</p>", rules_version="1")
    Post.objects.filter(pk=post.pk).update(state="published", edition=edition, published_at=post.begun_at)
    return post


@pytest.mark.parametrize("path", [OLD + "/", OLD, "/@ana" + OLD + "/"])
def test_an_old_address_leads_to_the_public_piece(post: Post, path: str) -> None:
    let_out(post)
    answer = Client().get(path)
    assert (answer.status_code, answer["Location"]) == (301, f"/@ana/{post.slug}/")
    assert Client().head(path).status_code == 301
    assert Client().post(path).status_code == 404


def test_a_drafts_old_address_is_nothing_for_everybody(post: Post, signed_in, cast) -> None:  # I3
    for person in (None, cast.ben, cast.ana):
        old, never = (signed_in(person).get(path) for path in (OLD + "/", "/2014/05/02/piece-9/"))
        assert (old.status_code, never.status_code) == (404, 404)
        assert old.content == never.content


def test_a_withdrawn_or_closed_page_is_nothing_again(post: Post, ana) -> None:
    let_out(post)
    ana.closed = True
    ana.save()
    assert Client().get(OLD + "/").status_code == 404


def test_a_path_that_two_claim_leads_to_nobody_at_the_root(post: Post, bring, farid) -> None:
    let_out(post)
    bring(w.wxr([w.wxr_item(1, title="A", text=TEXT)]), farid)
    assert Client().get(OLD + "/").status_code == 404
    assert Client().get("/@ana" + OLD).status_code == 301
    assert Client().get("/@farid" + OLD).status_code == 404


def test_no_old_path_stands_before_a_page_of_ours(post: Post, ana) -> None:
    let_out(post)
    for path in ("/crisis", "/feed.xml", f"/{post.slug}"):
        OldPath.objects.create(therapist=ana, path=path, post=post)
    assert Client().get("/crisis/").status_code == 200
    assert Client().get("/@ana/feed.xml").status_code == 200


def test_without_a_database_nothing_is_still_a_plain_answer(monkeypatch) -> None:
    def down(*args: object, **kwargs: object) -> None:
        raise OperationalError

    monkeypatch.setattr("hearten.imports.moved.OldPath.objects.filter", down)
    assert address_now("/a/b") is None


@pytest.mark.parametrize(
    ("path", "kept"), [("/a/b/", "/a/b"), ("/", ""), ("", ""), ("a", ""), ("/e\u0301", "/\u00e9"), ("/x\0y", "/xy")]
)
def test_a_path_has_one_form(path: str, kept: str) -> None:
    assert normal(path) == kept


def test_letters_beyond_ascii_find_their_way(post: Post, ana) -> None:
    OldPath.objects.create(therapist=ana, path="/søvn og ro", post=let_out(post))
    assert Client().get("/s%C3%B8vn%20og%20ro/").status_code == 301


def test_looking_costs_two_statements(post: Post, django_assert_num_queries) -> None:
    let_out(post)
    with django_assert_num_queries(2):
        assert address_now(OLD + "/")
    with django_assert_num_queries(1):
        assert address_now("/nothing") is None
