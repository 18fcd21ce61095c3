"""The design system on its own: its templates with made-up data, and a small server with our strict CSP."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import minijinja

ROOT = Path(__file__).parents[2]
UI = ROOT / "src/hearten/ui"
STATIC = UI / "static"
TEMPLATES = UI / "templates"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; worker-src 'self'"
)
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

SIGNED_OUT = {"signed_in": False, "name": "", "roles": [], "handle": None, "paused": False, "erasing_on": None}
EVERY_ROLE = ["therapist", "moderator", "safety_lead"]
GRACE = {**SIGNED_OUT, "signed_in": True, "name": "Grace", "roles": EVERY_ROLE, "paused": True}

Answer = tuple[int, dict[str, str], str]

QUICK_EXIT = (
    '<h-quick-exit><a href="/leave/">Leave this page</a></h-quick-exit><p>Private words</p><input id="box">'
)
EDITOR = (
    '<h-autosave data-url="/save/"><form id="f" method="post" action="/done/">'
    '<input type="hidden" name="csrfmiddlewaretoken" value="t"><input type="hidden" name="version" value="3">'
    '<textarea id="w" name="words" aria-label="Words">Saved words.</textarea><button>Save</button>'
    "</form></h-autosave>"
)


class Address(str):
    """An address that needs no escaping, as Django's `reverse` makes them."""

    def __html__(self) -> str:
        return str(self)


NAMES = {
    "static": lambda path: Address(f"/static/{path}"),
    "url": lambda name, *_: Address(f"/{name}/"),
}


def render(template: str, **data: Any) -> str:
    """HTML as the project's own engine makes it, strict about anything missing."""
    environment = minijinja.Environment(
        loader=lambda name: (TEMPLATES / name).read_text(),
        auto_escape_callback=lambda _name: True,
        undefined_behavior="strict",
        trim_blocks=True,
        lstrip_blocks=True,
        globals=NAMES,
    )
    return environment.render_template(template, **data)


def macro(source: str, **data: Any) -> str:
    """One line of template with every component at hand as `ui`."""
    line = '{% import "ui/_parts.html" as ui %}' + source
    environment = minijinja.Environment(
        loader=lambda name: line if name == "line" else (TEMPLATES / name).read_text(),
        auto_escape_callback=lambda _name: True,
        undefined_behavior="strict",
        trim_blocks=True,
        lstrip_blocks=True,
        globals=NAMES,
    )
    return environment.render_template("line", **data)


def frame(zone: str = "public", viewer: dict[str, Any] = SIGNED_OUT) -> dict[str, Any]:
    """What every page is given."""
    site = {"name": "Hearten", "tagline": "", "leave_url": "/leave/", "email_contact": ""}
    notice = "Your words are saved." if viewer["signed_in"] else None
    return {
        "site": site, "viewer": viewer, "zone": zone, "title": "Kit", "notice": notice,
        "path": "/learn/", "csrf": "", "htmx": False,
    }  # fmt: skip


def bare(body: str) -> str:
    """A page with nothing but our scripts, our look and `body`."""
    return (
        '<!doctype html><html lang="en"><title>Kit</title><meta name="viewport" content="width=device-width">'
        '<link rel="stylesheet" href="/static/ui/css/app.css"><script src="/static/ui/js/first.js"></script>'
        f'<script type="module" src="/static/ui/js/app.js"></script><body><main>{body}</main>'
    )


def answer(status: int, **data: Any) -> Callable[[str], Answer]:
    """A reply in JSON, whatever was posted."""
    return lambda _body: (status, {"Content-Type": "application/json"}, json.dumps(data))


def fragment(html: str) -> Answer:
    """A reply of HTML."""
    return 200, {"Content-Type": "text/html"}, html


class Site:
    """A web server in this process. `pages`: HTML, or what `kinds` says, by path; `posts`: answers to a POST."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {"/leave/": "<!doctype html><title>Weather</title><p>Mild, some cloud."}
        self.kinds: dict[str, str] = {}
        self.posts: dict[str, Callable[[str], Answer]] = {}
        self.received: list[tuple[str, str]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(self))
        self.origin = f"http://localhost:{self.server.server_port}"

    def get(self, path: str) -> Answer:
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            return 200, {"Content-Type": KINDS.get(file.suffix, "text/plain")}, file.read_text()
        if path in self.pages:
            return 200, {"Content-Type": self.kinds.get(path, "text/html; charset=utf-8")}, self.pages[path]
        return 404, {"Content-Type": "text/html"}, ""

    def post(self, path: str, body: str) -> Answer:
        self.received.append((path, body))
        return self.posts.get(path, lambda _body: (204, {}, ""))(body)


def handler_for(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply(site.get(self.path.split("?")[0]))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
            self.reply(site.post(self.path, body))

        def reply(self, answer: Answer) -> None:
            status, headers, body = answer
            self.send_response(status)
            for name, value in {"Content-Security-Policy": CSP, "Cache-Control": "no-store", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@contextmanager
def serving() -> Iterator[Site]:
    """A running site on a free port."""
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, daemon=True)
    thread.start()
    yield site
    site.server.shutdown()
    site.server.server_close()
