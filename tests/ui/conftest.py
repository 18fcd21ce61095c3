"""A browser and a small site for the design system's own tests."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.ui.static_pages import serving


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    """The one that all tests share: Playwright runs once in a process."""
    return chromium


@pytest.fixture
def site():
    with serving() as running:
        yield running


@pytest.fixture
def open_page(browser, site):
    """`open_page("…html…")` serves it at /here/ and opens it in a browser of its own."""
    contexts = []

    def opened(body: str, **options) -> Page:
        context = browser.new_context(reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        site.pages["/here/"] = body
        page.goto(f"{site.origin}/here/")
        return page

    yield opened
    for context in contexts:
        context.close()
