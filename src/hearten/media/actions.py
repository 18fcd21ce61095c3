"""Verbs for pictures: take one in, finish it, show it, take it away."""

from __future__ import annotations

from collections.abc import Collection

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from hearten.accounts.models import Account, opaque
from hearten.events import actions as events
from hearten.media import probe, quarantine
from hearten.media.images import file_name
from hearten.media.models import Image, State
from hearten.media.probe import Refused
from hearten.media.sandbox import Encoded


def upload(file: File[bytes], *, owner: Account, alt: str, shows: str) -> Image:
    """Take a picture in. It is checked now and re-encoded by the worker; until then nobody can see it (I34).

    alt: what it shows, in words. shows: a value of `Shows`.
    Raises Refused with words for the uploader: too large, not a picture, cut short, too many pixels, no room.
    """
    if file.size > probe.MAX_BYTES:
        raise probe.too_large()
    data = file.read()
    size = probe.measure(data)
    image = Image(pk=opaque(), owner=owner, alt=alt, shows=shows, width=size.width, height=size.height)
    try:
        quarantine.keep(image.pk, data)
    except OSError as error:
        raise no_room() from error
    try:
        _record(image, owner)
    except Exception:
        quarantine.forget(image.pk)
        raise
    return image


@transaction.atomic
def _record(image: Image, owner: Account) -> None:
    image.save(force_insert=True)
    events.record("image.uploaded", subject=image, by=owner)


def finish(image_id: str, made: Encoded) -> bool:
    """Store what the worker made and let the picture be seen. False when it was taken away meanwhile.

    Raises OSError, and leaves nothing half-stored, when there is no room; the task is tried again.
    """
    try:
        for content, small in ((made.large, False), (made.small, True)):
            default_storage.delete(file_name(image_id, small=small))
            default_storage.save(file_name(image_id, small=small), ContentFile(content))
    except OSError:
        delete_served(image_id)
        raise
    waiting = Image.objects.filter(pk=image_id, state=State.WAITING)
    if waiting.update(state=State.READY, width=made.width, height=made.height):
        return True
    if not Image.objects.filter(pk=image_id, state=State.READY).exists():
        delete_served(image_id)
    return False


def refuse(image_id: str, reason: str) -> None:
    """Tell the uploader, on their shelf, why a picture can't be used."""
    Image.objects.filter(pk=image_id, state=State.WAITING).update(state=State.REFUSED, reason=reason)


def open_to_all(ids: Collection[str], *, owner: Account) -> int:
    """Let these pictures be seen without a signature, because something public uses them. Returns how many.

    The event that says so is the caller's, such as `post.published`, in the same transaction.
    """
    return Image.objects.filter(owner=owner, pk__in=set(ids)).update(public=True)


def close(ids: Collection[str], *, owner: Account) -> int:
    """Nothing public uses these pictures any more. Returns how many."""
    return Image.objects.filter(owner=owner, pk__in=set(ids)).update(public=False)


def remove(image: Image, *, by: Account) -> None:
    """Take a picture away for good. Raises Refused while something that anyone can read uses it."""
    if image.public:
        raise Refused("This picture is on a page that anyone can read. Take it out of that page first.")
    with transaction.atomic():
        events.record("image.removed", subject=image, by=by)
        image_id = image.pk
        image.delete()
    delete_files(image_id)


def delete_files(image_id: str) -> None:
    """Every file of one picture, raw and served. Harmless when they are gone."""
    quarantine.forget(image_id)
    delete_served(image_id)


def delete_served(image_id: str) -> None:
    """What the worker made of one picture."""
    for small in (False, True):
        default_storage.delete(file_name(image_id, small=small))


def no_room() -> Refused:
    """The disk is full or can't be written."""
    return Refused(
        "There is no room for pictures at the moment. That is our fault, not yours. Please try later.", 507
    )
