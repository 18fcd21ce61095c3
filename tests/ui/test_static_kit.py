"""Every component, as people with different screens, eyes and settings meet it (R100)."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.ui.static_pages import GRACE, bare, frame, render

pytestmark = pytest.mark.journey

ZONES = ("public", "group", "care", "self", "host", "author", "letter", "account")
SCREENS = [(1440, look, zone) for look in ("light", "dark") for zone in ZONES]
SCREENS += [(320, "light", "public"), (360, "dark", "group")]


@pytest.mark.parametrize(("width", "scheme", "zone"), SCREENS)
def test_the_kit_has_no_barrier_and_never_scrolls_sideways(open_page, width, scheme, zone):  # R100
    html = render("ui/kit.html", **frame(zone, GRACE))
    page = open_page(html, viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []


def test_high_contrast_has_no_barrier(open_page):
    page = open_page(render("ui/kit.html", **frame()), contrast="more", color_scheme="dark")
    assert Axe().run(page).response["violations"] == []


def test_nothing_on_the_kit_breaks_the_content_policy(open_page, browser, site):
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    site.pages["/kit/"] = render("ui/kit.html", **frame())
    page.goto(f"{site.origin}/kit/")
    page.wait_for_load_state("networkidle")
    context.close()
    assert [line for line in said if "Content Security" in line] == []


def test_help_and_leaving_stay_in_sight_while_reading(open_page):  # R101
    page = open_page(render("ui/kit.html", **frame()), viewport={"width": 360, "height": 800})
    page.evaluate("scrollTo(0, 3000)")
    expect(page.get_by_role("link", name="Leave this page")).to_be_in_viewport()
    expect(page.locator(".safety").get_by_role("link", name="Get help now")).to_be_in_viewport()


def test_the_kit_works_without_scripts(open_page, site):  # I43
    page = open_page(render("ui/kit.html", **frame()), java_script_enabled=False)
    for pane in ("#kit-write", "#kit-check", "#kit-preview"):
        expect(page.locator(pane)).to_be_visible()
    page.get_by_text("Who can see what I write here?").click()
    expect(page.get_by_text("Nobody else, and no search engine")).to_be_visible()
    page.get_by_role("link", name="Leave this page").click()
    expect(page).to_have_url(f"{site.origin}/leave/")


def test_the_chosen_colours_are_there_before_the_page_is(open_page, site):
    page = open_page(bare("<h-theme></h-theme>"))
    page.get_by_label("Dark").check()
    page.reload(wait_until="domcontentloaded")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_label("Same as device").check()
    assert page.evaluate("localStorage.length") == 0


def test_a_dialog_opens_by_key_and_gives_the_focus_back(open_page):
    page = open_page(render("ui/kit.html", **frame()))
    opener = page.get_by_role("button", name="Leave this group")
    opener.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("dialog", name="Leave this group?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_tabs_show_one_part_on_a_phone_and_all_on_a_desk(open_page):
    page = open_page(render("ui/kit.html", **frame()), viewport={"width": 360, "height": 800})
    page.get_by_role("tab", name="Write").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Check")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Check")).to_be_visible()
    expect(page.locator("#kit-write")).to_be_hidden()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator("#kit-write")).to_be_visible()
    expect(page.locator("#kit-preview")).to_be_visible()
