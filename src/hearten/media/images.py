"""Pictures as other apps use them: looked up by id, with an address that works for who is meant to see it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from hearten.accounts.models import Account
from hearten.media.models import Image, State

#: How long, in seconds, the address of a picture works that nothing public uses yet.
SIGNED_FOR = 3600
#: Square brackets would end a description in Markdown.
ROUND = str.maketrans({"[": "(", "]": ")", "\\": None})
signer = TimestampSigner(salt="hearten.media")


@dataclass(frozen=True)
class Picture:
    """One picture, ready to draw. url_small is at most 800 pixels wide; the sizes are those of `url`.

    state: "ready", "waiting" (its addresses work soon) or "refused". reference: how Markdown names it.
    """

    id: str
    url: str
    url_small: str
    width: int
    height: int
    alt: str
    state: str
    reference: str


def resolve(ids: Collection[str], owner: Account) -> dict[str, Picture]:
    """The owner's pictures by id, in one query. Ids of others, or of nothing, are left out."""
    if not ids:
        return {}
    return {image.pk: picture(image) for image in Image.objects.filter(owner=owner, pk__in=set(ids))}


def picture(image: Image) -> Picture:
    """One row as plain data."""
    return Picture(
        id=image.pk,
        url=address(image),
        url_small=address(image, small=True),
        width=image.width,
        height=image.height,
        alt=image.alt,
        state=image.state,
        reference=f"![{image.alt.translate(ROUND)}](image:{image.pk})",
    )


def address(image: Image, *, small: bool = False) -> str:
    """Where the picture is served: another origin, an unguessable id, and a signature until it is public (I34)."""
    name = file_name(image.pk, small=small).removeprefix("images/")
    ticket = "" if image.public else "?s=" + signer.sign(image.pk).removeprefix(f"{image.pk}:")
    return f"{settings.MEDIA_ORIGIN}/media/{name}{ticket}"


def is_signed(image_id: str, ticket: str) -> bool:
    """Whether a ticket was made for this picture within the last hour."""
    try:
        signer.unsign(f"{image_id}:{ticket}", max_age=SIGNED_FOR)
    except BadSignature:
        return False
    return True


def servable(image_id: str, ticket: str) -> Image | None:
    """The picture behind an address, or None when there is nothing to serve to whoever holds that address."""
    open_owner = {"owner__is_active": True, "owner__paused": ""}
    image = Image.objects.filter(pk=image_id, state=State.READY, **open_owner).first()
    return image if image and (image.public or is_signed(image_id, ticket)) else None


def file_name(image_id: str, *, small: bool = False) -> str:
    """The name in storage: made by us, never taken from what was uploaded."""
    return f"images/{image_id}{'-small' if small else ''}.webp"
