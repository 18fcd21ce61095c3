"""Tickets: what `web` signs and `live` checks, so that `live` needs no account, no session and no table of rights.

A ticket names topics (opaque addresses of what may be listened to) and listeners (opaque names of who holds it, so
that it can be taken back). It opens a stream within a minute of being issued; an open stream then lasts until the
page closes or a listener is revoked.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

#: How long a ticket may open a stream, in seconds.
LIFETIME = 60
#: A revocation travels as an event whose topic is this and the listener's name.
LISTENER = "listener:"


class Refused(Exception):
    """The ticket is forged, changed or too old."""


@dataclass(frozen=True)
class Ticket:
    """What a listener may hear, the names it can be cut off by, and when it was issued (seconds since 1970)."""

    topics: frozenset[str]
    listeners: frozenset[str]
    issued: float = 0.0


def listener(*who: str) -> str:
    """The opaque name of somebody who listens, the same each time: `listener("account", str(account.pk))`.

    Revoke it by recording the event `listener.revoked` with the topic `LISTENER + listener(…)`.
    """
    return _digest("listener", "\0".join(who).encode())[:16].hex()


def issue(topics: Iterable[str], *, listeners: Iterable[str], now: float | None = None) -> str:
    """A ticket for the address of a stream. The caller has checked that the viewer may see every topic.

    listeners: names from `listener`. now: seconds since 1970, for tests.
    """
    expires = int((time.time() if now is None else now) + LIFETIME)
    body = json.dumps([sorted(topics), sorted(listeners), expires], separators=(",", ":")).encode()
    return _text(body) + "." + _text(_digest("ticket", body))


def check(ticket: str, *, now: float | None = None) -> Ticket:
    """What the ticket allows. Raises Refused, always alike, when it is forged, changed or expired."""
    try:
        body, signature = (_bytes(part) for part in ticket.split("."))
    except ValueError:
        raise Refused from None
    if not hmac.compare_digest(signature, _digest("ticket", body)):
        raise Refused
    topics, listeners, expires = json.loads(body)
    if (time.time() if now is None else now) > expires:
        raise Refused
    return Ticket(frozenset(topics), frozenset(listeners), expires - LIFETIME)


def _digest(purpose: str, body: bytes) -> bytes:
    """Keyed with a key derived for this purpose alone."""
    key = hashlib.sha256(f"hearten.live.{purpose}:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, body, hashlib.sha256).digest()


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
