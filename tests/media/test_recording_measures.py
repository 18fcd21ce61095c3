"""What ffmpeg says of a file, what its first bytes say, and what is asked of ffmpeg then (R24, I34)."""

from pathlib import Path

import pytest

from hearten.media import ffmpeg, measure, sniff, transcode
from hearten.media.measure import Found, read
from hearten.media.probe import Refused

PHONE = """Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:x':
  Metadata:
    major_brand     : qt
  Duration: 01:02:03.25, start: 0.000000, bitrate: 17013 kb/s
  Stream #0:0[0x1](und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, mono, fltp, 96 kb/s (default)
  Stream #0:1[0x2](und): Video: hevc (Main) (hvc1 / 0x31637668), yuv420p(tv, bt709), 1080x1920, 30 fps (default)
  Stream #0:2[0x3](und): Data: none (mebx / 0x7862656D), 0 kb/s (default)
At least one output file must be specified
"""
PODCAST = """Input #0, mp3, from 'file:x':
  Duration: 00:00:59.99, start: 0.025057, bitrate: 128 kb/s
  Stream #0:0: Audio: mp3, 44100 Hz, stereo, fltp, 128 kb/s
  Stream #0:1: Video: mjpeg (Baseline), yuvj420p(pc), 3000x3000, 90k tbr, 90k tbn (attached pic)
"""
SILENT = "  Duration: N/A, bitrate: N/A\n  Stream #0:0(eng): Video: vp9 (Profile 0), yuv420p, 640x360, 25 fps\n"
TWO_OF_EACH = """  Duration: 00:00:10.00, start: 0.0
  Stream #0:0: Audio: aac, 48000 Hz, stereo, fltp
  Stream #0:1: Audio: aac, 48000 Hz, mono, fltp
  Stream #0:2: Video: h264, yuv420p, 1920x1080, 25 fps
  Stream #0:3: Video: h264, yuv420p, 640x360, 25 fps
"""


class TestWhatIsInIt:
    def test_a_film_of_a_phone_has_picture_and_sound_wherever_they_stand(self) -> None:
        assert read(PHONE) == Found(3723.25, picture=1, sound=0, width=1080, height=1920, mono=True)

    def test_the_cover_of_a_podcast_is_not_its_picture(self) -> None:
        assert read(PODCAST) == Found(59.99, picture=None, sound=0, width=0, height=0, mono=False)

    def test_what_does_not_say_its_length_has_none(self) -> None:
        assert read(SILENT) == Found(0.0, picture=0, sound=None, width=640, height=360, mono=False)

    def test_the_first_of_several_is_taken(self) -> None:
        found = read(TWO_OF_EACH)
        assert (found.picture, found.sound, found.mono, found.width) == (2, 0, False, 1920)

    def test_nothing_is_found_in_nothing(self) -> None:
        assert read("") == Found(0.0, None, None, 0, 0, mono=False)

    @pytest.mark.parametrize(
        ("said", "seconds"),
        [("00:00:00.1", 0.1), ("00:00:01.05", 1.05), ("00:01:00.00", 60.0), ("100:00:00.00", 360_000.0)],
    )
    def test_a_length_is_read_to_the_hundredth(self, said: str, seconds: float) -> None:
        assert read(f"  Duration: {said}, start: 0.0").seconds == pytest.approx(seconds)

    def test_a_number_that_only_looks_like_a_size_is_none(self) -> None:
        film = read(
            "  Stream #0:0: Video: h264 (High) (avc1 / 0x3163), yuv420p(tv), 320x240 [SAR 1:1 DAR 4:3], 9 fps"
        )
        assert (film.width, film.height) == (320, 240)


class TestWhatIsRefused:
    @pytest.fixture
    def seen(self, monkeypatch):
        """`seen(words)` is what is found in a file of which ffmpeg says these words."""

        def look(words: str) -> Found:
            run = ffmpeg.Run(said=bytearray(words.encode()))
            monkeypatch.setattr(ffmpeg, "run", lambda arguments, deadline: run)
            return measure.measure(Path("x"), "mov")

        return look

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("", "No sound and no moving picture"),
            ("  Stream #0:0: Data: none", "No sound and no moving picture"),
            (PHONE.replace("01:02:03.25", "04:00:00.01"), "longer than 4 hours"),
            (PHONE.replace("1080x1920", "8193x10"), "too large"),
            (PHONE.replace("1080x1920", "10x8193"), "too large"),
        ],
    )
    def test_each_reason_is_said_in_words(self, seen, words: str, said: str) -> None:
        with pytest.raises(Refused, match=said):
            seen(words)

    def test_exactly_at_the_limits_it_is_taken(self, seen) -> None:
        at_most = PHONE.replace("01:02:03.25", "04:00:00.00").replace("1080x1920", "8192x8192")
        assert seen(at_most).seconds == measure.LONGEST

    def test_a_byte_that_is_no_letter_breaks_no_reading(self) -> None:
        assert ffmpeg.Run(said=bytearray(b"\xff\xfe  Duration")).words.endswith("  Duration")


class TestTheFirstBytes:
    @pytest.mark.parametrize(
        ("head", "reader"),
        [
            (b"\0\0\0\x20ftypisom\0\0\2\0", "mov"),
            (b"\0\0\0\x18ftypqt  \0\0\0\0", "mov"),
            (b"RIFF\x24\0\0\0WAVEfmt ", "wav"),
            (b"\x1a\x45\xdf\xa3\x01\0\0\0", "matroska"),
            (b"ID3\x04\0\0\0\0\0\0", "mp3"),
            (b"OggS\0\2\0\0", "ogg"),
            (b"fLaC\0\0\0\x22", "flac"),
            (b"\xff\xfb\x90\x44", "mp3"),
            (b"\xff\xf3\x90\x44", "mp3"),
            (b"\xff\xf1\x50\x80", "aac"),
            (b"\xff\xf9\x50\x80", "aac"),
        ],
    )
    def test_each_kind_has_its_one_reader(self, head: bytes, reader: str) -> None:
        assert sniff.reader(head) == reader

    @pytest.mark.parametrize(
        ("head", "status", "said"),
        [
            (b"", 422, "This file is empty"),
            (b"#EXTM3U\n", 415, "choose the recording itself"),
            (b"\x89PNG\r\n\x1a\n", 415, "It is a picture"),
            (b"GIF89a", 415, "It is a picture"),
            (b"<!doctype html>", 415, "whatever its name says"),
            (b"%PDF-1.7", 415, "whatever its name says"),
            (b"MZ\x90\0", 415, "whatever its name says"),
            (b"\xff\x1f\0\0", 415, "whatever its name says"),
        ],
    )
    def test_everything_else_is_told_what_it_is(self, head: bytes, status: int, said: str) -> None:  # I34
        with pytest.raises(Refused, match=said) as answer:
            sniff.reader(head)
        assert answer.value.status == status

    def test_a_photograph_is_told_that_it_is_a_picture(self) -> None:
        """Its first byte is the first byte of bare sound too."""
        with pytest.raises(Refused, match="It is a picture"):
            sniff.reader(b"\xff\xd8\xff\xe0\0\x10JFIF")


class TestWhatIsAsked:
    room = Path("/room")

    def film(self, width: int, height: int, *, sound: int | None = 1) -> list[str]:
        return transcode.video(Found(9.0, 0, sound, width, height, mono=False), self.room)

    def outputs(self, arguments: list[str]) -> list[str]:
        return [word.rpartition("/")[2] for word in arguments if word.startswith("file:")]

    @pytest.mark.parametrize(
        ("width", "height", "several"),
        [
            (1920, 1080, True),
            (1080, 1920, True),
            (854, 480, False),
            (480, 854, False),
            (855, 480, True),
            (500, 500, True),
            (480, 480, False),
        ],
    )
    def test_a_small_size_is_made_only_of_what_is_larger(self, width, height, several) -> None:  # R53
        expected = ["episode.mp4", "episode-small.mp4"] if several else ["episode.mp4"]
        assert self.outputs(self.film(width, height, sound=None)) == expected
        assert self.outputs(self.film(width, height)) == [*expected, "sound.mp3"]

    def test_a_film_without_sound_gets_none(self) -> None:
        assert self.film(640, 360, sound=None).count("-an") == 1
        assert "-an" not in self.film(640, 360)

    @pytest.mark.parametrize("sound", [None, 3])
    def test_every_size_leaves_behind_what_arrived_with_it(self, sound: int | None) -> None:  # I34
        arguments = self.film(1920, 1080, sound=sound)
        for once in ("-map_metadata", "-map_chapters", "-sn", "-dn"):
            assert arguments.count(once) == len(self.outputs(arguments)) == (2 if sound is None else 3)

    def test_every_size_can_be_played_before_it_has_all_arrived(self) -> None:
        assert self.film(1920, 1080).count("+faststart") == 2

    @pytest.mark.parametrize(("mono", "channels", "rate"), [(True, "1", "96k"), (False, "2", "128k")])
    def test_one_voice_takes_less_room(self, mono: bool, channels: str, rate: str) -> None:
        asked = transcode.audio(Found(9.0, None, 2, 0, 0, mono=mono), self.room)
        assert asked[asked.index("-ac") + 1] == channels
        assert asked[asked.index("-b:a") + 1] == rate
        assert asked[asked.index("-map") + 1] == "0:2"

    def test_only_a_film_could_name_other_files_and_it_may_not(self) -> None:  # I34
        assert "-enable_drefs" in ffmpeg.source(Path("x"), "mov")
        assert "-enable_drefs" not in ffmpeg.source(Path("x"), "mp3")

    def test_an_odd_name_is_a_file_and_never_an_option_or_an_address(self) -> None:  # I34
        assert ffmpeg.source(Path("-y"), "mp3")[-1] == "file:-y"

    def test_a_full_disk_is_ours_and_a_bad_file_is_theirs(self) -> None:
        with pytest.raises(OSError):
            transcode.require_done(ffmpeg.Run(status=1, said=bytearray(b"av: No space left on device\n")))
        with pytest.raises(Refused, match="could not be read to its end"):
            transcode.require_done(ffmpeg.Run(status=1))
        transcode.require_done(ffmpeg.Run(status=0, said=bytearray(b"a small complaint")))

    def test_a_film_that_left_nothing_is_refused(self, tmp_path) -> None:
        with pytest.raises(Refused):
            transcode.made(Found(1.0, 0, None, 10, 10, mono=False), tmp_path)
