"""What has to be opened on the screen is read on paper, with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.ui.static_pages import frame, render

pytestmark = pytest.mark.journey

KIT = render("ui/kit.html", **frame())
#: What is inside everything that is closed: how tall it is on the page, and whether its words are drawn.
INSIDE = """() => [...document.querySelectorAll("details:not([open])")].map((one) => {
  const inside = one.querySelector("p");
  return inside.getBoundingClientRect().height > 0 && inside.checkVisibility({ contentVisibilityAuto: true });
})"""
OPEN = "() => document.querySelectorAll('details[open]').length"


def shown(page: Page, media: str) -> list[bool]:
    page.emulate_media(media=media)  # type: ignore[arg-type]
    return list(page.evaluate(INSIDE))


def test_paper_shows_what_is_closed_without_any_script(open_page):
    page = open_page(KIT, java_script_enabled=False)
    screen, paper = shown(page, "screen"), shown(page, "print")
    assert len(screen) > 1
    assert not any(screen)
    assert all(paper)


def test_older_browsers_open_it_for_the_printer_and_close_it_again(open_page):
    page = open_page(KIT)
    before = page.evaluate(OPEN)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.querySelectorAll('details:not([open])').length") == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(OPEN) == before, "what was open before stays open, and nothing else"
