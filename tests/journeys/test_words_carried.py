"""A log-in that ended before the words were sent: they come back in the form, with scripts and without (I16)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from hearten.accounts.models import Session
from hearten.accounts.passphrase import accept
from hearten.blog.models import Comment
from hearten.directory.models import Therapist
from hearten.questions.models import Question
from tests.blog.reading import address, published
from tests.cast import Cast
from tests.journeys.conftest import Visit
from tests.journeys.hands import PASSPHRASE, log_in, with_scripts

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.journey,
    pytest.mark.usefixtures("host_is_ready"),
]
WORDS = "I went out early,\nand it helped a little."


@pytest.fixture
def ben(cast: Cast) -> Cast:
    """Ben has a passphrase."""
    cast.ben.set_password(accept("ben", PASSPHRASE))
    cast.ben.save()
    return cast


def sent_too_late(page: Page, label: str) -> None:
    """The log-in ends while somebody writes."""
    page.get_by_label(label).fill(WORDS)
    Session.objects.all().delete()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_label("Your words")).to_have_value(WORDS)
    page.get_by_role("button", name="Log in and take them along").click()


def test_with_scripts_the_form_holds_the_words_again(ben: Cast, visit: Visit) -> None:  # I16 I27
    page, piece = visit(ben.ben), published(ben.ana)
    page.goto(address(piece))
    with_scripts(page)
    sent_too_late(page, "Your words")
    page.wait_for_url("**/account/login/**")
    assert "helped" not in page.content()
    log_in(page, "ben")
    expect(page.get_by_text("are back. They have not been sent.")).to_be_visible()
    expect(page.get_by_label("Your words")).to_have_value(WORDS)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".comment").filter(has_text="I went out early")).to_be_visible()
    assert Comment.objects.get().body == WORDS
    expect(page.get_by_label("Your words")).to_have_value("")
    page.reload()
    expect(page.get_by_label("Your words")).to_have_value("")


def test_without_scripts_the_words_go_along_and_are_sent_by_one_press(ben: Cast, visit: Visit) -> None:  # I16
    Therapist.objects.filter(account=ben.ana).update(questions_within_days=7)
    page = visit(ben.ben, scripts=False)
    page.goto("/@ana/")
    page.get_by_role("link", name="Ask a general question").click()
    sent_too_late(page, "Your question")
    log_in(page, "ben")
    expect(page.get_by_role("heading", name="You are logged in, and your words are here")).to_be_visible()
    assert not Question.objects.exists()
    page.get_by_role("button", name="Send them now").click()
    expect(page.get_by_role("heading", name="Your question", exact=True)).to_be_visible()
    assert Question.objects.get().body == WORDS
