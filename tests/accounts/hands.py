"""What the account tests do again and again: join, log in, prove who one is."""

import re
import time
from datetime import UTC, datetime

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from hearten.accounts.models import Account
from tests.cast import account

#: What a browser with scripts sends instead of a passphrase; here made up, since only its shape matters.
SECRET = "h1$" + "A" * 43
OTHER_SECRET = "h1$" + "B" * 43
#: Seconds that a code is right, and how many of them a busy machine may need to send it.
PERIOD, HURRY = 30, 3
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def member(login: str, secret: str = SECRET) -> Account:
    """An account that opens with `secret`."""
    row = account(login)
    row.set_password(secret)
    row.save()
    return row


def log_in(client: Client, login: str, secret: str = SECRET, **headers: str):
    """Send the log-in form."""
    return client.post("/account/login/", {"login": login, "password": secret}, headers=headers)


def join(client: Client, login: str, secret: str = SECRET):
    """Send the sign-up form."""
    answer = {"login": login, "password": secret, "password_again": secret, "adult": "on"}
    return client.post("/account/signup/", answer)


def confirm(client: Client, secret: str = SECRET):
    """Prove once more who one is."""
    return client.post("/account/confirm/", {"password": secret})


def codes_in(response) -> list[str]:
    """The printed codes on a page."""
    return re.findall(r"\b[2-9a-hjkmnp-z]{4}(?:-[2-9a-hjkmnp-z]{4}){3}\b", response.content.decode())


def app_code(secret: str) -> str:
    """What an authenticator app shows now for `secret`; in its last seconds, the next one, as a person would."""
    left = PERIOD - time.time() % PERIOD
    if left < HURRY:
        time.sleep(left)
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def now() -> datetime:
    return datetime.now(UTC)
