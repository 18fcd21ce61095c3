"""Captions as other programs write them: no word is lost in silence, and times stay where they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearten.blog.webvtt import (
    LONGEST,
    TOLD,
    Cue,
    escaped,
    milliseconds,
    parse,
    serialise,
    spoken,
    stamp,
    tidy,
    transcript,
)

ONE = "00:01.000 --> 00:02.000"
TWO = "00:03.000 --> 00:04.000"


def heard(text: str) -> list[str]:
    read = parse(text)
    assert read.mistakes == []
    return [cue.text for cue in read.cues]


def told(text: str) -> list[str]:
    return [str(mistake) for mistake in parse(text).mistakes]


class TestTheHead:
    @pytest.mark.parametrize(
        "head",
        [
            "WEBVTT",
            "WEBVTT - Ana's calm minutes",
            "WEBVTT\tby a program",
            "\ufeffWEBVTT",
            "WEBVTT\nKind: captions\nLanguage: en",
        ],
    )
    def test_whatever_follows_the_word_is_passed_over(self, head: str) -> None:
        assert heard(f"{head}\n\n{ONE}\nBreathe.\n") == ["Breathe."]

    @pytest.mark.parametrize("head", ["WEBVTTX", "webvtt", "WEB VTT", "Captions"])
    def test_another_word_is_not_the_head(self, head: str) -> None:
        assert told(f"{head}\n\n{ONE}\nBreathe.\n")[0].startswith("Line 1: the first line must be WEBVTT")

    def test_words_right_below_it_are_never_lost_in_silence(self) -> None:  # I16
        text = f"WEBVTT\n{ONE}\nMy only sentence.\n"
        assert told(text) == ["Line 2: leave an empty line above these times."]
        assert tidy(text) == text

    def test_it_alone_has_no_words(self) -> None:
        assert tidy("WEBVTT\n") == ""
        assert spoken("WEBVTT\n") == ("", [])


class TestAsides:
    @pytest.mark.parametrize(
        "aside",
        [
            "NOTE made on a Monday",
            "NOTE\nover\nthree lines",
            "NOTE\twith a tab",
            "STYLE\n::cue { color: red }",
            "REGION\nid:left\nwidth:40%",
        ],
    )
    def test_they_are_left_out(self, aside: str) -> None:
        assert heard(f"WEBVTT\n\n{aside}\n\n{ONE}\nBreathe.\n") == ["Breathe."]

    def test_an_aside_that_runs_into_times_swallows_no_words(self) -> None:  # I16
        assert heard(f"WEBVTT\n\nNOTE the opening\n{ONE}\nBreathe in.\n\n{TWO}\nBreathe out.\n") == [
            "Breathe in.",
            "Breathe out.",
        ]

    def test_a_name_of_a_line_that_sounds_like_an_aside_is_a_name(self) -> None:  # I16
        assert heard(f"WEBVTT\n\nSTYLE of breathing\n{ONE}\nSlow.\n") == ["Slow."]

    def test_an_aside_of_several_lines_that_holds_times_is_told(self) -> None:
        assert told(f"WEBVTT\n\nNOTE one\nNOTE two\n{ONE}\nBreathe.\n") == [
            "Line 3: there are no times above these words."
        ]


class TestTimes:
    @pytest.mark.parametrize(
        ("times", "start", "end"),
        [
            ("00:00.000 --> 00:00.001", 0, 1),
            ("00:01.500 --> 00:04.000", 1500, 4000),
            ("0:01.500 --> 0:04.000", 1500, 4000),
            ("01:00:00.000 --> 01:00:01.000", 3_600_000, 3_601_000),
            ("100:00:00.000 --> 100:00:01.000", 360_000_000, 360_001_000),
            ("00:01,500 --> 00:04,000", 1500, 4000),
            ("00:01.500\t-->\t00:04.000", 1500, 4000),
            ("  00:01.500 --> 00:04.000  ", 1500, 4000),
            ("00:01.500 --> 00:04.000 line:0 position:20%,line-left", 1500, 4000),
        ],
    )
    def test_every_usual_way_of_writing_them_is_read(self, times: str, start: int, end: int) -> None:
        (cue,) = parse(f"WEBVTT\n\n{times}\nBreathe.").cues
        assert (cue.start_ms, cue.end_ms) == (start, end)

    @pytest.mark.parametrize(
        "times",
        [
            "00:01 --> 00:04",
            "1.500 --> 4.000",
            "00:01.5 --> 00:04.0",
            "00:01.500-->00:04.000",
            "00:01.500 --> ",
            "--> 00:04.000",
            "00:01.500 --> 00:04.0001",
            "-00:01.500 --> 00:04.000",
            "00:01.500 --> 00:04.000align:start",
            "٠٠:٠١.٥٠٠ --> 00:04.000",
            "1000:00:00.000 --> 1000:00:01.000",
        ],
    )
    def test_every_other_way_is_told_by_its_line_and_how_to_write_it(self, times: str) -> None:
        (said,) = told(f"WEBVTT\n\n{times}\nBreathe.")
        assert said == "Line 3: these times can't be read. Write them as 00:01.500 --> 00:04.000"

    def test_a_moment_without_length_is_told(self) -> None:
        assert told("WEBVTT\n\n00:02.000 --> 00:02.000\nNow.") == ["Line 3: it ends before it starts."]

    def test_one_may_begin_in_the_moment_the_other_ends(self) -> None:
        assert len(heard("WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n00:02.000 --> 00:03.000\nb")) == 2

    def test_what_is_wrong_does_not_spoil_what_follows(self) -> None:
        read = parse(f"WEBVTT\n\n00:09.000 --> 00:01.000\nwrong\n\n{TWO}\nright")
        assert [cue.text for cue in read.cues] == ["right"]
        assert [mistake.line for mistake in read.mistakes] == [3]

    @given(st.integers(0, 999 * 3_600_000))
    def test_a_written_moment_is_read_as_the_same_moment(self, ms: int) -> None:
        (cue,) = parse(f"WEBVTT\n\n{stamp(ms)} --> {stamp(ms + 1)}\nNow.").cues
        assert (cue.start_ms, cue.end_ms) == (ms, ms + 1)

    def test_seconds_over_a_minute_count_on(self) -> None:
        assert milliseconds(None, "1", "75", "020") == 135_020


class TestWords:
    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("<v Ana>Hello.</v>", "Ana: Hello."),
            ("<v.loud Ana Lindqvist>Hello.", "Ana Lindqvist: Hello."),
            ("<c.yellow>Hello</c>, <b>you</b>.", "Hello, you."),
            ("Hel<00:00:01.500>lo", "Hello"),
            ("<lang sv>Hej</lang> du", "Hej du"),
            ("{\\an8}Above", "Above"),
            ("{laughs} Yes", "{laughs} Yes"),
            ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
            ("I <3 you", "I <3 you"),
            ("fish &amp; chips &lt;3", "fish & chips <3"),
            ("a\u2003 b\tc", "a b c"),
            ("- one\n- two", "- one\n- two"),
        ],
    )
    def test_marks_go_and_words_stay(self, written: str, kept: str) -> None:
        assert heard(f"WEBVTT\n\n{ONE}\n{written}\n") == [kept]

    def test_marks_alone_are_no_words(self) -> None:
        assert told(f"WEBVTT\n\n{ONE}\n<b></b>\n") == ["Line 3: there are no words below these times."]

    @pytest.mark.parametrize("letter", ["&", "<", ">"])
    def test_a_letter_with_a_meaning_is_written_as_a_word(self, letter: str) -> None:
        assert escaped(letter).startswith("&")
        assert heard(serialise([Cue(0, 1000, f"a {letter} b")])) == [f"a {letter} b"]

    def test_a_letter_that_was_written_out_twice_is_read_once(self) -> None:
        assert heard(f"WEBVTT\n\n{ONE}\n&amp;lt;b&amp;gt;") == ["&lt;b&gt;"]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_the_ends_of_lines_of_every_machine_are_read(self, end: str) -> None:
        assert heard(end.join(["WEBVTT", "", ONE, "one", "two", "", TWO, "three"])) == ["one\ntwo", "three"]

    def test_a_mistake_has_the_number_that_an_editor_shows(self) -> None:
        assert told(f"WEBVTT\r\n\r\n\r\n\r\n{ONE}\r\nfine\r\n\r\nno times\r\n") == [
            "Line 8: there are no times above these words."
        ]


class TestLimits:
    def test_a_text_that_is_too_long_is_told_and_not_read(self) -> None:
        (said,) = told("x" * (LONGEST + 1))
        assert "400,000 characters" in said

    def test_only_the_first_mistakes_are_told_at_once(self) -> None:
        text = "WEBVTT\n\n" + "\n\n".join(["no times"] * 50)
        assert len(told(text)) == TOLD
        assert told(text)[0].startswith("Line 3")

    def test_a_hostile_text_takes_no_time(self) -> None:
        for piece in ("<v ", "{\\", "<0:", "00:", "NOTE ", "-->\n", "\n", "&amp"):
            parse("WEBVTT\n\n" + piece * (20_000 // len(piece)))


class TestTheOlderKind:
    def test_it_is_known_by_its_commas_also_without_numbers(self) -> None:
        assert heard("00:00:01,000 --> 00:00:02,000\nHello.\n") == ["Hello."]

    def test_with_a_mark_of_its_alphabet_it_is_read_too(self) -> None:
        assert heard("\ufeff1\n00:00:01,000 --> 00:00:02,000\nHello.\n") == ["Hello."]

    def test_commas_in_words_do_not_make_it_one(self) -> None:
        assert told(f"Well, hello\n{ONE}\nWell, hello\n")[0].startswith("Line 1: the first line must be WEBVTT")


class TestTranscripts:
    def test_a_long_paragraph_ends_with_its_sentence(self) -> None:
        cues = [Cue(0, 1000, "a" * 30), Cue(1000, 2000, "b" * 30 + "."), Cue(2000, 3000, "c")]
        assert transcript(cues, enough=40) == f"{'a' * 30} {'b' * 30}.\n\nc"

    def test_it_never_ends_inside_a_sentence(self) -> None:
        cues = [Cue(n * 1000, n * 1000 + 1000, "word " * 20) for n in range(9)]
        assert "\n" not in transcript(cues, enough=40)

    @pytest.mark.parametrize(("pause", "paragraphs"), [(1999, 1), (2000, 2)])
    def test_a_pause_counts_from_its_second_second_on(self, pause: int, paragraphs: int) -> None:
        cues = [Cue(0, 1000, "One."), Cue(1000 + pause, 9000, "Two.")]
        assert len(transcript(cues).split("\n\n")) == paragraphs

    def test_nothing_said_is_nothing_written(self) -> None:
        assert transcript([]) == ""
        assert serialise([]) == ""

    @given(st.lists(st.tuples(st.integers(0, 4000), st.text("ab. \n", min_size=1, max_size=20)), max_size=12))
    def test_it_says_every_word_once_and_in_order(self, rows: list[tuple[int, str]]) -> None:
        cues = [Cue(n * 10_000 + gap, n * 10_000 + 5000, words) for n, (gap, words) in enumerate(rows)]
        assert transcript(cues).split() == " ".join(words for _gap, words in rows).split()
