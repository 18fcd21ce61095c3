"""Fixtures of the blog's tests."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from hearten.moderation import paperwork


@pytest.fixture(autouse=True)
def empty_shelf() -> Iterator[None]:
    """No stored page of another test."""
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def comments_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host whose paperwork is done (R107)."""
    monkeypatch.setattr(paperwork, "what_is_missing", list)
