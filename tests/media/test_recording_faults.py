"""Whatever arrives, and whatever breaks: a recording, or words about why not; nothing twice, nothing left over."""

import os
import stat
import subprocess
import time

import pytest

from hearten.config import doctor
from hearten.events.models import Event
from hearten.media import checks, ffmpeg, landing, measure, recording_work, sniff, transcode
from hearten.media.models import Recording
from hearten.media.probe import Refused
from hearten.media.recording_actions import refuse_recording, remove_recording
from tests.media import recorded


@pytest.fixture
def stand_in(tmp_path, settings):
    """`stand_in("sleep 60")` puts a script of our own in the place of ffmpeg."""

    def put(script):
        path = tmp_path / "ffmpeg"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        settings.FFMPEG = str(path)

    return put


def left(folders):
    """Every file that is still somewhere."""
    return sorted(
        path.name for root in (folders.media, folders.quarantine) for path in root.rglob("*") if path.is_file()
    )


# --- hostile files ----------------------------------------------------------------------------------------


def ftyp():
    return b"\0\0\0\x18ftypisom\0\0\2\0isomiso2"


def lying_about_its_length():
    """A real film whose head says that it goes on for ten hours."""
    data = bytearray(recorded.film())
    at = data.index(b"mvhd") + 4
    scale = int.from_bytes(data[at + 12 : at + 16], "big")
    data[at + 16 : at + 20] = (36_000 * scale).to_bytes(4, "big")
    return bytes(data)


def film_with_a_program():
    """A real film that is also a page with a program in it."""
    return recorded.film() + b"<html><script>alert('CANARY-script')</script></html>"


def refused(row, folders):
    assert row.state == "refused"
    assert row.reason.endswith(".")
    assert row.held_bytes == 0
    assert left(folders) == []
    return row.reason


@pytest.mark.parametrize(
    "data",
    [
        ftyp() + os.urandom(5000),
        b"ID3\3\0\0\0\0\0\0" + b"\0" * 5000,
        b"RIFF\xff\xff\xff\xffWAVEfmt " + os.urandom(2000),
        b"OggS" + os.urandom(2000),
        b"fLaC" + os.urandom(2000),
        b"\x1a\x45\xdf\xa3" + os.urandom(2000),
        b"\xff\xfb" + b"\0" * 2000,
    ],
    ids=["mp4", "mp3", "wav", "ogg", "flac", "webm", "bare"],
)
def test_a_good_head_with_rubbish_behind_it_is_refused_in_words(data, prepare, folders) -> None:  # R24
    refused(prepare(data), folders)


@pytest.mark.parametrize(
    "data",
    [
        b"#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile '/etc/passwd'\n",
        b"<?xml version='1.0'?><MPD><BaseURL>http://10.0.0.1/</BaseURL></MPD>",
        b"v=0\no=- 0 0 IN IP4 10.0.0.1\nm=audio 5004 RTP/AVP 0\n",
        b"RIFF\0\0\0\0AVI LIST",
        b"\0\0\1\xba" + b"\0" * 50,
        b"PK\3\4" + b"\0" * 50,
        b"GIF89a" + b"\0" * 50,
    ],
)
def test_lists_scripts_and_other_kinds_are_never_opened(data, prepare, folders, stand_in) -> None:  # I34
    stand_in("echo opened >&2; exit 1")
    assert "is not a recording in" in refused(prepare(data), folders)


def test_a_file_that_names_other_files_reads_none_of_them(prepare, folders, tmp_path) -> None:  # I34
    secret = tmp_path / "secret.wav"
    secret.write_bytes(recorded.sound("wav"))
    lines = f"#EXTM3U\n#EXTINF:1,\nfile://{secret}\n".encode()
    for head in (b"ID3\3\0\0\0\0\0\0", b"\xff\xfb", ftyp()):
        row = prepare(head + lines)
        refused(row, folders)
        row.delete()


def test_a_film_that_is_also_a_page_leaves_the_page_behind(prepare, folders) -> None:  # I34
    row = prepare(film_with_a_program(), kind="video")
    assert row.state == "ready"
    for file in row.files:
        assert b"CANARY" not in (folders.media / "recordings" / row.pk / file["name"]).read_bytes()


def test_ten_hours_are_too_long_even_when_it_is_a_lie(prepare, folders) -> None:
    assert "longer than 4 hours" in refused(prepare(lying_about_its_length(), kind="video"), folders)


def test_too_many_tracks_and_too_many_pixels_are_refused() -> None:
    track = "  Stream #0:{}: Audio: aac, 44100 Hz, stereo\n"
    with pytest.raises(Refused, match="too many tracks"):
        measure.read("".join(track.format(n) for n in range(measure.STREAMS + 1)))
    wide = measure.read("  Stream #0:0[0x1](und): Video: h264 (avc1 / 0x31637661), yuv420p, 16384x16384, 1 fps\n")
    assert max(wide.width, wide.height) > measure.WIDEST


def test_words_inside_a_file_are_not_taken_for_ffmpegs_own() -> None:
    said = (
        "  Metadata:\n    title           : x\n                    :   Duration: 99:00:00.00\n"
        "    comment         :   Stream #0:0: Video: h264, 9x9\n"
        "  Duration: 00:00:02.50, start: 0.0\n  Stream #0:0: Audio: mp3, 44100 Hz, mono, fltp\n"
    )
    found = measure.read(said)
    assert (found.seconds, found.picture, found.sound, found.mono) == (2.5, None, 0, True)


def test_a_picture_of_the_cover_is_no_film() -> None:
    said = (
        "  Stream #0:0: Audio: mp3, 44100 Hz, stereo\n"
        "  Stream #0:1: Video: png, rgb24, 64x64, 90k tbr (attached pic)\n"
    )
    assert measure.read(said).picture is None


@pytest.mark.parametrize("head", [b"", b"\xff", b"\0" * 16, b"ftyp", b"RIFF" + b"\0" * 12])
def test_too_little_to_tell_is_refused(head) -> None:
    with pytest.raises(Refused):
        sniff.reader(head)


# --- faults of ours ---------------------------------------------------------------------------------------


def test_a_program_that_hangs_is_killed_with_its_children(
    prepare, folders, stand_in, monkeypatch, tmp_path
) -> None:
    monkeypatch.setattr(ffmpeg, "STALLED_AFTER", 1.0)
    stand_in(f"sleep 61 & echo $! > {tmp_path}/child; sleep 61")
    started = time.monotonic()
    reason = refused(prepare(recorded.sound()), folders)
    assert "took far too long" in reason
    assert time.monotonic() - started < 15
    assert gone(int((tmp_path / "child").read_text()))


def gone(pid):
    """Whether a process has ended, or is only waiting to be counted."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().split()[2] == "Z"
    except FileNotFoundError:
        return True


def test_a_program_that_floods_us_with_complaints_is_listened_to_a_little(stand_in) -> None:
    stand_in("head -c 5000000 /dev/zero | tr '\\0' x >&2; exit 3")
    run = ffmpeg.run([], deadline=30)
    assert (run.status, len(run.said)) == (3, ffmpeg.KEPT)


def test_a_program_gets_nothing_of_our_surroundings(stand_in, monkeypatch) -> None:  # I34
    monkeypatch.setenv("HEARTEN_SECRET_KEY", "CANARY-key")
    stand_in("env >&2; ulimit -t >&2; ulimit -f >&2")
    said = ffmpeg.run([], deadline=30).words
    assert "CANARY" not in said
    assert "unlimited" not in said


def test_a_full_disk_at_the_start_is_said_and_tried_again(prepare, monkeypatch) -> None:  # R24
    monkeypatch.setattr(landing, "free_bytes", lambda: 1000)
    with pytest.raises(recording_work.NoRoom):
        prepare(recorded.sound())
    row = Recording.objects.get()
    assert (row.state, row.reason) == ("waiting", recording_work.NO_ROOM)
    monkeypatch.undo()
    assert (prepare().state, Recording.objects.get().reason) == ("ready", "")


def test_a_disk_that_fills_in_the_middle_leaves_nothing_half_made(prepare, folders, monkeypatch) -> None:
    raw = recorded.sound("wav", 2)
    monkeypatch.setattr(recording_work, "LOOK", 0.0)
    plenty = iter([10**12])
    monkeypatch.setattr(landing, "free_bytes", lambda: next(plenty, 1000))
    with pytest.raises(recording_work.NoRoom):
        prepare(raw)
    row = Recording.objects.get()
    assert (row.state, row.progress) == ("waiting", 0)
    assert left(folders) == [row.pk]
    monkeypatch.undo()
    assert prepare().state == "ready"


def test_a_program_that_finds_the_disk_full_is_our_fault_and_not_the_files(
    prepare, folders, stand_in, settings
) -> None:
    real = ffmpeg.program()
    stand_in(f'case "$*" in *progress*) echo "No space left on device" >&2; exit 1;; esac; exec {real} "$@"')
    with pytest.raises(OSError):
        prepare(recorded.sound())
    assert Recording.objects.get().state == "waiting"
    settings.FFMPEG = real
    assert prepare().state == "ready"


def test_no_room_where_it_is_kept_leaves_nothing_half_stored(prepare, folders, monkeypatch) -> None:
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", no_space)
    with pytest.raises(OSError):
        prepare(recorded.film(), kind="video")
    monkeypatch.undo()
    row = Recording.objects.get()
    assert (row.state, left(folders)) == ("waiting", [row.pk])
    assert prepare().state == "ready"


def no_space(self, name, content):
    raise OSError(28, "No space left on device")


def test_what_is_too_large_to_be_written_is_stopped(stand_in, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(ffmpeg, "LARGEST", 2 * 1024 * 1024)
    stand_in(f"exec head -c 9000000 /dev/zero > {tmp_path}/out")
    assert ffmpeg.run([], deadline=30).status != 0
    assert (tmp_path / "out").stat().st_size <= 2 * 1024 * 1024


def test_a_host_without_the_program_says_so_and_keeps_everything(prepare, settings) -> None:
    settings.FFMPEG = "/nowhere/ffmpeg"
    with pytest.raises(ffmpeg.Missing):
        prepare(recorded.sound())
    assert Recording.objects.get().reason == recording_work.NO_PROGRAM
    settings.FFMPEG = ""
    assert prepare().state == "ready"


def test_a_host_without_the_program_is_told_how_to_mend_it(settings) -> None:
    assert checks.can_prepare_recordings(None) == []
    settings.FFMPEG = "/nowhere/ffmpeg"
    (warning,) = checks.can_prepare_recordings(None)
    assert "HEARTEN_FFMPEG" in warning.hint
    assert any("recordings" in problem.what for problem in doctor.recordings())


def test_doing_it_again_changes_nothing(prepare, folders) -> None:
    row = prepare(recorded.sound())
    before = (left(folders), row.files)
    again = prepare()
    assert (left(folders), again.files, again.state) == (*before, "ready")


def test_two_workers_never_prepare_the_same_recording(prepare, cast) -> None:
    row = recorded.arrived(cast.ana, recorded.sound())
    with landing.held(row.pk), pytest.raises(landing.Busy):
        prepare()
    assert Recording.objects.get().state == "waiting"
    assert prepare().state == "ready"


def test_what_a_killed_worker_left_is_done_again_from_the_start(prepare, folders, cast) -> None:  # R24
    row = recorded.arrived(cast.ana, recorded.sound())
    Recording.objects.update(state="working", progress=60)
    (landing.workshop(row.pk) / "episode.mp3").write_bytes(b"half")
    half = folders.media / "recordings" / row.pk
    half.mkdir(parents=True)
    (half / "episode.mp3").write_bytes(b"half")
    done = prepare()
    assert done.state == "ready"
    assert left(folders) == ["episode.mp3"]
    assert (half / "episode.mp3").stat().st_size == done.files[0]["bytes"] > 4


def test_what_its_owner_took_away_meanwhile_is_not_made(cast, folders, monkeypatch) -> None:
    row = recorded.arrived(cast.ana, recorded.sound())
    event = Event.objects.get(kind="recording.uploaded")
    monkeypatch.setattr(transcode, "made", lambda *given: taken_away(row, *given))
    monkeypatch.setattr(recording_work, "LOOK", 0.0)
    recording_work.prepare_recording(event)
    assert not Recording.objects.exists()
    assert left(folders) == []


def taken_away(row, found, work):
    """Between the last picture and the shelf, its owner removes it."""
    (work / "episode.mp3").write_bytes(b"x")
    remove_recording(Recording.objects.get(pk=row.pk), by=row.owner)
    (work).mkdir(parents=True, exist_ok=True)
    (work / "episode.mp3").write_bytes(b"x")
    file = {"name": "episode.mp3", "type": "audio/mpeg", "bytes": 1, "width": 0, "height": 0}
    return transcode.Made("audio", 1000, 0, 0, [file])


def test_taking_it_away_stops_the_work(cast) -> None:
    row = recorded.arrived(cast.ana, recorded.sound())
    watch = recording_work.watcher(row.pk)
    Recording.objects.all().delete()
    assert watch(0.0) is False


def test_work_that_is_stopped_ends_the_program_at_once(stand_in) -> None:
    stand_in("sleep 61")
    started = time.monotonic()
    with pytest.raises(ffmpeg.Stopped):
        ffmpeg.run([], deadline=60, watch=lambda at: False)
    assert time.monotonic() - started < 10


def test_progress_is_kept_in_steps_that_say_nothing_too_often(cast, monkeypatch) -> None:
    row = recorded.arrived(cast.ana, recorded.sound())
    Recording.objects.update(state="working")
    monkeypatch.setattr(recording_work, "LOOK", 0.0)
    watch = recording_work.watcher(row.pk)
    seen = [(watch(part), Recording.objects.get().progress)[1] for part in (0.01, 0.27, 0.29, 0.55, 1.0)]
    assert seen == [0, 20, 20, 50, 100]


def test_what_nobody_can_prepare_is_given_up_in_words(cast, folders) -> None:
    row = recorded.arrived(cast.ana, recorded.sound())
    os.utime(landing.file_of(row.pk), (0, 0))
    recording_work.sweep_recordings()
    row.refresh_from_db()
    assert refused(row, folders) == recording_work.LOST


def test_a_recording_whose_file_is_lost_is_refused_in_words(cast, prepare) -> None:
    row = recorded.arrived(cast.ana, recorded.sound())
    landing.forget(row.pk)
    assert (prepare().state, Recording.objects.get().reason) == ("refused", recording_work.LOST)


def test_a_refusal_never_touches_what_is_ready(prepare) -> None:
    row = prepare(recorded.sound())
    refuse_recording(row.pk, "No.")
    assert Recording.objects.get().state == "ready"


@pytest.mark.process
def test_the_program_ends_when_the_worker_is_killed(stand_in, tmp_path) -> None:
    stand_in(f"echo $$ > {tmp_path}/pid; exec sleep 61")
    program = [ffmpeg.sys.executable, "-I", ffmpeg.LIMITED, "60", "1000000", str(tmp_path / "ffmpeg")]
    code = f"import subprocess, time; subprocess.Popen({program!r}); time.sleep(60)"
    worker = subprocess.Popen([ffmpeg.sys.executable, "-c", code])
    until = time.monotonic() + 10
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        assert time.monotonic() < until
        time.sleep(0.05)
    worker.kill()
    worker.wait()
    while not gone(int((tmp_path / "pid").read_text())):
        assert time.monotonic() < until
        time.sleep(0.05)
