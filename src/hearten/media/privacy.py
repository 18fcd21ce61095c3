"""What is kept of a person here: their pictures and their recordings."""

from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage

from hearten.accounts.models import Account
from hearten.accounts.privacy import Kept, PersonalData
from hearten.media.actions import delete_files
from hearten.media.images import address, file_name
from hearten.media.models import Image, Recording, RecordingUpload, State
from hearten.media.recording_actions import delete_recording_files
from hearten.media.recordings import recording_address


def export(account: Account) -> dict[str, Any]:
    """Each picture and recording, with an address (of what nothing public uses: for some hours)."""
    return {"pictures": pictures(account), "recordings": recordings(account), "uploads": uploads(account)}


def pictures(account: Account) -> list[dict[str, Any]]:
    """Each picture with its description."""
    return [
        {
            "id": image.pk,
            "description": image.alt,
            "shows": image.get_shows_display(),
            "state": image.get_state_display(),
            "width": image.width,
            "height": image.height,
            "public": image.public,
            "uploaded_on": image.uploaded_on.isoformat(),
            "address": address(image),
        }
        for image in Image.objects.filter(owner=account).order_by("uploaded_on", "id")
    ]


def recordings(account: Account) -> list[dict[str, Any]]:
    """Each recording, with what is served of it."""
    return [
        {
            "id": row.pk,
            "title": row.title,
            "kind": row.get_kind_display(),
            "state": row.get_state_display(),
            "reason": row.reason,
            "seconds": row.duration_ms / 1000,
            "public": row.public,
            "uploaded_on": row.uploaded_on.isoformat(),
            "files": [{**file, "address": recording_address(row, file["name"])} for file in row.files],
        }
        for row in Recording.objects.filter(owner=account).order_by("uploaded_on", "id")
    ]


def uploads(account: Account) -> list[dict[str, Any]]:
    """What is still on its way here."""
    rows = RecordingUpload.objects.filter(owner=account).order_by("expires_at", "id")
    return [{"title": row.title, "bytes": row.length, "until": row.expires_at.isoformat()} for row in rows]


def files(account: Account) -> Iterator[tuple[str, bytes]]:
    """Name and content of each finished picture, for an export that can hold files.

    Recordings are left to their addresses: one of them can be larger than everything else together.
    """
    for image in Image.objects.filter(owner=account, state=State.READY).order_by("uploaded_on", "id"):
        with default_storage.open(file_name(image.pk)) as file:
            yield f"{image.pk}.webp", file.read()


def erase(account: Account) -> list[Kept]:
    """Rows and files, finished and raw. Nothing stays."""
    ids = list(Image.objects.filter(owner=account).values_list("pk", flat=True))
    Image.objects.filter(pk__in=ids).delete()
    for image_id in ids:
        delete_files(image_id)
    for model in (RecordingUpload, Recording):
        held = list(model._default_manager.filter(owner=account).values_list("pk", flat=True))
        model._default_manager.filter(pk__in=held).delete()
        for recording_id in held:
            delete_recording_files(recording_id)
    return []


PERSONAL_DATA = PersonalData(
    export=export, erase=erase, files=files, says="Your pictures and recordings, in every place they are used."
)
