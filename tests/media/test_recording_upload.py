"""An upload goes on where it stopped, to the byte, and answers every fault in words (R24, I16)."""

import base64
import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from hearten.events.models import Event
from hearten.media import arriving, landing, recording_work
from hearten.media.models import Recording, RecordingUpload
from tests.media import recorded
from tests.media.recorded import a_recording

START = "/desk/recordings/uploads/"
V = {"tus-resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"


class Sender:
    """A tus client in a browser that somebody is signed in with."""

    def __init__(self, browser):
        self.browser = browser
        self.place = ""

    def begin(self, length, *, name="On sleep.mp3", kind="audio/mpeg", **headers):
        told = f"filename {code(name)},filetype {code(kind)},stamp {code('1700')}"
        sent = {**V, "upload-length": str(length), "upload-metadata": told, **headers}
        answer = self.browser.post(START, headers=sent)
        self.place = answer.get("Location", "")
        return answer

    def add(self, at, data, **headers):
        sent = {**V, "upload-offset": str(at), **headers}
        return self.browser.patch(self.place, data, content_type=PIECE, headers=sent)

    def look(self):
        return self.browser.head(self.place, headers=V)

    def at(self):
        return int(self.look()["Upload-Offset"])


def code(text):
    return base64.b64encode(text.encode()).decode()


@pytest.fixture
def ana(signed_in, cast):
    return Sender(signed_in(cast.ana))


@pytest.fixture(scope="module")
def tone():
    return recorded.sound("wav")


def test_what_the_server_can_do_is_said_beforehand(ana) -> None:
    answer = ana.browser.options(START)
    assert answer["Tus-Version"] == answer["Tus-Resumable"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,expiration,termination"
    assert answer["Tus-Max-Size"] == "2000000000"


def test_an_interrupted_upload_goes_on_to_the_byte(ana, tone, folders) -> None:  # R24
    made = ana.begin(len(tone))
    assert made.status_code == 201
    assert ana.at() == 0
    assert ana.add(0, tone[:1000])["Upload-Offset"] == "1000"
    assert ana.look()["Upload-Length"] == str(len(tone))
    assert ana.add(1000, tone[1000:1001])["Upload-Offset"] == "1001"
    assert ana.add(1001, tone[1001:]).status_code == 204
    row = Recording.objects.get()
    assert landing.file_of(row.pk).read_bytes() == tone
    assert (row.title, row.state, row.held_bytes) == ("On sleep", "waiting", len(tone))
    assert not RecordingUpload.objects.exists()
    assert Event.objects.get(kind="recording.uploaded").subject == f"media.recording:{row.pk}"


def test_whoever_missed_the_last_answer_is_sent_to_the_recording(ana, tone) -> None:
    ana.begin(len(tone))
    ana.add(0, tone)
    answer = ana.look()
    assert (answer.status_code, answer["Location"]) == (410, f"/desk/recordings/{Recording.objects.get().pk}/")
    assert ana.add(0, tone).status_code == 410
    assert Recording.objects.count() == Event.objects.filter(kind="recording.uploaded").count() == 1


@pytest.mark.parametrize("lie", [0, 999, 1001, 10**14])
def test_a_piece_for_another_place_is_told_the_truth(lie, ana, tone) -> None:
    ana.begin(len(tone))
    ana.add(0, tone[:1000])
    answer = ana.add(lie, tone[1000:1010])
    assert answer.status_code in {409, 413}
    assert answer.status_code == 413 or answer["Upload-Offset"] == "1000"
    assert ana.at() == 1000


def test_a_piece_that_is_too_long_adds_nothing(ana, tone) -> None:
    ana.begin(1000)
    assert ana.add(0, tone[:1001]).status_code == 413
    assert ana.at() == 0


def test_two_windows_never_write_at_once(ana, tone) -> None:
    ana.begin(len(tone))
    with landing.held(ana.place.split("/")[-2]):
        answer = ana.add(0, tone)
    assert answer.status_code == 423
    assert "another window" in answer.content.decode()
    assert ana.add(0, tone).status_code == 204


def test_somebody_elses_upload_is_not_there(ana, tone, signed_in, cast) -> None:  # I3
    ana.begin(len(tone))
    ana.add(0, tone[:10])
    other = signed_in(cast.farid)
    for method in (other.head, other.patch, other.delete):
        assert method(ana.place, headers={**V, "upload-offset": "10"}).status_code == 404
    assert other.post(ana.place + "remove/").status_code == 404
    assert ana.at() == 10


@pytest.mark.parametrize("who", ["ben", "dov"])
def test_only_who_has_a_page_can_upload(who, signed_in, cast) -> None:
    sender = Sender(signed_in(getattr(cast, who)))
    assert sender.begin(100).status_code == 404
    assert signed_in(getattr(cast, who)).post("/desk/recordings/").status_code == 404


def test_a_stopped_upload_leaves_nothing(ana, tone) -> None:
    ana.begin(len(tone))
    ana.add(0, tone[:1000])
    assert ana.browser.delete(ana.place, headers=V).status_code == 204
    assert ana.look().status_code == 404
    assert landing.names() == []


def test_other_versions_of_the_protocol_are_told_which_one_is_spoken(ana) -> None:
    answer = ana.begin(100, **{"tus-resumable": "0.2"})
    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")
    assert ana.browser.post(START).status_code == 412


@pytest.mark.parametrize("length", ["", "x", "-1", "1e9", "٣", "1" * 40])
def test_a_length_that_is_no_number_is_refused(length, ana) -> None:
    assert ana.begin(100, **{"upload-length": length.encode().decode("latin-1")}).status_code == 400
    assert not RecordingUpload.objects.exists()


@pytest.mark.parametrize("told", ["", ",", "filename", "filename !!", "filename /w==", "=, ,x y z"])
def test_notes_that_make_no_sense_are_left_out(told, ana) -> None:
    assert ana.begin(100, **{"upload-metadata": told}).status_code == 201
    assert RecordingUpload.objects.get().title == "A recording"


@pytest.mark.parametrize(
    ("kind", "name", "length", "words"),
    [
        ("video/mp4", "a.mp4", 2_000_000_001, "This video is larger than 2 GB."),
        ("audio/mpeg", "a.mp3", 500_000_001, "This sound recording is larger than 500 MB."),
        ("", "a.mkv", 2_000_000_001, "This video is larger than 2 GB."),
        ("audio/mpeg", "a.mp3", 0, "This file is empty."),
    ],
)
def test_too_large_or_empty_is_said_before_a_byte_is_sent(kind, name, length, words, ana) -> None:
    answer = ana.begin(length, kind=kind, name=name)
    assert answer.status_code in {413, 422}
    assert words in answer.content.decode()
    assert not RecordingUpload.objects.exists()


def test_one_persons_recordings_have_a_room_and_it_counts_what_is_coming(ana, cast, settings) -> None:
    settings.RECORDINGS_GB = 1
    a_recording(cast.ana, held_bytes=600_000_000)
    assert ana.begin(300_000_000).status_code == 201
    answer = ana.begin(200_000_000)
    assert answer.status_code == 413
    assert "Remove one that you don't need" in answer.content.decode()
    assert arriving.taken(cast.farid) == 0


def test_unfinished_uploads_do_not_pile_up(ana) -> None:
    for number in range(arriving.MOST_OPEN):
        assert ana.begin(100, name=f"{number}.mp3").status_code == 201
    assert ana.begin(100).status_code == 409


def test_asked_again_for_the_same_file_it_is_the_same_place(ana, tone) -> None:  # the first answer was lost
    for _ in range(arriving.MOST_OPEN + 1):
        ana.begin(len(tone))
        first = ana.place
    assert RecordingUpload.objects.count() == 1
    ana.add(0, tone[:1000])
    ana.begin(len(tone))
    assert ana.place != first, "what has begun to arrive may be another window's"
    for other in ({"name": "Another.mp3"}, {"length": 99}):
        ana.begin(**{"length": len(tone), **other})
    assert RecordingUpload.objects.count() == 4


def test_the_same_place_is_only_ones_own_and_only_while_it_waits(ana, tone, signed_in, cast) -> None:  # I3
    ana.begin(len(tone))
    other = Sender(signed_in(cast.farid))
    other.begin(len(tone))
    assert other.place != ana.place
    RecordingUpload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    first = ana.place
    ana.begin(len(tone))
    assert ana.place != first


def test_a_full_disk_is_said_at_the_start_and_on_the_way(ana, tone, monkeypatch) -> None:
    ana.begin(len(tone))
    ana.add(0, tone[:1000])
    monkeypatch.setattr(landing, "free_bytes", lambda: 1000)
    for answer in (ana.begin(100), ana.browser.patch(f"{START}{RecordingUpload.objects.get().pk}/", tone[1000:],
                   content_type=PIECE, headers={**V, "upload-offset": "1000"})):  # fmt: skip
        assert answer.status_code == 507
        assert "our fault, not yours" in answer.content.decode()
    assert landing.received(RecordingUpload.objects.get().pk) == 1000


def test_a_disk_that_fills_in_the_middle_keeps_what_arrived(ana, tone, monkeypatch) -> None:
    ana.begin(len(tone))
    ana.add(0, tone[:1000])
    monkeypatch.setattr(landing.os, "write", full)
    assert ana.add(1000, tone[1000:]).status_code == 507
    monkeypatch.undo()
    assert ana.at() == 1000
    assert ana.add(1000, tone[1000:]).status_code == 204


def full(handle, data):
    raise OSError(28, "No space left on device")


def test_what_is_no_recording_is_refused_with_its_first_bytes(ana) -> None:  # I34
    for data, words in (
        (b"#EXTM3U\nhttp://10.0.0.1/x", "a list that points"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 20, "a picture"),
    ):
        ana.begin(10_000_000, name="a.mp3")
        answer = ana.add(0, data)
        assert answer.status_code == 415
        assert words in answer.content.decode()
        assert ana.look().status_code == 404
    assert landing.names() == []


def test_what_nobody_finishes_is_thrown_away_after_a_week_and_not_before(ana, tone) -> None:
    ana.begin(len(tone))
    ana.add(0, tone[:1000])
    recording_work.sweep_recordings()
    assert ana.at() == 1000
    RecordingUpload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert ana.look().status_code == 410
    recording_work.sweep_recordings()
    assert landing.names() == []
    assert not RecordingUpload.objects.exists()


def test_a_whole_upload_that_a_crash_left_behind_is_taken_in_by_the_sweep(ana, tone) -> None:
    ana.begin(len(tone))
    landing.file_of(RecordingUpload.objects.get().pk).write_bytes(tone)
    recording_work.sweep_recordings()
    assert Recording.objects.get().held_bytes == len(tone)


def test_files_that_belong_to_nobody_are_swept_when_they_are_old(db) -> None:
    for name in ("old", "new"):
        landing.begin(name)
    os.utime(landing.file_of("old"), (0, 0))
    recording_work.sweep_recordings()
    assert landing.names() == ["new"]


def test_a_forged_piece_is_refused(cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert Sender(browser).begin(100).status_code == 403
    assert browser.post("/desk/recordings/", {"recording": SimpleUploadedFile("a.mp3", b"ID3x")}).status_code == 403
    assert not RecordingUpload.objects.exists()
    assert landing.names() == []


# --- without scripts --------------------------------------------------------------------------------------


def send(browser, data, name="On sleep.mp3", kind="audio/mpeg"):
    return browser.post("/desk/recordings/", {"recording": SimpleUploadedFile(name, data, content_type=kind)})


def test_a_plain_form_works_too(ana, tone) -> None:  # R24
    answer = send(ana.browser, tone)
    row = Recording.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/recordings/{row.pk}/")
    assert landing.file_of(row.pk).read_bytes() == tone
    assert (row.title, row.kind, row.held_bytes) == ("On sleep", "audio", len(tone))


def test_a_plain_form_has_the_same_ceilings_and_keeps_nothing(ana, tone, settings, monkeypatch) -> None:
    settings.AUDIO_MB = 0
    answer = send(ana.browser, tone)
    assert answer.status_code == 413
    assert "This sound recording is larger than" in answer.content.decode()
    settings.AUDIO_MB = 500
    monkeypatch.setattr(landing, "free_bytes", lambda: 1000)
    assert send(ana.browser, tone).status_code == 507
    assert landing.names() == []
    assert not Recording.objects.exists()


@pytest.mark.parametrize(("data", "status"), [(b"hello, this is no recording", 415), (b"", 422)])
def test_a_plain_form_refuses_what_is_no_recording(data, status, ana) -> None:
    assert send(ana.browser, data).status_code == status
    assert landing.names() == []


def test_a_plain_form_without_a_file_says_what_to_do(ana) -> None:
    answer = ana.browser.post("/desk/recordings/")
    assert answer.status_code == 422
    assert "Please choose a recording from your device." in answer.content.decode()
