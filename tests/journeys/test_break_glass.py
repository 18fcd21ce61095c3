"""Ben leaves a card and writes goodbye; Grace and Ivy look behind his name together; Ben is told (R96, C6, I30)."""

import pytest
from playwright.sync_api import Page, expect

from hearten.accounts.models import Account, Role
from hearten.blog.models import Post
from hearten.events import chain
from hearten.moderation.actions.glass import end_and_tell
from tests.blog.reading import CRISIS, address, known, published
from tests.cast import Cast, account
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def piece(cast: Cast, host_is_ready: None) -> Post:
    """A page of Ana's where Ben was read before."""
    known(cast.ben, cast.ana)
    return published(cast.ana)


def leave_card(ben: Page) -> None:
    ben.goto("/you/")
    ben.get_by_role("link", name="A card for an emergency").click()
    expect(ben.get_by_text("If you stay anonymous we cannot send help to you")).to_be_visible()
    ben.get_by_label("Your phone number").fill("070-123 45 67")
    ben.get_by_label("Keep this card, sealed").check()
    ben.get_by_role("button", name="Seal my card").click()
    expect(ben.get_by_text("You have a card here")).to_be_visible()


def ask(grace: Page) -> None:
    grace.goto("/safety/")
    grace.locator(".queue").get_by_role("link").first.click()
    grace.get_by_role("link", name="Look behind the name").click()
    grace.get_by_label("They say that they are about to end their life").check()
    grace.get_by_label("What did you read").fill("Goodbye, an hour ago. No answer to what I wrote since.")
    grace.get_by_label("I believe that this danger is real").check()
    grace.get_by_role("button", name="Ask a second person").click()
    expect(grace.get_by_text("Waits for a second person")).to_be_visible()
    expect(grace.get_by_role("button", name="I agree")).to_have_count(0)
    expect(grace.get_by_role("button", name="Look now")).to_have_count(0)


def agree(ivy: Page) -> None:
    ivy.goto("/you/")
    ivy.get_by_role("link", name="Read it and answer").click()
    ivy.locator("main .queue a").first.click()
    expect(ivy.get_by_text("No answer to what I wrote since")).to_be_visible()
    ivy.get_by_role("button", name="I agree", exact=True).click()


def look_and_close(grace: Page) -> None:
    grace.reload()
    grace.get_by_role("button", name="Look now").click()
    expect(grace.get_by_text("070-123 45 67")).to_be_visible()
    expect(grace.get_by_text("ben", exact=True)).to_be_visible()
    grace.get_by_role("link", name="Back to the case").click()
    expect(grace.get_by_text("070-123 45 67")).to_have_count(0)
    grace.get_by_role("button", name="Close it now").click()
    expect(grace.get_by_role("button", name="Look now")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_people_look_behind_one_name_and_its_owner_is_told(
    cast: Cast, piece: Post, visit: Visit, scripts: bool
) -> None:
    ben, grace, ivy = (visit(who, scripts=scripts, **PHONE) for who in (cast.ben, cast.grace, director()))
    leave_card(ben)
    ben.goto(address(piece))
    ben.get_by_label("Your words").fill(CRISIS)
    ben.get_by_role("button", name="Send").click()
    ask(grace)
    agree(ivy)
    look_and_close(grace)
    told(ben)
    assert chain.verify() is None


def director() -> Account:
    return account("ivy", [Role.MEMBER, Role.HOST_ADMIN])


def told(ben: Page) -> None:
    end_and_tell()
    ben.goto("/you/")
    expect(ben.get_by_text("something about your account that you should know")).to_be_visible()
    ben.get_by_role("link", name="Who looked").click()
    expect(ben.get_by_text("A safety lead asked and a host admin agreed")).to_be_visible()
    expect(ben.get_by_text("No answer to what I wrote since")).to_be_visible()
