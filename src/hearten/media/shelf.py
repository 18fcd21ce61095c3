"""A therapist's own pictures as plain data, newest day first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from hearten.accounts.models import Account
from hearten.media.images import Picture, picture
from hearten.media.models import Image, Shows

A_PAGE = 24
#: R36: when the uploader can't say who is in it.
UNSURE = (
    "Look once more before you use it. If anybody could be recognised, by face, place, handwriting or a "
    "message, ask them first or choose another picture."
)


@dataclass(frozen=True)
class OnShelf:
    """One picture with what its owner needs to know."""

    picture: Picture
    url: str
    remove_url: str
    shows: str
    uploaded_on: date
    reason: str
    advice: str
    public: bool


def on_shelf(image: Image) -> OnShelf:
    """One row as plain data."""
    return OnShelf(
        picture=picture(image),
        url=reverse("image", kwargs={"image_id": image.pk}),
        remove_url=reverse("image-remove", kwargs={"image_id": image.pk}),
        shows=str(image.get_shows_display()),
        uploaded_on=image.uploaded_on,
        reason=image.reason,
        advice=UNSURE if image.shows == Shows.UNSURE else "",
        public=image.public,
    )


def shelf_page(owner: Account, *, after: str) -> dict[str, Any]:
    """One page of the shelf and the address of the next. after: the last picture of the page before, or ""."""
    rows = Image.objects.filter(owner=owner).order_by("-uploaded_on", "id")
    last = Image.objects.filter(owner=owner, pk=after).only("uploaded_on").first() if after else None
    if last:
        rows = rows.filter(Q(uploaded_on__lt=last.uploaded_on) | Q(uploaded_on=last.uploaded_on, id__gt=last.pk))
    found = list(rows[: A_PAGE + 1])
    older = f"{reverse('images')}?after={found[A_PAGE - 1].pk}" if len(found) > A_PAGE else ""
    return {"items": [on_shelf(row) for row in found[:A_PAGE]], "older": older}
