"""Fixtures of the questions' tests."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from hearten.directory.models import Therapist
from hearten.moderation import paperwork
from tests.cast import Cast


@pytest.fixture(autouse=True)
def empty_shelf() -> Iterator[None]:
    """No stored page of another test."""
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def host_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host whose paperwork is done (R107)."""
    monkeypatch.setattr(paperwork, "what_is_missing", list)


@pytest.fixture
def ana_asks(cast: Cast, host_ready: None) -> Therapist:
    """Ana's page takes questions, usually answered within two weeks."""
    Therapist.objects.filter(account=cast.ana).update(questions_within_days=14)
    return Therapist.objects.get(account=cast.ana)
