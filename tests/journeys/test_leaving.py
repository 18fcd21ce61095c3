"""Leaving in a hurry, and help without a connection (R101, I9)."""

import pytest
from playwright.sync_api import Page, expect

from tests.blog.reading import address, published
from tests.cast import Cast
from tests.journeys.conftest import Visit, Weather
from tests.journeys.hands import with_scripts
from tests.journeys.watching import Watch

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


def is_away(page: Page) -> None:
    expect(page.get_by_role("heading", name="Rain later")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/you/", "/crisis/", "/nothing-here/"])
def test_the_button_leads_away_from_every_kind_of_page(cast: Cast, visit: Visit, path: str) -> None:
    page = visit(cast.ben)
    page.goto(path)
    page.get_by_role("link", name="Leave this page").click()
    is_away(page)


def test_without_scripts_the_button_leads_away_too(visit: Visit) -> None:
    page = visit(scripts=False)
    page.goto("/learn/")
    page.get_by_role("link", name="Leave this page").click()
    is_away(page)


def test_shift_three_times_leads_away_and_typing_capitals_does_not(cast: Cast, visit: Visit) -> None:
    page = visit(cast.ana)
    page.goto("/search/")
    with_scripts(page)
    page.locator("main input[type=search]").press_sequentially("ABC")
    for letter in "ABC":
        page.keyboard.press(f"Shift+{letter}")
    assert page.url.endswith("/search/")
    for _ in range(3):
        page.keyboard.press("Shift")
    is_away(page)


def test_back_shows_nothing_of_ones_own_page(cast: Cast, visit: Visit) -> None:
    page = visit(cast.ben)
    page.goto("/")
    page.goto("/you/")
    with_scripts(page)
    page.get_by_role("link", name="Leave this page").click()
    is_away(page)
    page.go_back()
    is_away_or_nothing(page)


def is_away_or_nothing(page: Page) -> None:
    """Back leads away again, or to a page with nothing of one's own on it."""
    page.wait_for_timeout(1000)
    assert "You log in as" not in page.locator("body").inner_text()


def test_back_after_logging_out_shows_nothing_of_ones_own_page(cast: Cast, visit: Visit) -> None:
    page = visit(cast.ben)
    page.goto("/you/")
    expect(page.get_by_text("You log in as ben")).to_be_visible()
    page.get_by_role("button", name="Log out").first.click()
    expect(page.get_by_role("link", name="Log in").first).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    expect(page.get_by_text("You log in as ben")).to_have_count(0)


def test_titles_say_nothing_about_health(cast: Cast, visit: Visit) -> None:  # I27
    page = visit(cast.ben)
    for path in ("/you/", "/you/decisions/", "/account/security/", "/crisis/", "/leaving/", "/account/younger/"):
        page.goto(path)
        assert not {"therapy", "suicide", "crisis", "depression", "anxiety"} & set(page.title().lower().split())


def test_help_can_be_read_without_a_connection_after_one_visit(visit: Visit, watch: Watch) -> None:  # I9
    page = visit()
    page.goto("/crisis/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    expect(page.get_by_role("heading", name="Help in a crisis")).to_be_visible()
    watch.offline = True
    page.context.set_offline(True)
    page.goto("/crisis/")
    expect(page.get_by_role("heading", name="Help in a crisis")).to_be_visible()
    expect(page.locator("a[href^='tel:']").first).to_be_visible()
    assert page.context.cookies() == []


def test_leaving_an_article_takes_no_address_along(cast: Cast, visit: Visit) -> None:
    piece = published(cast.ana)
    page = visit()
    page.goto(address(piece))
    with_scripts(page)
    Weather.asked_by.clear()
    page.get_by_role("link", name="Leave this page").click()
    is_away(page)
    assert Weather.asked_by == [None]
