"""Whatever a page offers somebody leads somewhere: no link of ours, on any page of any role, is a dead end."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.journeys.places import EVERY
from tests.journeys.world import furnish

pytestmark = pytest.mark.anywhere

LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')


#: Who gets the page of help behind every link, whatever it is (I8): tests/accounts/test_pause.py.
PAUSED = "young"


def links_of(html: str) -> set[str]:
    """Addresses on this host that the page links to, without the place on the page."""
    return {unescape(found) for found in LINK.findall(html)}


def test_a_link_is_seen_wherever_it_stands() -> None:
    html = '<p><a class="x" href="/a/?b=1&amp;c=2#d">A</a><a href="#e">B</a><a href="https://example.org/">C</a>'
    assert links_of(html) == {"/a/?b=1&c=2"}


@pytest.mark.django_db(transaction=True)
def test_no_link_leads_nowhere(cast: Cast, settings: Any) -> None:
    settings.COUNTRY = "se"
    world = furnish(cast)
    dead: dict[str, set[str]] = {}
    for who in {place.who for place in EVERY} - {PAUSED}:
        browser = Client()
        if who:
            browser.force_login(world.people[who], "allauth.account.auth_backends.AuthenticationBackend")
        paths = [place.path.format(**world.at) for place in EVERY if place.who == who]
        offered = {path: links_of(browser.get(path).content.decode()) for path in paths}
        for link in sorted(set().union(*offered.values()) - set(paths)):
            if browser.get(link).status_code >= 400:
                dead[f"{who or 'eve'}: {link}"] = {path for path in paths if link in offered[path]}
    assert dead == {}
