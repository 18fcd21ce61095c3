"""Voice notes: no owner, new sound alone, heard from the media origin for a short while, gone with their words."""

from __future__ import annotations

import os
import subprocess
import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hearten.events.models import Event
from hearten.media import ffmpeg, landing, quarantine, reactions, voice, voice_actions, voice_work
from hearten.media.measure import measure
from hearten.media.models import VoiceNote
from hearten.media.probe import Refused
from tests.media import pictures, recorded
from tests.media.places import Folders
from tests.media.spoken import ISOLATED, MAIN, arrived, ready, sent, worker

pytestmark = pytest.mark.django_db


def path_of(note: VoiceNote) -> str:
    return voice.voice_address(note.pk, note.key).removeprefix("http://127.0.0.1:8000")


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as told, voice_actions.arriving(sent(data)):
        pass
    return told.value.message


def amr() -> bytes:
    """A second of silence as old phones send it: fifty frames of the 12.2 kbit/s kind."""
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * 50


# --- what it is


def test_a_voice_note_knows_no_account_no_name_and_no_time() -> None:  # I1
    assert {column.name for column in VoiceNote._meta.concrete_fields} == {
        "id", "key", "state", "reason", "duration_ms", "bytes",
    }  # fmt: skip


def test_the_event_of_its_coming_names_nobody() -> None:  # I1
    note = arrived()
    event = Event.objects.get(kind="voice.arrived")
    assert (event.actor, event.subject, event.data) == ("system", f"media.voicenote:{note.pk}", {})


# --- the worker


@pytest.mark.parametrize("kind", ["mp3", "wav", "ogg", "m4a", "flac", "3gp", "webm"])
def test_what_phones_record_becomes_one_small_mono_mp3(kind: str, folders: Folders) -> None:  # I34
    codec = {"3gp": ("-c:a", "aac"), "webm": ("-c:a", "libopus")}.get(kind, ())
    note = ready(recorded.sound(kind, 2, *codec))
    assert (note.state, note.reason) == ("ready", "")
    assert abs(note.duration_ms - 2000) < 150
    made = folders.media / "voice" / f"{note.pk}.mp3"
    assert note.bytes == made.stat().st_size < 2.2 * 40_000 / 8 + 2000
    assert measure(made, "mp3").mono


def test_an_old_phones_recording_is_taken_too() -> None:
    assert ready(amr()).state == "ready"


def test_of_a_film_only_the_sound_is_kept(folders: Folders) -> None:
    note = ready(recorded.film("mp4", 1))
    seen = measure(folders.media / "voice" / f"{note.pk}.mp3", "mp3")
    assert (note.state, seen.picture) == ("ready", None)


@pytest.mark.parametrize("film", ["mp4", "m4a", "mp3"])
def test_nothing_that_was_written_into_the_file_is_left_anywhere(film: str, folders: Folders) -> None:  # I34
    if film == "mp3":
        data = recorded.with_chapters_and_a_cover()
    else:
        data = recorded.film() if film == "mp4" else recorded.sound("m4a", 1, *recorded.PLACE)
    assert b"CANARY" in data
    ready(data)
    assert len(folders.files()) == 1
    for path in folders.files():
        content = path.read_bytes()
        assert not [word for word in (b"CANARY", b"59.3293", b"zq-my-name", b"ID3") if word in content]
        assert b"zq" not in path.name.encode()


def test_a_quiet_voice_stays_as_quiet_as_it_was(folders: Folders) -> None:
    note = ready(recorded.sound("wav", 2, "-af", "volume=-30dB"))
    path = folders.media / "voice" / f"{note.pk}.mp3"
    heard = subprocess.run(
        [ffmpeg.program(), "-i", path, "-af", "volumedetect", "-f", "null", "-"], capture_output=True, text=True
    ).stderr
    peak = float(heard.partition("max_volume: ")[2].partition(" dB")[0])
    assert peak < -40  # the tone is at -18 dB before it is made quieter


def test_what_arrived_is_gone_whatever_became_of_it(folders: Folders) -> None:
    for data in (recorded.sound(), b"ID3" + bytes(3000), recorded.sound("mp3", 190)):
        arrived(data)
    worker()
    assert [path.parent.name for path in folders.files()] == ["voice"]
    assert sorted(VoiceNote.objects.values_list("state", flat=True)) == ["ready", "refused", "refused"]


@pytest.mark.parametrize("seconds", [190, 600])
def test_more_than_three_minutes_is_refused_and_says_what_to_do(seconds: int, folders: Folders) -> None:
    note = ready(recorded.sound("mp3", seconds, "-ar", "8000"))
    assert (note.state, note.reason) == ("refused", voice_work.TOO_LONG)
    assert not folders.files()


def test_a_length_that_lies_is_found_out(folders: Folders) -> None:
    """A WAV whose header says one second, with more than three minutes behind it."""
    data = recorded.sound("wav", 190, "-ar", "8000", "-ac", "1")
    at = data.index(b"data")
    one_second = (16_000).to_bytes(4, "little")
    note = ready(data[: at + 4] + one_second + data[at + 8 :])
    assert note.duration_ms <= 186_000
    note = ready(
        recorded.sound("webm", 190, "-c:a", "libopus", "-b:a", "8k", "-live", "1")
    )  # says no length at all
    assert (note.state, note.reason) == ("refused", voice_work.TOO_LONG)


def test_three_minutes_are_taken() -> None:
    assert ready(recorded.sound("mp3", 180)).state == "ready"


def test_a_film_without_sound_is_refused(folders: Folders) -> None:
    silent = recorded.made(("-f", "lavfi", "-i", "testsrc=duration=1:size=64x64:rate=5"), "x.mp4")
    note = ready(silent)
    assert (note.state, note.reason) == ("refused", voice_work.SILENT)


@pytest.mark.parametrize("cut", [0.1, 0.5])
def test_a_broken_stream_is_refused_or_heard_to_where_it_breaks(cut: float) -> None:
    for kind in ("m4a", "mp3", "ogg"):
        data = recorded.sound(kind, 3)
        note = ready(data[: int(len(data) * cut)])
        assert note.state in {"ready", "refused"}
        assert bool(note.reason) == (note.state == "refused")


def test_sound_that_breaks_the_program_is_refused(monkeypatch: pytest.MonkeyPatch, folders: Folders) -> None:
    run = ffmpeg.run

    def crash(arguments: Any, **more: Any) -> ffmpeg.Run:
        return ffmpeg.Run(status=-11) if "libmp3lame" in arguments else run(arguments, **more)

    monkeypatch.setattr(ffmpeg, "run", crash)
    note = ready()
    assert (note.state, note.reason) == ("refused", voice_work.UNREADABLE)
    assert not folders.files()


def test_a_program_that_hangs_is_stopped_and_the_writer_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*arguments: Any, **more: Any) -> ffmpeg.Run:
        raise ffmpeg.Stuck

    monkeypatch.setattr(ffmpeg, "run", hang)
    assert ready().reason == voice_work.STUCK


def test_without_the_program_it_waits_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise ffmpeg.Missing

    note = arrived()
    with monkeypatch.context() as patch:
        patch.setattr(ffmpeg, "program", missing)
        with pytest.raises(ffmpeg.Missing):
            worker()
    assert VoiceNote.objects.get(pk=note.pk).state == "waiting"
    worker()
    assert VoiceNote.objects.get(pk=note.pk).state == "ready"


def test_a_full_disk_at_the_worker_is_tried_again(monkeypatch: pytest.MonkeyPatch, folders: Folders) -> None:
    def full(*arguments: Any, **more: Any) -> None:
        raise OSError(28, "No space left on device")

    note = arrived()
    with monkeypatch.context() as patch:
        patch.setattr(voice_actions.default_storage, "save", full)
        with pytest.raises(OSError, match="No space"):
            worker()
    assert [path.name for path in folders.files()] == [note.pk], "what arrived is still there, and nothing else"
    worker()
    assert VoiceNote.objects.get(pk=note.pk).state == "ready"


def test_a_full_disk_at_the_door_is_said_and_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, folders: Folders
) -> None:
    def full(*arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(quarantine, "keep", full)
    assert "no room" in refusal(recorded.sound())
    assert not VoiceNote.objects.exists()


def test_working_twice_changes_nothing(folders: Folders) -> None:
    note = ready()
    before = (folders.media / "voice" / f"{note.pk}.mp3").read_bytes()
    worker()
    assert VoiceNote.objects.get(pk=note.pk).key == note.key
    assert (folders.media / "voice" / f"{note.pk}.mp3").read_bytes() == before


def test_a_note_taken_back_while_it_is_prepared_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, folders: Folders, django_capture_on_commit_callbacks: Any
) -> None:
    note = arrived()

    def meanwhile(*arguments: Any) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            voice_actions.discard([note.pk])
        return 1000 if arguments[1].write_bytes(b"x") else 0

    monkeypatch.setattr(voice_work, "make", meanwhile)
    worker()
    assert not folders.files()
    assert not VoiceNote.objects.exists()


# --- at the door


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"I am a text with another ending.", "no recording"),
        (pictures.jpeg(), "no recording"),
        (b"#EXTM3U\nhttp://example.org/a.mp3", "no recording"),
        (b"ID3" + bytes(9 * 1024 * 1024), "larger than 8 MB"),
    ],
)
def test_what_is_no_recording_is_refused_at_once_and_kept_nowhere(
    data: bytes, words: str, folders: Folders
) -> None:
    assert words in refusal(data)
    assert not folders.files()
    assert not VoiceNote.objects.exists()


def test_what_no_words_were_kept_with_is_thrown_away(folders: Folders) -> None:
    with voice_actions.arriving(sent()) as note_id:
        assert quarantine.room().exists(note_id)
    assert not folders.files()
    with pytest.raises(ZeroDivisionError), voice_actions.arriving(sent()):
        raise ZeroDivisionError
    assert not folders.files()


# --- where it is heard


def test_it_is_heard_on_the_media_origin_alone_and_kept_by_nobody(signed_in: Any) -> None:  # I34
    path, browser = path_of(ready()), signed_in(None)
    assert browser.get(path, headers=MAIN).status_code == 404
    answer = browser.get(path, headers=ISOLATED)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Content-Type"] == "audio/mpeg"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Set-Cookie" not in answer


def test_a_part_can_be_asked_for(signed_in: Any, folders: Folders) -> None:
    note = ready()
    whole = (folders.media / "voice" / f"{note.pk}.mp3").read_bytes()
    part = signed_in(None).get(path_of(note), headers={**ISOLATED, "range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, whole[100:200])
    assert part["Content-Range"] == f"bytes 100-199/{len(whole)}"


def answers(browser: Client, *paths: str) -> set[tuple[int, bytes]]:
    return {
        (answer.status_code, answer.content) for path in paths for answer in [browser.get(path, headers=ISOLATED)]
    }


def test_without_its_own_fresh_ticket_there_is_nothing_and_all_nothings_look_alike(signed_in: Any) -> None:  # I3
    note, other = ready(), ready()
    bare = path_of(note).partition("?")[0]
    shown = path_of(other).partition("?")[2]
    unknown = bare.replace(note.pk, "A" * 22)
    window = voice.this_window()
    old, soon = (f"{bare}?s={voice.ticket(note.pk, note.key, window + step)}" for step in (-2, 1))
    found = answers(signed_in(None), bare, f"{bare}?{shown}", f"{bare}?s=", f"{bare}?s=1.x", unknown, old, soon)
    assert len(found) == 1
    assert next(iter(found))[0] == 404


def test_a_ticket_ends_within_the_hour(signed_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    note, browser, now = ready(), signed_in(None), timezone.now()
    path = path_of(note)
    assert browser.get(path, headers=ISOLATED).status_code == 200
    for minutes, status in ((29, 200), (61, 404)):
        monkeypatch.setattr(timezone, "now", lambda later=minutes: now + timedelta(minutes=later))
        assert browser.get(path, headers=ISOLATED).status_code == status


def test_a_new_key_ends_every_address_at_once(signed_in: Any) -> None:
    note, browser = ready(), signed_in(None)
    before = path_of(note)
    voice_actions.close(note.pk)
    assert browser.get(before, headers=ISOLATED).status_code == 404
    assert browser.get(path_of(VoiceNote.objects.get()), headers=ISOLATED).status_code == 200


def test_whoever_listens_is_not_in_the_address() -> None:  # I1
    note = ready()
    assert voice.voice_address(note.pk, note.key) == voice.voice_address(note.pk, note.key)


def test_a_note_that_waits_or_was_refused_is_not_heard(signed_in: Any) -> None:
    note, browser = arrived(), signed_in(None)
    assert browser.get(path_of(note), headers=ISOLATED).status_code == 404
    voice_actions.refuse(note.pk, "No.")
    assert browser.get(path_of(note), headers=ISOLATED).status_code == 404


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [(0, "1 s"), (400, "1 s"), (20_000, "20 s"), (60_000, "1 min"), (80_400, "1 min 20 s"), (180_000, "3 min")],
)
def test_a_length_is_said_as_people_say_it(milliseconds: int, words: str) -> None:
    assert voice.spoken_length(milliseconds) == words


# --- what is tidied up


def test_what_a_dead_process_left_is_swept(folders: Folders, django_capture_on_commit_callbacks: Any) -> None:
    note = ready()
    stray = folders.media / "voice" / f"{'B' * 22}.mp3"
    stray.write_bytes(b"x")
    with django_capture_on_commit_callbacks(execute=True):
        voice_actions.sweep_voices()  # nothing leads to the note, so both are left from a process that died
    assert not folders.files()
    assert not VoiceNote.objects.filter(pk=note.pk).exists()


def test_sound_that_arrived_and_belongs_to_nothing_is_swept_after_an_hour(folders: Folders) -> None:
    quarantine.keep("C" * 22, b"x")
    voice_actions.sweep_voices()
    assert folders.files(), "a request may be about to write its words"
    raw = folders.quarantine / ("C" * 22)
    old = time.time() - 3700
    os.utime(raw, (old, old))
    voice_actions.sweep_voices()
    assert not folders.files()


def test_a_note_whose_sound_is_lost_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for lost in (voice_actions.sweep_voices, worker):
        note = arrived()
        monkeypatch.setattr(voice_actions, "unused", list)
        quarantine.forget(note.pk)
        lost()
        assert VoiceNote.objects.get(pk=note.pk).reason == voice_actions.LOST


def test_a_worker_that_never_comes_is_given_up_after_a_day(
    monkeypatch: pytest.MonkeyPatch, folders: Folders
) -> None:
    note = arrived()
    monkeypatch.setattr(quarantine, "older_than", lambda moment: [note.pk])
    reactions.clear_quarantine()
    assert VoiceNote.objects.get(pk=note.pk).state == "refused"
    assert not folders.files()


def test_the_workshop_is_left_empty(folders: Folders) -> None:
    ready()
    ready(b"ID3" + bytes(300))
    assert landing.names() == []
