"""Tones for a microphone that is made up, and how to tell what was heard of them."""

from __future__ import annotations

import array
import base64
import math
import subprocess
import wave
from pathlib import Path

from playwright.sync_api import Page

#: What the microphone of the tests hears, in Hz.
TONE = 440.0
#: Samples a second of what is looked at.
RATE = 16_000
#: The bytes of the file that a form would send, its name and its kind.
FILE = """async () => {
  const [file] = document.querySelector("input[type=file]").files;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return [file.name, file.type, btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))];
}"""


def tone(path: Path, *, hertz: float = TONE, seconds: int = 20, rate: int = 48_000) -> Path:
    """A WAV file with one even tone. seconds: whole, so that it can begin again without a step."""
    sound = array.array("h", (round(9000 * math.sin(math.tau * hertz * n / rate)) for n in range(rate * seconds)))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(sound.tobytes())
    return path


def chosen(page: Page) -> tuple[str, str, bytes]:
    """Name, kind and bytes of what stands in the page's file field."""
    name, kind, coded = page.evaluate(FILE)
    return name, kind, base64.b64decode(coded)


def decoded(sound: bytes) -> array.array[int]:
    """Samples of any file that people send, `RATE` a second."""
    command = ["ffmpeg", "-v", "error", "-i", "pipe:", "-ac", "1", "-ar", str(RATE), "-f", "s16le", "pipe:"]
    return array.array("h", subprocess.run(command, input=sound, capture_output=True, check=True).stdout)


def seconds(samples: array.array[int]) -> float:
    """How long it lasts."""
    return len(samples) / RATE


def pitch(samples: array.array[int]) -> float:
    """Waves in a second, between the first and the last fifth: how often the sound rises through silence, in Hz."""
    middle = samples[len(samples) // 5 : -len(samples) // 5]
    return sum(a < 0 <= b for a, b in zip(middle, middle[1:], strict=False)) * RATE / len(middle)


def strength(samples: array.array[int], hertz: float) -> float:
    """How much of all sound is this one tone, from 0 to 1 (Goertzel's algorithm)."""
    turn = 2 * math.cos(math.tau * hertz / RATE)
    one = two = 0.0
    for sample in samples:
        one, two = sample + turn * one - two, one
    whole = sum(sample * sample for sample in samples) * len(samples) / 2
    return (one * one + two * two - turn * one * two) / whole if whole else 0.0
