"""From the list of groups to an answer: on a phone, with and without scripts, by keyboard alone (R51, I43)."""

import pytest
from playwright.sync_api import Page, expect

from hearten.accounts.models import Account, Persona
from hearten.groups.models import Membership, Reply, SupportGroup, Thread
from hearten.moderation.models import Report, SafetyItem
from tests.blog.reading import CRISIS
from tests.cast import Cast
from tests.groups.circle import begun, joined, open_group
from tests.groups.conftest import host_ready
from tests.journeys.conftest import Visit
from tests.journeys.test_by_keyboard import press, tab_to, type_into

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
__all__ = ["host_ready"]

PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def circle(cast: Cast, host_ready: None) -> SupportGroup:
    """An open group in which Cleo has begun a talk; Ben has an account that is not new."""
    group = open_group(cast, on_duty=True)
    begun(joined(group, cast.cleo), "I wake at four and the house is quiet.")
    Account.objects.filter(pk=cast.ben.pk).update(joined_on="2026-01-01")
    return group


def come_in(page: Page) -> None:
    """From the list, past the card, to the talks, under a name that was offered."""
    page.goto("/groups/")
    page.get_by_role("link", name="Nights awake").click()
    expect(page.get_by_text("If you stay anonymous we cannot send help to you")).to_be_visible()
    page.get_by_role("link", name="Join this group").click()
    page.locator("label.choice").nth(1).click()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="Talks")).to_be_visible()


def fits(page: Page) -> None:
    """Nothing runs out of a narrow screen sideways."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def send(page: Page, words: str) -> None:
    page.get_by_label("Your words").fill(words)
    agree = page.get_by_label("I have read what we agree on here", exact=False)
    if agree.count():
        agree.check()
    page.get_by_role("button", name="Send", exact=True).click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_on_a_phone_somebody_joins_reads_answers_asks_for_a_look_and_finds_help(
    circle: SupportGroup, cast: Cast, visit: Visit, scripts: bool
) -> None:
    page = visit(cast.ben, scripts=scripts, **PHONE)
    come_in(page)
    fits(page)
    page.get_by_role("link", name="Four in the morning").click()
    expect(page.get_by_text("I wake at four and the house is quiet.")).to_be_visible()
    send(page, "I know that hour well.")
    expect(page.locator(".comment").get_by_text("I know that hour well.")).to_be_visible()
    fits(page)
    assert Reply.objects.get().state == "visible"

    page.get_by_role("link", name="Report what").first.click()
    page.get_by_role("button", name="Ask a person to look").click()
    expect(page.get_by_text("A person will look at it")).to_be_visible()
    assert Report.objects.get().subject == Thread.objects.get().subject
    fits(page)

    page.goto(f"/groups/{circle.pk}/write/")
    page.get_by_label("A few words for the list").fill("Tonight")
    send(page, CRISIS)
    expect(page.get_by_role("heading", name="Thank you for writing")).to_be_visible()
    expect(page.get_by_text("You have done nothing wrong")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="112", exact=False).first).to_be_visible()
    fits(page)
    assert SafetyItem.objects.count() == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_leaving_is_quiet_and_takes_the_words_along_when_asked(
    circle: SupportGroup, cast: Cast, visit: Visit, scripts: bool
) -> None:
    page = visit(cast.ben, scripts=scripts, **PHONE)
    come_in(page)
    page.get_by_role("link", name="Four in the morning").click()
    send(page, "Words I take along.")
    page.goto(f"/groups/{circle.pk}/leave/")
    page.locator("[value=take]").check()
    page.locator("main").get_by_role("button", name="Leave", exact=False).click()
    expect(page).to_have_url("/groups/?n=left")
    assert not Reply.objects.exists()
    other = visit(cast.cleo, scripts=scripts)
    other.goto(f"/groups/{circle.pk}/t/{Thread.objects.get().pk}/")
    expect(other.get_by_text("Words I take along.")).to_have_count(0)
    expect(other.get_by_text("left", exact=False)).to_have_count(0)


def test_joining_and_writing_need_no_mouse(circle: SupportGroup, cast: Cast, visit: Visit) -> None:
    page = visit(cast.ben)
    page.goto(f"/groups/{circle.pk}/about/")
    press(page, "Join this group")
    expect(page.get_by_text("Who will you be here?")).to_be_visible()
    press(page, "Join")
    expect(page.get_by_role("heading", name="Talks")).to_be_visible()
    name = Persona.objects.get(pk=Membership.objects.get(role="member", agreed=0).pk).name
    expect(page.get_by_role("link", name=name)).to_be_visible()
    press(page, "Four in the morning")
    expect(page.get_by_text("I wake at four and the house is quiet.")).to_be_visible()
    type_into(page, "Your words", "So do I.")
    tab_to(page, "I have read what we agree on here, and I will keep to it")
    page.keyboard.press("Space")
    press(page, "Send")
    expect(page.locator(".comment").get_by_text("So do I.")).to_be_visible()
    assert Reply.objects.get().body == "So do I."


def test_somebody_who_is_not_read_any_more_is_gone_from_the_page(
    circle: SupportGroup, cast: Cast, visit: Visit
) -> None:  # I6
    page = visit(cast.ben, scripts=False, **PHONE)
    come_in(page)
    page.get_by_role("link", name="Four in the morning").click()
    page.get_by_role("button", name="Stop reading them").click()
    expect(page.get_by_text("You don't read this person any more")).to_be_visible()
    expect(page.get_by_text("Four in the morning")).to_have_count(0)
    page.goto("/you/blocks/")
    page.get_by_role("button", name="Read them again").click()
    page.goto(f"/groups/{circle.pk}/")
    expect(page.get_by_text("Four in the morning")).to_be_visible()
