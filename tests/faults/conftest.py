"""What tests of failures share."""

from typing import Any

import pytest
from django.test import Client

from hearten.accounts.models import Account
from hearten.moderation import paperwork


@pytest.fixture
def comments_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host whose paperwork is done (R107)."""
    monkeypatch.setattr(paperwork, "what_is_missing", list)


@pytest.fixture
def as_on_a_host(settings: Any):
    """`as_on_a_host(cast.ben)` is Ben's browser, which shows error pages instead of raising."""

    def browser(who: Account | None) -> Client:
        client = Client(raise_request_exception=False, headers={"Origin": settings.ORIGIN})
        if who is not None:
            client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return browser
