"""What is kept of a person here: their pictures."""

from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage

from hearten.accounts.models import Account
from hearten.accounts.privacy import Kept, PersonalData
from hearten.media.actions import delete_files
from hearten.media.images import address, file_name
from hearten.media.models import Image, State


def export(account: Account) -> dict[str, Any]:
    """Each picture with its description and an address (of a draft's picture: for one hour)."""
    return {
        "pictures": [
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
    }


def files(account: Account) -> Iterator[tuple[str, bytes]]:
    """Name and content of each finished picture, for an export that can hold files."""
    for image in Image.objects.filter(owner=account, state=State.READY).order_by("uploaded_on", "id"):
        with default_storage.open(file_name(image.pk)) as file:
            yield f"{image.pk}.webp", file.read()


def erase(account: Account) -> list[Kept]:
    """Rows and files, finished and raw. Nothing stays."""
    ids = list(Image.objects.filter(owner=account).values_list("pk", flat=True))
    Image.objects.filter(pk__in=ids).delete()
    for image_id in ids:
        delete_files(image_id)
    return []


PERSONAL_DATA = PersonalData(
    export=export, erase=erase, files=files, says="Your pictures, in every place they are shown."
)
