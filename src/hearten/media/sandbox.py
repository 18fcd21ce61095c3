"""Runs reencode.py in a process of its own, with little memory, little time and nothing of ours in its reach."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hearten.media.probe import Refused
from hearten.media.reencode import UNREADABLE

PROGRAM = str(Path(__file__).with_name("reencode.py"))
#: Seconds on the clock; the program sets its own limits on memory, processor time and written bytes.
DEADLINE = 60


@dataclass(frozen=True)
class Encoded:
    """Two WebP files and the size of the large one in pixels."""

    large: bytes
    small: bytes
    width: int
    height: int


def encode(data: bytes) -> Encoded:
    """New pictures made from what arrived.

    Raises Refused when this picture can't be decoded within the limits, RuntimeError when the fault is on our
    side (then it is worth another try), OSError when there is no room for the work.
    """
    with TemporaryDirectory(prefix="hearten-image-") as folder:
        raw, large, small = (Path(folder) / name for name in ("raw", "large.webp", "small.webp"))
        raw.write_bytes(data)
        width, height = _run([str(raw), str(large), str(small)])
        return Encoded(large.read_bytes(), small.read_bytes(), width, height)


def _run(files: list[str]) -> tuple[int, int]:
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter and program, no shell
            [sys.executable, "-I", PROGRAM, *files],
            capture_output=True,
            timeout=DEADLINE,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise hopeless() from error
    if done.returncode == UNREADABLE or done.returncode < 0:  # below zero: a signal ended it
        raise hopeless()
    if done.returncode:
        raise RuntimeError("the picture program failed")
    width, height = done.stdout.split()
    return int(width), int(height)


def hopeless() -> Refused:
    """It looked like a picture and was none."""
    return Refused("This picture could not be read to its end. Open it on your device, save it as JPEG, try again.")
