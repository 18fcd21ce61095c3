"""A real web server on this machine that stands for the whole outside; only the way there is exchanged."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hearten.library.fetch import Wire

#: A public address that the pretended names lead to.
PUBLIC = "93.184.216.34"


@dataclass
class Asked:
    """One request as the server saw it."""

    method: str
    path: str
    headers: dict[str, str]


@dataclass
class Outside:
    """What the server answers by path, what it was asked, and where connections went.

    pages: path to (status, headers, body). names: name to addresses, else PUBLIC.
    """

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)
    no_head: bool = False
    drip: float = 0.0
    port: int = 0
    looked_up: list[str] = field(default_factory=list)

    @property
    def wire(self) -> Wire:
        """The way to this server, whatever name and port are asked for."""
        return Wire(look_up=self.look_up, dial=self.dial)

    def look_up(self, host: str, port: int) -> list[str]:
        self.looked_up.append(host)
        if host.startswith("no-such"):
            raise socket.gaierror("unknown")
        return self.names.get(host, [PUBLIC])

    def dial(self, address: str, port: int, seconds: float) -> socket.socket:
        self.dialled.append((address, port))
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)


@contextmanager
def outside(tls: ssl.SSLContext | None = None) -> Iterator[Outside]:
    """The server, for as long as a test runs."""
    world = Outside()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(world))
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    world.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield world
    finally:
        server.shutdown()
        server.server_close()


def handler(world: Outside) -> type[BaseHTTPRequestHandler]:  # noqa: C901  one small class
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            world.asked.append(Asked(self.command, self.path, dict(self.headers)))
            if world.no_head and self.command == "HEAD":
                self.send_error(405)
                return
            status, headers, body = world.pages.get(self.path, (404, {}, b"nothing"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                self.send(body)

        def send(self, body: bytes) -> None:
            if not world.drip:
                self.wfile.write(body)
            for at in range(len(body) if world.drip else 0):
                self.wfile.write(body[at : at + 1])
                time.sleep(world.drip)

        do_GET = do_HEAD = answer  # noqa: N815

        def log_message(self, *args: object) -> None:
            pass

        def handle(self) -> None:
            with suppress(ConnectionError, ssl.SSLError):
                super().handle()

    return Handler


def certificate(folder: Path, name: str) -> ssl.SSLContext:
    """What a server with a certificate that nobody signed presents."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context
