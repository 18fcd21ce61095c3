"""Recordings as other apps use them: plain data with addresses that work for who is meant to hear or see them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from hearten.accounts.models import Account
from hearten.media.models import Recording, RecordingKind, RecordingState

#: How long, in seconds, the address of a recording works that nothing public uses yet. Long ones are played slowly.
SIGNED_FOR = 6 * 3600
#: The one file that a podcast names, by kind; the other names that are served.
EPISODE = {RecordingKind.AUDIO: "episode.mp3", RecordingKind.VIDEO: "episode.mp4"}
SMALL, POSTER = "episode-small.mp4", "poster.webp"
#: The sound of a video alone, for thin lines (R53).
SOUND = "sound.mp3"
TYPES = {"mp3": "audio/mpeg", "mp4": "video/mp4", "webp": "image/webp"}
signer = TimestampSigner(salt="hearten.media.recordings")


@dataclass(frozen=True)
class Source:
    """One file a browser may choose. type: for `<source type>`. width, height: pixels, 0 for sound."""

    url: str
    type: str
    bytes: int
    width: int
    height: int


@dataclass(frozen=True)
class Playable:
    """A ready recording as plain data.

    kind: "audio" or "video". duration_ms: milliseconds. sources: best first. poster: an address, or "" for sound.
    sound: of a video, what is heard, alone; None for sound, for silent ones and those from before it was made.
    download_url, bytes, mime: the one file for a podcast's enclosure. All addresses are absolute.
    """

    id: str
    kind: str
    duration_ms: int
    width: int
    height: int
    sources: list[Source]
    poster: str
    sound: Source | None
    download_url: str
    bytes: int
    mime: str


def playable(recording: Recording) -> Playable | None:
    """What a player and a feed need; None until it is ready. Addresses are signed while it is not public."""
    if recording.state != RecordingState.READY:
        return None
    names = {file["name"] for file in recording.files}
    sources = [_source(recording, file) for file in recording.files if file["name"] not in {POSTER, SOUND}]
    sounds = [_source(recording, file) for file in recording.files if file["name"] == SOUND]
    best = sources[0]
    return Playable(
        id=recording.pk,
        kind=recording.kind,
        duration_ms=recording.duration_ms,
        width=recording.width,
        height=recording.height,
        sources=sources,
        poster=recording_address(recording, POSTER) if POSTER in names else "",
        sound=next(iter(sounds), None),
        download_url=best.url,
        bytes=best.bytes,
        mime=best.type,
    )


def ready_recordings(owner: Account, kind: str) -> list[tuple[str, str]]:
    """Id and title of one's own finished recordings of a kind, newest day first: the choices of a form."""
    rows = Recording.objects.filter(owner=owner, kind=kind, state=RecordingState.READY)
    return list(rows.order_by("-uploaded_on", "id").values_list("pk", "title"))


def _source(recording: Recording, file: dict[str, int | str]) -> Source:
    return Source(
        url=recording_address(recording, str(file["name"])),
        type=str(file["type"]),
        bytes=int(file["bytes"]),
        width=int(file["width"]),
        height=int(file["height"]),
    )


def recording_address(recording: Recording, name: str) -> str:
    """Where one file is served: another origin, an unguessable id, and a signature until it is public (I34)."""
    ticket = "" if recording.public else "?s=" + signer.sign(recording.pk).removeprefix(f"{recording.pk}:")
    return f"{settings.MEDIA_ORIGIN}/media/recordings/{recording.pk}/{name}{ticket}"


def is_signed(recording_id: str, ticket: str) -> bool:
    """Whether a ticket was made for this recording within the last hours."""
    try:
        signer.unsign(f"{recording_id}:{ticket}", max_age=SIGNED_FOR)
    except BadSignature:
        return False
    return True


def servable_recording(recording_id: str, ticket: str) -> Recording | None:
    """The recording behind an address, or None when there is nothing to serve to whoever holds that address."""
    open_owner = {"owner__is_active": True, "owner__paused": ""}
    row = Recording.objects.filter(pk=recording_id, state=RecordingState.READY, **open_owner).first()
    return row if row and (row.public or is_signed(recording_id, ticket)) else None


def served_name(recording_id: str, name: str) -> str:
    """The name in storage: made by us, never taken from what was uploaded."""
    return f"recordings/{recording_id}/{name}"
