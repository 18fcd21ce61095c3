"""Browsers that are watched: a journey in which anything breaks, or anybody else is asked, fails."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from playwright.sync_api import Browser, BrowserContext, Page, expect

from hearten.accounts.models import Account
from hearten.moderation import paperwork
from tests.journeys.hands import session_of
from tests.journeys.watching import Watch
from tests.site import Site

#: The Guard and the log-in take a moment, more so while other tests run.
expect.set_options(timeout=20_000)
Visit = Callable[..., Page]


class Weather(BaseHTTPRequestHandler):
    """A page about something else."""

    asked_by: list[str | None] = []

    def do_GET(self) -> None:
        self.asked_by.append(self.headers.get("Referer"))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<title>Weather</title><link rel=icon href=data:,><h1>Rain later</h1>")

    def log_message(self, *args: Any) -> None:
        return


@pytest.fixture(scope="session")
def outside() -> Iterator[str]:
    """Where "Leave this page" leads: the address of somebody else's page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def watch(live_site: Site, settings: LazySettings, outside: str) -> Iterator[Watch]:
    """Fails the journey afterwards when anything went wrong on the way."""
    settings.LEAVE_URL = outside
    caches["pages"].clear()  # no page and no limit of another test
    caches["default"].clear()
    watching = Watch(ours={live_site.origin, live_site.media_origin}, leaves_to=outside)
    yield watching
    assert watching.faults == []


@pytest.fixture
def visit(chromium: Browser, live_site: Site, watch: Watch, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """`visit()` is a new person's browser; `visit(cast.ana)` is Ana's, logged in; `visit(scripts=False)`.

    `visit(microphone=True)`: one that hears a tone, and lets our pages listen.
    """
    opened: list[BrowserContext] = []

    def new(
        account: Account | None = None, *, scripts: bool = True, microphone: bool = False, **options: Any
    ) -> Page:
        options = {"reduced_motion": "reduce", "viewport": {"width": 1280, "height": 900}, **options}
        browser = request.getfixturevalue("hearing") if microphone else chromium
        if microphone:
            options["permissions"] = ["microphone"]
        context = browser.new_context(base_url=live_site.origin, java_script_enabled=scripts, **options)
        opened.append(context)
        context.set_default_timeout(20_000)
        watch.over(context)
        if account is not None:
            context.add_cookies([session_of(account, live_site.origin)])
        return context.new_page()

    yield new
    for context in opened:
        context.close()


@pytest.fixture
def host_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host whose paperwork is done, so that comments are open (R107)."""
    monkeypatch.setattr(paperwork, "what_is_missing", list)
