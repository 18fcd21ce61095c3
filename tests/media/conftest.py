"""A media folder and a quarantine of their own for each test."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hearten.events.models import Event
from hearten.media import actions, reactions, recording_work
from hearten.media.models import Recording
from tests.media import pictures, recorded
from tests.media.places import own_folders


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """`folders.media` is what is served, `folders.quarantine` what arrived."""
    with own_folders(settings, tmp_path) as found:
        yield found


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


@pytest.fixture
def prepare(cast):
    """`prepare(data)` is Ana's recording after the worker came for it; `prepare()` lets it come again."""

    def run(data=None, *, kind="audio"):
        row = recorded.arrived(cast.ana, data, kind=kind) if data is not None else Recording.objects.get()
        event = Event.objects.get(kind="recording.uploaded", subject=f"media.recording:{row.pk}")
        recording_work.prepare_recording(event)
        return Recording.objects.get(pk=row.pk)

    return run
