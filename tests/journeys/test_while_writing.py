"""The Guard beside somebody who writes: what it says comes without a press, and goes when the words change."""

import pytest
from playwright.sync_api import expect

from tests.blog.reading import CRISIS, address, published
from tests.cast import Cast
from tests.journeys.conftest import Visit
from tests.journeys.hands import with_scripts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
CALLED = "Call me on 070-123 45 67 tonight."
HELP = "You don't have to carry this alone"


def test_a_member_sees_what_the_guard_says_before_sending_and_uses_its_words(
    cast: Cast, host_is_ready: None, visit: Visit
) -> None:  # R83
    page = visit(cast.ben, viewport={"width": 360, "height": 780})
    page.goto(f"{address(published(cast.ana))}#answer")
    with_scripts(page)
    box = page.get_by_label("Your words")
    box.fill(CALLED)
    finding = page.get_by_role("region", name="Please change this").filter(has_text="A phone number")
    expect(finding).to_contain_text("070-123 45 67")
    box.fill("A walk helped me.")
    expect(finding).to_have_count(0)


def test_help_comes_while_the_words_are_being_written_and_stands_in_no_way(
    cast: Cast, host_is_ready: None, visit: Visit
) -> None:  # R95 I12
    page = visit(cast.ben, viewport={"width": 360, "height": 780})
    page.goto(f"{address(published(cast.ana))}#answer")
    with_scripts(page)
    box = page.get_by_label("Your words")
    box.fill(CRISIS)
    expect(page.get_by_text(HELP)).to_be_visible()
    expect(box).to_have_value(CRISIS)
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_enabled()


def test_a_professional_sees_it_beside_their_page(cast: Cast, visit: Visit) -> None:  # R33
    page = visit(cast.ana)
    page.goto("/desk/start/profile/")
    with_scripts(page)
    page.get_by_label("One line about you").fill("I am the best therapist in town.")
    finding = page.get_by_role("region", name="Please change this")
    expect(finding).to_contain_text("best")
    expect(finding).to_contain_text("One line about you")
