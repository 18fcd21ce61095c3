"""An archive, and Ana who brings it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pixels

from hearten.directory.models import Therapist
from hearten.imports import actions
from hearten.imports.models import Import, State
from tests.archives import written as w

Bring = Callable[..., Import]


@pytest.fixture
def ana(cast) -> Therapist:
    return Therapist.objects.select_related("account").get(handle="ana")


@pytest.fixture
def farid(cast) -> Therapist:
    return Therapist.objects.select_related("account").get(handle="farid")


@pytest.fixture
def bring(ana: Therapist) -> Bring:
    """`bring(data)`: uploaded, looked through, started and brought to its end."""

    def through(data: bytes, therapist: Therapist = ana) -> Import:
        row = looked(data, therapist)
        assert row.state == State.LOOKED, row.reason
        assert actions.start(row, by=therapist.account)
        row.refresh_from_db()
        assert actions.bring(row) is False
        row.refresh_from_db()
        return row

    return through


def looked(data: bytes, therapist: Therapist) -> Import:
    row = actions.take_in(SimpleUploadedFile("blog", data), therapist=therapist, by=therapist.account)
    actions.look(row)
    return row


def picture(colour: str = "red") -> bytes:
    made = io.BytesIO()
    Pixels.new("RGB", (40, 30), colour).save(made, "JPEG")
    return made.getvalue()


@pytest.fixture
def wxr_file(tmp_path: Path) -> Path:
    return w.write_wxr(tmp_path / "blog.xml", 60)
