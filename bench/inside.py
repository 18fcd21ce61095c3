"""What only Django itself can tell: filling, statements, Python calls. `python -m bench.inside …` prints JSON.

prepare SIZE   a community and SIZE pieces; who is signed in; drafts to publish; each page's statements and calls
grow SIZE      more pieces, then each page's statements, calls and processor time again
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.core.cache import caches  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from bench import fill, fill_groups  # noqa: E402
from bench.counting import calls  # noqa: E402
from bench.given import taken  # noqa: E402
from bench.words import READERS  # noqa: E402
from hearten.accounts.models import Account  # noqa: E402
from hearten.blog.models import Post  # noqa: E402
from hearten.home.search import search  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
#: Drafts to publish in the run, and readers to answer with.
DRAFTS = 40
#: name -> (address, whether somebody is signed in, whether the stored copy may be used).
PAGES: dict[str, tuple[str, bool, bool]] = {
    "article, stored copy": ("/@author-0/measured/", False, True),
    "article, made anew": ("/@author-0/measured/", False, False),
    "article, signed in": ("/@author-0/measured/", True, True),
    "therapist page": ("/@author-0/", False, False),
    "home": ("/", False, False),
    "home, signed in": ("/", True, False),
    "list of 20, signed in": ("/learn/", True, False),
    "group of 20 talks, signed in": (f"/groups/{fill_groups.GROUP}/", True, False),
    "talk with 20 answers, signed in": (f"/groups/{fill_groups.GROUP}/t/{fill_groups.TALK}/", True, False),
    f"search, in all ({fill.COMMON})": (f"/search/?q={fill.COMMON}", False, False),
    f"search, in one of ten ({fill.SOME})": (f"/search/?q={fill.SOME}", False, False),
    f"search, in one of forty ({fill.RARE})": (f"/search/?q={fill.RARE}", False, False),
}


def signed_in(login: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(login=login), backend=BACKEND)
    return client


def cookie_of(client: Client) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def token(client: Client, path: str) -> str:
    """The CSRF token of a page."""
    html = client.get(path).content.decode()
    return html.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def writers(community: dict[str, Any]) -> list[dict[str, str]]:
    """A cookie and a token for each reader."""
    found = []
    for number in range(READERS):
        client = signed_in(f"reader-{number}")
        form_token = token(client, community["article"])
        found.append({"cookie": cookie_of(client), "token": form_token})
    return found


def drafts() -> dict[str, Any]:
    """Pieces of a thousand words, ready to go out, and their author's cookie and token."""
    author = Account.objects.get(login="author-2").therapist
    topic = fill.Topic.objects.get(slug="sleep")
    keys = []
    for number in range(DRAFTS):
        post = fill.article(author, f"draft-{number}", f"Draft number {number}", public=False)
        post.topics.add(topic)
        keys.append(post.pk)
    client = signed_in("author-2")
    form_token = token(client, f"/desk/posts/{keys[0]}/publish/")
    return {"keys": keys, "cookie": cookie_of(client), "token": form_token}


def looked(name: str, *, times: int = 15) -> dict[str, Any]:
    """One page from inside: its statements with their values, its bytes, calls, and milliseconds of processor."""
    path, inside, stored = PAGES[name]
    client = signed_in("reader-0") if inside else Client()
    ask = asker(client, path, stored)
    ask()
    with CaptureQueriesContext(connection) as queries:
        body = ask()
    statements = [query["sql"] for query in queries]
    with taken() as given:
        ask()
    return {
        "statements": [sql for sql in statements if sql.lstrip().startswith(("SELECT", "WITH"))],
        "queries": len(statements),
        **(given.packed() if given.template else {}),
        "calls": calls(ask),
        "size": len(body),
        "cpu": middle(ask, times, time.process_time),
        "wall": middle(ask, times, time.perf_counter),
        "must": "/account/logout/" if inside else "<main",
        "path": path,
        "cookie": cookie_of(client),
    }


def asker(client: Client, path: str, stored: bool) -> Any:
    def ask() -> bytes:
        if not stored:
            caches["pages"].clear()
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return bytes(answer.content)

    return ask


def middle(ask: Any, times: int, clock: Callable[[], float]) -> float:
    """Milliseconds by this clock, the middle of several."""
    gc.collect()
    taken = []
    for _ in range(times):
        began = clock()
        ask()
        taken.append(1000 * (clock() - began))
    return sorted(taken)[len(taken) // 2]


def search_times(times: int = 300) -> dict[str, list[float]]:
    """Milliseconds of the search itself, newest first, for words of every frequency: p50 and p99 on the clock, and
    p99 of the processor's time, which other work on the machine moves less.
    """
    found = {}
    for word in (fill.COMMON, fill.SOME, fill.RARE, "nowhere"):
        clock, processor = [], []
        for _ in range(times):
            began, used = time.perf_counter(), time.process_time()
            search(word)
            processor.append(1000 * (time.process_time() - used))
            clock.append(1000 * (time.perf_counter() - began))
        clock.sort()
        found[word] = [clock[times // 2], clock[int(times * 0.99)], sorted(processor)[int(times * 0.99)]]
    return found


def main() -> None:
    setup_test_environment()  # so that Django's client is allowed as a host name of tests
    what, size = sys.argv[1], int(sys.argv[2])
    told: dict[str, Any] = {}
    if what == "prepare":
        community = fill.community()
        fill_groups.group()
        told["filled"] = fill.grow(size) + fill_groups.grow(size)
        told["writers"], told["drafts"], told["community"] = writers(community), drafts(), community
    else:
        told["filled"] = fill.grow(size) + fill_groups.grow(size)
    told["posts"] = Post.objects.count()
    told["pages"] = {name: looked(name) for name in PAGES}
    told["search"] = search_times()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
