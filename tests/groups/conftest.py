"""Fixtures of the groups' tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hearten.groups.models import SupportGroup
from hearten.moderation import paperwork
from tests.cast import Cast
from tests.groups.circle import open_group
from tests.media.places import Folders, own_folders


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


@pytest.fixture
def folders(settings: Any, tmp_path: Path) -> Iterator[Folders]:
    """`folders.media` is what is served, `folders.quarantine` what arrived."""
    with own_folders(settings, tmp_path) as found:
        yield found


@pytest.fixture
def voices(cast: Cast, host_ready: None, folders: Folders) -> SupportGroup:
    """An open group whose members may send voice notes. Nobody is on duty at this moment."""
    return open_group(cast, voice=True)
