"""An open page hears that somebody answered, and nothing that is read or written there moves."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.processes import Served, copied, until

pytestmark = [pytest.mark.process, pytest.mark.journey]
HERE = "/@ana/the-first-meeting/"


@pytest.fixture(scope="module")
def community(initialised: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo community, served by real processes."""
    with Served(
        copied(initialised, tmp_path_factory.mktemp("community") / "data"), HEARTEN_DEMO="yes", HEARTEN_COUNTRY="se"
    ) as host:
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


def answers(page: Page, words: str) -> None:
    """Somebody sends a comment."""
    page.locator("textarea[name=body]").first.fill(words)
    page.get_by_role("button", name="Send", exact=True).first.click()
    page.wait_for_load_state()


def arrives(page: Page, words: str) -> None:
    page.locator("#thread").get_by_text(words).wait_for(timeout=15_000)


TOP = "id => document.getElementById(id).getBoundingClientRect().top"
GROW = """() => document.querySelector("#thread")
  .insertAdjacentHTML("afterbegin", `<p>${"old ".repeat(900)}</p>`)"""
FIRST_WORDS, SECOND_WORDS = "Thank you all for reading along.", "One more thing: take your time."


def test_an_answer_comes_in_and_nothing_moves_or_is_lost(chromium: Browser, community: Served) -> None:
    ben, ana = signed_in(chromium, community, "ben"), signed_in(chromium, community, "ana")
    box = ben.locator("textarea[name=body]").first
    box.fill("I am still writing th")
    box.evaluate("one => one.setSelectionRange(5, 10)")
    answers(ana, FIRST_WORDS)
    arrives(ben, FIRST_WORDS)
    ben.get_by_text("Something new has been added.").wait_for()
    assert box.input_value() == "I am still writing th"
    where = "one => [document.activeElement === one, one.selectionStart, one.selectionEnd]"
    assert box.evaluate(where) == [True, 5, 10], "the cursor stays where it was"
    assert ben.evaluate("performance.getEntriesByType('navigation').length") == 1

    known = ben.locator("#thread [id]").first.get_attribute("id")
    ben.evaluate(GROW)
    ben.evaluate(
        "id => document.getElementById(id).scrollIntoView({ block: 'center', behavior: 'instant' })", known
    )
    before = ben.evaluate(TOP, known)
    answers(ana, SECOND_WORDS)
    arrives(ben, SECOND_WORDS)
    assert "old old" not in ben.locator("#thread").inner_text(), "what stood above is gone"
    assert abs(ben.evaluate(TOP, known) - before) < 3, "and what is read has not moved"


def test_while_somebody_is_inside_it_is_only_offered(chromium: Browser, community: Served) -> None:
    ben, ana = signed_in(chromium, community, "ben"), signed_in(chromium, community, "ana")
    ben.locator("#thread a").first.focus()
    answers(ana, "While you look around.")
    ben.get_by_text("There is something new.").wait_for(timeout=15_000)
    assert "While you look around." not in ben.content()
    ben.get_by_role("button", name="Show it").click()
    arrives(ben, "While you look around.")


def test_what_can_not_be_swapped_in_is_offered_and_comes_with_a_reload(
    chromium: Browser, community: Served
) -> None:
    ben, ana = signed_in(chromium, community, "ben"), signed_in(chromium, community, "ana")
    ben.route("**/*", lambda route: route.abort() if route.request.headers.get("hx-request") else route.continue_())
    answers(ana, "It goes on without it.")
    ben.get_by_role("button", name="Show it").wait_for(timeout=15_000)
    assert "It goes on without it." not in ben.content()
    with ben.expect_navigation():
        ben.get_by_role("button", name="Show it").click()
    arrives(ben, "It goes on without it.")


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
