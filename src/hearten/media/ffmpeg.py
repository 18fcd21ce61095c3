"""Runs ffmpeg on a file that nobody trusts: few readers, no network, hard limits, killed when it hangs."""

from __future__ import annotations

import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO

import imageio_ffmpeg
from django.conf import settings

LIMITED = str(Path(__file__).with_name("limited.py"))
#: Seconds without a sign of progress after which it hangs.
STALLED_AFTER = 120.0
#: Bytes of one file it may write. A 4-hour video at our largest size has about this many.
LARGEST = 12 * 1024**3
#: How much of what it complains about is kept, in bytes.
KEPT = 65_536
#: What may be decoded; programs for other kinds are never reached.
DECODERS = (
    "h264,hevc,vp8,libvpx,vp9,libvpx-vp9,av1,libdav1d,libaom-av1,mpeg4,prores,mjpeg,png,"
    "aac,mp3,mp3float,opus,libopus,vorbis,libvorbis,flac,alac,amrnb,amrwb,"
    "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f64le,pcm_u8,pcm_alaw,pcm_mulaw"
)
#: For every run: no questions, nothing but local files, every answer on a pipe.
ALWAYS = ["-nostdin", "-hide_banner", "-protocol_whitelist", "file,pipe"]


class Stuck(Exception):  # not a mistake of ours
    """It took too long, or stopped moving, and was killed."""


class Stopped(Exception):  # somebody asked
    """`watch` said that nobody needs this any more."""


class Missing(Exception):  # a host without it
    """No ffmpeg can be started on this machine."""


@dataclass
class Run:
    """What a run left: its exit status (below zero: a signal) and the end of what it complained about."""

    status: int = 0
    said: bytearray = field(default_factory=bytearray)
    #: The last place it reached, in microseconds of the recording.
    reached: int = 0

    @property
    def words(self) -> str:
        return self.said.decode("utf-8", "replace")


def program() -> str:
    """Where ffmpeg is: the host's choice, the system's, or the one installed with us. Raises Missing."""
    found = settings.FFMPEG or shutil.which("ffmpeg") or _carried()
    if not found or not os.access(found, os.X_OK):
        raise Missing
    return str(found)


@cache
def _carried() -> str:
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:  # no file for this kind of machine
        return ""


def source(path: Path, reader: str) -> list[str]:
    """The arguments that open one file with one reader."""
    drefs = ["-enable_drefs", "0"] if reader == "mov" else []
    return ["-codec_whitelist", DECODERS, "-f", reader, *drefs, "-i", f"file:{path}"]


def run(arguments: Sequence[str], *, deadline: float, watch: Callable[[int], bool] = lambda at: True) -> Run:
    """Run to the end. watch: called about every second with the place reached; False stops it.

    Raises Stuck, Stopped, Missing. Whatever happens, nothing of it keeps running.
    """
    limits = [str(int(deadline * (os.cpu_count() or 1))), str(LARGEST)]
    command = [sys.executable, "-I", LIMITED, *limits, program(), *ALWAYS, *arguments]
    with subprocess.Popen(  # noqa: S603  # our own interpreter and program, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},
        start_new_session=True,
    ) as process:
        done = Run()
        try:
            _follow(process, done, until=time.monotonic() + deadline, watch=watch)
        finally:
            _end(process)
        done.status = process.returncode
        return done


def _follow(process: subprocess.Popen[bytes], done: Run, *, until: float, watch: Callable[[int], bool]) -> None:
    moved = time.monotonic()
    with selectors.DefaultSelector() as pipes:
        for pipe, take in ((process.stdout, _progress), (process.stderr, _complaint)):
            pipes.register(pipe, selectors.EVENT_READ, take)  # type: ignore[arg-type]  # both are pipes
        while pipes.get_map():
            before = done.reached
            for key, _ in pipes.select(timeout=1.0):
                if not key.data(done, key.fileobj):
                    pipes.unregister(key.fileobj)
            now = time.monotonic()
            moved = now if done.reached != before else moved
            if now > until or now - moved > STALLED_AFTER:
                raise Stuck
            if not watch(done.reached):
                raise Stopped
    process.wait(timeout=max(1.0, until - time.monotonic()))


def _progress(done: Run, pipe: IO[bytes]) -> bool:
    """Lines such as `out_time_us=1234000`. False at the end."""
    data = os.read(pipe.fileno(), 65536)
    for line in data.splitlines():
        name, _, value = line.partition(b"=")
        if name == b"out_time_us" and value.strip().isdigit():
            done.reached = int(value)
    return bool(data)


def _complaint(done: Run, pipe: IO[bytes]) -> bool:
    data = os.read(pipe.fileno(), 65536)
    done.said += data
    del done.said[:-KEPT]
    return bool(data)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
