"""What is in a recording, as ffmpeg tells it before anything is made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from hearten.media import ffmpeg
from hearten.media.probe import Refused

#: The longest recording, in seconds; the widest picture, in pixels; the most streams in one file.
LONGEST, WIDEST, STREAMS = 4 * 3600, 8192, 12
#: Seconds that opening a file may take.
DEADLINE = 30.0
LENGTH = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d)\.(\d+)", re.MULTILINE)
STREAM = re.compile(r"^  Stream #0:(\d+)\S*: (Video|Audio|Subtitle|Data|Attachment): (.*)$", re.MULTILINE)
SIZE = re.compile(r"[ ,](\d{1,6})x(\d{1,6})(?=[ ,]|$)")


@dataclass(frozen=True)
class Found:
    """Seconds (0.0: it does not say); where the picture and the sound are (None: there is none); pixels."""

    seconds: float
    picture: int | None
    sound: int | None
    width: int
    height: int
    mono: bool


def measure(path: Path, reader: str) -> Found:
    """Open a file. A lie in it does no harm: what is made has limits of its own.

    Raises Refused when it can't be used, ffmpeg.Missing, ffmpeg.Stuck.
    """
    said = ffmpeg.run(ffmpeg.source(path, reader), deadline=DEADLINE).words
    found = read(said)
    if found.picture is None and found.sound is None:
        raise Refused("No sound and no moving picture could be found in this file. Open it on your device to see.")
    if found.seconds > LONGEST:
        raise too_long()
    if max(found.width, found.height) > WIDEST:
        raise Refused("The picture of this recording is too large. Save it with 1080 or 720 lines, then try again.")
    return found


def read(said: str) -> Found:
    """Raises Refused when there are too many streams."""
    streams = STREAM.findall(said)
    if len(streams) > STREAMS:
        raise Refused("There are too many tracks in this file. Save it with one picture and one sound track.")
    moving = [each for each in streams if each[1] == "Video" and "(attached pic)" not in each[2]]
    sounds = [each for each in streams if each[1] == "Audio"]
    size = SIZE.search(moving[0][2]) if moving else None
    return Found(
        seconds=_seconds(said),
        picture=int(moving[0][0]) if moving else None,
        sound=int(sounds[0][0]) if sounds else None,
        width=int(size[1]) if size else 0,
        height=int(size[2]) if size else 0,
        mono=bool(sounds) and ", mono," in sounds[0][2],
    )


def _seconds(said: str) -> float:
    length = LENGTH.search(said)
    if not length:
        return 0.0
    hours, minutes, seconds, rest = length.groups()
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{rest}")


def too_long() -> Refused:
    """More than the limit."""
    return Refused("This recording is longer than 4 hours. Cut it into parts and upload each one.")
