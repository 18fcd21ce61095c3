"""Makes the two episodes of the demo: a voice, a tone, a circle, and captions that fit them.

    .venv/bin/python src/hearten/config/demo/make_episodes.py

It needs `espeak-ng` on the machine and Pillow and imageio-ffmpeg from requirements/. The files it writes are
committed, so nobody needs it to run the demo. The voice is a computer's, and the episode says so.
"""

from __future__ import annotations

import math
import subprocess
import tempfile
import wave
from pathlib import Path

import imageio_ffmpeg
from PIL import Image, ImageDraw

HERE = Path(__file__).parent / "episodes"
FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
#: Seconds of a breath in and of a longer breath out. Nothing in between: no breath is held.
IN, OUT, ROUNDS = 4, 6, 4
FRAMES, SIZE, PAPER, LEAF = 15, (640, 360), (246, 240, 228), (112, 140, 112)
#: When each line begins, in seconds, and what is said.
LINES = [
    (0.5, "This is a quiet minute with a longer breath out. A computer voice reads it to you."),
    (7.5, "Sit or stand as you like. Your eyes can stay open."),
    (13.0, "Let your shoulders drop, if they want to."),
    (18.0, "Breathe in through your nose, as deep as is easy."),
    (23.0, "And breathe out slowly, as if you were cooling soup."),
    (30.0, "In again, just as it comes."),
    (34.0, "And out, a little longer than in."),
    (41.0, "In."),
    (44.0, "And slowly out."),
    (51.0, "In."),
    (54.0, "And slowly out, until it ends by itself."),
    (62.0, "If you feel dizzy or uneasy, breathe as you always do, and look around the room."),
    (69.5, "Notice what is under your feet."),
    (74.0, "That is all. You can come back to this whenever you like."),
]
END = 80


def main() -> None:
    """Write both episodes and their captions."""
    with tempfile.TemporaryDirectory() as work:
        audio(Path(work))
    video()


def audio(work: Path) -> None:
    """The lines at their times over a soft tone."""
    spoken, cues = [], []
    for number, (start, words) in enumerate(LINES):
        file = work / f"{number}.wav"
        run("espeak-ng", "-v", "en-gb", "-s", "118", "-p", "38", "-w", str(file), words)
        with wave.open(str(file)) as sound:
            cues.append((start, start + sound.getnframes() / sound.getframerate(), words))
        spoken.append((start, file))
    inputs = [part for _start, file in spoken for part in ("-i", str(file))]
    late = "".join(f"[{n}]adelay={int(start * 1000)}:all=1[v{n}];" for n, (start, _file) in enumerate(spoken))
    voices = "".join(f"[v{n}]" for n in range(len(spoken)))
    mix = f"{late}{tone(END)}[tone];{voices}[tone]amix=inputs={len(spoken) + 1}:normalize=0[out]"
    target = str(HERE / "a-longer-breath-out.mp3")
    run(FFMPEG, "-y", *inputs, "-filter_complex", mix, "-map", "[out]", "-ac", "1", "-b:a", "56k", target)
    captions("a-longer-breath-out", cues)


def video() -> None:
    """A circle that grows with the breath in and shrinks with the longer breath out."""
    seconds = (IN + OUT) * ROUNDS
    shape = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{SIZE[0]}x{SIZE[1]}", "-r", str(FRAMES), "-i", "-"]
    sound = [
        "-filter_complex",
        f"{tone(seconds)}[out]",
        "-map",
        "0:v",
        "-map",
        "[out]",
        "-c:a",
        "aac",
        "-b:a",
        "32k",
    ]
    look = ["-c:v", "libx264", "-crf", "30", "-pix_fmt", "yuv420p", "-b:a", "32k", "-movflags", "+faststart"]
    target = str(HERE / "a-circle-to-breathe-with.mp4")
    frames = b"".join(frame(number / FRAMES).tobytes() for number in range(seconds * FRAMES))
    subprocess.run([FFMPEG, "-y", *shape, *sound, *look, target], input=frames, check=True, capture_output=True)  # noqa: S603
    cues = []
    for start in range(0, seconds, IN + OUT):
        cues.append((start, start + IN - 0.2, "The circle grows: breathe in, as deep as is easy."))
        cues.append((start + IN, start + IN + OUT - 0.2, "It grows small again: breathe out, slowly."))
    captions("a-circle-to-breathe-with", [(0, IN - 0.2, f"[A soft tone] {cues[0][2]}"), *cues[1:]])


def frame(moment: float) -> Image.Image:
    """One picture: the circle as it is at a moment, in seconds."""
    place = moment % (IN + OUT)
    part = place / IN if place < IN else 1 - (place - IN) / OUT
    radius = 50 + 95 * (0.5 - 0.5 * math.cos(math.pi * part))
    picture = Image.new("RGB", SIZE, PAPER)
    middle = (SIZE[0] / 2, SIZE[1] / 2 - 14)
    draw = ImageDraw.Draw(picture)
    draw.ellipse(
        [middle[0] - 149, middle[1] - 149, middle[0] + 149, middle[1] + 149], outline=(214, 208, 190), width=2
    )
    draw.ellipse([middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius], fill=LEAF)
    draw.text(
        (SIZE[0] / 2, SIZE[1] - 22), "in" if place < IN else "out", fill=(70, 60, 50), anchor="mm", font_size=22
    )
    return picture


def tone(seconds: int) -> str:
    """A low, soft tone that comes and goes."""
    wave_of = f"aevalsrc=0.035*(sin(2*PI*110*t)+0.6*sin(2*PI*165*t)):d={seconds}:s=44100"
    return f"{wave_of},afade=in:d=3,afade=out:st={seconds - 4}:d=4"


def captions(name: str, cues: list[tuple[float, float, str]]) -> None:
    """WebVTT for a file."""
    parts = [f"{stamp(start)} --> {stamp(end)}\n{words}" for start, end, words in cues]
    (HERE / f"{name}.vtt").write_text("\n\n".join(["WEBVTT", *parts]) + "\n", encoding="utf-8")


def stamp(seconds: float) -> str:
    """A time as WebVTT writes it."""
    return f"00:{int(seconds) // 60:02}:{seconds % 60:06.3f}"


def run(*command: str) -> None:
    """Run a program. Raises CalledProcessError."""
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603


if __name__ == "__main__":
    main()
