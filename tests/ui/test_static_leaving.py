"""Leaving in a hurry (R101): nothing stays in sight, and the way back shows nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.ui.static_pages import EDITOR, QUICK_EXIT, answer, bare

pytestmark = pytest.mark.journey


def test_leaving_covers_the_page_and_back_shows_nothing(open_page, site):
    page = open_page(bare(QUICK_EXIT))
    site.pages["/second/"] = bare(QUICK_EXIT)
    page.goto(f"{site.origin}/second/")
    page.get_by_role("link", name="Leave this page").click()
    page.wait_for_url("**/leave/")
    page.go_back()
    page.wait_for_url("**/leave/")
    expect(page.get_by_text("Private words")).to_have_count(0)


def test_shift_three_times_leaves(open_page):
    page = open_page(bare(QUICK_EXIT))
    for words in ("twice more", "Once more"):
        page.keyboard.press("Shift")
        expect(page.get_by_role("status")).to_contain_text(words)
    page.keyboard.press("Shift")
    page.wait_for_url("**/leave/")


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        (["Shift+A", "Shift+N", "Shift+A"], "ANA"),
        (["Shift", "b", "Shift", "c", "Shift"], "bc"),
        (["Shift+A", "Shift", "Shift"], "A"),
    ],
)
def test_typing_does_not_leave(open_page, keys, typed):
    page = open_page(bare(QUICK_EXIT))
    page.locator("#box").focus()
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator("#box")).to_have_value(typed)
    page.wait_for_timeout(200)
    assert page.url.endswith("/here/")


def test_the_page_is_blank_in_the_same_moment(open_page):
    page = open_page(bare(QUICK_EXIT + "<dialog open>Open words</dialog>"))
    page.evaluate("document.querySelector('dialog').showModal = 0")
    seen = page.evaluate(
        """() => { let shown; document.addEventListener("h:leaving", () => {
             shown = [document.body.innerText.trim(), document.title]; });
           document.querySelector("h-quick-exit a").click(); return shown; }"""
    )
    assert "words" not in seen[0]
    assert "Kit" not in seen[1]


def test_a_person_who_comes_back_on_purpose_gets_in(open_page, site):
    page = open_page(bare(QUICK_EXIT))
    page.get_by_role("link", name="Leave this page").click()
    page.wait_for_url("**/leave/")
    page.goto(f"{site.origin}/here/")
    expect(page.get_by_text("Private words")).to_be_visible()


def test_leaving_in_a_hurry_saves_and_clears_the_device(open_page, site):
    site.posts["/save/"] = answer(200, version=4)
    page = open_page(bare(QUICK_EXIT + EDITOR))
    page.locator("#w").fill("Half a sentence")
    page.get_by_role("link", name="Leave this page").click()
    page.wait_for_url("**/leave/")
    page.wait_for_timeout(300)
    assert any("Half" in body for path, body in site.received if path == "/save/")
    assert "Half" not in page.evaluate("JSON.stringify(sessionStorage)")
