"""A made-up voice note for the demo: somebody hums three notes, worked out here, so that no recording is kept."""

from __future__ import annotations

import io
import math
import wave
from collections.abc import Iterator

from django.core.files.base import ContentFile

from hearten.events.models import Event
from hearten.groups.actions import keeping
from hearten.groups.models import Membership, Reply, Thread
from hearten.media.checks import has_ffmpeg
from hearten.media.voice_work import prepare_voice

#: Samples a second, and the tune: hertz and seconds.
SAMPLES = 16_000
TUNE = ((220.0, 1.2), (261.6, 1.2), (246.9, 2.4))


def hummed() -> ContentFile[bytes] | None:
    """The tune as a file that somebody might send; None where it could not be prepared."""
    if not has_ffmpeg():
        return None
    kept = io.BytesIO()
    with wave.open(kept, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(SAMPLES)
        sound.writeframes(b"".join(tone for pitch, seconds in TUNE for tone in hum(pitch, seconds)))
    return ContentFile(kept.getvalue(), name="hum.wav")


def hum(pitch: float, seconds: float) -> Iterator[bytes]:
    """One note that swells and fades, with an overtone, as 16-bit samples."""
    count = int(SAMPLES * seconds)
    for n in range(count):
        turn = 2 * math.pi * pitch * n / SAMPLES
        loud = math.sin(math.pi * n / count) * 6_000
        yield round(loud * (math.sin(turn) + 0.4 * math.sin(2 * turn))).to_bytes(2, "little", signed=True)


def listen(words: Thread | Reply) -> None:
    """The worker prepares it, and a moderator who did not write it has listened."""
    prepare_voice(Event.objects.get(kind="voice.arrived", subject=f"media.voicenote:{words.voice_id}"))
    group = words.group if isinstance(words, Thread) else words.thread.group
    keeper = Membership.objects.staff().exclude(persona=words.persona_id).filter(group=group).first()
    if keeper:
        keeping.approve(words, by=keeper)
    words.refresh_from_db()
