"""Asking an address outside, without being led inside (server-side request forgery: OWASP ASVS 5.0 V1.3.6).

Only http and https on their own ports; every address that a name leads to must belong to the public internet; the
connection goes to the address that was looked at, so that a name can't change its mind between; each redirect is
looked at again. Nothing is sent along: no cookie, no referrer, nobody's name. One deadline for everything.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import re
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from urllib.parse import SplitResult, quote, urljoin, urlsplit

#: Seconds for the whole question, redirects included.
SECONDS = 5.0
#: Bytes of an answer that are read at most.
BYTES = 64 * 1024
REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
#: How many addresses of one name are tried.
TRIES = 3
AGENT = "Hearten link check"
NAME = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?\Z"
)
#: Blocks that carry an address of the other kind inside, so that "public" says nothing about where they lead:
#: 6to4, Teredo, NAT64 (RFC 3056, 4380, 6052, 8215) and the compatible ones of RFC 4291.
TUNNELS = [
    ipaddress.ip_network(block) for block in ("2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48", "::/96")
]


class Refused(Exception):
    """This address is not asked from here. The words say why, without the address."""


class Unreachable(Exception):
    """Nobody answered in time, or not in a way that can be read."""


class Insecure(Unreachable):
    """The other side could not prove its name."""


@dataclass(frozen=True)
class Answer:
    """What came back. body: at most BYTES of it. url: where the redirects ended."""

    status: int
    url: str
    content_type: str
    body: bytes


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a name. Raises OSError."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def dial(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to exactly this address. Raises OSError."""
    return socket.create_connection((address, port), timeout=seconds)


@dataclass(frozen=True)
class Wire:
    """The way outside. Tests put another one in its place; nothing else of this module is ever faked.

    look_up: name and port to addresses. dial: address, port and seconds to a connection.
    """

    look_up: Callable[[str, int], list[str]] = look_up
    dial: Callable[[str, int, float], socket.socket] = dial
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context


OUTSIDE = Wire()


def fetch(url: str, *, method: str = "GET", wire: Wire = OUTSIDE, seconds: float = SECONDS) -> Answer:
    """Ask an address, following redirects. Raises Refused, Unreachable, Insecure."""
    until = monotonic() + seconds
    for _turn in range(REDIRECTS + 1):
        parts = allowed(url)
        answer, location = ask(parts, method, wire, until)
        if location is None:
            return Answer(answer.status, url, answer.content_type, answer.body)
        url = onward(url, location)
    raise Unreachable("too many redirects")


def onward(url: str, location: str) -> str:
    """Where a redirect leads. Raises Unreachable when that can't be read."""
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise Unreachable("a redirect to nowhere") from error


def allowed(url: str) -> SplitResult:
    """The parts of an address that may be asked. Raises Refused."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused("not an address") from error
    if parts.scheme not in PORTS or port not in {None, *PORTS.values()}:
        raise Refused("only http and https on their own ports are asked")
    if parts.username is not None or parts.password is not None:
        raise Refused("an address with a log-in in it is not asked")
    if not is_literal(host) and not NAME.match(ascii_name(host)):
        raise Refused("not a name")
    return parts


def is_literal(host: str) -> bool:
    """Whether a host is an address already."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def ascii_name(host: str) -> str:
    """The name as the name system knows it. Raises Refused."""
    try:
        return host.encode("idna").decode("ascii").lower() if not host.isascii() else host.lower()
    except UnicodeError as error:
        raise Refused("not a name") from error


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet, also under every disguise that is known."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None or any(ip in block for block in TUNNELS):
            return False
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def public_addresses(host: str, port: int, wire: Wire) -> list[str]:
    """Every address of a name. Raises Refused if one of them is not public, Unreachable if there is none."""
    try:
        found = [host] if is_literal(host) else wire.look_up(ascii_name(host), port)
    except (OSError, UnicodeError) as error:
        raise Unreachable("no such name") from error
    if not all(is_public(address) for address in found):
        raise Refused("the name leads to a place that is not public")
    if not found:
        raise Unreachable("no such name")
    return found[:TRIES]


def ask(parts: SplitResult, method: str, wire: Wire, until: float) -> tuple[Answer, str | None]:
    """One question and its answer; the second value is where a redirect leads, or None."""
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    connection = connect(public_addresses(host, port, wire), port, wire, until)
    try:
        if parts.scheme == "https":
            connection = wire.tls().wrap_socket(connection, server_hostname=ascii_name(host))
        return exchange(connection, parts, method, until)
    except ssl.SSLCertVerificationError as error:
        raise Insecure("the certificate is not for this name") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(type(error).__name__) from error
    finally:
        connection.close()


def connect(addresses: list[str], port: int, wire: Wire, until: float) -> socket.socket:
    """A connection to the first of these addresses that takes one."""
    for address in addresses:
        try:
            connection = wire.dial(address, port, left(until))
            connection.settimeout(left(until))
        except OSError:
            continue
        return connection
    raise Unreachable("no connection")


def left(until: float) -> float:
    """Seconds that are left. Raises TimeoutError when none are."""
    seconds = until - monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def exchange(connection: socket.socket, parts: SplitResult, method: str, until: float) -> tuple[Answer, str | None]:
    """Send the question over an open connection and read what comes back."""
    connection.sendall(question(parts, method))
    reader = io.BufferedReader(InTime(connection, until))
    response = http.client.HTTPResponse(_Made(reader), method=method)  # type: ignore[arg-type]
    response.begin()
    location = response.getheader("Location") if response.status in {301, 302, 303, 307, 308} else None
    body = b"" if location else response.read(BYTES)
    return Answer(response.status, "", response.getheader("Content-Type") or "", body), location


def question(parts: SplitResult, method: str) -> bytes:
    """The request, with nothing in it about who asks or why."""
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    host = parts.hostname or ""
    name = f"[{host}]" if ":" in host else ascii_name(host)
    lines = [
        f"{method} {target}{'?' + query if query else ''} HTTP/1.1",
        f"Host: {name}{f':{parts.port}' if parts.port not in (None, PORTS[parts.scheme]) else ''}",
        f"User-Agent: {AGENT}",
        "Accept: */*",
        "Accept-Encoding: identity",
        "Connection: close",
        *([f"Range: bytes=0-{BYTES - 1}"] if method == "GET" else []),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


class InTime(io.RawIOBase):
    """A connection to read from until a moment; every single read gets only the time that is left."""

    def __init__(self, connection: socket.socket, until: float) -> None:
        self.connection, self.until = connection, until

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read what has come. Raises TimeoutError after the moment."""
        self.connection.settimeout(left(self.until))
        return self.connection.recv_into(buffer)  # type: ignore[arg-type]


class _Made:
    """What `http.client.HTTPResponse` asks of a socket: one reader."""

    def __init__(self, reader: io.BufferedReader) -> None:
        self.reader = reader

    def makefile(self, mode: str) -> io.BufferedReader:
        return self.reader
