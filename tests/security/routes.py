"""What the security tests share: every route with an address, who tries it, and what they got."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from hearten.accounts.models import Account
from hearten.blog.models import Post
from hearten.directory.models import Therapist
from tests import walk
from tests.accounts.lives import Life, a_member, a_professional
from tests.cast import Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EVIL = "evil.example"
#: What a browser, or whoever stands between, may claim.
LIES = {
    "X-Forwarded-Host": EVIL,
    "X-Host": EVIL,
    "X-Forwarded-Server": EVIL,
    "X-Original-URL": "/desk/",
    "X-Rewrite-URL": "/desk/",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "61337",
    "X-Forwarded-Prefix": f"//{EVIL}",
    "X-Forwarded-For": "203.0.113.9",
    "X-Http-Method-Override": "POST",
    "Forwarded": f"for=203.0.113.9;host={EVIL};proto=https",
    "Origin": f"https://{EVIL}",
    "Referer": f"https://{EVIL}/",
}
#: Names under which sites take an address to go on to.
ONWARD = ("next", "url", "to", "back", "return", "redirect", "continue", "path")
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?')


@dataclass(frozen=True)
class Answer:
    """What somebody got at one address by GET, and which tables that wrote to."""

    who: str
    route: str
    path: str
    status: int
    headers: dict[str, str]
    body: bytes
    written: frozenset[str]

    def __str__(self) -> str:
        return f"{self.who} at {self.path}"


def alive(cast: Cast) -> list[Life]:
    """Ana, who publishes; Ben and Cleo, who answer under her piece. Each of their texts carries a mark."""
    ana = a_professional(cast.ana, "anamark", Therapist.objects.get(account=cast.farid))
    post = ana.rows["Post"]
    assert isinstance(post, Post)
    hours = {"hours_zone": "Europe/Stockholm", "hours_days": "135"}  # no form takes other words
    Therapist.objects.filter(account=cast.ana).update(**hours)
    return [ana, a_member(cast.ben, "benmark", post), a_member(cast.cleo, "cleomark", post)]


def routes() -> list[tuple[str, str, list[str]]]:
    """Each route with its name, one address that can be filled in from the rows that exist, and its arguments."""
    found = []
    for address in walk.addresses():
        fill = walk.sample(address)
        arguments = fill() if fill else None
        if arguments is not None:
            path = reverse(address.name, kwargs=arguments)
            found.append((address.name, path, [str(value) for value in arguments.values()]))
    return found


def browser(account: Account | None, **options: bool) -> Client:
    """A browser that reports a failure as the page people get, as a host would."""
    client = Client(raise_request_exception=False, **options)
    if account is not None:
        client.force_login(account, backend=BACKEND)
    return client


def people(cast: Cast) -> dict[str, Account | None]:
    """One of each kind."""
    return {"eve": None, "ana": cast.ana, "ben": cast.ben, "dov": cast.dov, "grace": cast.grace}


def visits(cast: Cast) -> list[Answer]:
    """Everybody at every address, with a query and headers that want to lead elsewhere."""
    everywhere = routes()
    found = []
    for who, account in people(cast).items():
        client = browser(account)
        found += [visit(client, who, name, path) for name, path, _ in everywhere]
    return found


def visit(client: Client, who: str, name: str, path: str) -> Answer:
    """One address, and what looking at it wrote."""
    tables: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        tables.update(WRITES.findall(sql))
        return execute(sql, params, many, context)

    with undone(), connection.execute_wrapper(note):
        answer = client.get(path, query_params=dict.fromkeys(ONWARD, f"//{EVIL}/"), headers=LIES)
        body = b"".join(answer) if answer.streaming else answer.content
    return Answer(who, name, path, answer.status_code, dict(answer.items()), body, frozenset(tables))


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is asked inside changes nothing for what is asked next."""
    caches["pages"].clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
