"""Fixtures every test may ask for."""

import pytest
from django.core.management import call_command
from django.test import Client

from hearten.accounts.models import Account
from tests import cast as people


@pytest.fixture(scope="session", autouse=True)
def hashed_static_files() -> None:
    """Pages are tested with the hashed names people get."""
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture
def cast(db: None) -> people.Cast:
    """The named cast, with a fresh database."""
    return people.assemble()


@pytest.fixture
def signed_in(cast: people.Cast):
    """`signed_in(cast.ben)` is Ben's browser; `signed_in(None)` is Eve's."""

    def browser(account: Account | None) -> Client:
        client = Client()
        if account is not None:
            client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return browser
