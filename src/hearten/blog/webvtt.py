"""WebVTT: the words of a recording with their times. Reads it strictly, reads SRT too, writes only the plain part.

Places, styles, notes and names of lines are dropped; `<v Ana>` becomes `Ana:`. Mistakes are told by their line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

HEAD = "WEBVTT"
TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})"
TIMES = re.compile(rf"^\s*{TIME}\s+-->\s+{TIME}(?:\s.*)?$", re.ASCII)
VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^<>]+)>")
TAG = re.compile(r"</?[A-Za-z][^<>]*>|<\d[\d:.]+>|\{\\[^{}]*\}")
ASIDE = ("NOTE", "STYLE", "REGION")
CROWDED = "leave an empty line above these times."
#: The longest text that is taken in, in characters, and the most mistakes that are told at once.
LONGEST, TOLD = 400_000, 8


@dataclass(frozen=True)
class Cue:
    """Words from one moment to another, in milliseconds. at: where its words begin in the text it was read from."""

    start_ms: int
    end_ms: int
    text: str
    at: int = -1


@dataclass(frozen=True)
class Mistake:
    """What is wrong in which line, in plain words."""

    line: int
    says: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.says}"


@dataclass(frozen=True)
class Captions:
    """What was read. Only without mistakes are all the words in `cues`."""

    cues: list[Cue]
    mistakes: list[Mistake]


@dataclass(frozen=True)
class Line:
    """One line: its number from 1, and where it starts."""

    number: int
    at: int
    text: str


def parse(text: str) -> Captions:
    """Read WebVTT or SRT. Never raises; the mistakes say what to mend."""
    if len(text) > LONGEST:
        return Captions([], [Mistake(1, "this is longer than 400,000 characters. Please split the recording.")])
    cues: list[Cue] = []
    mistakes: list[Mistake] = []
    for number, block in enumerate(blocks(text)):
        if number == 0 and first_word(block[0].text.lstrip("\ufeff")) == HEAD:
            mistakes.extend(crowded(block[1:]))
            continue
        if number == 0 and not looks_like_srt(text):
            mistakes.append(Mistake(1, "the first line must be WEBVTT, with an empty line below it."))
        read_block(block, cues, mistakes)
    return Captions(cues, mistakes[:TOLD])


def blocks(text: str) -> Iterator[list[Line]]:
    """The parts between empty lines."""
    block: list[Line] = []
    at = 0
    for number, line in enumerate(re.split(r"(?<=\n)", text.replace("\r\n", "\n").replace("\r", "\n")), start=1):
        if line.strip():
            block.append(Line(number, at, line.rstrip("\n")))
        elif block:
            yield block
            block = []
        at += len(line)
    if block:
        yield block


def first_word(line: str) -> str:
    """Up to the first space or tab."""
    return (line.split(maxsplit=1) or [""])[0]


def crowded(lines: list[Line]) -> list[Mistake]:
    """Times where only notes may stand: their words would be lost in silence."""
    return [Mistake(line.number, CROWDED) for line in lines if "-->" in line.text]


def looks_like_srt(text: str) -> bool:
    """SRT has no head, and commas in its times."""
    first = next((line for line in text.split("\n", 12)[:12] if "-->" in line), "")
    return "," in first


def read_block(block: list[Line], cues: list[Cue], mistakes: list[Mistake]) -> None:
    """One cue, or something to pass over, or mistakes."""
    if first_word(block[0].text) in ASIDE and not any("-->" in line.text for line in block):
        return
    timed = next((place for place, line in enumerate(block[:2]) if "-->" in line.text), None)
    if timed is None:
        mistakes.append(Mistake(block[0].number, "there are no times above these words."))
        return
    head, words = block[timed], block[timed + 1 :]
    match = TIMES.match(head.text)
    if match is None:
        mistakes.append(Mistake(head.number, "these times can't be read. Write them as 00:01.500 --> 00:04.000"))
        return
    cue = Cue(
        milliseconds(*match.groups()[:4]), milliseconds(*match.groups()[4:]), spoken_words(words), at_of(words)
    )
    found = wrong(cue, head, words, cues)
    mistakes.extend(found)
    if not found:
        cues.append(cue)


def wrong(cue: Cue, head: Line, words: list[Line], before: list[Cue]) -> list[Mistake]:
    """What is wrong with one cue."""
    checks = [
        (cue.end_ms <= cue.start_ms, head, "it ends before it starts."),
        (
            bool(before) and cue.start_ms < before[-1].start_ms,
            head,
            "it starts earlier than the one above. Put the lines in the order of their times.",
        ),
        (
            bool(before) and before[-1].start_ms <= cue.start_ms < before[-1].end_ms,
            head,
            "it starts before the one above has ended.",
        ),
        (not cue.text, head, "there are no words below these times."),
    ]
    return [*(Mistake(line.number, says) for bad, line, says in checks if bad), *crowded(words)]


def spoken_words(lines: Iterable[Line]) -> str:
    """What is said, without marks."""
    kept = (unescape(TAG.sub("", VOICE.sub(r"\1: ", line.text))).strip() for line in lines)
    return "\n".join(" ".join(line.split()) for line in kept if line)


def at_of(words: list[Line]) -> int:
    """Where the words begin."""
    return words[0].at if words else -1


def milliseconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> int:
    """A time as a number; minutes and seconds over 59 count on."""
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(thousandths)


def stamp(ms: int) -> str:
    """A time as WebVTT writes it."""
    seconds, thousandths = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def escaped(words: str) -> str:
    """Words as they can stand in a cue."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def serialise(cues: Iterable[Cue]) -> str:
    """Plain WebVTT; "" for no cues."""
    parts = [f"{stamp(cue.start_ms)} --> {stamp(cue.end_ms)}\n{escaped(cue.text)}" for cue in cues]
    return "\n\n".join([HEAD, *parts]) + "\n" if parts else ""


def tidy(text: str) -> str:
    """The same captions as plain WebVTT; the text as it was while it has mistakes, so that nothing is lost."""
    read = parse(text)
    return text.replace("\r\n", "\n") if read.mistakes else serialise(read.cues)


def spoken(text: str) -> tuple[str, list[int]]:
    """What tidy captions say as one text, and where each of its characters stands in them.

    Words run on from cue to cue, as they are heard. Captions with mistakes are read as they stand.
    """
    read = parse(text)
    if read.mistakes:
        return text, list(range(len(text)))
    words: list[str] = []
    places: list[int] = []
    for cue in read.cues:
        for letters, at in letters_of(text, cue):
            words.append(letters)
            places.append(at)
    return "".join(words), places


def letters_of(text: str, cue: Cue) -> Iterator[tuple[str, int]]:
    """The characters of one cue with their places, and a space after it. Line ends count as spaces."""
    at = cue.at
    for letter in cue.text:
        mark = escaped(letter)
        yield (" " if letter == "\n" else letter), at
        at += len(mark)
    yield " ", min(at, len(text))


def transcript(cues: list[Cue], *, pause_ms: int = 2000, enough: int = 400) -> str:
    """The words as paragraphs: a new one after a pause, or after a sentence when one is long enough."""
    paragraphs: list[list[str]] = [[]]
    ended = None
    for cue in cues:
        sofar = " ".join(paragraphs[-1])
        paused = ended is not None and cue.start_ms - ended >= pause_ms
        if sofar and (paused or (len(sofar) >= enough and sofar[-1] in ".!?…")):
            paragraphs.append([])
        paragraphs[-1].append(" ".join(cue.text.split()))
        ended = cue.end_ms
    return "\n\n".join(" ".join(part) for part in paragraphs if part)
