"""Fixtures of the groups' tests."""

import pytest

from hearten.groups.models import SupportGroup
from hearten.moderation import paperwork
from tests.cast import Cast
from tests.groups.circle import open_group


@pytest.fixture
def host_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host whose paperwork is done (R107)."""
    monkeypatch.setattr(paperwork, "what_is_missing", list)
    monkeypatch.setattr(paperwork, "missing_for_groups", list)


@pytest.fixture
def group(cast: Cast, host_ready: None) -> SupportGroup:
    """An open group where nobody is on duty at this moment."""
    return open_group(cast)


@pytest.fixture
def staffed(cast: Cast, host_ready: None) -> SupportGroup:
    """An open group where Dov is there for an hour."""
    return open_group(cast, on_duty=True)
