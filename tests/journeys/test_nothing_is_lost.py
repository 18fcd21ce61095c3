"""Writing while the world fails: log-ins that end, lines that break, two windows, two presses (I16)."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from hearten.accounts.models import Session
from hearten.accounts.passphrase import accept
from hearten.blog.actions import write
from hearten.blog.models import Post, Revision
from tests.blog.pieces import draft
from tests.cast import Cast
from tests.journeys.conftest import Visit
from tests.journeys.hands import PASSPHRASE, log_in, saved, text_box, with_scripts
from tests.journeys.watching import Watch

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

WORDS = "These words took me an hour."


@pytest.fixture
def post(cast: Cast) -> Post:
    """A draft on Ana's desk; Ana has a passphrase."""
    cast.ana.set_password(accept("ana", PASSPHRASE))
    cast.ana.save()
    return draft(cast.ana)


def open_editor(page: Page, post: Post) -> Page:
    page.goto(f"/desk/posts/{post.pk}/")
    with_scripts(page)
    return page


def body_of(post: Post) -> str:
    post.refresh_from_db()
    return post.body


def test_a_log_in_that_ended_while_writing_loses_no_word(cast: Cast, post: Post, visit: Visit) -> None:
    page = open_editor(visit(cast.ana), post)
    Session.objects.all().delete()
    text_box(page).fill(WORDS)
    expect(page.get_by_text("You are logged out. Your words are kept on this device.")).to_be_visible()
    page.get_by_role("link", name="Log in and come back to them").click()
    page.wait_for_url("**/account/login/**")
    log_in(page, "ana")
    expect(text_box(page)).to_have_value(WORDS)
    saved(page)
    assert body_of(post) == WORDS


def test_a_log_in_that_ended_before_the_save_button_loses_no_word(cast: Cast, post: Post, visit: Visit) -> None:
    page = open_editor(visit(cast.ana), post)
    text_box(page).fill(WORDS)
    Session.objects.all().delete()
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.wait_for_url("**/account/login/**")
    log_in(page, "ana")
    page.wait_for_url(f"**/desk/posts/{post.pk}/")
    page.get_by_role("button", name="Put them in the form").click()
    expect(text_box(page)).to_have_value(WORDS)


def test_a_line_that_breaks_while_writing_loses_no_word(cast: Cast, post: Post, visit: Visit, watch: Watch) -> None:
    page = open_editor(visit(cast.ana), post)
    watch.offline = True
    page.context.set_offline(True)
    text_box(page).fill(WORDS)
    expect(page.get_by_text("Not saved yet. Keep this page open")).to_be_visible()
    page.context.set_offline(False)
    saved(page)
    assert body_of(post) == WORDS


def test_two_windows_keep_both_texts(cast: Cast, post: Post, visit: Visit) -> None:
    first = visit(cast.ana)
    second = first.context.new_page()
    open_editor(first, post)
    open_editor(second, post)
    text_box(second).fill("From the second window.")
    saved(second)
    text_box(first).fill(WORDS)
    expect(first.get_by_role("heading", name="There are two copies of this text")).to_be_visible()
    expect(text_box(first)).to_have_value(WORDS)
    first.get_by_role("button", name="Keep mine").click()
    saved(first)
    assert body_of(post) == WORDS
    assert Revision.objects.filter(post=post, body="From the second window.").exists()


def test_two_windows_keep_both_texts_without_scripts(cast: Cast, post: Post, visit: Visit) -> None:
    first = visit(cast.ana, scripts=False)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/desk/posts/{post.pk}/")
    for page, words in ((second, "From the second window."), (first, WORDS)):
        text_box(page).fill(words)
        page.get_by_role("button", name="Save", exact=True).last.click()
    expect(first.get_by_text("This text was also changed in another tab")).to_be_visible()
    expect(text_box(first)).to_have_value(WORDS)
    first.get_by_role("link", name="Earlier versions").last.click()
    first.get_by_text("Show this version").first.click()
    kept = set(Revision.objects.filter(post=post).values_list("body", flat=True)) | {body_of(post)}
    assert {"From the second window.", WORDS} <= kept


def test_an_earlier_version_can_be_brought_back(
    cast: Cast, post: Post, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "REVISION_EVERY", timedelta(0))
    page = visit(cast.ana, scripts=False)
    page.goto(f"/desk/posts/{post.pk}/")
    for words in (WORDS, "Thrown together in a hurry."):
        text_box(page).fill(words)
        page.get_by_role("button", name="Save", exact=True).last.click()
        expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("link", name="Earlier versions").last.click()
    page.get_by_role("button", name="Bring this back").last.click()
    expect(text_box(page)).to_have_value(WORDS)


def test_what_is_impossible_comes_back_with_every_word(cast: Cast, post: Post, visit: Visit) -> None:
    page = visit(cast.ana, scripts=False)
    page.goto(f"/desk/posts/{post.pk}/")
    text_box(page).fill(WORDS)
    page.get_by_text("Sources and dates").click()
    page.locator("#id_source-0-url").fill("https://example.org/study")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("heading", name="Please look at this again")).to_be_visible()
    expect(text_box(page)).to_have_value(WORDS)
