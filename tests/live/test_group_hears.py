"""Two people in one group: what one says reaches the other's open page; what must not be seen is not felt."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.processes import MANAGE, ROOT, Served, answers, copied, until

pytestmark = [pytest.mark.process, pytest.mark.journey]
HIDDEN, WAITS, SEEN = "Hugo was here, unseen.", "Somebody new has to wait.", "I know that hour well, too."
TYPED, STATUS = "I am still writing th", "h-live [role=status]"
ACTING = ["shell", "-v0", "--no-imports", "-c", "from tests.live.acting import main; main()"]


class People:
    """Those who act without a browser, in a process of their own beside the host's."""

    def __init__(self, host: Served) -> None:
        self.process = subprocess.Popen(
            [sys.executable, MANAGE, *ACTING],
            cwd=ROOT, env=host.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def act(self, *what: str) -> Any:
        """Do one thing, and say what came of it."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(timeout=20)


@pytest.fixture(scope="module")
def host(initialised: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A host of real processes, with a group in it."""
    with Served(copied(initialised, tmp_path_factory.mktemp("group") / "data")) as served:
        yield served.start()


@pytest.fixture(scope="module")
def people(host: Served) -> Iterator[People]:
    """Everybody who acts, and under `at` where."""
    those = People(host)
    yield those
    those.end()


@pytest.fixture(scope="module")
def at(people: People, host: Served) -> dict[str, Any]:
    """Where the talks and the meeting are, and the cookies of Ben and Cleo."""
    return dict(people.act("prepare", host.origin))


@pytest.fixture
def browsers(chromium: Browser, host: Served, at: dict[str, Any]) -> Iterator[dict[str, BrowserContext]]:
    """One for each of the two."""
    found = {who: chromium.new_context(base_url=host.origin) for who in at["cookies"]}
    for who, context in found.items():
        context.add_cookies([at["cookies"][who]])
    yield found
    for context in found.values():
        context.close()


def writing(context: BrowserContext, path: str) -> Page:
    """A page in which somebody is in the middle of a word, and which listens."""
    page = context.new_page()
    page.goto(path)
    box = page.get_by_label("Your words")
    box.fill(TYPED)
    box.evaluate("one => one.setSelectionRange(5, 10)")
    page.wait_for_function("document.querySelector('h-live').source.readyState === 1")
    return page


def looks(page: Page) -> list[str]:
    """What the page fetches from now on because it heard something."""
    found: list[str] = []

    def note(request: Request) -> None:
        if request.headers.get("hx-request") and request.method == "GET":
            found.append(request.url)

    page.on("requestfinished", note)
    return found


def undisturbed(page: Page) -> bool:
    """Whether the words, the cursor and the page itself are as they were."""
    box = page.get_by_label("Your words")
    where = "one => [document.activeElement === one, one.selectionStart, one.selectionEnd]"
    loads = page.evaluate("performance.getEntriesByType('navigation').length")
    return [box.input_value(), *box.evaluate(where), loads] == [TYPED, True, 5, 10, 1]


@pytest.mark.parametrize(("where", "part"), [("talk", "#answers"), ("meeting", "#meeting")])
def test_what_one_says_reaches_the_other_and_what_must_not_be_seen_is_not_even_felt(
    people: People, at: dict[str, Any], browsers: dict[str, BrowserContext], where: str, part: str
) -> None:  # I6
    ben, elsewhere = writing(browsers["ben"], at[where]), writing(browsers["ben"], at["other"])
    ben.bring_to_front()
    ben.get_by_label("Your words").focus()
    looked, looked_elsewhere, before = looks(ben), looks(elsewhere), ben.locator(part).inner_html()
    if where == "talk":
        assert people.act("say", where, "kim", WAITS) == "waiting"
    assert people.act("say", where, "hugo", HIDDEN) == "visible"
    until(lambda: ben.evaluate("0") == 0 and len(looked) == 1)
    cleo = browsers["cleo"].new_page()
    cleo.goto(at[where])
    assert ben.locator(STATUS).inner_text() == "", "nothing that Ben can see is new"
    assert ben.locator(part).inner_html() == before, "and that somebody has come is shown nowhere"

    cleo.get_by_label("Your words").fill(SEEN)
    cleo.get_by_role("button", name="Send", exact=True).click()
    expect(ben.locator(part).get_by_text(SEEN)).to_be_visible(timeout=15_000)
    expect(ben.locator(STATUS)).to_have_text("Something new has been added.")
    assert undisturbed(ben)
    assert len(looked) == 2
    assert looked_elsewhere == [], "another talk hears nothing of it"
    assert HIDDEN not in ben.content()
    assert WAITS not in ben.content()
    assert HIDDEN in cleo.content()

    people.act("remove", SEEN)
    expect(ben.locator(part).get_by_text(SEEN)).to_have_count(0, timeout=15_000)
    expect(ben.locator(STATUS)).to_have_text("Something here has changed.")
    assert undisturbed(ben)
    if where == "talk":
        ben.get_by_role("group", name=f"To {at['cleo']}").get_by_role("button", name="with you").last.press("Enter")
        ben.wait_for_url("**/?n=told*")


def test_a_page_that_is_deaf_says_so_calmly_keeps_the_words_and_can_look_by_hand(
    host: Served, people: People, at: dict[str, Any], browsers: dict[str, BrowserContext]
) -> None:  # R53
    ben = writing(browsers["ben"], at["talk"])
    assert host.process
    os.kill(host.process.pid, signal.SIGSTOP)  # or it would start the stream again at once
    try:
        os.killpg(host.child("live"), signal.SIGKILL)
        expect(ben.locator(STATUS)).to_have_text(
            "This page doesn’t hear of news by itself at the moment.", timeout=15_000
        )
        assert undisturbed(ben)
        people.act("say", "talk", "cleo", "Said while it was deaf.")
        assert "Said while it was deaf." not in ben.content()
        ben.get_by_role("button", name="See what is new").click()
        expect(ben.locator("#answers").get_by_text("Said while it was deaf.")).to_be_visible()
        ben.get_by_role("button", name="See what is new").click()
        expect(ben.locator(STATUS)).to_have_text("Nothing new so far.")
        assert ben.get_by_label("Your words").input_value() == TYPED
        ben.reload()
        expect(ben.locator("#answers").get_by_text("Said while it was deaf.")).to_be_visible()
    finally:
        os.kill(host.process.pid, signal.SIGCONT)
    until(lambda: answers(f"{host.live}/healthz"))
    people.act("say", "talk", "cleo", "And now it hears again.")
    expect(ben.locator("#answers").get_by_text("And now it hears again.")).to_be_visible(timeout=30_000)


def test_a_moment_is_ones_own_page_although_one_for_everybody_is_kept_on_the_device(
    host: Served, at: dict[str, Any], browsers: dict[str, BrowserContext]
) -> None:  # R69
    ben = browsers["ben"].new_page()
    ben.goto("/you/")
    ben.evaluate("async () => { await navigator.serviceWorker.ready; }")
    ben.wait_for_function("navigator.serviceWorker.controller !== null")
    ben.get_by_role("link", name="I feel overwhelmed").click()
    ben.get_by_role("button", name="Ask somebody to write to me as").click()
    expect(ben.get_by_role("heading", name="Somebody will write to you")).to_be_visible()
    browsers["ben"].set_offline(True)
    ben.goto(f"{host.origin}/a-moment/")
    expect(ben.get_by_role("heading", name="Breathe for a minute")).to_be_visible()
    expect(ben.get_by_role("button", name="Ask somebody")).to_have_count(0)
    assert at["cleo"] not in ben.content()
