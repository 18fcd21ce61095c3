"""The browser's engine in real Chromium, on an address that does not exist: nothing can be asked of anybody."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from hearten_guard.packs import pack

MODULES = Path(__file__).parents[3] / "src/hearten/ui/static/ui/guard"
ORIGIN = "https://guard.invalid"
FIELDS = ("rule", "start", "end", "severity", "level", "when", "who", "confidence")

Found = list[list[Any]]


class Engine:
    """What the page with the engine can be asked, and everything that it asked for itself."""

    def __init__(self, page: Page) -> None:
        self.page, self.asked = page, []
        page.route("**/*", self.answer)
        page.goto(f"{ORIGIN}/")
        page.evaluate(
            """async (pack) => {
                const { check, load } = await import("/engine.js");
                const { fold } = await import("/fold.js");
                Object.assign(window, { check, fold, pack: load(JSON.parse(pack)) });
            }""",
            json.dumps(pack()),
        )

    def answer(self, route: Route) -> None:
        """The modules from the disk."""
        name = route.request.url.removeprefix(f"{ORIGIN}/")
        self.asked.append(name)
        kind = "text/javascript" if name else "text/html"
        route.fulfill(body=(MODULES / name).read_text() if name else "<!doctype html>", content_type=kind)

    def check(self, texts: list[str], least: float | None = 0) -> list[Found]:
        """The findings of each text. Texts travel as ASCII, which keeps half letters."""
        given = json.dumps({"texts": texts, "least": least, "fields": FIELDS})
        answers: list[Found] = self.page.evaluate(
            """(given) => {
                const { texts, least, fields } = JSON.parse(given);
                const plain = (found) => fields.map((name) => found[name]);
                return texts.map((text) => check(text, pack, { least }).map(plain));
            }""",
            given,
        )
        return answers


@pytest.fixture(scope="session")
def engine(chromium: Browser) -> Iterator[Engine]:
    context = chromium.new_context()
    yield Engine(context.new_page())
    context.close()
