"""Joining, logging in and coming back as people do it, in real Chromium, with and without scripts."""

import re
from contextlib import contextmanager
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect

from hearten.accounts.models import Account, Device
from tests.accounts.hands import app_code
from tests.site import Site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

#: Deriving takes a moment, more so while other tests run.
expect.set_options(timeout=20_000)
PASSPHRASE = "copper lantern patient otter"


@pytest.fixture
def visit(chromium: Browser, live_site: Site):
    """`visit()` is a new person's browser on the first page; `visit(scripts=False)` one without scripts."""
    opened = []

    def new(*, scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_site.origin, java_script_enabled=scripts, reduced_motion="reduce"
        )
        opened.append(context)
        return context.new_page()

    yield new
    for context in opened:
        context.close()


def join(page: Page, login: str) -> list[str]:
    """Join with a passphrase, keep the codes, and land on the first page."""
    page.goto("/account/signup/")
    page.get_by_label("Your log-in name").fill(login)
    page.get_by_label("A passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("The same passphrase again").fill(PASSPHRASE)
    page.get_by_label("I am 18 or older").check()
    page.get_by_role("button", name="Join").click()
    codes = page.locator("#codes").inner_text().split()
    page.get_by_label("I have kept them").check()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/?n=welcome")
    return codes


def log_in(page: Page, login: str, passphrase: str = PASSPHRASE) -> None:
    page.goto("/account/login/?next=/you/")
    page.get_by_label("Your log-in name").fill(login)
    page.get_by_label("Your passphrase").fill(passphrase)
    page.get_by_role("button", name="Log in", exact=True).last.click()


def at_home(page: Page) -> None:
    """On one's own page, which only opens to whoever is logged in."""
    expect(page.get_by_role("heading", name="You", exact=True)).to_be_visible()


def sent(page: Page, act) -> list[str]:
    """Everything the browser sends while `act` runs: addresses and bodies."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(f"{request.url} {request.post_data or ''}"))
    act()
    return seen


def test_with_scripts_the_passphrase_never_leaves_the_browser(visit) -> None:  # R84
    page = visit()
    requests = sent(page, lambda: join(page, "harbour"))
    page.context.clear_cookies()
    requests += sent(page, lambda: (log_in(page, "harbour"), at_home(page)))
    posts = [request for request in requests if "password=" in request]
    assert len(posts) >= 2
    assert not [request for request in requests if "copper" in request or "otter" in request]
    for request in posts:
        assert re.fullmatch(r"h1\$[\w-]{43}", parse_qs(request.split(" ", 1)[1])["password"][0])


def test_without_scripts_the_same_passphrase_opens_the_same_account(visit) -> None:  # I43
    join(visit(), "harbour")
    plain = visit(scripts=False)
    log_in(plain, "harbour")
    at_home(plain)
    assert Account.objects.count() == 1


def test_joined_without_scripts_one_logs_in_with_them(visit) -> None:  # I43
    codes = join(visit(scripts=False), "Hafen Süd")
    assert len(codes) == 10
    scripted = visit()
    log_in(scripted, "hafen süd")
    at_home(scripted)


def test_a_passphrase_that_is_too_short_is_stopped_before_it_is_sent(visit) -> None:
    page = visit()
    page.goto("/account/signup/")
    page.get_by_label("Your log-in name").fill("harbour")
    page.get_by_label("A passphrase", exact=True).press_sequentially("short")
    page.get_by_label("The same passphrase again").press_sequentially("short")
    page.get_by_label("I am 18 or older").check()
    assert not [
        request for request in sent(page, page.get_by_role("button", name="Join").click) if "signup" in request
    ]
    assert not Account.objects.exists()


def test_a_lost_passphrase_ends_in_the_same_account(visit) -> None:  # R54
    codes = join(visit(), "harbour")
    other = visit()
    other.goto("/account/login/")
    other.get_by_role("link", name="Use one of your printed codes").click()
    other.get_by_label("Your log-in name").fill("Harbour")
    other.get_by_label("One of your printed codes").fill(codes[4].upper())
    other.get_by_label("A passphrase", exact=True).fill("violet canoe evening bell")
    other.get_by_label("The same passphrase again").fill("violet canoe evening bell")
    other.get_by_role("button", name="Log in", exact=True).last.click()
    expect(other.get_by_text("9 of your printed codes still work.")).to_be_visible()
    third = visit()
    log_in(third, "harbour", "violet canoe evening bell")
    expect(third.get_by_text("Somebody logged in with one of your printed codes.")).to_be_visible()


def test_logging_out_everywhere_ends_every_browser(visit) -> None:  # R84
    first, second = visit(), visit()
    join(first, "harbour")
    log_in(second, "harbour")
    at_home(second)
    first.goto("/account/security/")
    expect(first.get_by_text("Last used on")).to_have_count(2)
    first.get_by_role("button", name="Log out everywhere").click()
    expect(first.get_by_text("You are signed out everywhere.")).to_be_visible()
    for page in (first, second):
        page.goto("/you/")
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert not Device.objects.exists()


def test_a_second_step_is_asked_for_once_it_is_on(visit) -> None:  # R84
    page = visit()
    join(page, "harbour")
    page.goto("/account/app/")
    page.get_by_label("Your passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Go on").click()
    secret = page.locator("code").inner_text()
    page.get_by_label("The six digits").fill(app_code(secret))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("you type six digits from an app")).to_be_visible()
    other = visit()
    log_in(other, "harbour")
    expect(other.get_by_role("heading", name="One more step")).to_be_visible()
    other.goto("/you/")
    expect(other.get_by_role("heading", name="You", exact=True)).not_to_be_visible()


@contextmanager
def device(page: Page):
    """A made-up phone that holds passkeys and always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield session, made["authenticatorId"]
    session.detach()


def join_with_passkey(page: Page, login: str) -> None:
    page.goto("/account/signup/")
    page.get_by_role("link", name="Use a passkey instead").click()
    page.get_by_label("Your log-in name").fill(login)
    page.get_by_label("I am 18 or older").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.locator("#codes")).to_be_visible()


def test_a_passkey_alone_opens_and_reopens_an_account(visit) -> None:  # R54, R84
    page = visit()
    with device(page):
        join_with_passkey(page, "harbour")
        assert not Account.objects.get().has_usable_password()
        page.context.clear_cookies()
        page.goto("/account/login/?next=/you/")
        page.get_by_role("link", name="Use a passkey").click()
        page.get_by_role("button", name="Use a passkey").click()
        at_home(page)
        expect(page.get_by_text("You log in as harbour.")).to_be_visible()


def test_a_passkey_proves_who_one_is_before_something_grave(visit) -> None:
    page = visit()
    with device(page):
        join_with_passkey(page, "harbour")
        page.goto("/account/codes/")
        expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.get_by_role("heading", name="Make ten new codes?")).to_be_visible()


def test_a_passkey_added_later_is_asked_for_after_the_passphrase(visit) -> None:
    page = visit()
    with device(page):
        join(page, "harbour")
        page.goto("/account/passkeys/add/")
        page.get_by_label("Your passphrase").fill(PASSPHRASE)
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Make a passkey").click()
        expect(page.get_by_text("Passkey 1")).to_be_visible()
        page.context.clear_cookies()
        log_in(page, "harbour")
        expect(page.get_by_role("heading", name="One more step")).to_be_visible()
        page.get_by_role("button", name="Use a passkey").click()
        at_home(page)


def test_a_device_that_knows_no_passkey_opens_nothing_and_says_so(visit) -> None:
    page = visit()
    with device(page):
        page.goto("/account/login/passkey/")
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.get_by_role("status").last).to_contain_text("You can try again")
