"""Reporting, being decided about and disagreeing, on a phone and without scripts (R99, R103, I6, I43)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from hearten.accounts.models import Account, Role
from hearten.blog.models import Comment
from hearten.moderation.models import Decision, Proposal
from hearten.moderation.rules import RULES
from tests import cast as people
from tests.blog.reading import address, published, said
from tests.cast import Cast
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
PHONE = {"scripts": False, "viewport": {"width": 360, "height": 740}}
WORDS = "You are all fools."


@pytest.fixture
def nasty(cast: Cast, host_is_ready: None, monkeypatch: pytest.MonkeyPatch) -> Comment:
    """What Hugo wrote. No decision is drawn for a second look."""
    monkeypatch.setattr("hearten.moderation.actions.looks.is_drawn", lambda key: False)
    return said(published(cast.ana), cast.hugo, WORDS)


def reported(visit: Visit, row: Comment) -> Page:
    """A reader's phone, with the receipt open."""
    page = visit(**PHONE)
    page.goto(address(row.post))
    page.get_by_role("link", name="Report the comment by").click()
    page.get_by_role("button", name="Ask a person to look").click()
    expect(page.get_by_role("heading", name="Your receipt")).to_be_visible()
    return page


def decide(page: Page, act: str) -> None:
    """On a page with the form of a decision."""
    page.get_by_label(act).check()
    page.get_by_label("Which rule is it measured by?").select_option(label=RULES[1])
    page.get_by_label("What did you see?").fill("It mocks the others.")
    page.get_by_role("button", name="Decide").click()


def fits(page: Page) -> bool:
    """Whether nothing sticks out of a phone's page."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= 360"))


def to_the_decision(page: Page) -> None:
    """From one's own page to the newest decision."""
    page.goto("/you/")
    page.get_by_role("link", name="Decisions about what you wrote").click()
    page.locator("main .queue a").first.click()


def test_a_removal_is_disagreed_with_and_somebody_else_puts_it_back(
    cast: Cast, visit: Visit, nasty: Comment
) -> None:  # R99, I41
    receipt = reported(visit, nasty)
    dov, hugo, grace = visit(cast.dov, **PHONE), visit(cast.hugo, **PHONE), visit(cast.grace, **PHONE)
    dov.goto("/moderation/")
    dov.get_by_role("link", name="Look at it").click()
    decide(dov, "Take it down")
    to_the_decision(hugo)
    assert fits(hugo)
    hugo.get_by_label("Why do you see it differently?").fill("It is the title of a song.")
    hugo.get_by_role("button", name="Ask for another look").click()
    expect(hugo.get_by_text("from somebody who did not make the first decision")).to_be_visible()
    dov.goto("/moderation/")
    expect(dov.get_by_text("so a colleague looks at this one")).to_be_visible()
    grace.goto("/moderation/")
    grace.get_by_role("link", name="Look again").click()
    assert fits(grace)
    grace.get_by_label("The writer is right: put it back").check()
    grace.get_by_label("Why?").fill("It is a song.")
    grace.get_by_role("button", name="Answer").click()
    hugo.reload()
    expect(hugo.get_by_text("You were right. It is back.")).to_be_visible()
    receipt.reload()
    expect(receipt.get_by_role("heading", name="Since then: it was put back")).to_be_visible()


def test_somebody_asked_for_a_change_changes_it(cast: Cast, visit: Visit, nasty: Comment) -> None:
    reported(visit, nasty)
    dov, hugo, reader = visit(cast.dov, **PHONE), visit(cast.hugo, **PHONE), visit(**PHONE)
    dov.goto(f"/moderation/blog.comment/{nasty.pk}/")
    decide(dov, "Ask for a change")
    reader.goto(address(nasty.post))
    expect(reader.get_by_text(WORDS)).to_have_count(0)
    hugo.goto(address(nasty.post))
    expect(hugo.get_by_text("Only you see this until you have changed it")).to_be_visible()
    hugo.get_by_role("link", name="Change or take back").click()
    hugo.get_by_label("Your words").fill("I see this differently.")
    hugo.get_by_role("button", name="Save").click()
    reader.reload()
    expect(reader.get_by_text("I see this differently.")).to_be_visible()


def test_a_ban_takes_two_people_and_a_third_can_end_it(cast: Cast, visit: Visit, nasty: Comment) -> None:  # R103
    noor: Account = people.account("noor", [Role.MEMBER, Role.MODERATOR])
    reported(visit, nasty)
    dov, hugo, second = visit(cast.dov, **PHONE), visit(cast.hugo, **PHONE), visit(noor, **PHONE)
    dov.goto(f"/moderation/blog.comment/{nasty.pk}/")
    dov.get_by_role("link", name="About the name that wrote it").click()
    assert fits(dov)
    decide(dov, "Propose to ban them")
    hugo.goto("/learn/")
    expect(hugo.get_by_role("heading", level=1)).to_have_text("Learn")
    second.goto("/moderation/")
    second.get_by_role("link", name="Look at it").last.click()
    assert fits(second)
    second.get_by_label("I have read it, and the ban is right").check()
    second.get_by_label("Why?").fill("It is not the first time.")
    second.get_by_role("button", name="Answer").click()
    assert Proposal.objects.get().outcome == "confirmed"
    hugo.goto("/crisis/")
    expect(hugo.get_by_role("heading", level=1)).to_have_text("Help in a crisis")
    decision = Decision.objects.get(act="ban")
    hugo.goto(f"/you/decisions/{decision.pk}/")
    hugo.get_by_label("Why do you see it differently?").fill("I am sorry.")
    hugo.get_by_role("button", name="Ask for another look").click()
    grace = visit(cast.grace, **PHONE)
    grace.goto("/moderation/")
    grace.get_by_role("link", name="Look again").click()
    grace.get_by_label("The writer is right").check()
    grace.get_by_label("Why?").fill("Once was enough.")
    grace.get_by_role("button", name="Answer").click()
    hugo.goto("/learn/")
    expect(hugo.get_by_role("heading", level=1)).to_have_text("Learn")


def test_somebody_who_may_only_read_keeps_their_words(cast: Cast, visit: Visit, nasty: Comment) -> None:
    reported(visit, nasty)
    dov, hugo = visit(cast.dov, **PHONE), visit(cast.hugo, **PHONE)
    dov.goto(f"/moderation/blog.comment/{nasty.pk}/writer/")
    day = timezone.localdate() + timedelta(days=5)
    dov.get_by_label("On which day does it end?").fill(day.isoformat())
    decide(dov, "Let them only read here")
    hugo.goto(address(nasty.post))
    hugo.get_by_label("Your words").fill("I have calmed down.")
    hugo.get_by_role("button", name="Send").first.click()
    expect(hugo.get_by_text(f"write again from {day.day} {day:%B}")).to_be_visible()
    expect(hugo.get_by_label("Your words")).to_have_value("I have calmed down.")
    assert fits(hugo)


def test_one_press_hides_somebody_and_one_brings_them_back(cast: Cast, visit: Visit, nasty: Comment) -> None:  # I6
    ben = visit(cast.ben, **PHONE)
    ben.goto(address(nasty.post))
    ben.get_by_role("button", name="I don’t want to read this person").click()
    expect(ben.get_by_text("You don't read this person any more")).to_be_visible()
    expect(ben.get_by_text(WORDS)).to_have_count(0)
    ben.goto("/you/")
    ben.get_by_role("link", name="People you don’t read").click()
    assert fits(ben)
    ben.get_by_role("button", name="Read them again").click()
    ben.goto(address(nasty.post))
    expect(ben.get_by_text(WORDS)).to_be_visible()
