"""After one visit the crisis pages open without a connection, and nothing else is kept on the device (I9)."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Error, Page

from hearten.moderation.views.service_worker import styles
from tests.processes import Served
from tests.site import Site

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  return found;
}"""
READY = "async () => { await navigator.serviceWorker.ready; }"


@pytest.fixture
def reader(chromium: Browser) -> Iterator[BrowserContext]:
    """A reader's own browser, empty at first."""
    context = chromium.new_context()
    yield context
    context.close()


def visited(reader: BrowserContext, address: str, *, keeps: str) -> Page:
    """One visit, until the browser has kept `keeps`."""
    page = reader.new_page()
    page.goto(address)
    page.evaluate(READY)
    page.wait_for_function(
        f"async () => (await ({KEPT})()).includes({json.dumps(keeps)})", timeout=15_000, polling=100
    )
    return page


@pytest.mark.journey
@pytest.mark.process
class TestWithoutAConnection:
    def test_one_visit_to_a_country_is_enough(self, host: Served, reader: BrowserContext):
        host.environment["HEARTEN_COUNTRY"] = ""
        page = visited(reader, f"{host.start().origin}/crisis/gb/", keeps="/crisis/gb/")
        host.stop()
        page.goto(f"{host.origin}/crisis/gb/")
        assert page.get_by_role("link", name="Call 116 123").get_attribute("href") == "tel:116123"
        assert page.evaluate("getComputedStyle(document.querySelector('.crisis')).borderTopWidth") == "2px"
        page.goto(f"{host.origin}/crisis/jp/")  # a country never opened leads to the first page
        assert page.get_by_role("heading", name="Help in a crisis").is_visible()

    def test_a_visit_to_any_page_keeps_help_and_the_hosts_country_and_nothing_else(
        self, host: Served, reader: BrowserContext
    ):
        host.environment["HEARTEN_COUNTRY"] = "se"
        page = visited(reader, f"{host.start().origin}/account/login/", keeps="/crisis/se/")
        for path in ["/", "/account/login/", "/crisis/?n=saved", "/crisis/zz/"]:
            page.goto(host.origin + path)
        kept = page.evaluate(KEPT)
        assert all(re.match(r"/crisis/([a-z]{2}/)?$|/a-moment/$|/static/ui/css/", path) for path in kept)
        assert "/crisis/zz/" not in kept
        host.stop()
        for path in ["/crisis/", "/crisis/se/"]:
            page.goto(host.origin + path)
            assert page.locator("a[href^='tel:']").count() > 0
        page.goto(f"{host.origin}/a-moment/")  # R69
        assert page.get_by_role("heading", name="Breathe for a minute").is_visible()
        assert page.locator("a[href^='tel:']").count() > 0
        for path in ["/", "/account/login/"]:
            with pytest.raises(Error):
                page.goto(host.origin + path)


@pytest.mark.journey
def test_a_corrected_page_is_shown_as_soon_as_the_server_answers(
    live_site: Site, reader: BrowserContext, settings: Any
):
    settings.COUNTRY = "se"
    page = visited(reader, f"{live_site.origin}/crisis/", keeps="/crisis/")
    settings.COUNTRY = "gb"
    page.goto(f"{live_site.origin}/crisis/")
    assert page.get_by_role("heading", name="In the United Kingdom", exact=True).is_visible()


def test_the_worker_is_never_stored_itself(client: Client):
    response = client.get("/sw.js")
    assert response["Cache-Control"] == "no-cache"
    assert response["Content-Type"].startswith("text/javascript")


def test_it_keeps_every_style_sheet_under_the_name_people_get():
    assert len(styles()) > 10
    assert all(re.fullmatch(r"/static/ui/css/[\w/]+\.[0-9a-f]{12}\.css", address) for address in styles())


def test_it_is_the_same_for_everybody_and_changes_with_the_hosts_country(client: Client, settings: Any):
    settings.COUNTRY = ""
    first = client.get("/sw.js").content
    settings.COUNTRY = "se"
    assert client.get("/sw.js").content != first
