"""One walk of the whole site by hostile browsers, whose answers many tests read."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests import cast as people
from tests.security.routes import Answer, alive, visits


@pytest.fixture(scope="session")
def walked(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Answer]]:
    """What everybody gets by GET at every address while query and headers lie; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = people.assemble()
        alive(cast)
        yield visits(cast)
        transaction.set_rollback(True)


@pytest.fixture
def living(cast: people.Cast) -> people.Cast:
    """The cast, with a row in every table and a mark in each of their texts."""
    alive(cast)
    return cast
