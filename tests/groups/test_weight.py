"""Full pages of a group stay light, their buttons work without a script, and each says whose words it is about."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from bench.counting import calls
from bench.words import ANSWER, ARTICLE, READERS, TITLE
from hearten.groups.actions.meeting import come_in
from hearten.groups.models import Entry, Line, Reply, SupportGroup, Thread
from hearten.groups.reader import Reader, reader_of
from hearten.ui.prose import render_comment
from tests.cast import Cast, account
from tests.groups.circle import begun, joined
from tests.groups.test_meeting import running

#: Bytes; docs/reference/performance.md promises it of a talk, and the other full pages keep to it too.
MOST = 30_000
FULL = {"talk": 28_900, "group": 16_000, "notebook": 24_000, "meeting": 29_000}
#: Python calls of the same pages.
CALLS = {"talk": 3_300, "group": 2_900, "notebook": 2_700, "meeting": 8_000}
SAID = ["with you", "same here", "thank you"]


@pytest.fixture
def readers(group: SupportGroup) -> list[Reader]:
    """As many people as answer on the page that bench/pages measures."""
    return [joined(group, account(f"reader-{number}")) for number in range(READERS)]


@pytest.fixture
def full(group: SupportGroup, readers: list[Reader], cast: Cast, settings: Any) -> dict[str, str]:
    """The pages with as much as they show: a long opening with twenty answers, twenty talks, notes and lines.

    Templates are unchecked and a live process is named, as on a host.
    """
    settings.CHECK_TEMPLATE_DATA, settings.LIVE_URL = False, "https://a-quiet-place.example.org/live"
    words = {"body": ANSWER, "html": render_comment(ANSWER)}
    talk = begun(readers[1], title=TITLE)
    Thread.objects.update(body=ARTICLE[:6000], html=render_comment(ARTICLE[:6000]), answered=True)
    for number, reader in enumerate(readers):
        Reply.objects.create(thread=talk, persona_id=reader.persona_id, **words)
        named = {"group": group, "persona_id": reader.persona_id, "title": f"{TITLE}, and what then? {number}"}
        Thread.objects.create(**named, notes=["Loss", "Illness"], listening=True, **words)
        Entry.objects.create(**named, **words)
    meeting = running(group, cast, note="Loss")
    for number in range(120):
        Line.objects.create(meeting=meeting, persona_id=readers[number % READERS].persona_id, **words)
    come_in(meeting, readers[0])
    come_in(meeting, reader_of(cast.dov, group.pk))
    here = f"/groups/{group.pk}/"
    paths = {"talk": f"t/{talk.pk}/", "group": "", "notebook": "notebook/", "meeting": f"meetings/{meeting.pk}/"}
    return {page: here + path for page, path in paths.items()}


@pytest.fixture
def reader(readers: list[Reader], signed_in) -> Client:
    """The first of them, who answered."""
    return signed_in(readers[0].account)


@pytest.mark.parametrize("page", FULL)
@pytest.mark.parametrize("who", ["reader-0", "dov"])
def test_a_full_page_keeps_within_its_weight(
    full: dict[str, str], reader: Client, cast: Cast, signed_in, page: str, who: str
) -> None:
    browser = signed_in(cast.dov) if who == "dov" else reader
    body = browser.get(full[page]).content
    assert (b"<h-live" in body) is (page != "notebook")
    assert body.count(b"talk__title" if page == "group" else b"morning helped me") >= READERS
    assert len(body) <= FULL[page] <= MOST
    assert calls(lambda: browser.get(full[page])) <= CALLS[page]


@pytest.mark.parametrize("page", FULL)
def test_no_form_of_a_full_page_stands_in_another(full: dict[str, str], reader: Client, page: str) -> None:
    """A browser would drop the inner one without a word, and with it what its buttons do."""
    found = Forms.of(reader.get(full[page]).content.decode())
    assert found.deepest == 1
    assert found.loose == [], "each button stands in a form"


@pytest.mark.parametrize("page", ["talk", "notebook", "meeting"])
def test_every_press_says_whose_words_it_answers(full: dict[str, str], reader: Client, page: str) -> None:
    """Somebody who goes from button to button hears the name of the group they stand in."""
    body = reader.get(full[page]).content.decode()
    feet = re.findall(r'<div class="comment__foot" role="group" aria-label="To ([^"]+)">(.*?)</div>', body)
    assert len(feet) >= READERS - 1
    for name, foot in feet:
        assert [words for words in SAID if f">{words}</button>" in foot] == SAID
        assert f'aria-label="Report what {name} said"' in foot


@pytest.mark.parametrize("page", ["talk", "meeting"])
def test_what_is_swapped_in_brings_its_token_along(full: dict[str, str], readers: list[Reader], page: str) -> None:
    """The live part alone is enough to press a button: no token of the page around it is needed."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(readers[0].account, backend="allauth.account.auth_backends.AuthenticationBackend")
    part = strict.get(full[page], headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    form = re.findall(r"<form.*?</form>", part, re.DOTALL)[1 if page == "talk" else 0]
    address, token = re.findall(r'action="([^"]+)"|name="csrfmiddlewaretoken" value="([^"]+)"', form)[:2]
    pk = re.findall(r'name="thank_you" value="([^"]+)"', form)[0]
    assert strict.post(address[0], {"thank_you": pk}).status_code == 403
    done = strict.post(address[0], {"thank_you": pk, "csrfmiddlewaretoken": token[1]})
    assert done.status_code == 302
    kind = Reply if page == "talk" else Line
    assert kind.objects.get(pk=pk).thank_you


def test_a_long_meeting_is_read_back_to_its_beginning_and_ends(full: dict[str, str], reader: Client) -> None:  # I37
    path, seen, pages = full["meeting"], [], 0
    while path:
        body = reader.get(path).content.decode()
        seen = re.findall(r'class="comment" id="w-([^"]+)"', body) + seen
        assert ("<h-live" in body) is (pages == 0), "further back nothing moves"
        assert ("What was said last" in body) is (pages > 0)
        earlier = re.search(r'href="([^"]+)" rel="prev"', body)
        path, pages = unescape(earlier[1]) if earlier else "", pages + 1
    assert seen == list(Line.objects.order_by("written_at", "pk").values_list("pk", flat=True))
    assert pages == 5


class Forms(HTMLParser):
    """How deep forms stand in each other, and which buttons stand in none."""

    def __init__(self) -> None:
        super().__init__()
        self.depth, self.deepest, self.loose = 0, 0, list[str]()

    @classmethod
    def of(cls, html: str) -> Forms:
        found = cls()
        found.feed(html)
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "form":
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)
        if tag == "button" and not self.depth and "type" not in dict(attrs):
            self.loose.append(str(dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "form"
