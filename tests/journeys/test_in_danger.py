"""Words that speak of danger: help comes first, what is said about who is watching is true, nobody is punished."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from hearten.blog.models import Comment, Post
from hearten.blog.models.comment import CommentState
from hearten.moderation.actions import add_shift
from tests.blog.reading import CRISIS, address, known, published, story
from tests.cast import Cast
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def piece(cast: Cast, host_is_ready: None) -> Post:
    """A page of Ana's where Ben was read before."""
    made = published(cast.ana)
    known(cast.ben, cast.ana)
    return made


def write_in_danger(page: Page, piece: Post) -> None:
    page.goto(address(piece))
    page.get_by_label("Your words").fill(CRISIS)
    page.get_by_role("button", name="Send").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_help_comes_in_the_answer_itself(
    cast: Cast, piece: Post, visit: Visit, scripts: bool
) -> None:  # R95, I9, I12
    page = visit(cast.ben, scripts=scripts)
    write_in_danger(page, piece)
    panel = page.get_by_role("region", name="Help in a crisis")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("Nobody is on duty")
    expect(panel.get_by_role("link").first).to_be_visible()
    expect(page.get_by_text(CRISIS)).to_be_visible()
    expect(page.get_by_text("You have done nothing wrong")).to_be_visible()


def test_somebody_is_said_to_read_only_while_somebody_does(cast: Cast, piece: Post, visit: Visit) -> None:  # I13
    now = timezone.now()
    add_shift(by=cast.grace, starts_at=now, ends_at=now + timedelta(hours=2))
    page = visit(cast.ben)
    write_in_danger(page, piece)
    expect(page.get_by_text("Somebody from our safety team is reading here until")).to_be_visible()
    grace = visit(cast.grace)
    grace.goto("/safety/shifts/")
    grace.get_by_role("button", name="End it now").click()
    expect(grace.get_by_text("Nobody is on duty")).to_be_visible()
    write_in_danger(page, piece)
    expect(page.get_by_text("Nobody is on duty")).to_be_visible()


def test_the_safety_lead_sees_it_and_the_pages_owner_does_not_until_it_is_closed(
    cast: Cast, piece: Post, visit: Visit
) -> None:  # R95, I14
    ben, ana, grace = visit(cast.ben), visit(cast.ana), visit(cast.grace)
    write_in_danger(ben, piece)
    ana.goto("/desk/comments/")
    expect(ana.get_by_text("Nothing waits")).to_be_visible()
    read_and_close(grace)
    ana.reload()
    expect(ana.get_by_text(CRISIS)).to_be_visible()
    assert "ben" not in grace.locator("main").inner_text().split()


def read_and_close(page: Page) -> None:
    """Open the only item, uncover its words, take it, close it with a note."""
    page.goto("/safety/")
    page.locator(".queue").get_by_role("link").first.click()
    expect(page.get_by_text(CRISIS)).to_be_hidden()
    page.get_by_text("Show it").click()
    expect(page.get_by_text(CRISIS)).to_be_visible()
    page.get_by_role("button", name="I have this one").click()
    page.get_by_label("What did you do?").fill("Answered, and named the crisis page.")
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("heading", name="Safety queue")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_somebody_writes_to_them_and_stays_until_they_are_with_somebody(
    cast: Cast, piece: Post, visit: Visit, scripts: bool
) -> None:  # R95, C6, I13
    ben, grace = visit(cast.ben, scripts=scripts), visit(cast.grace, scripts=scripts)
    write_in_danger(ben, piece)
    write_first_words(grace)
    ben.goto("/you/")
    expect(ben.get_by_text("You find it under Words for you.")).to_be_visible()
    ben.get_by_role("link", name="Words for you").click()
    ben.get_by_role("link", name="Words to you").click()
    expect(ben.get_by_text("You wrote that it hurts.")).to_be_visible()
    expect(ben.get_by_text("If you stay anonymous we cannot send help to you").first).to_be_visible()
    expect(ben.get_by_text("Nobody is on duty here right now.").first).to_be_visible()
    ben.get_by_label("Your words").fill("My sister is on her way.")
    ben.get_by_role("button", name="Send", exact=True).click()
    expect(ben.locator(".letter").get_by_text("My sister is on her way.")).to_be_visible()
    ben.get_by_role("button", name="I am with somebody now").click()
    expect(ben.get_by_text("You are with somebody")).to_be_visible()
    grace.goto("/safety/")
    grace.locator(".queue").get_by_role("link").first.click()
    grace.get_by_text("Show it").last.click()
    expect(grace.get_by_text("My sister is on her way.")).to_be_visible()


def write_first_words(page: Page) -> None:
    """The safety lead takes the only text, begins from offered words, and is stopped while brackets are left in."""
    page.goto("/safety/")
    page.locator(".queue").get_by_role("link").first.click()
    page.get_by_role("button", name="I have this one").click()
    page.get_by_role("link", name="Write to them").click()
    page.get_by_role("link", name="Showing that it was heard").click()
    page.get_by_role("button", name="Send it to them").click()
    expect(page.get_by_text("still has to be filled in").first).to_be_visible()
    page.get_by_label("What you write to them").fill("You wrote that it hurts. How is it right now?")
    page.get_by_role("button", name="Send it to them").click()
    expect(page.get_by_role("heading", name="Said so far")).to_be_visible()


def test_nothing_about_the_account_changes(cast: Cast, piece: Post, visit: Visit) -> None:  # R95: no penalty ever
    page = visit(cast.ben)
    write_in_danger(page, piece)
    page.goto(address(piece))
    expect(page.get_by_text(CRISIS)).to_be_visible()
    page.get_by_label("Your words").fill("The light in the morning helped me.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("The light in the morning helped me.")).to_be_visible()
    assert Comment.objects.get(body__startswith="The light").state == CommentState.VISIBLE


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_story_that_may_be_about_somebody_is_out_of_sight_at_once(
    cast: Cast, visit: Visit, scripts: bool
) -> None:  # R18
    told = story(cast.ana)
    type(cast.cleo).objects.filter(pk=cast.cleo.pk).update(joined_on=timezone.localdate() - timedelta(days=30))
    cleo, eve, ana = visit(cast.cleo, scripts=scripts), visit(scripts=scripts), visit(cast.ana, scripts=scripts)
    cleo.goto(address(told))
    cleo.get_by_role("link", name="This may be about me").click()
    cleo.get_by_role("button", name="Yes, please read it again").click()
    expect(cleo.get_by_role("heading", name="Thank you")).to_be_visible()
    eve.goto(address(told))
    expect(eve.get_by_role("heading", name="There is nothing here")).to_be_visible()
    ana.goto("/desk/")
    expect(ana.get_by_text("being read again as part of a routine review")).to_be_visible()
    settle(visit(cast.grace, scripts=scripts))
    eve.goto(address(told))
    expect(eve.get_by_role("heading", level=1)).to_have_text(told.title)


def settle(page: Page) -> None:
    """The safety lead reads the story again and lets it stay."""
    page.goto("/safety/")
    page.locator(".queue").get_by_role("link").first.click()
    if not page.get_by_label("It stays as it is").count():
        page.get_by_role("link", name="where it stands").click()
    page.get_by_label("It stays as it is").check()
    page.get_by_label("Why").fill("Nobody can be recognised in it.")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("heading", name="Safety queue")).to_be_visible()
