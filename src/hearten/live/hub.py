"""Who listens to what, in one process: each message is encoded once and left for every listener."""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hearten.live.tickets import LIFETIME, LISTENER, Refused, Ticket

#: How many notices may wait for one client. One that falls further behind is dropped: it delays nobody.
WAITING = 256
#: A proxy closes a silent connection; a comment this often keeps it open, in seconds.
HEARTBEAT = 15.0
BEAT = b": still here\n\n"


@dataclass(frozen=True)
class Message:
    """That something of this kind happened under this topic. The page asks `web` for what it may see."""

    topic: str
    kind: str

    def encode(self) -> bytes:
        """As a server-sent event."""
        data = json.dumps({"topic": self.topic, "kind": self.kind}, separators=(",", ":"))
        return f"event: changed\ndata: {data}\n\n".encode()


class Client:
    """One open stream. Its own request waits in `take`."""

    def __init__(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self.waiting: dict[bytes, None] = {}
        self.ready = asyncio.Event()
        self.over = False

    def put(self, encoded: bytes) -> bool:
        """Let it wait for this client; the same notice twice is one. False when too much waits already."""
        if len(self.waiting) >= WAITING:
            return False
        self.waiting[encoded] = None
        self.ready.set()
        return True

    async def take(self) -> bytes:
        """Everything that waits, oldest first, as one piece; b"" when the stream is over."""
        await self.ready.wait()
        self.ready.clear()
        chunk = b"" if self.over else b"".join(self.waiting)
        self.waiting.clear()
        return chunk

    def end(self) -> None:
        """Whatever still waits is not sent."""
        self.over = True
        self.ready.set()


class Hub:
    """All open streams of this process. Everything here runs on one event loop."""

    def __init__(
        self, on_first: Callable[[], None] = lambda: None, on_none: Callable[[], None] = lambda: None
    ) -> None:
        """on_first, on_none: called when somebody starts, and when nobody is left, listening."""
        self.clients: set[Client] = set()
        self.by_topic: defaultdict[str, set[Client]] = defaultdict(set)
        self.revoked: dict[str, float] = {}
        self.on_first = on_first
        self.on_none = on_none

    def join(self, ticket: Ticket) -> Client:
        """Start a stream. Raises Refused when one of its names was revoked after the ticket was issued."""
        if any(ticket.issued <= self.revoked.get(name, -1.0) for name in ticket.listeners):
            raise Refused
        client = Client(ticket)
        if not self.clients:
            self.on_first()
        self.clients.add(client)
        for topic in ticket.topics:
            self.by_topic[topic].add(client)
        return client

    def leave(self, client: Client) -> None:
        """Forget a stream; twice is harmless."""
        if client not in self.clients:
            return
        self.clients.remove(client)
        for topic in client.ticket.topics:
            self.by_topic[topic].discard(client)
            if not self.by_topic[topic]:
                del self.by_topic[topic]
        if not self.clients:
            self.on_none()

    def publish(self, messages: Iterable[Message]) -> None:
        """Hand each message to whoever listens to its topic; a revocation ends streams instead."""
        for message in messages:
            if message.topic.startswith(LISTENER):
                self.revoke(message.topic.removeprefix(LISTENER))
            elif listening := self.by_topic.get(message.topic):
                encoded = message.encode()
                for client in tuple(listening):
                    self._put(client, encoded)

    def revoke(self, name: str) -> None:
        """End every stream whose ticket carries this listener's name; its older tickets open nothing any more.

        Browsers come back by themselves with the ticket they have, so ending the stream alone would not last.
        """
        now = time.time()
        self.revoked = {known: at for known, at in self.revoked.items() if at > now - LIFETIME}
        self.revoked[name] = now
        for client in [client for client in self.clients if name in client.ticket.listeners]:
            self.drop(client)

    def drop(self, client: Client) -> None:
        """End one stream at once, whatever still waits for it."""
        self.leave(client)
        client.end()

    def drop_all(self) -> None:
        """End every stream, after a gap in what was heard: pages then open a new one and look for themselves."""
        for client in tuple(self.clients):
            self.drop(client)

    async def beat(self) -> None:
        """Keep quiet streams open, for ever."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            for client in tuple(self.clients):
                self._put(client, BEAT)

    def _put(self, client: Client, encoded: bytes) -> None:
        if not client.put(encoded):
            self.drop(client)
