"""The town that the proofs walk through."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast
from tests.groups.conftest import host_ready
from tests.groups.proofs.town import Town, build
from tests.media.places import own_folders

__all__ = ["host_ready"]


@pytest.fixture
def town(cast: Cast, host_ready: None, settings: Any, tmp_path: Path) -> Iterator[Town]:
    """Two groups with the same people in them under other names, and everybody who must not know that."""
    settings.CHECK_TEMPLATE_DATA = False  # as on a host; what templates are given is checked everywhere else
    with own_folders(settings, tmp_path):
        yield build(cast)
