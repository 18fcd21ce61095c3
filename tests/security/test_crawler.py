"""A hostile crawler at every address, as everybody: it breaks nothing and sees nothing that is not its to see.

HEARTEN_TEST_LONG=1 lets it run for minutes, each time with other values; otherwise it is short and always the same.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hearten.accounts.models import Account, Session
from tests.cast import Cast
from tests.security.hostile import NAMES, WORDS, words
from tests.security.routes import alive, browser, people, routes, undone, visits

LONG = bool(os.environ.get("HEARTEN_TEST_LONG"))
FIELD = re.compile(rb'<(?:input|textarea|select|button)\b[^>]*\bname="([^"]+)"')


@dataclass(frozen=True)
class Site:
    """Everything a crawl needs: who asks, where, the fields that pages offer, and what each person may read."""

    browsers: dict[str, Client]
    routes: list[tuple[str, str, list[str]]]
    fields: dict[str, list[str]]
    marks: frozenset[bytes]
    readable: dict[str, frozenset[bytes]]

    def leaks(self, who: str, body: bytes) -> set[bytes]:
        """Marks of others in an answer that no ordinary page shows this person."""
        return {mark for mark in self.marks - self.readable[who] if mark in body}


@pytest.fixture
def site(cast: Cast) -> Site:
    """A host with lives on it, walked once in good faith."""
    lives = alive(cast)
    seen = visits(cast)
    marks = {text.encode() for life in lives for text in life.texts.values()} | set(secrets())
    fields: dict[str, set[str]] = {}
    for answer in seen:
        fields.setdefault(answer.route, set()).update(name.decode() for name in FIELD.findall(answer.body))
    everybody = people(cast)
    return Site(
        browsers={who: browser(account) for who, account in everybody.items()},
        routes=routes(),
        fields={route: sorted(names - {"csrfmiddlewaretoken"}) for route, names in fields.items()},
        marks=frozenset(marks),
        readable={
            who: frozenset(mark for mark in marks if any(mark in seen_.body for seen_ in seen if seen_.who == who))
            for who in everybody
        },
    )


def secrets() -> Iterator[bytes]:
    """What nobody at all may read: ids of accounts, keys of sessions, hashes."""
    for account in Account.objects.all():
        yield from (str(account.pk).encode(), account.pk.hex.encode(), account.password.encode())
    yield from (key.encode() for key in Session.objects.values_list("session_key", flat=True))
    yield from (b"Traceback (most recent", b"SELECT ", b"OperationalError", b"root:x:")


def send(site: Site, who: str, method: str, path: str, **what: Any) -> Any:
    """Ask, and put everything back as it was, the cookies too."""
    client = site.browsers[who]
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with undone():
        answer = getattr(client, method)(path, **what)
        body = b"".join(answer) if answer.streaming else answer.content
    client.cookies.clear()
    client.cookies.load(cookies)
    return answer.status_code, body


def require_calm(site: Site, who: str, method: str, path: str, **what: Any) -> None:
    """Neither a failure of the host nor a word of somebody else."""
    status, body = send(site, who, method, path, **what)
    assert status < 500 or status == 503, f"{who}: {method} {path[:200]!r} {str(what)[:500]} failed"
    assert site.leaks(who, body) == set(), f"{who}: {method} {path[:200]!r} {str(what)[:300]}"


def bent(path: str, arguments: list[str], word: str) -> Iterator[str]:
    """The address with each of its arguments replaced."""
    for argument in arguments:
        place = path.rfind(f"/{argument}") if f"/{argument}" in path else path.rfind(argument)
        start = place + path[place:].index(argument)
        yield path[:start] + quote(word.encode("utf-8", "surrogatepass"), safe="") + path[start + len(argument) :]


def test_no_argument_of_any_address_breaks_it(site: Site) -> None:  # ASVS 2.2.1 8.2.2 1.2.4 1.4.2 16.5.3
    turn = 0
    who = sorted(site.browsers)
    for _, path, arguments in site.routes:
        for word in [*WORDS[:3], *WORDS[3 + turn % 5 :: 5]] if not LONG else WORDS:
            for wrong in bent(path, arguments, word):
                turn += 1
                require_calm(site, who[turn % len(who)], ("get", "post")[turn % 7 == 0], wrong)


queries = st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), words, max_size=4)


@given(data=st.data())
@settings(
    max_examples=20_000 if LONG else 350,
    derandomize=not LONG,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink] if LONG else [Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_query_form_or_file_breaks_it_or_shows_more(
    site: Site, data: st.DataObject
) -> None:  # ASVS 2.2.1 2.2.2 8.2.2 8.2.3 15.3.1 15.3.3 16.5.1 16.5.3
    name, path, _ = data.draw(st.sampled_from(site.routes))
    who = data.draw(st.sampled_from(sorted(site.browsers)))
    if data.draw(st.integers(0, 2)) == 0:
        require_calm(site, who, "get", path, query_params=sendable(data.draw(queries)))
        return
    offered = site.fields.get(name) or NAMES
    form = data.draw(st.dictionaries(st.sampled_from([*offered, *NAMES]), words, max_size=8))
    if data.draw(st.booleans()):  # every field that the page has, each with something
        form = {**{field: data.draw(words) for field in offered[:12]}, **form}
    files = {"picture": SimpleUploadedFile("x\x00/../y.svg", data.draw(st.binary(max_size=60)))}
    whole = {**sendable(form), **(files if data.draw(st.integers(0, 5)) == 0 else {})}
    require_calm(site, who, "post", path, data=whole)


def sendable(form: dict[str, str]) -> dict[str, Any]:
    """As bytes on the wire: also what is no text at all."""
    return {encoded(name): encoded(value) for name, value in form.items()}


def encoded(text: str) -> str:
    """A lone surrogate can't be written as UTF-8, but its bytes can be sent."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def test_a_planted_leak_and_a_planted_failure_are_seen(cast: Cast, monkeypatch) -> None:
    small = Site({"eve": browser(None)}, [], {}, frozenset({b"benmark1x", b"seen"}), {"eve": frozenset({b"seen"})})
    assert small.leaks("eve", b"<p>benmark1x seen</p>") == {b"benmark1x"}
    monkeypatch.setattr("hearten.home.views.search", None)
    with pytest.raises(AssertionError, match="failed"):
        require_calm(small, "eve", "get", "/search/", query_params={"q": "x"})
