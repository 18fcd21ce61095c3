"""A copy that is stored for everybody holds nothing that one reader sent, and nothing that is one reader's."""

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client

from hearten.blog.models import Post
from hearten.blog.stored import packed
from tests.blog.reading import published
from tests.cast import Cast
from tests.security.routes import BACKEND, LIES, undone

#: Everything beside the address that could end up in a copy.
UNKEYED = [
    {"headers": {**LIES}},
    {"headers": {"HX-Request": "true"}},
    {"headers": {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "evil-mark"}},
    {"headers": {"User-Agent": "evil-mark", "Accept": "text/evil-mark", "Accept-Language": "evil-mark"}},
    {"headers": {"Accept-Encoding": "evil-mark", "Range": "bytes=0-10", "Purpose": "prefetch"}},
    {"headers": {"Cookie": "s=evil-mark; c=evil-mark; evil-mark=1"}},
    {"headers": {"If-None-Match": '"evil-mark"', "If-Modified-Since": "evil-mark"}},
    {"query_params": {"evil-mark": "evil-mark", "n": "evil-mark", "utm_source": "evil-mark"}},
    {"query_params": {"after": "evil-mark", "answer": "evil-mark", "q": "evil-mark", "before": "evil-mark"}},
]


@pytest.fixture
def post(cast: Cast) -> Post:
    return published(cast.ana, slug="a-piece")


@pytest.fixture
def clean(post: Post) -> bytes:
    """The page as somebody gets it who asks first."""
    return Client().get("/@ana/a-piece/").content


@pytest.mark.parametrize("ask", UNKEYED)
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_who_asks_first_leaves_nothing_for_the_next(clean: bytes, method: str, ask: dict) -> None:  # ASVS 14.2.5
    for path in ("/@ana/a-piece/", "/@ana/", "/@ana/feed.xml", "/"):
        with undone():
            getattr(Client(raise_request_exception=False), method)(path, **ask)
            after = Client().get(path)
        assert after.status_code == 200, path
        assert b"evil" not in after.content, path
        assert path != "/@ana/a-piece/" or after.content == clean


def test_a_page_of_somebody_signed_in_is_never_stored(post: Post, cast: Cast, clean: bytes) -> None:  # ASVS 14.2.2
    caches["pages"].clear()
    for account in (cast.ben, cast.ana, cast.grace):
        client = Client()
        client.force_login(account, backend=BACKEND)
        theirs = client.get("/@ana/a-piece/")
        assert "no-store" in theirs["Cache-Control"]
        assert b"/account/logout/" in theirs.content
    assert Client().get("/@ana/a-piece/").content == clean


@pytest.mark.parametrize(
    "tail", ["x.css", "a-piece/x.css", "a-piece/..%2fx.js", "a-piece;x.css", "a-piece/%2ex.png"]
)
def test_an_address_that_looks_like_a_file_is_not_a_page(post: Post, cast: Cast, tail: str) -> None:  # ASVS 14.2.5
    client = Client()
    client.force_login(cast.ben, backend=BACKEND)
    for path in (f"/@ana/{tail}", f"/you/{tail}"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert b"ben" not in answer.content, path


def test_a_copy_can_hold_no_cookie() -> None:  # ASVS 14.2.2
    page = HttpResponse("mine")
    page.set_cookie("s", "x")
    with pytest.raises(ValueError, match="cookie"):
        packed(page)


def test_what_was_taken_down_is_gone_from_the_store_at_once(post: Post, clean: bytes) -> None:  # ASVS 14.2.2
    Post.objects.filter(pk=post.pk).update(state="removed")
    assert Client().get("/@ana/a-piece/").status_code == 404


def test_a_browser_that_knows_a_page_is_not_told_more(post: Post, clean: bytes) -> None:  # ASVS 14.3.2
    tag = Client().get("/@ana/a-piece/")["ETag"]
    again = Client().get("/@ana/a-piece/", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Security-Policy" in again
