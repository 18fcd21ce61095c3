"""A therapist uploads a recording in a real browser, over a bad line, and listens to it (R24)."""

import re

import pytest
from playwright.sync_api import expect

from hearten.events.models import Event
from hearten.media import landing, recording_work
from hearten.media.models import Recording, RecordingUpload
from tests import cast as people
from tests.journeys.hands import session_of
from tests.media import recorded

pytestmark = pytest.mark.journey
PIECES = "**/desk/recordings/uploads/*/"


@pytest.fixture
def page(transactional_db, live_site, chromium):
    """Ana's browser."""
    context = chromium.new_context(base_url=live_site.origin, viewport={"width": 360, "height": 800})
    context.set_default_timeout(20_000)
    context.add_cookies([session_of(people.assemble().ana, live_site.origin)])
    yield context.new_page()
    context.close()


@pytest.fixture
def talk(tmp_path):
    path = tmp_path / "On sleep.wav"
    path.write_bytes(recorded.sound("wav", 20))
    return path


def upload(page, talk):
    page.goto("/desk/recordings/")
    page.get_by_label("Recording", exact=True).set_input_files(talk)
    page.get_by_role("button", name="Upload this recording").click()


def offsets(page):
    """Where each piece began, as it is sent."""
    seen = []
    page.on("request", lambda sent: sent.method == "PATCH" and seen.append(int(sent.headers["upload-offset"])))
    return seen


def test_an_upload_survives_a_lost_connection_and_a_reload_and_can_be_heard(page, talk, monkeypatch) -> None:  # R24
    sent, lose = offsets(page), {"after": 1}

    def line(route):
        if route.request.method == "PATCH":
            lose["after"] -= 1
        route.abort("connectionfailed") if lose["after"] < 0 else route.continue_()

    page.route(PIECES, line)
    upload(page, talk)
    expect(page.get_by_text("The connection is gone. What has arrived is safe.")).to_be_visible()
    arrived = landing.received(RecordingUpload.objects.get().pk)
    assert 0 < arrived < talk.stat().st_size

    page.goto("/desk/recordings/")  # everything the browser knew is gone
    expect(page.get_by_role("heading", name="On sleep")).to_be_visible()
    page.unroute(PIECES)
    sent.clear()
    upload(page, talk)
    page.wait_for_url(re.compile(r"/desk/recordings/[\w-]{22}/$"))
    assert sent[0] == arrived
    row = Recording.objects.get()
    assert landing.file_of(row.pk).read_bytes() == talk.read_bytes()
    expect(page.get_by_text("Everything has arrived.")).to_be_visible()

    recording_work.prepare_recording(Event.objects.get(kind="recording.uploaded"))
    page.reload()
    heard = page.locator("audio").evaluate(
        "async (it) => { it.muted = true; await it.play(); it.currentTime = 15;"
        " await new Promise((done) => { it.onseeked = done; }); return [it.duration, it.error]; }"
    )
    assert abs(heard[0] - 20) < 1
    assert heard[1] is None


def test_an_upload_can_be_stopped_and_nothing_of_it_is_kept(page, talk) -> None:
    pieces = iter([None])
    page.route(PIECES, lambda route: route.continue_() if route.request.method != "PATCH" or next(pieces, 1) is None
               else None)  # fmt: skip
    upload(page, talk)
    page.get_by_role("button", name="Stop and throw it away").click()
    expect(page.get_by_text("Stopped. Nothing of it is kept.")).to_be_visible()
    assert not RecordingUpload.objects.exists()
    assert landing.names() == []


def test_a_file_that_is_no_recording_is_refused_in_words(page, tmp_path) -> None:
    page.set_default_timeout(20_000)
    other = tmp_path / "a.mp3"
    other.write_bytes(b"#EXTM3U\nhttp://10.0.0.1/" + b"x" * 100)
    upload(page, other)
    expect(page.get_by_text("It is a list that points to recordings elsewhere")).to_be_visible()
    expect(page.get_by_role("button", name="Upload this recording")).to_be_visible()
