"""What arrived is made anew: it plays everywhere, and nothing else of it is left (R24, I34)."""

import re
import subprocess

import pytest

from hearten.media import ffmpeg, landing
from hearten.media.measure import measure
from hearten.media.recordings import playable
from tests.media import recorded

pytestmark = pytest.mark.anywhere

LOUD = re.compile(r"I:\s+(-?\d+\.\d) LUFS")


@pytest.fixture(params=["system", "carried"])
def either_program(request, settings):
    """The system's ffmpeg, and the one that is installed with us."""
    settings.FFMPEG = ffmpeg._carried() if request.param == "carried" else ""
    return ffmpeg.program()


def served(folders, row):
    """Name -> content of everything that is served of a recording."""
    place = folders.media / "recordings" / row.pk
    return {path.name: path.read_bytes() for path in place.iterdir()} if place.exists() else {}


def about(content, name, tmp_path):
    """What ffmpeg says about a served file: every tag, stream and chapter."""
    path = tmp_path / name
    path.write_bytes(content)
    said = subprocess.run([ffmpeg.program(), "-hide_banner", "-i", path], capture_output=True, text=True)
    return said.stderr


def test_sound_becomes_an_mp3_that_a_podcast_can_name(prepare, folders) -> None:  # R24
    row = prepare(recorded.sound("wav", 2))
    assert (row.state, row.kind, row.reason, row.progress) == ("ready", "audio", "", 100)
    assert abs(row.duration_ms - 2000) < 100
    assert [file["name"] for file in row.files] == ["episode.mp3"]
    assert {name: len(content) for name, content in served(folders, row).items()} == {
        file["name"]: file["bytes"] for file in row.files
    }
    assert row.held_bytes == playable(row).bytes


def test_a_film_becomes_two_sizes_and_a_poster(prepare, folders) -> None:  # R24
    row = prepare(recorded.film("mp4", 1, "960x720"), kind="video")
    assert (row.state, row.kind, row.reason) == ("ready", "video", "")
    assert [(file["name"], file["width"], file["height"]) for file in row.files] == [
        ("episode.mp4", 960, 720),
        ("episode-small.mp4", 640, 480),
        ("sound.mp3", 0, 0),
        ("poster.webp", 960, 720),
    ]
    files = served(folders, row)
    assert set(files) == {file["name"] for file in row.files}
    assert files["poster.webp"][8:12] == b"WEBP"
    assert files["episode.mp4"].index(b"moov") < files["episode.mp4"].index(b"mdat")  # plays at once


def test_a_small_film_is_never_made_larger(prepare) -> None:
    row = prepare(recorded.film(size="160x120"), kind="video")
    pictures = [(file["name"], file["width"]) for file in row.files if file["width"]]
    assert pictures == [("episode.mp4", 160), ("poster.webp", 160)]


def test_a_films_sound_alone_goes_through_a_thin_line(prepare, folders) -> None:  # R53
    row = prepare(recorded.film("mp4", 4), kind="video")
    heard = measure(folders.media / "recordings" / row.pk / "sound.mp3", "mp3")
    size = next(file["bytes"] for file in row.files if file["name"] == "sound.mp3")
    assert heard.picture is None
    assert abs(heard.seconds - row.duration_ms / 1000) < 0.2
    assert size * 8 / heard.seconds < 50_000
    assert served(folders, row)["sound.mp3"].find(b"CANARY") == -1
    assert playable(row).sound.url.rpartition("?")[0].endswith("/sound.mp3")
    assert playable(row).mime == "video/mp4", "a podcast still names the film"


def test_a_tall_film_fits_a_tall_box(prepare) -> None:
    row = prepare(recorded.film(size="1080x2400"), kind="video")
    assert [(file["width"], file["height"]) for file in row.files[:2]] == [(864, 1920), (384, 854)]


@pytest.mark.parametrize("kind", ["mov", "webm", "mkv"])
def test_other_kinds_of_film_are_taken(kind, prepare) -> None:
    assert prepare(recorded.film(kind), kind="video").state == "ready"


@pytest.mark.parametrize("kind", ["mp3", "m4a", "ogg", "flac", "aac"])
def test_other_kinds_of_sound_are_taken(kind, prepare) -> None:
    row = prepare(recorded.sound(kind))
    assert (row.state, row.kind) == ("ready", "audio")


def test_a_film_without_sound_and_sound_sent_as_a_film_both_work(prepare) -> None:
    silent = recorded.made(tuple(recorded.filled(recorded.PICTURE, seconds=1, size="64x64")), "x.mp4")
    assert [file["name"] for file in prepare(silent, kind="video").files] == ["episode.mp4", "poster.webp"]


def test_what_it_is_decides_and_not_what_was_said(prepare) -> None:
    row = prepare(recorded.sound("m4a"), kind="video")
    assert (row.kind, row.files[0]["name"]) == ("audio", "episode.mp3")


def test_no_word_place_chapter_or_cover_is_left(prepare, folders, tmp_path, either_program) -> None:  # I34
    for data, kind in ((recorded.with_chapters_and_a_cover(), "audio"), (recorded.film("mov"), "video")):
        assert b"CANARY" in data
        row = prepare(data, kind=kind)
        assert row.kind == kind
        for name, content in served(folders, row).items():
            said = about(content, name, tmp_path)
            assert b"CANARY" not in content
            assert b"59.3293" not in content
            assert not re.search(r"CANARY|Chapter|location|title|attached pic", said), said


def test_sound_is_brought_to_one_loudness(prepare, folders, tmp_path) -> None:  # R24
    quiet = recorded.sound("wav", 4, "-af", "volume=-12dB")
    content = served(folders, prepare(quiet))["episode.mp3"]
    (tmp_path / "x.mp3").write_bytes(content)
    command = [ffmpeg.program(), "-nostats", "-i", tmp_path / "x.mp3", "-af", "ebur128", "-f", "null", "-"]
    said = subprocess.run(command, capture_output=True, text=True).stderr
    assert abs(float(LOUD.findall(said)[-1]) + 16) < 2


def test_one_voice_stays_one_voice_and_many_become_two(prepare, folders, tmp_path) -> None:
    assert "mono" in about(*first(prepare(recorded.sound("wav")), folders), tmp_path)
    five = recorded.sound("wav", 1, "-ac", "6")
    assert "stereo" in about(*first(prepare(five), folders), tmp_path)


def first(row, folders):
    name, content = next(iter(served(folders, row).items()))
    return content, name


def test_nothing_that_arrived_stays(prepare, folders) -> None:  # I34
    prepare(recorded.sound())
    assert [path for path in folders.quarantine.rglob("*") if path.is_file()] == []
    assert landing.names() == []


def test_the_last_of_our_own_files_can_be_measured(prepare, folders) -> None:
    row = prepare(recorded.film(), kind="video")
    found = measure(folders.media / "recordings" / row.pk / "episode.mp4", "mov")
    assert (found.width, found.height, found.mono) == (320, 240, False)
