"""Recordings for the tests: rows as the worker leaves them, and tiny files that ffmpeg makes here."""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hearten.media import ffmpeg, landing
from hearten.media.models import Recording, RecordingUpload
from hearten.media.recording_actions import take_in

FILES = {
    "audio": [{"name": "episode.mp3", "type": "audio/mpeg", "bytes": 2000, "width": 0, "height": 0}],
    "video": [
        {"name": "episode.mp4", "type": "video/mp4", "bytes": 5000, "width": 1280, "height": 720},
        {"name": "episode-small.mp4", "type": "video/mp4", "bytes": 3000, "width": 640, "height": 360},
        {"name": "poster.webp", "type": "image/webp", "bytes": 100, "width": 1280, "height": 720},
    ],
}


def a_recording(owner, *, kind="audio", state="ready", title="A recording", files_in=None, **more):
    """A row as the worker leaves it; with `files_in`, its files are there too, each as long as it says."""
    ready = state == "ready"
    made = {"files": FILES[kind], "duration_ms": 90_000} if ready else {}
    size = {"width": 1280, "height": 720} if ready and kind == "video" else {}
    row = Recording.objects.create(owner=owner, kind=kind, state=state, title=title, **{**made, **size, **more})
    for file in row.files if files_in else ():
        place = files_in / "recordings" / row.pk / file["name"]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(bytes(n % 251 for n in range(file["bytes"])))
    return row


SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:duration={seconds}"]
PICTURE = ["-f", "lavfi", "-i", "testsrc=duration={seconds}:size={size}:rate=10"]
TOLD = [
    "-metadata",
    "title=CANARY-title",
    "-metadata",
    "comment=CANARY-comment",
    "-metadata",
    "artist=CANARY-artist",
]
PLACE = ["-metadata", "location=+59.3293+018.0686/", "-metadata", "com.apple.quicktime.make=CANARY-camera"]
CHAPTERS = """;FFMETADATA1
[CHAPTER]
TIMEBASE=1/1000
START=0
END=500
title=CANARY-chapter
"""


def sound(kind="mp3", seconds=1, *more):
    """A tone, in any kind of file."""
    return made((*filled(SOUND, seconds=seconds), *TOLD, *more), f"x.{kind}")


def film(kind="mp4", seconds=1, size="320x240", *more):
    """Moving colours with a tone."""
    inputs = filled([*PICTURE, *SOUND], seconds=seconds, size=size)
    codec = ("-c:v", "libvpx", "-c:a", "libopus") if kind == "webm" else ("-preset", "ultrafast")
    return made((*inputs, *codec, *TOLD, *PLACE, *more), f"x.{kind}")


def filled(arguments, **values):
    return [each.format(**values) for each in arguments]


@cache
def made(arguments, name, beside=()):
    """What ffmpeg makes of these arguments. beside: (name, content) of files it reads."""
    with TemporaryDirectory() as folder:
        for other, content in beside:
            (Path(folder) / other).write_bytes(content)
        command = [shutil.which("ffmpeg") or ffmpeg._carried(), "-nostdin", "-v", "error", *arguments, name]
        subprocess.run(command, cwd=folder, check=True, timeout=60)
        return (Path(folder) / name).read_bytes()


def with_chapters_and_a_cover():
    """An MP3 that says who, where and what, with chapters and a picture."""
    beside = (("tone.mp3", sound()), ("notes.txt", CHAPTERS.encode()), ("cover.png", cover()))
    inputs = ("-i", "tone.mp3", "-i", "notes.txt", "-i", "cover.png", "-map", "0:a", "-map", "2:v")
    return made((*inputs, "-map_metadata", "0", "-map_chapters", "1", "-c", "copy", *TOLD), "x.mp3", beside)


def cover():
    return made(("-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1"), "x.png")


def arrived(owner, data, *, kind="audio"):
    """A recording whose bytes are all here; the worker has not come yet."""
    upload = RecordingUpload.objects.create(
        owner=owner, title="A recording", kind=kind, length=len(data), expires_at="2999-01-01T00:00Z"
    )
    landing.begin(upload.pk)
    landing.file_of(upload.pk).write_bytes(data)
    return take_in(upload)
