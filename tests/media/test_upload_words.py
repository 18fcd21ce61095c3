"""The small words of an upload: numbers and notes in headers, names, sizes, and the file that grows (tus 1.0)."""

import base64
import os
from collections.abc import Iterator

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from hearten.media import arriving, landing, recording_shelf
from hearten.media.probe import Refused
from hearten.media.recordings import is_signed, signer
from hearten.media.upload_views import VERSION, metadata, number, tus

WHOLE_LETTERS = st.characters(exclude_categories=["Cs"])


def coded(words: str) -> str:
    return base64.b64encode(words.encode()).decode()


class TestHeaders:
    @pytest.mark.parametrize(
        ("value", "read"),
        [("0", 0), ("1048576", 1_048_576), ("007", 7), ("9" * 15, 10**15 - 1)],
    )
    def test_a_whole_number_is_read(self, value: str, read: int) -> None:
        assert number(RequestFactory().get("/", headers={"Upload-Offset": value}), "Upload-Offset") == read

    @pytest.mark.parametrize("value", ["", "-1", "+1", "1.0", "1e3", "0x10", "1 2", "½", "٣", "²", "9" * 16, "NaN"])
    def test_anything_else_is_none(self, value: str) -> None:
        request = RequestFactory().get("/")
        request.META["HTTP_UPLOAD_OFFSET"] = value
        assert number(request, "Upload-Offset") is None

    def test_a_header_that_is_not_there_is_none(self) -> None:
        assert number(RequestFactory().get("/"), "Upload-Offset") is None

    @given(st.dictionaries(st.text("abcxyz_-", min_size=1, max_size=12), st.text(WHOLE_LETTERS, max_size=40)))
    def test_notes_come_back_as_they_were_sent(self, notes: dict[str, str]) -> None:
        assert metadata(",".join(f"{name} {coded(words)}" for name, words in notes.items())) == notes

    @pytest.mark.parametrize(
        ("header", "name", "words"),
        [
            (f"filename {coded('Ana, breathing.mp3')}", "filename", "Ana, breathing.mp3"),
            (f"a {coded('1')}, filename {coded('å.mp3')}", "filename", "å.mp3"),
            ("is_confidential", "is_confidential", ""),
        ],
    )
    def test_notes_are_read_with_spaces_and_foreign_letters(self, header: str, name: str, words: str) -> None:
        assert metadata(header)[name] == words

    @pytest.mark.parametrize("value", ["not*base64", "YQ", "/////w==", "YQ== YQ=="])
    def test_a_note_that_can_not_be_read_spoils_no_other(self, value: str) -> None:
        assert metadata(f"filename {value},filetype {coded('audio/mpeg')}") == {"filetype": "audio/mpeg"}

    def test_every_answer_speaks_the_protocol_and_is_kept_nowhere(self) -> None:
        answer = tus(204, Upload_Offset=70, Tus_Max_Size=10)
        assert answer["Tus-Resumable"] == VERSION
        assert answer["Cache-Control"] == "no-store"
        assert (answer["Upload-Offset"], answer["Tus-Max-Size"]) == ("70", "10")
        assert answer["Content-Type"].startswith("text/plain")


class TestNames:
    @pytest.mark.parametrize(
        ("name", "title"),
        [
            ("Calm minutes.mp3", "Calm minutes"),
            ("C:\\Users\\Ana\\Calm.minutes.mp3", "Calm.minutes"),
            ("../../etc/passwd", "passwd"),
            ("one\nline\t.mp3", "one line"),
            ("a" * 300 + ".mp3", "a" * 120),
            ("", "A recording"),
            ("   .mp3", "A recording"),
            ("\u202eexe.mp3", "exe"),
        ],
    )
    def test_a_recording_is_called_after_its_file_and_nothing_around_it(self, name: str, title: str) -> None:
        assert arriving.title_of(name) == title

    @pytest.mark.parametrize(
        ("name", "declared", "kind"),
        [
            ("a.mp3", "video/mp4", "video"),
            ("a.mp4", "audio/mp4", "audio"),
            ("a.MOV", "", "video"),
            ("a.mkv", "", "video"),
            ("a.mp4", "application/octet-stream", "audio"),
            ("a.mp3", "", "audio"),
            ("mp4", "", "audio"),
            ("", "", "audio"),
        ],
    )
    def test_what_the_browser_says_counts_before_the_name(self, name: str, declared: str, kind: str) -> None:
        assert arriving.kind_of(name, declared) == kind


class TestSizes:
    @pytest.mark.parametrize(
        ("number", "words"), [(1, "1 MB"), (999, "999 MB"), (1000, "1 GB"), (1500, "1500 MB"), (2000, "2 GB")]
    )
    def test_a_ceiling_is_said_as_people_say_it(self, number: int, words: str) -> None:
        assert arriving.megabytes(number) == words

    def test_the_ceilings_that_are_said_are_those_that_hold(self, settings) -> None:
        settings.VIDEO_MB, settings.AUDIO_MB = 3000, 70
        assert arriving.limits() == "A video can have up to 3 GB, a sound recording up to 70 MB."
        assert (arriving.ceiling("video"), arriving.ceiling("audio")) == (3_000_000_000, 70_000_000)
        assert "larger than 70 MB" in arriving.too_large("audio").message
        assert arriving.too_large("video").status == 413

    @pytest.mark.parametrize(
        ("count", "words"),
        [
            (499, "0 kB"),
            (501, "1 kB"),
            (499_499, "499 kB"),
            (500_000, "1 MB"),
            (1_499_999, "1 MB"),
            (1e9, "1.0 GB"),
        ],
    )
    def test_a_size_changes_its_unit_where_people_do(self, count: int, words: str) -> None:
        assert recording_shelf.sized(count) == words

    @pytest.mark.parametrize(
        ("ms", "words"),
        [
            (499, "less than a second"),
            (501, "1 second"),
            (59_499, "59 seconds"),
            (59_501, "1 minute"),
            (61_000, "1 minute 1 second"),
            (599_000, "9 minutes 59 seconds"),
            (601_000, "10 minutes"),
            (3_600_000, "1 hour"),
            (7_260_000, "2 hours 1 minute"),
        ],
    )
    def test_a_length_is_as_exact_as_it_helps(self, ms: int, words: str) -> None:
        assert recording_shelf.spoken(ms) == words

    def test_a_full_disk_is_told_as_ours_and_nothing_lost(self, monkeypatch) -> None:
        monkeypatch.setattr(landing, "free_bytes", lambda: arriving.RESERVE + 10)
        arriving.require_disk(10)
        with pytest.raises(Refused, match="That is our fault") as answer:
            arriving.require_disk(11)
        assert answer.value.status == 507


class TestTickets:
    def test_a_ticket_opens_its_recording_and_no_other(self) -> None:  # I34
        ticket = signer.sign("ana-one").removeprefix("ana-one:")
        assert is_signed("ana-one", ticket)
        assert not is_signed("ana-two", ticket)

    @given(st.text(max_size=60))
    def test_no_guess_opens_anything(self, guess: str) -> None:
        assert not is_signed("ana-one", guess)


class TestTheFileThatGrows:
    @pytest.fixture
    def arrived(self) -> str:
        landing.begin("ana-one")
        return "ana-one"

    def pieces(self, *parts: bytes) -> Iterator[bytes]:
        yield from parts
        while True:
            yield b""

    def add(self, name: str, *parts: bytes, most: int = 100) -> int:
        coming = self.pieces(*parts)
        with landing.held(name) as handle:
            return landing.append(handle, lambda size: next(coming)[:size], most=most)

    def test_it_goes_on_where_it_ended(self, arrived: str) -> None:
        assert self.add(arrived, b"let your ", b"shoulders ") == 19
        assert self.add(arrived, b"drop") == 23 == landing.received(arrived)
        assert landing.head(arrived) == b"let your shoulders drop"
        assert landing.head(arrived, 3) == b"let"

    def test_no_more_is_taken_than_is_missing(self, arrived: str) -> None:
        assert self.add(arrived, b"x" * 70, b"y" * 70, most=100) == 100
        assert landing.head(arrived).count(b"y") == 30

    def test_what_came_before_a_broken_connection_stays(self, arrived: str) -> None:  # I16
        coming = iter([b"half "])
        with pytest.raises(StopIteration), landing.held(arrived) as handle:
            landing.append(handle, lambda size: next(coming), most=100)
        assert landing.received(arrived) == 5

    def test_two_can_not_write_at_once_and_the_next_one_can(self, arrived: str) -> None:
        with landing.held(arrived), pytest.raises(landing.Busy), landing.held(arrived):
            pass
        assert self.add(arrived, b"now") == 3

    def test_nobody_else_on_the_machine_can_read_it(self, arrived: str) -> None:  # I34
        assert os.stat(landing.file_of(arrived)).st_mode & 0o077 == 0
        assert os.stat(landing.folder()).st_mode & 0o077 == 0

    def test_one_name_is_begun_once(self, arrived: str) -> None:
        self.add(arrived, b"kept")
        with pytest.raises(FileExistsError):
            landing.begin(arrived)
        assert landing.received(arrived) == 4

    def test_a_workshop_begins_empty_each_time(self, arrived: str) -> None:
        (landing.workshop(arrived) / "half.mp3").write_bytes(b"x")
        assert list(landing.workshop(arrived).iterdir()) == []
        assert landing.names() == [arrived]

    def test_what_is_forgotten_is_gone_and_forgetting_again_is_harmless(self, arrived: str) -> None:
        landing.workshop(arrived)
        for _again in range(2):
            landing.forget(arrived)
        assert landing.names() == []
        assert landing.received(arrived) == 0
        assert landing.age(arrived).days == 365

    def test_its_age_counts_from_its_last_byte(self, arrived: str) -> None:
        os.utime(landing.file_of(arrived), (0, landing.time.time() - 7200))
        assert 7200 <= landing.age(arrived).total_seconds() < 7260
        self.add(arrived, b"more")
        assert landing.age(arrived).total_seconds() < 60
