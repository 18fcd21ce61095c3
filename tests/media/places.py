"""A media folder and a quarantine of their own, for tests of whatever keeps files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.storage import storages


@dataclass(frozen=True)
class Folders:
    """media: what is served. quarantine: what arrived."""

    media: Path
    quarantine: Path

    def files(self) -> list[Path]:
        """Every file in either, wherever it lies."""
        return sorted(
            path for place in (self.media, self.quarantine) for path in place.rglob("*") if path.is_file()
        )


@contextmanager
def own_folders(settings: Any, tmp_path: Path) -> Iterator[Folders]:
    """For as long as the block runs."""
    folders = Folders(tmp_path / "media", tmp_path / "quarantine")
    quarantine = settings.STORAGES["quarantine"]
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(folders.media)}},
        "quarantine": {**quarantine, "OPTIONS": {**quarantine["OPTIONS"], "location": str(folders.quarantine)}},
    }
    storages._storages.clear()  # type: ignore[attr-defined]  # no other way to make it look again
    yield folders
    storages._storages.clear()  # type: ignore[attr-defined]
