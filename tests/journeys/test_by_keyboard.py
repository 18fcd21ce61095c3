"""Everything by keyboard alone, in an order that makes sense, with a focus that can be seen (R100, I43)."""

import re

import pytest
from playwright.sync_api import Page, expect

from hearten.blog.models import Comment, Post
from hearten.directory.models import Topic
from hearten.moderation.models import Report
from tests.blog.reading import address, published, said
from tests.cast import Cast
from tests.journeys.conftest import Visit
from tests.journeys.hands import PASSPHRASE, with_scripts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

#: What the focus is on, in words; "" for nothing. Fails the journey when it can't be seen.
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return "";
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const label = one.labels?.[0]?.innerText ?? one.getAttribute("aria-label") ?? one.innerText ?? "";
  const ring = [one, ...(one.labels ?? []), one.closest(".card, .choice, .door") ?? one]
    .some(at => getComputedStyle(at).outlineStyle !== "none" && parseFloat(getComputedStyle(at).outlineWidth) >= 2);
  const hidden = box.bottom < 0 || box.top > innerHeight || box.width === 0;
  return `${label.trim().split("\\n")[0]}|${ring ? "" : "no ring"}${hidden ? "out of sight" : ""}`;
}"""


def focused(page: Page) -> str:
    """The name of what has the focus. Fails when the focus can't be seen."""
    name, _, fault = str(page.evaluate(FOCUS)).partition("|")
    assert not fault, f"{name or 'something'}: {fault}"
    return name


def tab_to(page: Page, name: str, most: int = 90) -> None:
    """Press Tab until something of this name has the focus."""
    passed = []
    for _ in range(most):
        page.keyboard.press("Tab")
        passed.append(focused(page))
        if re.fullmatch(name, passed[-1]):
            return
    raise AssertionError(f"{name} was never reached; the way was {passed}")


def type_into(page: Page, name: str, words: str) -> None:
    tab_to(page, name)
    page.keyboard.type(words)


def press(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Enter")


def test_the_first_key_leads_past_the_head_of_every_page(cast: Cast, visit: Visit) -> None:
    page = visit(cast.ana)
    for path in ("/", "/learn/", "/you/", "/desk/", "/crisis/", "/account/login/", "/nothing/"):
        page.goto(path)
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to the page"
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


def test_reading_and_help_and_leaving_need_no_mouse(cast: Cast, visit: Visit, outside: str) -> None:
    published(cast.ana, title="A night without sleep")
    page = visit()
    page.goto("/")
    with_scripts(page)
    press(page, "A night without sleep")
    expect(page.get_by_role("heading", level=1)).to_have_text("A night without sleep")
    press(page, "Get help now")
    expect(page.get_by_role("heading", name="Help in a crisis")).to_be_visible()
    with_scripts_of_help(page)
    press(page, "Leave this page")
    expect(page.get_by_role("heading", name="Rain later")).to_be_visible()


def with_scripts_of_help(page: Page) -> None:
    """The crisis page has no choice of colours to wait for."""
    expect(page.locator("h-quick-exit [role=status]")).to_have_count(1)


def test_joining_and_answering_and_reporting_need_no_mouse(cast: Cast, host_is_ready: None, visit: Visit) -> None:
    piece = published(cast.ana)
    said(piece, cast.ben, "The light helped me.")
    page = visit()
    page.goto("/account/signup/")
    type_into(page, "Your log-in name", "harbour")
    type_into(page, "A passphrase", PASSPHRASE)
    type_into(page, "The same passphrase again", PASSPHRASE)
    tab_to(page, "I am 18 or older.")
    page.keyboard.press("Space")
    press(page, "Join")
    expect(page.locator("#codes")).to_be_visible()
    tab_to(page, "I have kept them in a safe place.")
    page.keyboard.press("Space")
    press(page, "Go on")
    page.wait_for_url("**/?n=welcome")
    page.goto(address(piece))
    type_into(page, "Your words", "A calm hour helped me.")
    press(page, "Send")
    expect(page.get_by_text("It appears when it has been read")).to_be_visible()
    assert Comment.objects.filter(body="A calm hour helped me.").exists()
    press(page, "Report")
    expect(page.get_by_role("heading", name="Ask for a look")).to_be_visible()
    press(page, "Ask a person to look")
    expect(page.get_by_text("A person will look at it.", exact=False)).to_be_visible()
    assert Report.objects.count() == 1


def test_writing_and_publishing_need_no_mouse(cast: Cast, visit: Visit) -> None:
    Topic.objects.get_or_create(slug="sleep", defaults={"facet": "condition", "name": "Sleep"})
    page = visit(cast.ana)
    page.goto("/desk/")
    press(page, "New article")
    expect(page.get_by_role("heading", name="Write", exact=True)).to_be_visible()
    with_scripts(page)
    type_into(page, "Title", "A night without sleep")
    type_into(page, r"In one or two sentences.*", "What helps many people.")
    type_into(page, r"Your text.*", "A steady time for getting up helps many people.")
    press(page, "Topics")
    tab_to(page, "Sleep")
    page.keyboard.press("Space")
    press(page, "Go on to publishing")
    expect(page.get_by_role("heading", name="Before it goes out")).to_be_visible()
    press(page, "Publish")
    expect(page.get_by_text("Published. Anyone can read it now.")).to_be_visible()
    assert Post.objects.public().exists()


def test_what_is_wrong_takes_the_focus_and_leads_to_the_field(visit: Visit) -> None:  # WCAG 3.3.1
    page = visit(scripts=False)
    page.goto("/account/login/")
    page.get_by_label("Your log-in name").fill("harbour")
    page.get_by_label("Your passphrase").fill("not the right one")
    page.locator("main").get_by_role("button", name="Log in", exact=True).click()
    expect(page.locator(".form-errors")).to_be_focused()


def test_another_key_between_the_shifts_means_staying(cast: Cast, visit: Visit) -> None:
    piece = published(cast.ana)
    page = visit(cast.ben)
    page.goto(address(piece))
    with_scripts(page)
    for _ in range(2):
        page.keyboard.press("Shift")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift")
    expect(page.get_by_role("heading", level=1)).to_have_text(piece.title)


def test_nothing_moves_for_whoever_wants_less_movement(cast: Cast, visit: Visit) -> None:
    page = visit(cast.ana)
    for path in ("/", "/desk/", "/crisis/"):
        page.goto(path)
        moving = page.evaluate(
            """() => [...document.querySelectorAll("*")].filter(one => {
              const style = getComputedStyle(one);
              const longest = `${style.transitionDuration},${style.animationDuration}`.split(",").map(parseFloat);
              return Math.max(...longest) > 0.01;
            }).length"""
        )
        assert moving == 0
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_on_paper_there_is_the_text_with_its_notice_and_its_help_and_nothing_to_press(
    cast: Cast, host_is_ready: None, visit: Visit
) -> None:  # R19, I44
    piece = published(cast.ana)
    said(piece, cast.ben, "The light helped me.")
    page = visit()
    page.goto(address(piece))
    page.emulate_media(media="print")
    for words in (piece.title, "Most people lie awake now and then.", "This is general information."):
        expect(page.get_by_text(words).first).to_be_visible()
    expect(
        page.get_by_role("region", name="Where to go from here").get_by_role("link", name="Get help now")
    ).to_be_visible()
    for name in ("Main", "Your account", "About this place"):
        expect(page.get_by_role("navigation", name=name)).to_have_count(0)
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("The light helped me.")).to_be_hidden()
    expect(page.get_by_role("link", name="Leave this page")).to_have_count(0)
