"""The live process: a small ASGI application, without Django's handler, that answers `…/events?ticket=…`.

It writes nothing, knows no account, and sends only "something under this topic changed". Writes are plain POSTs to
`web`. Start it with any ASGI server; `bin/hearten serve` does.
"""

import asyncio
import logging.config
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings

from hearten.live.hub import Client, Hub, Message
from hearten.live.sources import Source, chosen
from hearten.live.tickets import Refused, check

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearten.config.settings")
logging.config.dictConfig(settings.LOGGING)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

#: Sent first: after a lost connection the browser waits this long, in milliseconds, so that nobody storms back.
HELLO = b"retry: 3000\n\n"
STREAM: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]


class Live:
    """The application: one hub, one source of messages."""

    def __init__(self, choose: Callable[[], type[Source]] = chosen) -> None:
        self.choose = choose
        self.hub = Hub()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection, or the server's own start and stop."""
        if scope["type"] == "lifespan":
            await self.lifespan(receive, send)
        elif scope["type"] == "http":
            await self.answer(scope, receive, send)

    async def lifespan(self, receive: Receive, send: Send) -> None:
        """Listen to the source from the server's start to its stop."""
        await receive()
        loop = asyncio.get_running_loop()

        def heard(messages: list[Message]) -> None:
            loop.call_soon_threadsafe(self.hub.publish, messages)

        def missed() -> None:
            loop.call_soon_threadsafe(self.hub.drop_all)

        source = self.choose()(heard, missed)
        self.hub.on_first, self.hub.on_none = source.wake, source.rest
        source.start()
        beating = asyncio.create_task(self.hub.beat())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        beating.cancel()
        self.hub.drop_all()
        await asyncio.to_thread(source.stop)
        await send({"type": "lifespan.shutdown.complete"})

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A stream for a good ticket from our own pages; 204 for a probe; 403 for everything else."""
        headers = dict(scope["headers"])
        if scope["path"].endswith("/healthz"):
            await reply(send, 204)
        elif not scope["path"].endswith("/events") or scope["method"] != "GET":
            await reply(send, 404)
        elif headers.get(b"origin", settings.ORIGIN.encode()) != settings.ORIGIN.encode():
            await reply(send, 403)
        else:
            await self.open(scope, receive, send)

    async def open(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the ticket, then stream until either side ends it."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get("ticket", [""])[0]
        try:
            client = self.hub.join(check(given))
        except Refused:
            await reply(send, 403)
            return
        closed = asyncio.create_task(self.until_closed(client, receive))
        try:
            await stream(client, send)
        finally:
            closed.cancel()
            self.hub.leave(client)

    async def until_closed(self, client: Client, receive: Receive) -> None:
        """End the stream when the browser goes away."""
        while (await receive())["type"] != "http.disconnect":
            pass
        self.hub.drop(client)


async def stream(client: Client, send: Send) -> None:
    """Send what waits for the client, several notices at once when it fell behind."""
    await send({"type": "http.response.start", "status": 200, "headers": [*STREAM, *cors()]})
    await send({"type": "http.response.body", "body": HELLO, "more_body": True})
    while chunk := await client.take():
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def reply(send: Send, status: int) -> None:
    """An answer without words."""
    await send({"type": "http.response.start", "status": status, "headers": cors()})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def cors() -> Headers:
    """Only our own pages may read the answer, and no cookie comes along."""
    return [(b"access-control-allow-origin", settings.ORIGIN.encode()), (b"vary", b"origin")]


application = Live()
