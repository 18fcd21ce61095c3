"""The product's own words can be read by somebody of nine to eleven years (R100).

Measured as Flesch-Kincaid grade (Kincaid et al. 1975) over the sentences of every page, without what people wrote.
Grade 6 is about the age of eleven.
"""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.config.demo_content import grade
from tests.journeys.places import EVERY
from tests.journeys.world import furnish

pytestmark = pytest.mark.anywhere

#: Blocks that hold sentences; labels and headings are no sentences, and would make a text look easier.
SENTENCES = {"p", "li", "dd", "blockquote"}
#: Blocks whose words come from elsewhere: crisis lines are shown as their owners give them (I10).
NOT_OURS = {"crisis__line", "crisis__meta", "codes"}


class Words(HTMLParser):
    """The sentences inside <main>, block by block."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.open: list[str] = []
        self.skip: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kinds = set((dict(attrs).get("class") or "").split())
        if tag in {"script", "style", "textarea", "pre"} or kinds & NOT_OURS:
            self.skip.append(tag)
        if tag in SENTENCES:
            self.open.append(tag)
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if self.skip and self.skip[-1] == tag:
            self.skip.pop()
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and not self.skip:
            self.blocks[-1] += data


def own_words(html: str) -> set[str]:
    """Every block of the product's own words that is at least one sentence."""
    reader = Words()
    reader.feed(html[html.index("<main") : html.index("</main>")])
    blocks = {" ".join(block.split()) for block in reader.blocks}
    return {block for block in blocks if "birch" not in block.lower() and re.search(r"\w+ \w+ \w+.*[.?!]", block)}


@pytest.mark.django_db(transaction=True)
def test_the_products_own_words_are_easy_to_read(cast: Cast, settings: Any) -> None:
    settings.COUNTRY = "se"
    world = furnish(cast)
    words: set[str] = set()
    for place in EVERY:
        browser = Client()
        if place.who:
            browser.force_login(world.people[place.who], "allauth.account.auth_backends.AuthenticationBackend")
        words |= own_words(browser.get(place.path.format(**world.at)).content.decode())
    assert len(words) > 150
    assert grade("\n\n".join(sorted(words))) <= 6
    assert sorted(block for block in words if len(block.split()) > 20 and grade(block) > 10) == []
