"""Makes what is served of a recording: new sound, new pictures, nothing else of what arrived (R24, I34)."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hearten.media import ffmpeg, sandbox, sniff
from hearten.media.measure import LONGEST, Found, measure, too_long
from hearten.media.probe import Refused
from hearten.media.recordings import POSTER, SMALL, SOUND, TYPES

#: Podcasts agree on this loudness (EBU R 128 measure, −16 LUFS); one pass.
LOUDNESS = "loudnorm=I=-16:TP=-1.5:LRA=11"
#: No title, place, chapter, cover, subtitle or date of what arrived.
BARE = ["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact"]
BARE += ["-flags:v", "+bitexact", "-flags:a", "+bitexact", "-t", str(LONGEST + 1)]
#: Longer and shorter side in pixels, quality, and most bits a second, of the two sizes.
LARGE_BOX, SMALL_BOX = (1920, 1080, 23, "4500k"), (854, 480, 26, "1200k")
#: Bits a second of a video's sound alone.
THIN = "40k"
#: Seconds allowed for each second of a recording, and at least.
SLOW_VIDEO, SLOW_AUDIO, AT_LEAST = 12.0, 2.0, 180.0
#: Shorter than this, in seconds, is nothing.
SHORTEST = 0.1
THREADS = str(min(4, os.cpu_count() or 1))


@dataclass(frozen=True)
class Made:
    """The files in the work folder, as `Recording.files` keeps them, and what they hold."""

    kind: str
    duration_ms: int
    width: int
    height: int
    files: list[dict[str, int | str]]


def make(raw: Path, work: Path, *, watch: Callable[[float], bool]) -> Made:
    """Everything that is served, made in the folder `work`. watch: gets the part done, 0.0 to 1.0; False stops it.

    Raises Refused when this recording can't be used, ffmpeg.Stuck, ffmpeg.Stopped, ffmpeg.Missing; OSError when
    there is no room.
    """
    with raw.open("rb") as file:
        reader = sniff.reader(file.read(sniff.ENOUGH))
    found = measure(raw, reader)
    slow = AT_LEAST + (found.seconds or LONGEST) * (SLOW_AUDIO if found.picture is None else SLOW_VIDEO)
    outputs = audio(found, work) if found.picture is None else video(found, work)
    begun = ["-loglevel", "error", "-progress", "pipe:1", *ffmpeg.source(raw, reader)]

    def part(reached: int) -> bool:
        return watch(min(1.0, reached / 1e6 / found.seconds) if found.seconds else 0.0)

    require_done(ffmpeg.run([*begun, *outputs], deadline=slow, watch=part))
    return made(found, work)


def audio(found: Found, work: Path) -> list[str]:
    """One MP3, which every podcast program plays."""
    channels, rate = ("1", "96k") if found.mono else ("2", "128k")
    sound = ["-map", f"0:{found.sound}", "-af", LOUDNESS, "-ar", "44100", "-ac", channels]
    return [*sound, "-c:a", "libmp3lame", "-b:a", rate, *BARE, "-f", "mp3", f"file:{work / 'episode.mp3'}"]


def video(found: Found, work: Path) -> list[str]:
    """One MP4, and a smaller one where the picture is larger than that."""
    sizes = [("episode.mp4", LARGE_BOX)]
    if min(found.width, found.height) > SMALL_BOX[1] or max(found.width, found.height) > SMALL_BOX[0]:
        sizes.append((SMALL, SMALL_BOX))
    several = len(sizes)
    parts = [f"[0:{found.picture}]split={several}" + "".join(f"[v{n}]" for n in range(several))]
    parts += [f"[v{n}]{scaled(*box[:2])}[o{n}]" for n, (_, box) in enumerate(sizes)]
    if found.sound is not None:
        sounds = "".join(f"[s{n}]" for n in range(several + 1))
        parts.append(f"[0:{found.sound}]{LOUDNESS},aresample=48000,asplit={several + 1}{sounds}")
    arguments = ["-filter_complex", ";".join(parts)]
    for n, (name, box) in enumerate(sizes):
        heard = ["-an"]
        if found.sound is not None:
            heard = ["-map", f"[s{n}]", "-c:a", "aac", "-b:a", "128k", "-ac", "2"]
        arguments += ["-map", f"[o{n}]", *heard, *picture(box), *BARE, "-f", "mp4", f"file:{work / name}"]
    return [*arguments, *alone(several, work)] if found.sound is not None else arguments


def alone(number: int, work: Path) -> list[str]:
    """What is heard in a video, for a line of 50 kbit a second (R53). number: of its sound in the graph."""
    sound = ["-map", f"[s{number}]", "-c:a", "libmp3lame", "-b:a", THIN, "-ac", "1", "-ar", "24000"]
    return [*sound, *BARE, "-f", "mp3", f"file:{work / SOUND}"]


def scaled(longer: int, shorter: int) -> str:
    """A filter that fits the picture into a box, lying or standing; never larger than it was."""
    wide = f"min(iw,if(gte(iw,ih),{longer},{shorter}))"
    high = f"min(ih,if(gte(iw,ih),{shorter},{longer}))"
    fit = "force_original_aspect_ratio=decrease:force_divisible_by=2"
    return f"scale=w='{wide}':h='{high}':{fit},format=yuv420p"


def picture(box: tuple[int, int, int, str]) -> list[str]:
    """H.264 that every browser and phone plays, ready to be played from its first bytes on."""
    _, _, quality, rate = box
    codec = ["-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-threads", THREADS, "-fpsmax", "60"]
    codec += ["-crf", str(quality), "-maxrate", rate, "-bufsize", f"{int(rate[:-1]) * 2}k"]
    return [*codec, "-movflags", "+faststart"]


def require_done(run: ffmpeg.Run) -> None:
    """Raises OSError when the disk was full, Refused when the file was the reason."""
    if "No space left on device" in run.words:
        raise OSError("no space left for a recording")
    if run.status:
        raise unreadable()


def made(found: Found, work: Path) -> Made:
    """Look at what was made rather than believe what arrived. Raises Refused when it is nothing."""
    best = work / ("episode.mp3" if found.picture is None else "episode.mp4")
    if not best.exists():
        raise unreadable()
    seen = measure(best, "mp3" if found.picture is None else "mov")
    if seen.seconds > LONGEST:
        raise too_long()
    if seen.seconds < SHORTEST:
        raise unreadable()
    names = ("episode.mp3", "episode.mp4", SMALL)
    files = [described(path, seen) for name in names if (path := work / name).exists()]
    files += [row(work / SOUND, 0, 0)] if (work / SOUND).exists() else []
    if found.picture is not None:
        files += poster(best, work, at=min(3.0, seen.seconds / 10))
    return Made(
        kind="audio" if found.picture is None else "video",
        duration_ms=round(seen.seconds * 1000),
        width=seen.width,
        height=seen.height,
        files=files,
    )


def described(path: Path, best: Found) -> dict[str, int | str]:
    """One served file."""
    seen = measure(path, "mov") if path.name == SMALL else best
    return row(path, seen.width, seen.height)


def row(path: Path, width: int, height: int) -> dict[str, int | str]:
    """One served file, as `Recording.files` keeps it."""
    return {
        "name": path.name,
        "type": TYPES[path.suffix[1:]],
        "bytes": path.stat().st_size,
        "width": width,
        "height": height,
    }


def poster(film: Path, work: Path, *, at: float) -> list[dict[str, int | str]]:
    """One picture of the film, made the way all pictures are. A film without one is fine."""
    still = work / "still.png"
    arguments = ["-loglevel", "error", "-ss", f"{at:.2f}", *ffmpeg.source(film, "mov")]
    ffmpeg.run([*arguments, "-frames:v", "1", "-f", "image2", f"file:{still}"], deadline=AT_LEAST)
    if not still.exists():
        return []
    picture = sandbox.encode(still.read_bytes())
    (work / POSTER).write_bytes(picture.large)
    return [row(work / POSTER, picture.width, picture.height)]


def unreadable() -> Refused:
    """It looked like a recording and was none, or its end is missing."""
    return Refused(
        "This recording could not be read to its end. Play it on your device; if it plays there, save it as MP4 "
        "or MP3 and upload it again."
    )
