"""An open page hears that somebody answered, and moves only when its reader asks: real processes, real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.processes import Served, copied, until

pytestmark = [pytest.mark.process, pytest.mark.journey]
HERE = "/@ana/the-first-meeting/"


@pytest.fixture
def community(initialised: Path, tmp_path: Path) -> Iterator[Served]:
    """The demo community, served."""
    with Served(copied(initialised, tmp_path / "data"), HEARTEN_DEMO="yes", HEARTEN_COUNTRY="se") as host:
        done = host.hearten("demo", timeout=120)
        assert done.returncode == 0, done.stderr
        yield host.start()


def signed_in(chromium: Browser, host: Served, login: str) -> Page:
    """Somebody of the demo's cast, in a browser of their own, on the page."""
    page = chromium.new_context().new_page()
    page.goto(f"{host.origin}/account/login/?next={HERE}")
    page.fill("[name=login]", login)
    page.locator("[type=password]").fill(f"demo-{login}-passphrase")
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url(f"{host.origin}{HERE}", timeout=30_000)
    return page


def test_an_answer_is_offered_to_who_reads_along(chromium: Browser, community: Served) -> None:
    ben, ana = signed_in(chromium, community, "ben"), signed_in(chromium, community, "ana")
    ana.locator("textarea[name=body]").first.fill("Thank you all for reading along.")
    ana.get_by_role("button", name="Send").first.click()
    ben.get_by_text("There is something new.").wait_for(timeout=15_000)
    assert "Thank you all for reading along." not in ben.content()
    ben.get_by_role("button", name="Show it").click()
    ben.get_by_text("Thank you all for reading along.").wait_for(timeout=15_000)


def test_a_log_out_ends_the_streams_of_open_pages_at_once(chromium: Browser, community: Served) -> None:  # I1
    ben = signed_in(chromium, community, "ben")
    address = ben.locator("h-live").get_attribute("data-url") or ""
    assert address.startswith(community.live)
    assert "ben" not in address
    state = "(element) => element.source.readyState"
    until(lambda: ben.locator("h-live").evaluate(state) == 1)
    other = ben.context.new_page()
    other.goto(f"{community.origin}/you/")
    other.locator("main").get_by_role("button", name="Log out").click()
    until(lambda: ben.locator("h-live").evaluate(state) == 2, seconds=10)
