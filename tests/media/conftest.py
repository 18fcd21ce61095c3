"""A media folder and a quarantine of their own for each test."""

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from hearten.events.models import Event
from hearten.media import actions, reactions
from tests.media import pictures


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """`folders.media` is what is served, `folders.quarantine` what arrived."""

    class Folders:
        media = tmp_path / "media"
        quarantine = tmp_path / "quarantine"

    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(Folders.media)}},
        "quarantine": {
            **settings.STORAGES["quarantine"],
            "OPTIONS": {**settings.STORAGES["quarantine"]["OPTIONS"], "location": str(Folders.quarantine)},
        },
    }
    storages._storages.clear()
    yield Folders
    storages._storages.clear()


@pytest.fixture
def upload(cast):
    """`upload(data)` is Ana putting a picture on her shelf; the worker has not come yet."""

    def put(data=None, *, owner=None, alt="A path through birch trees", shows="thing"):
        file = SimpleUploadedFile("holiday.png", pictures.jpeg() if data is None else data)
        return actions.upload(file, owner=owner or cast.ana, alt=alt, shows=shows)

    return put


@pytest.fixture
def work():
    """`work()` is the worker doing every upload that waits."""

    def run():
        for event in Event.objects.filter(kind="image.uploaded"):
            reactions.reencode_image(event)

    return run
