"""Square pictures as podcast apps want them: JPEG, made from what we serve, which is pixels we wrote ourselves."""

from __future__ import annotations

import io

from django.core.files.storage import default_storage
from django.db.models import F, QuerySet
from PIL import Image as Pillow

from hearten.accounts.models import Account
from hearten.media.images import file_name
from hearten.media.models import Image, State

#: What Apple asks of artwork, as pixels a side.
SMALLEST, LARGEST = 1400, 3000


def squares(owner: Account) -> QuerySet[Image]:
    """One's own pictures that podcast apps can use."""
    ready = Image.objects.filter(owner=owner, state=State.READY, width=F("height"))
    return ready.filter(width__gte=SMALLEST, width__lte=LARGEST).order_by("-uploaded_on", "id")


def as_jpeg(image_id: str) -> bytes:
    """The large version of a picture. Raises FileNotFoundError when it is gone."""
    with default_storage.open(file_name(image_id)) as file, Pillow.open(file, formats=("WEBP",)) as picture:
        out = io.BytesIO()
        picture.convert("RGB").save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
