"""What an audio or a video still needs before anybody hears it, and how its times and sizes are said (R24, R53)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hearten.accounts.models import Account
from hearten.blog.episode_form import MOST, as_lines, chapter, name_of
from hearten.blog.models import Episode, EpisodeEdition, Post
from hearten.blog.player import Paragraph, Said, begins_anew, clock, differs, length, paragraphs_of, size_of
from hearten.blog.spoken import (
    LONGEST_DUE,
    SLACK_MS,
    owes_words,
    spoken_version,
    what_is_unheard,
    words_missing,
    wrong_captions,
    wrong_chapters,
    wrong_recording,
)
from hearten.blog.webvtt import Cue, serialise
from hearten.directory.models import Therapist
from hearten.media.models import Recording
from hearten.media.recordings import Source

SECOND = 1000
READY = Recording(pk="r" * 8, owner_id=1, kind="audio", state="ready", duration_ms=60 * SECOND)


def piece(kind: str = "audio") -> Post:
    """A draft of Ana's."""
    return Post(kind=kind, therapist=Therapist(handle="ana", name="Ana Lindqvist", account=Account(pk=1)))


def captions(*ends: int) -> str:
    return serialise([Cue(end - SECOND, end, "Breathe.") for end in ends])


def recording(**facts: object) -> Recording:
    return Recording(**{"owner_id": 1, "kind": "audio", "state": "ready", "duration_ms": 60 * SECOND, **facts})


class TestTheRecording:
    def test_ones_own_of_the_right_kind_is_fine(self) -> None:
        assert wrong_recording(piece(), READY) == []

    @pytest.mark.parametrize(
        ("facts", "said"),
        [
            ({"owner_id": 2}, "Choose a recording of your own."),
            ({"kind": "video"}, "This recording is of the other kind."),
            ({"state": "waiting"}, "still being prepared"),
            ({"state": "working"}, "still being prepared"),
            ({"state": "refused"}, "could not be used"),
        ],
    )
    def test_every_other_one_is_told_in_words(self, facts: dict[str, object], said: str) -> None:  # I3
        (told,) = wrong_recording(piece(), recording(**facts))
        assert said in told

    def test_whose_it_is_is_asked_before_what_it_is(self) -> None:  # I3
        assert wrong_recording(piece(), recording(owner_id=2, kind="video", state="refused")) == [
            "Choose a recording of your own."
        ]

    def test_a_piece_that_does_not_play_needs_none(self) -> None:
        assert what_is_unheard(piece("article")) == []
        assert spoken_version(piece("article")) == 0

    def test_a_piece_that_plays_begins_with_its_recording(self) -> None:
        post = piece()
        assert what_is_unheard(post) == ["Choose a recording."]
        post.episode = Episode(version=4)
        assert what_is_unheard(post) == ["Choose a recording."]
        assert spoken_version(post) == 4


class TestTheWords:
    @pytest.mark.parametrize(
        ("kind", "has", "missing"),
        [
            ("video", {"captions": "WEBVTT"}, False),
            ("video", {"transcript": "Breathe."}, True),
            ("video", {"captions": " \n "}, True),
            ("audio", {"transcript": "Breathe."}, False),
            ("audio", {"captions": "WEBVTT"}, True),
            ("audio", {"transcript": " \n "}, True),
        ],
    )
    def test_a_film_has_captions_and_sound_has_a_transcript(self, kind, has, missing) -> None:  # R24
        assert bool(words_missing(piece(kind), Episode(**has))) is missing

    @pytest.mark.parametrize(
        ("days", "was_public", "may"),
        [
            (0, True, True),
            (LONGEST_DUE, True, True),
            (LONGEST_DUE + 1, True, False),
            (-1, True, False),
            (None, True, False),
            (7, False, False),
        ],
    )
    def test_only_what_was_public_may_owe_them_and_not_for_long(self, days, was_public, may) -> None:  # R24
        due = None if days is None else timezone.localdate() + timedelta(days=days)
        assert owes_words(Episode(was_public=was_public, transcript_due=due)) is may

    def test_a_day_that_has_passed_is_told_as_one(self) -> None:
        late = Episode(was_public=True, transcript_due=timezone.localdate() - timedelta(days=1))
        assert words_missing(piece(), late) == [
            "The day by which its words come has passed. Add them, or choose another day."
        ]


class TestCaptionsAndChapters:
    @pytest.mark.parametrize(
        ("end", "fine"), [(60 * SECOND, True), (60 * SECOND + SLACK_MS, True), (60 * SECOND + SLACK_MS + 1, False)]
    )
    def test_captions_end_with_the_recording_give_or_take_a_moment(self, end: int, fine: bool) -> None:
        assert (wrong_captions(Episode(captions=captions(end)), READY) == []) is fine

    def test_nobody_knows_the_end_before_it_is_ready(self) -> None:
        assert wrong_captions(Episode(captions=captions(99 * SECOND)), recording(state="working")) == []
        assert wrong_chapters([{"start_ms": 99 * SECOND}], recording(state="working")) == []

    def test_a_head_alone_is_no_captions(self) -> None:
        assert wrong_captions(Episode(captions="WEBVTT\n"), READY) == ["The captions have no words in them."]

    def test_mistakes_are_told_and_nothing_else(self) -> None:
        told = wrong_captions(Episode(captions="WEBVTT\n\nwords"), READY)
        assert len(told) == 1
        assert "line 3" in told[0]

    @pytest.mark.parametrize(
        ("starts", "said"),
        [
            ([], ""),
            ([0], ""),
            ([0, 1, 59_999], ""),
            ([5, 5], "order"),
            ([9, 5], "order"),
            ([0, 60_000], "after the recording has ended"),
        ],
    )
    def test_chapters_come_in_order_and_before_the_end(self, starts: list[int], said: str) -> None:
        told = wrong_chapters([{"start_ms": start, "title": "A part"} for start in starts], READY)
        assert bool(told) is bool(said)
        assert said in " ".join(told)


class TestChapterLines:
    @pytest.mark.parametrize(
        ("line", "ms", "title"),
        [
            ("0:00 Arriving", 0, "Arriving"),
            ("1:30 A longer breath out", 90_000, "A longer breath out"),
            ("01:30\tA tab", 90_000, "A tab"),
            ("1:02:03 Late", 3_723_000, "Late"),
            ("75:00 Minutes may count on", 4_500_000, "Minutes may count on"),
            ("0:05 0:06 in the name", 5_000, "0:06 in the name"),
        ],
    )
    def test_a_time_and_a_name_are_a_chapter(self, line: str, ms: int, title: str) -> None:
        assert chapter(1, line) == {"start_ms": ms, "title": title}

    @pytest.mark.parametrize(
        "line",
        ["Arriving", "1:30", "1:60 Seconds", "90 Arriving", "1:3 Short", "1:30Arriving", "-1:30 x", "१:३० x"],
    )
    def test_any_other_line_is_told_by_its_number(self, line: str) -> None:  # I16
        with pytest.raises(ValidationError, match="Line 7: write the time first"):
            chapter(7, line)

    def test_a_name_that_is_far_too_long_is_cut_and_not_lost(self) -> None:
        assert chapter(1, f"0:00 {'a' * 500}")["title"] == "a" * 160

    names = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=40)

    @given(st.lists(st.tuples(st.integers(0, 14_400), names), max_size=MOST // 20))
    def test_chapters_go_into_lines_and_back(self, rows: list[tuple[int, str]]) -> None:
        chapters = [{"start_ms": second * SECOND, "title": title} for second, title in rows]
        assert [chapter(n, line) for n, line in enumerate(as_lines(chapters).splitlines())] == chapters

    def test_the_list_of_recordings_says_which_one_still_waits(self) -> None:
        assert name_of(recording(title="Calm")) == "Calm (1:00)"
        assert name_of(recording(title="Calm", state="working")) == "Calm (being prepared)"


class TestHowItIsSaid:
    @pytest.mark.parametrize(
        ("ms", "said"),
        [
            (0, "0:00"),
            (999, "0:00"),
            (65_000, "1:05"),
            (3_599_999, "59:59"),
            (3_600_000, "1:00:00"),
            (3_665_000, "1:01:05"),
        ],
    )
    def test_a_moment_is_written_as_people_write_it(self, ms: int, said: str) -> None:
        assert clock(ms) == said

    @pytest.mark.parametrize(
        ("ms", "said"),
        [
            (0, "less than a minute"),
            (29_000, "less than a minute"),
            (31_000, "1 minute"),
            (90_001, "2 minutes"),
            (3_600_000, "60 minutes"),
        ],
    )
    def test_a_length_is_said_in_minutes(self, ms: int, said: str) -> None:
        assert length(ms) == said

    @pytest.mark.parametrize(
        ("count", "height", "said"),
        [
            (0, 0, "1 kB"),
            (999, 0, "1 kB"),
            (99_999, 0, "99 kB"),
            (100_000, 0, "0.1 MB"),
            (7_250_000, 720, "720 lines, 7.2 MB"),
        ],
    )
    def test_a_file_says_how_large_it_is_before_it_is_kept(self, count: int, height: int, said: str) -> None:  # R53
        assert size_of(Source("", "video/mp4", count, 0, height)) == said


class TestParagraphs:
    def test_nothing_said_has_none(self) -> None:
        assert paragraphs_of("") == []

    @pytest.mark.parametrize(("pause", "anew"), [(1999, False), (2000, True)])
    def test_one_begins_after_a_pause(self, pause: int, anew: bool) -> None:
        assert begins_anew([Cue(0, 1000, "One")], Cue(1000 + pause, 9000, "Two")) is anew

    @pytest.mark.parametrize(
        ("words", "anew"), [("a" * 299 + ".", True), ("a" * 298 + ".", False), ("a" * 400, False)]
    )
    def test_one_begins_after_a_sentence_when_there_is_enough(self, words: str, anew: bool) -> None:
        assert begins_anew([Cue(0, 1000, words)], Cue(1000, 2000, "Two")) is anew

    def test_each_starts_with_its_first_words_and_says_each_on_one_line(self) -> None:
        found = paragraphs_of(
            serialise([Cue(0, 900, "One\ntwo"), Cue(900, 1000, "three"), Cue(65_000, 66_000, "!")])
        )
        assert found == [
            Paragraph(0, "0:00", [Said(0, 900, "One two"), Said(900, 1000, "three")]),
            Paragraph(65_000, "1:05", [Said(65_000, 66_000, "!")]),
        ]

    @pytest.mark.parametrize(
        ("transcript", "more"),
        [("Breathe in.\n\nBreathe   out.", False), ("Ana: Breathe in. Breathe out.", True), ("", True)],
    )
    def test_a_transcript_is_shown_beside_the_captions_only_when_it_says_more(self, transcript, more) -> None:
        heard = paragraphs_of(serialise([Cue(0, 1000, "Breathe in."), Cue(1000, 2000, "Breathe out.")]))
        assert differs(EpisodeEdition(transcript=transcript), heard) is more
