"""Nobody learns by asking who has an account here, what they may see, or that something private exists."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hearten.blog.models import Post
from tests.accounts.hands import OTHER_SECRET, SECRET, member
from tests.blog.pieces import draft
from tests.cast import Cast, account
from tests.security.routes import browser, people, undone

DRAWN = re.compile(rb'(name="csrfmiddlewaretoken" value=|"challenge": ?)"[^"]+"')
SHAPE = re.compile(r"\"s\d+_x\d+\"|'[^']*'|\b[0-9a-f]{32,64}\b|\b\d+\b|%s")


def asked(client: Client, method: str, path: str, form: dict[str, str] | None = None):
    """Status, words and the shape of every statement: what an answer costs, without a clock that could flake."""
    with undone(), CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)(path, form or {})
    words = DRAWN.sub(b"", answer.content)
    for value in (form or {}).values():
        words = words.replace(value.encode(), b"*")
    return answer.status_code, words, [SHAPE.sub("?", query["sql"]) for query in queries.captured_queries]


def test_a_wrong_passphrase_looks_and_costs_the_same_for_every_name(db: None) -> None:  # ASVS 6.3.8
    member("harbour")
    account("passkey-only")
    shut = member("closed")
    shut.is_active = False
    shut.save()
    form = {"password": OTHER_SECRET}
    nobody = asked(Client(), "post", "/account/login/", {"login": "nobody-here", **form})
    for login in ("harbour", "passkey-only", "closed"):
        assert asked(Client(), "post", "/account/login/", {"login": login, **form}) == nobody, login
    assert nobody[0] == 422


def test_a_wrong_code_on_paper_looks_and_costs_the_same_for_every_name(db: None) -> None:  # ASVS 6.3.8 6.4.3
    member("harbour")
    form = {"code": "aaaa-aaaa-aaaa-aaaa", "password": SECRET, "password_again": SECRET}
    known = asked(Client(), "post", "/account/recover/", {"login": "harbour", **form})
    assert asked(Client(), "post", "/account/recover/", {"login": "nobody-here", **form}) == known
    assert known[0] == 422


def test_joining_tells_only_that_a_name_is_taken_and_that_costs_a_try(db: None) -> None:  # ASVS 6.3.8
    member("harbour")
    form = {"password": SECRET, "password_again": SECRET, "adult": "on"}
    tries = [Client().post("/account/signup/", {"login": "harbour", **form}).status_code for _ in range(11)]
    assert tries[:10] == [422] * 10
    assert tries[10] == 429


@pytest.fixture
def hidden(cast: Cast) -> Post:
    return draft(cast.ana, slug="hidden-piece")


@pytest.mark.parametrize("who", ["eve", "ben", "dov", "grace"])
@pytest.mark.parametrize(
    ("there", "nowhere"),
    [
        ("/@ana/hidden-piece/", "/@ana/no-such-piece/"),
        ("/desk/posts/{pk}/", "/desk/posts/999999/"),
        ("/desk/posts/{pk}/publish/", "/desk/posts/999999/publish/"),
        ("/report/blog.post/{pk}/", "/report/blog.post/999999/"),
    ],
)
def test_what_one_may_not_see_answers_like_what_never_was(
    hidden: Post, cast: Cast, who: str, there: str, nowhere: str
) -> None:  # ASVS 8.2.2 6.3.8
    client = browser(people(cast)[who])
    client.get("/")
    real, made_up = there.format(pk=hidden.pk), nowhere
    for method in ("get", "post"):
        status, words, _ = asked(client, method, real)
        status_of_none, words_of_none, _ = asked(client, method, made_up)
        assert status == status_of_none, method
        assert words.replace(real.encode(), b"") == words_of_none.replace(made_up.encode(), b""), method


@pytest.mark.parametrize("path", ["/desk/", "/moderation/", "/safety/", "/host/", "/desk/posts/1/", "/media/x/"])
def test_an_outsider_learns_nothing_about_the_back_rooms(cast: Cast, path: str) -> None:  # ASVS 8.2.1
    eve = browser(None).get(path)
    assert eve.status_code in {302, 404}
    member = browser(cast.ben).get(path)
    assert member.status_code == 404
    none = browser(cast.ben).get("/no/such/room/")
    assert member.content == none.content
