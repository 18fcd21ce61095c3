"""Where raw uploads wait, outside everything that is served, readable by this host's own user only."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages


def room() -> Storage:
    """The storage named in settings; never the one that serves."""
    return storages["quarantine"]


def keep(image_id: str, data: bytes) -> None:
    """Store what arrived. Raises OSError, and leaves nothing behind, when there is no room."""
    try:
        room().save(image_id, ContentFile(data))
    except OSError:
        forget(image_id)
        raise


def read(image_id: str) -> bytes | None:
    """What arrived, or None when it is gone."""
    if not room().exists(image_id):
        return None
    with room().open(image_id) as file:
        return bytes(file.read())


def forget(image_id: str) -> None:
    """Delete what arrived. Harmless when it is gone."""
    room().delete(image_id)


def older_than(moment: datetime) -> list[str]:
    """The ids whose files have been waiting since before `moment`."""
    try:
        names = room().listdir("")[1]
    except FileNotFoundError:  # nothing was ever uploaded
        return []
    return [name for name in names if room().get_modified_time(name) < moment]
