"""Every page of every role, in every state: usable by everybody, at every width, in both themes (R100, I43)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext
from pytest_django import DjangoDbBlocker

from hearten.events.models import AuditRow
from tests.cast import assemble
from tests.chains import lifted
from tests.journeys.hands import session_of
from tests.journeys.looking import AXE, INLINE, SHAPE, at_four_hundred_per_cent, by_axe, too_small
from tests.journeys.places import EVERY, Place
from tests.journeys.watching import Watch
from tests.journeys.world import World, furnish
from tests.site import Site

pytestmark = [pytest.mark.django_db, pytest.mark.journey]


@pytest.fixture
def _django_db_helper() -> None:
    """The database stays as it is from page to page: they only look, and the world is made once."""


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The site on this process's test database, which holds nothing but the world, for all pages together."""
    with django_db_blocker.unblock(), override_settings(COUNTRY="se"):
        caches["default"].clear()
        running = Site(settings)
        yield running
        running.stop()
        lifted(AuditRow.objects.all().delete)
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
        caches["pages"].clear()


@pytest.fixture(scope="module")
def world(site: Site) -> World:
    """Made once for all pages, which are only looked at."""
    return furnish(assemble())


@pytest.fixture(scope="module")
def browsers(chromium: Browser, site: Site, world: World) -> Iterator[dict[str, BrowserContext]]:
    """One browser for each person, opened when first asked for."""

    class Opened(dict[str, BrowserContext]):
        def __missing__(self, who: str) -> BrowserContext:
            context = chromium.new_context(base_url=site.origin, reduced_motion="reduce")
            context.set_default_timeout(20_000)
            if who:
                context.add_cookies([session_of(world.people[who], site.origin)])
            self[who] = context
            return context

    opened = Opened()
    yield opened
    for context in opened.values():
        context.close()


@pytest.mark.parametrize("place", EVERY, ids=lambda place: place.name)
def test_everybody_can_use(place: Place, site: Site, world: World, browsers: dict[str, BrowserContext]) -> None:
    context = browsers[place.who]
    watch = Watch(ours={site.origin, site.media_origin}, leaves_to="", broken=place.broken)
    page = context.new_page()
    try:
        watch.opened(page)
        page.on("request", watch.asked)
        page.on("response", watch.answered)
        sent = page.goto(place.path.format(**world.at))
        assert sent
        faults = [f"written into the page: {found}" for found in INLINE.findall(sent.text())]
        if place.act:
            place.act(page)
        faults += [*page.evaluate(SHAPE), *watch.faults]  # before axe, which tries on styles of its own
        page.evaluate(AXE)
        faults += [*by_axe(page, 1440), *by_axe(page, 360), *too_small(page)]
        faults += at_four_hundred_per_cent(page)
    finally:
        page.close()
    assert faults == [], "\n".join(faults)
