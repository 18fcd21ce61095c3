"""Fixtures of the library's tests."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def empty_shelf() -> Iterator[None]:
    """No stored page of another test."""
    caches["pages"].clear()
    yield
    caches["pages"].clear()
