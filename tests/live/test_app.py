"""The live process over HTTP: who gets a stream, and what every answer carries. It asks nothing of a database."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from hearten.live.app import Live
from hearten.live.hub import Message
from hearten.live.tickets import LISTENER, issue
from tests.live.loop import run

ORIGIN = "http://localhost:8000"


class Browser:
    """One request to the application, message by message."""

    def __init__(self, app: Live, path: str = "/events", ticket: str = "", origin: str | None = ORIGIN) -> None:
        headers = [(b"origin", origin.encode())] if origin else []
        query = f"ticket={ticket}".encode()
        scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": headers}
        self.went_away = asyncio.Event()
        self.got: asyncio.Queue[MutableMapping[str, Any]] = asyncio.Queue()
        self.task = asyncio.create_task(app(scope, self.receive, self.send))

    async def receive(self) -> MutableMapping[str, Any]:
        await self.went_away.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: MutableMapping[str, Any]) -> None:
        await self.got.put(message)

    async def next(self) -> MutableMapping[str, Any]:
        return await asyncio.wait_for(self.got.get(), 2)


async def status(browser: Browser) -> int:
    return int((await browser.next())["status"])


def answered(**request: Any) -> MutableMapping[str, Any]:
    async def story() -> MutableMapping[str, Any]:
        return await Browser(Live(), **request).next()

    return run(story())


def test_a_good_ticket_opens_a_stream_that_hears_of_changes() -> None:
    async def story() -> list[Any]:
        app = Live()
        browser = Browser(app, ticket=issue(["one"], listeners=["ben"]))
        start, hello = await browser.next(), await browser.next()
        app.hub.publish([Message("one", "post.published")])
        return [start["status"], hello["body"], (await browser.next())["body"]]

    assert run(story()) == [
        200,
        b"retry: 3000\n\n",
        b'event: changed\ndata: {"topic":"one","kind":"post.published"}\n\n',
    ]


@pytest.mark.parametrize("ticket", ["", "x", "x.y", "a.b.c", "é.é"])
def test_without_a_good_ticket_the_answer_is_the_same_for_all(ticket: str) -> None:
    answer = answered(ticket=ticket)
    assert answer["status"] == 403
    assert answer["headers"] == answered()["headers"]


def test_a_page_of_another_site_gets_nothing() -> None:
    ticket = issue(["one"], listeners=[])
    assert answered(ticket=ticket, origin="https://evil.example")["status"] == 403


def test_only_our_own_pages_may_read_the_answer_and_no_cache_keeps_it() -> None:
    headers = dict(answered(ticket=issue(["one"], listeners=[]))["headers"])
    assert headers[b"access-control-allow-origin"] == ORIGIN.encode()
    assert headers[b"cache-control"] == b"no-store"
    assert b"access-control-allow-credentials" not in headers


@pytest.mark.parametrize(("path", "expected"), [("/healthz", 204), ("/", 404), ("/live/events", 403)])
def test_there_is_nothing_else_here(path: str, expected: int) -> None:
    assert answered(path=path)["status"] == expected


def test_a_browser_that_goes_away_is_forgotten() -> None:
    async def story() -> bool:
        app = Live()
        browser = Browser(app, ticket=issue(["one"], listeners=[]))
        await browser.next()
        browser.went_away.set()
        await asyncio.wait_for(browser.task, 2)
        return bool(app.hub.clients)

    assert run(story()) is False


def test_a_revocation_ends_the_stream_at_once() -> None:  # I4
    async def story() -> MutableMapping[str, Any]:
        app = Live()
        browser = Browser(app, ticket=issue(["one"], listeners=["ben"]))
        await browser.next()
        await browser.next()
        app.hub.publish([Message(LISTENER + "ben", "listener.revoked")])
        return await browser.next()

    assert run(story()) == {"type": "http.response.body", "body": b"", "more_body": False}
