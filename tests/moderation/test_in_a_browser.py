"""Moderation in real Chromium on a phone, without scripts and by keyboard alone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from hearten.accounts.models import Account
from hearten.moderation import actions
from hearten.moderation.models import DeskChoice, Report, SafetyItem
from hearten.moderation.rules import RULES
from tests.cast import Cast, assemble
from tests.moderation import fake
from tests.site import Site

pytestmark = pytest.mark.journey


@pytest.fixture
def people(live_site: Site, settings: Any) -> Cast:
    """The cast with Ben's two notes: one reported and in the safety queue, one taken down and appealed."""
    settings.SUBJECTS, settings.COUNTRY = "tests.moderation.fake.SUBJECTS", "se"
    cast = assemble()
    fake.NOTES.clear()
    for key in "12":
        fake.NOTES[key] = fake.Note(owner=cast.ben.pk)
    actions.report(subject="tests.note:1", words="It made me cry.")
    actions.report(subject="tests.note:2", words="")
    down = actions.decide(subject="tests.note:2", act="remove", rule=RULES[1], facts="It mocks.", by=cast.dov)
    actions.appeal(decision=down, words="It was a quotation.", by=cast.ben)
    actions.open_item("tests.note:1", "intent")
    start = timezone.now() + timedelta(days=1)
    actions.add_shift(by=cast.grace, starts_at=start, ends_at=start + timedelta(hours=2))
    return cast


@pytest.fixture
def browser_of(live_site: Site, chromium: Browser) -> Iterator[Any]:
    """`browser_of(cast.ben, width=360)`: their own browser, signed in; None is Eve."""
    opened: list[BrowserContext] = []

    def begin(account: Account | None, *, width: int = 360, **options: Any) -> Page:
        context = chromium.new_context(
            base_url=live_site.origin, viewport={"width": width, "height": 800}, service_workers="block", **options
        )
        opened.append(context)
        if account:
            client = Client()
            client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
            context.add_cookies([{"name": "s", "value": client.cookies["s"].value, "url": live_site.origin}])
        return context.new_page()

    yield begin
    for context in opened:
        context.close()


class TestByKeys:
    def test_a_lead_takes_a_text_with_single_keys(self, people: Cast, browser_of: Any):  # R103
        actions.open_item("tests.note:2", "passive")
        page = browser_of(people.grace, width=1280)
        page.goto("/safety/")
        page.wait_for_function("Boolean(customElements.get('h-desk'))")
        page.keyboard.press("?")
        assert page.get_by_text("the next text, the one before").is_visible()
        page.keyboard.press("?")
        page.keyboard.press("c")  # nothing has the focus: nothing is taken
        assert not SafetyItem.objects.exclude(claimed_by=None).exists()
        page.keyboard.press("k")
        page.keyboard.press("j")
        page.keyboard.press("k")
        with page.expect_navigation():
            page.keyboard.press("c")
        page.get_by_text("You have this one").first.wait_for()
        assert SafetyItem.objects.get(claimed_by=people.grace).level == "intent"
        page.get_by_label("What did you do?").press_sequentially("jc?r")
        assert page.get_by_label("What did you do?").input_value() == "jc?r"

    def test_whoever_wants_no_single_keys_has_none(self, people: Cast, browser_of: Any):  # WCAG 2.1.4
        DeskChoice.objects.create(account=people.grace, keys=False)
        page = browser_of(people.grace, width=1280)
        page.goto("/safety/")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement === document.body")


class TestWithoutScripts:  # I43
    def test_a_reader_reports_in_two_taps_and_finds_the_outcome(self, people: Cast, browser_of: Any):
        page = browser_of(None, java_script_enabled=False)
        page.goto("/report/tests.note/1/")
        page.get_by_role("button", name="Ask a person to look").click()
        assert page.get_by_role("heading", name="Your receipt").is_visible()
        assert page.context.cookies() == []
        actions.decide(subject="tests.note:1", act="stays", rule=RULES[0], facts="It is kind.", by=people.dov)
        page.reload()
        assert page.get_by_text("It is kind.").is_visible()

    def test_a_moderator_reads_decides_and_is_told(self, people: Cast, browser_of: Any):
        page = browser_of(people.dov, java_script_enabled=False)
        page.goto("/moderation/")
        page.get_by_role("link", name="Look at it").click()
        assert not page.get_by_text("Some words").is_visible()
        page.get_by_text("These words may be hard to read").click()
        assert page.get_by_text("Some words").is_visible()
        page.get_by_label("Take it down").check()
        page.get_by_label("Which rule is it measured by?").select_option(RULES[1])
        page.get_by_label("What did you see?").fill("It mocks somebody.")
        page.get_by_role("button", name="Decide", exact=True).click()
        assert page.get_by_text("Saved.").is_visible()
        assert not fake.NOTES["1"].visible

    def test_a_colleague_looks_again_and_the_writer_reads_why(self, people: Cast, browser_of: Any):
        page = browser_of(people.grace, java_script_enabled=False)
        page.goto("/moderation/")
        page.get_by_role("link", name="Look again").click()
        page.get_by_label("The writer is right: put it back").check()
        page.get_by_label("Why?").fill("It was a quotation.")
        page.get_by_role("button", name="Answer").click()
        writer = browser_of(people.ben, java_script_enabled=False)
        writer.goto("/you/decisions/")
        writer.get_by_role("link", name="A note: it was taken down").click()
        assert writer.get_by_text("You were right. It is back.").is_visible()

    def test_a_safety_lead_takes_a_text_and_closes_it(self, people: Cast, browser_of: Any):
        page = browser_of(people.grace, java_script_enabled=False)
        page.goto("/safety/")
        page.get_by_role("link", name="It speaks of an intention").click()
        page.get_by_role("button", name="I have this one").click()
        page.get_by_label("What did you do?").fill("I answered under the words.")
        page.get_by_role("button", name="Close it").click()
        assert page.get_by_text("Nothing waits").is_visible()

    def test_a_watch_begins_and_ends_with_one_press_each(self, people: Cast, browser_of: Any):
        page = browser_of(people.grace, java_script_enabled=False)
        page.goto("/safety/shifts/")
        page.get_by_role("button", name="For one hour").click()
        assert page.get_by_text("Somebody from our safety team is reading here until").is_visible()
        page.get_by_role("button", name="End it now").click()
        assert page.get_by_text("Nobody is on duty right now.").is_visible()

    def test_a_line_that_was_tried_is_said_by_name_and_day(self, people: Cast, browser_of: Any):
        page = browser_of(people.grace, java_script_enabled=False)
        page.goto("/host/lines/")
        card = page.locator("#se-bris")
        card.get_by_text("I called or opened this line").click()
        assert card.get_by_label("On which day?").input_value() == ""
        card.get_by_label("On which day?").fill(timezone.localdate().isoformat())
        card.get_by_label("Your full name").fill("Grace Nyberg")
        card.get_by_role("button", name="Say so").click()
        assert page.locator("#se-bris").get_by_text("Tried by Grace Nyberg on").is_visible()


def test_a_report_goes_through_with_the_keyboard_alone(people: Cast, browser_of: Any):  # I43
    page = browser_of(None)
    page.goto("/report/tests.note/1/")
    page.get_by_label("Is there something you want to say about it?").focus()
    page.keyboard.type("It names a street.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your receipt").wait_for()
    assert Report.objects.filter(words="It names a street.").exists()
