"""Fixtures of the moderation tests."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache, caches

from tests.moderation import fake


@pytest.fixture
def notes(cast, settings):
    """Ben's note 1, as the only thing that can be reported."""
    settings.SUBJECTS = "tests.moderation.fake.SUBJECTS"
    fake.NOTES.clear()
    fake.NOTES["1"] = fake.Note(owner=cast.ben.pk)
    cache.clear()
    return fake.NOTES


@pytest.fixture
def comments_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host whose paperwork is done (R107); that another was not is not remembered."""
    caches["pages"].clear()
    monkeypatch.setattr("hearten.moderation.paperwork.what_is_missing", list)


@pytest.fixture
def data_dir(settings, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def checked(data_dir: Path):
    """`checked("se-bris", date(2026, 1, 2))`: this host's file says so."""

    def write(line: str, day: date) -> None:
        (data_dir / "crisis-checks.json").write_text(json.dumps({line: day.isoformat()}), encoding="utf-8")

    return write
