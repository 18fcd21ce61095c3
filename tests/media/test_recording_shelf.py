"""The shelf says in plain words where each recording stands (R24)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearten.media import landing, recording_shelf
from hearten.media.models import Recording, RecordingUpload
from hearten.media.recording_actions import open_recording
from tests.media.recorded import a_recording

SHELF = "/desk/recordings/"


def shown(browser, path=SHELF):
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def ana(signed_in, cast):
    return signed_in(cast.ana)


def test_an_empty_shelf_says_what_it_is_for(ana) -> None:
    html = shown(ana)
    assert "No recordings yet" in html
    assert "A video can have up to 2 GB, a sound recording up to 500 MB." in html
    assert "MP4, MOV, M4A, WebM, MP3, WAV, FLAC or Ogg" in html


@pytest.mark.parametrize(
    ("state", "more", "words"),
    [
        ("waiting", {}, "Everything has arrived."),
        ("working", {}, "It has just begun."),
        ("working", {"progress": 50}, "So far about half of it is done."),
        ("waiting", {"reason": "There is no room."}, "There is no room."),
        ("refused", {"reason": "It is longer than 4 hours."}, "It is longer than 4 hours."),
    ],
)
def test_every_state_has_words_on_the_shelf_and_on_its_page(state, more, words, ana, cast) -> None:
    row = a_recording(cast.ana, state=state, **more)
    assert words in shown(ana)
    assert words in shown(ana, f"{SHELF}{row.pk}/")


def test_a_ready_recording_can_be_played_by_its_owner_with_a_signature(ana, cast) -> None:
    sound, film = a_recording(cast.ana), a_recording(cast.ana, kind="video")
    assert "<audio" in shown(ana, f"{SHELF}{sound.pk}/")
    html = shown(ana, f"{SHELF}{film.pk}/")
    assert html.count("<source") == 2
    assert "episode-small.mp4?s=" in html
    assert "poster.webp?s=" in html
    assert "1 minute 30 seconds" in html


def test_somebody_elses_recording_is_not_there(cast, signed_in) -> None:  # I3
    row = a_recording(cast.ana)
    farid = signed_in(cast.farid)
    assert "A recording</a>" not in shown(farid)
    assert farid.get(f"{SHELF}{row.pk}/").status_code == 404
    assert farid.post(f"{SHELF}{row.pk}/remove/").status_code == 404
    assert Recording.objects.filter(pk=row.pk).exists()


def test_a_recording_is_removed_unless_a_public_page_plays_it(ana, cast) -> None:
    row = a_recording(cast.ana)
    open_recording(row.pk, owner=cast.ana)
    answer = ana.post(f"{SHELF}{row.pk}/remove/")
    assert answer.status_code == 409
    assert "Take it out of that page first." in answer.content.decode()
    Recording.objects.update(public=False)
    assert ana.post(f"{SHELF}{row.pk}/remove/")["Location"] == f"{SHELF}?n=removed"
    assert not Recording.objects.exists()


def test_what_is_on_its_way_says_how_far_it_is_and_can_be_thrown_away(ana, cast) -> None:
    upload = RecordingUpload.objects.create(
        owner=cast.ana, title="On sleep", kind="audio", length=4_000_000, expires_at="2999-01-01T00:00Z"
    )
    landing.begin(upload.pk)
    landing.file_of(upload.pk).write_bytes(b"x" * 1_000_000)
    assert "1 MB of 4 MB have arrived." in shown(ana)
    assert ana.post(f"{SHELF}uploads/{upload.pk}/remove/").status_code == 302
    assert not RecordingUpload.objects.exists()
    assert landing.names() == []


@pytest.mark.parametrize("rows", [1, 50])
def test_the_shelf_asks_as_little_for_fifty_recordings_as_for_one(rows, ana, cast) -> None:
    for _ in range(rows):
        a_recording(cast.ana)
    shown(ana)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        html = shown(ana)
    assert len(asked) <= 12
    assert html.count('<article class="card">') == min(rows, recording_shelf.A_PAGE)


def test_the_pages_of_a_long_shelf_show_each_recording_once(ana, cast) -> None:
    for _ in range(30):
        a_recording(cast.ana)
    first = recording_shelf.recordings_page(cast.ana, after="")
    second = recording_shelf.recordings_page(cast.ana, after=first["items"][-1].id)
    assert len({item.id for item in first["items"] + second["items"]}) == 30
    assert second["older"] == ""


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [
        (0, "less than a second"),
        (1000, "1 second"),
        (90_000, "1 minute 30 seconds"),
        (1_200_000, "20 minutes"),
        (3_900_000, "1 hour 5 minutes"),
    ],
)
def test_lengths_are_said_as_people_say_them(milliseconds, words) -> None:
    assert recording_shelf.spoken(milliseconds) == words


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 kB"), (2000, "2 kB"), (3_400_000, "3 MB"), (1_450_000_000, "1.4 GB")]
)
def test_sizes_are_said_as_people_say_them(count, words) -> None:
    assert recording_shelf.sized(count) == words
