"""What nobody may need a script for: help, reporting, one's data, and the way back in (I43)."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from hearten.accounts.models import Account
from hearten.blog.models import Comment
from hearten.moderation.models import Report
from tests.blog.reading import address, published, said
from tests.cast import Cast
from tests.journeys.conftest import Visit
from tests.journeys.hands import PASSPHRASE, confirm, join, log_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


def test_help_is_one_press_away_and_every_number_can_be_pressed(visit: Visit) -> None:  # I9, R94
    page = visit(scripts=False)
    page.goto("/")
    page.get_by_role("link", name="Get help now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Help in a crisis")
    page.get_by_role("link", name="Sweden", exact=False).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Help in Sweden")
    expect(page.get_by_role("link", name="Call 112")).to_have_attribute("href", "tel:112")
    assert page.context.cookies() == []


def test_reporting_takes_two_presses_and_no_account(cast: Cast, host_is_ready: None, visit: Visit) -> None:  # R99
    piece = published(cast.ana)
    said(piece, cast.ben)
    page = visit(scripts=False)
    page.goto(address(piece))
    page.get_by_role("link", name="Report the comment by").click()
    page.get_by_role("button", name="Ask a person to look").click()
    expect(page.get_by_text("A person will look at it")).to_be_visible()
    assert Report.objects.get().words == ""
    assert page.context.cookies() == []


def test_a_receipt_later_says_what_was_decided(cast: Cast, host_is_ready: None, visit: Visit) -> None:  # R99, I41
    piece = published(cast.ana)
    said(piece, cast.ben)
    page, moderator = visit(scripts=False), visit(cast.dov, scripts=False)
    page.goto(address(piece))
    page.get_by_role("link", name="Report the comment by").click()
    page.get_by_role("button", name="Ask a person to look").click()
    moderator.goto("/moderation/")
    moderator.get_by_role("link", name="Look at it").click()
    moderator.get_by_label("Take it down").check()
    moderator.get_by_label("Which rule is it measured by?").select_option(index=2)
    moderator.get_by_label("What did you see?").fill("It mocks another reader.")
    moderator.get_by_role("button", name="Decide").click()
    page.reload()
    expect(page.get_by_role("heading", name="It was taken down")).to_be_visible()
    expect(page.get_by_text("It mocks another reader.")).to_be_visible()
    the_writer_can_disagree(visit(cast.ben, scripts=False))


def the_writer_can_disagree(page: Page) -> None:
    """From the news on their own page to the question for another look."""
    page.goto("/you/")
    expect(page.locator("#news ~ ul")).to_be_visible()
    page.goto("/you/decisions/")
    page.locator("main").get_by_role("link").first.click()
    page.get_by_label("Why do you see it differently?").fill("I meant it kindly.")
    page.get_by_role("button", name="Ask for another look").click()
    expect(page.get_by_role("heading", name="Somebody will look again")).to_be_visible()


def test_a_copy_of_everything_can_be_taken(
    cast: Cast, host_is_ready: None, visit: Visit, tmp_path: Path
) -> None:  # R102
    page = visit(scripts=False)
    join(page, "harbour")
    piece = published(cast.ana)
    said(piece, Account.objects.get(login="harbour"), "The quiet hour helped me.")
    page.goto("/you/")
    page.get_by_role("link", name="Take a copy").click()
    if page.get_by_role("heading", name="Is it you?").count():
        confirm(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download it").click()
    file = tmp_path / coming.value.suggested_filename
    coming.value.save_as(file)
    assert "The quiet hour helped me." in words_in(file)


def words_in(file: Path) -> str:
    """All that a downloaded copy says."""
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as packed:
            return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return json.dumps(json.loads(file.read_text(encoding="utf-8")), ensure_ascii=False)


def test_erasing_begins_after_seven_days_and_can_be_undone(visit: Visit) -> None:  # R102
    page = visit(scripts=False)
    join(page, "harbour")
    page.goto("/you/")
    page.get_by_role("link", name="Erase my account").click()
    if page.get_by_role("heading", name="Is it you?").count():
        confirm(page)
    page.get_by_role("button", name="Erase my account in seven days").click()
    expect(page.get_by_text("You can undo this for seven days")).to_be_visible()
    assert Account.objects.get().erase_on == timezone.localdate() + timedelta(days=7)
    page.goto("/")
    page.get_by_role("link", name="change your mind").click()
    page.get_by_role("button", name="Keep my account").click()
    expect(page.get_by_role("status").get_by_text("Your account stays")).to_be_visible()
    assert Account.objects.get().erase_on is None


def test_a_printed_code_opens_the_account_again(visit: Visit) -> None:  # R54
    codes = join(visit(scripts=False), "harbour")
    page = visit(scripts=False)
    page.goto("/account/login/")
    page.get_by_role("link", name="Use one of your printed codes").click()
    page.get_by_label("Your log-in name").fill("harbour")
    page.get_by_label("One of your printed codes").fill(codes[2])
    page.get_by_label("A passphrase", exact=True).fill("violet canoe evening bell")
    page.get_by_label("The same passphrase again").fill("violet canoe evening bell")
    page.locator("main").get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_text("9 of your printed codes still work.")).to_be_visible()
    log_in(visit(scripts=False), "harbour", "violet canoe evening bell")


def test_whoever_was_logged_out_meanwhile_gets_their_comment_back(
    cast: Cast, host_is_ready: None, visit: Visit
) -> None:
    piece = published(cast.ana)
    page = visit(cast.ben, scripts=False)
    page.goto(address(piece))
    page.get_by_label("Your words").fill("I went out early, and it helped.")
    page.context.clear_cookies(name="s")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_label("Your words")).to_have_value("I went out early, and it helped.")
    assert not Comment.objects.exists()


def test_a_wrong_passphrase_says_so_and_keeps_the_name(visit: Visit) -> None:
    join(visit(scripts=False), "harbour")
    page = visit(scripts=False)
    page.goto("/account/login/")
    page.get_by_label("Your log-in name").fill("harbour")
    page.get_by_label("Your passphrase").fill(PASSPHRASE + " no")
    page.locator("main").get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", name="Please look at this again")).to_be_visible()
    expect(page.get_by_label("Your log-in name")).to_have_value("harbour")
