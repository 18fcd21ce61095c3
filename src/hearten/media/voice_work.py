"""Makes what is heard of a voice note: new sound alone, as loud as it was, nothing else of what arrived (I34)."""

from __future__ import annotations

from pathlib import Path

from hearten.accounts.models import opaque
from hearten.events.models import Event
from hearten.media import ffmpeg, landing, quarantine, sniff, voice_actions
from hearten.media.measure import Found, measure, read
from hearten.media.models import State, VoiceNote
from hearten.media.probe import Refused
from hearten.media.transcode import BARE, SHORTEST

#: Seconds of the longest voice note; a recorder that stops at three minutes is a little late.
LONGEST = 185
#: Sound for a voice, that every browser plays and a thin line carries (R53): bits and samples a second.
BITS, SAMPLES = "40k", "24000"
#: Seconds that the work may take.
DEADLINE = 120.0
STUCK = "Preparing this voice note took far too long, so we stopped. Please record it again."
TOO_LONG = "This voice note is longer than 3 minutes, so it was not kept. Say it shorter, or in two parts."
SILENT = "No sound could be found in this file. Play it on your device, then record it again."
UNREADABLE = "This voice note could not be read to its end. Play it on your device, then record it again."


def prepare_voice(event: Event) -> None:
    """Make the sound of one note and delete what arrived, whatever the outcome. Works as often as it is called.

    Raises OSError, ffmpeg.Missing: then it is tried again after a pause.
    """
    note_id = event.subject.partition(":")[2]
    if not VoiceNote.objects.filter(pk=note_id, state=State.WAITING).exists():
        quarantine.forget(note_id)
        return
    raw = Path(quarantine.room().path(note_id))
    if raw.exists():
        work(note_id, raw)
    else:
        voice_actions.refuse(note_id, voice_actions.LOST)
    quarantine.forget(note_id)


def work(note_id: str, raw: Path) -> None:
    """In a folder of its own, so that nobody disturbs it who tries the same at this moment. Raises as above."""
    bench = opaque()
    try:
        made = landing.workshop(bench) / "voice.mp3"
        voice_actions.finish(note_id, made, duration_ms=make(raw, made))
    except Refused as answer:
        voice_actions.refuse(note_id, answer.message)
    except ffmpeg.Stuck:
        voice_actions.refuse(note_id, STUCK)
    finally:
        landing.clear_workshop(bench)


def make(raw: Path, made: Path) -> int:
    """One small file; of a film, the sound alone. Returns milliseconds.

    Raises Refused when it can't be used, ffmpeg.Stuck, ffmpeg.Missing; OSError when there is no room.
    """
    with raw.open("rb") as file:
        reader = sniff.reader(file.read(sniff.ENOUGH))
    source = ffmpeg.source(raw, reader)
    found = read(ffmpeg.run(source, deadline=DEADLINE).words)
    if found.sound is None:
        raise Refused(SILENT)
    require_short(found)
    sound = ["-map", f"0:{found.sound}", "-ac", "1", "-ar", SAMPLES, "-c:a", "libmp3lame", "-b:a", BITS]
    target = [*BARE, "-id3v2_version", "0", "-t", str(LONGEST + 1), "-f", "mp3", f"file:{made}"]
    done = ffmpeg.run(["-loglevel", "error", "-progress", "pipe:1", *source, *sound, *target], deadline=DEADLINE)
    if "No space left on device" in done.words:
        raise OSError("no space left for a voice note")
    if done.status or not made.exists():
        raise Refused(UNREADABLE)
    return length(made)


def length(made: Path) -> int:
    """Look at what was made rather than believe what arrived. Milliseconds; raises Refused."""
    seen = measure(made, "mp3")
    require_short(seen)
    if seen.seconds < SHORTEST:
        raise Refused(UNREADABLE)
    return round(seen.seconds * 1000)


def require_short(found: Found) -> None:
    """Raises Refused for more than the limit."""
    if found.seconds > LONGEST:
        raise Refused(TOO_LONG)
