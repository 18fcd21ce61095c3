"""Captions: read strictly, told plainly, written so that every player understands them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearten.blog.webvtt import Cue, parse, serialise, spoken, stamp, tidy, transcript

GOOD = """WEBVTT

NOTE made on a Monday

1
00:00.000 --> 00:02.500 align:start position:10%
Breathe in, <i>gently</i>.

00:02.500 --> 00:06.000
<v Ana>And out &amp; out,
a little longer.
"""
SRT = """1
00:00:01,000 --> 00:00:02,000
Hello.

2
00:00:02,000 --> 00:00:03,500
{\\an8}There.
"""


def says(text: str) -> list[str]:
    return [str(mistake) for mistake in parse(text).mistakes]


def test_captions_are_read_without_places_marks_and_notes() -> None:
    read = parse(GOOD)
    assert not read.mistakes
    assert [(cue.start_ms, cue.end_ms, cue.text) for cue in read.cues] == [
        (0, 2500, "Breathe in, gently."),
        (2500, 6000, "Ana: And out & out,\na little longer."),
    ]


def test_subtitles_of_the_older_kind_are_read_too() -> None:
    assert tidy(SRT) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello.\n\n00:00:02.000 --> 00:00:03.500\nThere.\n"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("00:00.000 --> 00:01.000\nHello", "Line 1: the first line must be WEBVTT"),
        ("WEBVTT\n\n00:0 --> 00:01.000\nHello", "Line 3: these times can't be read"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nHello", "Line 3: it ends before it starts"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "Line 3: there are no words"),
        ("WEBVTT\n\nonly words", "Line 3: there are no times above these words"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\na\n00:02.000 --> 00:03.000\nb", "Line 5: leave an empty line"),
        ("WEBVTT\n\n00:01.000 --> 00:03.000\na\n\n00:02.000 --> 00:04.000\nb", "Line 6: it starts before the one"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\na\n\n00:02.000 --> 00:04.000\nb", "Line 6: it starts earlier than"),
    ],
)
def test_a_mistake_is_told_by_its_line(text: str, said: str) -> None:  # R24
    assert any(line.startswith(said) for line in says(text))


def test_captions_with_mistakes_stay_as_they_were_typed() -> None:  # I16
    text = "WEBVTT\n\n00:02.000 --> 00:01.000\nmy words"
    assert tidy(text) == text


def test_what_was_tidied_once_stays_the_same() -> None:
    assert tidy(tidy(GOOD)) == tidy(GOOD)


def test_nothing_in_captions_can_become_a_mark() -> None:  # I34
    hostile = "WEBVTT\n\n00:00.000 --> 00:01.000\n<script>alert(1)</script> 1 < 2 &lt;b&gt; --&gt;\n"
    written = tidy(hostile)
    assert "<" not in written.split("\n", 3)[3]
    assert parse(written).cues[0].text == "alert(1) 1 < 2 <b> -->"


def test_what_is_said_keeps_the_place_of_every_letter() -> None:
    text = tidy(GOOD)
    words, places = spoken(text)
    assert words == "Breathe in, gently. Ana: And out & out, a little longer. "
    here = words.index("longer")
    assert text[places[here] : places[here] + 6] == "longer"


def test_a_transcript_begins_a_new_paragraph_after_a_pause() -> None:
    cues = [Cue(0, 1000, "Hello."), Cue(1000, 2000, "Sit\ndown."), Cue(9000, 9900, "Good.")]
    assert transcript(cues) == "Hello. Sit down.\n\nGood."


def test_times_over_an_hour_are_written_whole() -> None:
    assert stamp(3_661_007) == "01:01:01.007"


words = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=30)


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 5000), words), max_size=8))
def test_what_is_written_is_read_back(rows: list[tuple[int, int, str]]) -> None:
    cues, now = [], 0
    for gap, length, said in rows:
        cues.append((now + gap, now + gap + length, said))
        now += gap + length
    text = serialise([Cue(*row) for row in cues])
    read = parse(text)
    assert not read.mistakes
    assert [(cue.start_ms, cue.end_ms, cue.text) for cue in read.cues] == cues
    heard, places = spoken(text)
    assert heard == "".join(f"{said} " for _start, _end, said in cues)
    assert places == sorted(places)


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fall(text: str) -> None:
    parse(text)
    assert parse(tidy(text)).mistakes == parse(text).mistakes or not parse(text).mistakes
