"""What people do again and again in the journeys."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from hearten.accounts.models import Account

PASSPHRASE = "copper lantern patient otter"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def session_of(account: Account, origin: str) -> dict[str, Any]:
    """The cookie of somebody who has just logged in."""
    client = Client()
    client.force_login(account, backend=BACKEND)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": origin, "httpOnly": True}


def join(page: Page, login: str) -> list[str]:
    """Join with a passphrase; returns the printed codes, and ends on the first page."""
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
    """Fill in the log-in form that is open, or open it, and get in."""
    if "/account/login/" not in page.url:
        page.goto("/account/login/")
    page.get_by_label("Your log-in name").fill(login)
    page.get_by_label("Your passphrase").fill(passphrase)
    page.locator("main").get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("link", name="You", exact=True)).to_be_visible()


def confirm(page: Page, passphrase: str = PASSPHRASE) -> None:
    """Answer "Is it you?"."""
    page.get_by_label("Your passphrase").fill(passphrase)
    page.locator("main").get_by_role("button", name="Go on").click()


def begin_article(page: Page) -> None:
    """From the desk to an empty editor."""
    page.goto("/desk/")
    page.get_by_role("button", name="New article").click()
    expect(page.get_by_role("heading", name="Write", exact=True)).to_be_visible()


def with_scripts(page: Page) -> None:
    """Wait until the scripts of a page run: the choice of colours is theirs, and the last of them."""
    expect(page.locator("footer h-theme")).to_contain_text("Colours")


def title_box(page: Page) -> Any:
    """Where the title is typed."""
    return page.get_by_label("Title", exact=True).first


def text_box(page: Page) -> Any:
    """Where the text is typed."""
    return page.get_by_label("Your text")


def saved(page: Page) -> None:
    """Wait until the editor says that the server has the words."""
    expect(page.get_by_text("Saved at")).to_be_visible()
