"""Who is signed in: one statement for the session and its account, and all that Django asks before it believes."""

from datetime import timedelta

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hearten.accounts.models import Account, Session
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def is_signed_in(browser) -> bool:
    return "/account/logout/" in browser.get("/").content.decode()


def test_the_session_and_its_account_come_in_one_statement(cast: Cast, signed_in) -> None:
    browser = signed_in(cast.ben)
    with CaptureQueriesContext(connection) as queries:
        assert is_signed_in(browser)
    asked = [query["sql"] for query in queries if "accounts_session" in query["sql"]]
    assert len(asked) == 1
    assert "accounts_account" in asked[0]
    assert not [query for query in queries if 'FROM "accounts_account"' in query["sql"]]


def test_an_account_that_was_closed_is_signed_out_at_once(cast: Cast, signed_in) -> None:
    browser = signed_in(cast.ben)
    assert is_signed_in(browser)
    Account.objects.filter(pk=cast.ben.pk).update(is_active=False)
    assert not is_signed_in(browser)


def test_a_new_passphrase_ends_what_was_signed_in_before(cast: Cast, signed_in) -> None:  # ASVS 7.4.3
    browser = signed_in(cast.ben)
    cast.ben.set_password("something else entirely")
    cast.ben.save()
    assert not is_signed_in(browser)
    assert not Session.objects.filter(account=cast.ben).exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (HASH_SESSION_KEY, "0" * 64),
        (HASH_SESSION_KEY, ""),
        (BACKEND_SESSION_KEY, "django.contrib.auth.backends.ModelBackend"),
        (SESSION_KEY, "00000000-0000-4000-8000-000000000000"),
    ],
)
def test_a_session_that_says_anything_else_signs_nobody_in(cast: Cast, signed_in, name, value) -> None:
    browser = signed_in(cast.ben)
    session = browser.session
    session[name] = value
    session.save()
    Session.objects.update(account=cast.ben)  # as the row still says
    assert not is_signed_in(browser)


def test_a_row_that_names_another_account_signs_that_one_in_neither(cast: Cast, signed_in) -> None:
    browser = signed_in(cast.ben)
    Session.objects.filter(account=cast.ben).update(account=cast.grace)
    page = browser.get("/").content.decode()
    assert "/safety/" not in page


def test_a_session_that_has_ended_signs_nobody_in(cast: Cast, signed_in) -> None:
    browser = signed_in(cast.ben)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_signed_in(browser)
