"""A therapist's own recordings as plain data, newest day first, and what is still on its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from hearten.accounts.models import Account
from hearten.media import landing
from hearten.media.models import Recording, RecordingKind, RecordingState, RecordingUpload
from hearten.media.recordings import Playable, playable

A_PAGE = 24
#: Per cent prepared -> how people say it.
PARTS = (
    (90, "almost all"),
    (70, "about three quarters"),
    (40, "about half"),
    (20, "about a quarter"),
    (10, "a little"),
)


@dataclass(frozen=True)
class OnShelf:
    """One recording with what its owner needs to know. player: None until it is ready. so_far: "about half"."""

    id: str
    title: str
    kind: str
    state: str
    reason: str
    so_far: str
    length: str
    size: str
    uploaded_on: date
    public: bool
    url: str
    remove_url: str
    player: Playable | None


@dataclass(frozen=True)
class OnItsWay:
    """An upload that can go on, or be thrown away. length: bytes it will have; arrived: in words."""

    title: str
    length: int
    stamp: str
    arrived: str
    until: datetime
    url: str
    remove_url: str


def on_shelf(row: Recording) -> OnShelf:
    """One row as plain data."""
    return OnShelf(
        id=row.pk,
        title=row.title,
        kind="video" if row.kind == RecordingKind.VIDEO else "sound",
        state=row.state,
        reason=row.reason,
        so_far=next((words for least, words in PARTS if row.progress >= least), ""),
        length=spoken(row.duration_ms),
        size=sized(row.held_bytes),
        uploaded_on=row.uploaded_on,
        public=row.public,
        url=reverse("recording", kwargs={"recording_id": row.pk}),
        remove_url=reverse("recording-remove", kwargs={"recording_id": row.pk}),
        player=playable(row),
    )


def on_its_way(row: RecordingUpload) -> OnItsWay:
    """One row as plain data, with what its file says."""
    return OnItsWay(
        title=row.title,
        length=row.length,
        stamp=row.stamp,
        arrived=f"{sized(landing.received(row.pk))} of {sized(row.length)} have arrived.",
        until=row.expires_at,
        url=reverse("recording-upload", kwargs={"upload_id": row.pk}),
        remove_url=reverse("recording-upload-remove", kwargs={"upload_id": row.pk}),
    )


def spoken(milliseconds: int) -> str:
    """A length as people say it: 1 hour 5 minutes, 40 seconds."""
    seconds = round(milliseconds / 1000)
    hours, minutes = divmod(seconds // 60, 60)
    parts = [(hours, "hour"), (minutes, "minute"), (seconds % 60 if seconds < 600 else 0, "second")]
    said = " ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts if number)
    return said or "less than a second"


def sized(count: int) -> str:
    """Bytes as people say them: 12 MB, 1.4 GB."""
    if count >= 1_000_000_000:
        return f"{count / 1e9:.1f} GB"
    return f"{max(1, round(count / 1e6))} MB" if count >= 500_000 else f"{round(count / 1000)} kB"


def recordings_page(owner: Account, *, after: str) -> dict[str, Any]:
    """One page of the shelf and the address of the next. after: the last one of the page before, or ""."""
    rows = Recording.objects.filter(owner=owner).order_by("-uploaded_on", "id")
    last = Recording.objects.filter(owner=owner, pk=after).only("uploaded_on").first() if after else None
    if last:
        rows = rows.filter(Q(uploaded_on__lt=last.uploaded_on) | Q(uploaded_on=last.uploaded_on, id__gt=last.pk))
    found = list(rows[: A_PAGE + 1])
    coming = RecordingUpload.objects.filter(owner=owner).order_by("expires_at", "id")
    return {
        "items": [on_shelf(row) for row in found[:A_PAGE]],
        "coming": [on_its_way(row) for row in coming],
        "older": f"{reverse('recordings')}?after={found[A_PAGE - 1].pk}" if len(found) > A_PAGE else "",
        "preparing": any(row.state in {RecordingState.WAITING, RecordingState.WORKING} for row in found),
    }
