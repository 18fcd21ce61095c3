"""Run inside a host's environment: a page, a long recording and a picture for everybody. Prints it as JSON."""

import json
import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearten.config.settings")
django.setup()

from django.conf import settings  # noqa: E402

from hearten.media.images import file_name  # noqa: E402
from hearten.media.models import Image, Recording  # noqa: E402
from tests.blog.reading import address, published  # noqa: E402
from tests.cast import assemble  # noqa: E402
from tests.faults.prepare import session  # noqa: E402
from tests.media.recorded import a_recording  # noqa: E402

#: Bytes: much more than the buffers of any line hold.
RECORDING, PICTURE = 30_000_000, 4_000_000


def main() -> dict[str, str]:
    cast = assemble()
    row = a_recording(cast.ana, public=True)
    file = {"name": "episode.mp3", "type": "audio/mpeg", "bytes": RECORDING, "width": 0, "height": 0}
    Recording.objects.filter(pk=row.pk).update(files=[file])
    image = Image.objects.create(
        owner=cast.ana, alt="A lake", shows="thing", state="ready", width=10, height=10, public=True
    )
    put(f"recordings/{row.pk}/episode.mp3", RECORDING)
    put(file_name(image.pk, small=False), PICTURE)
    return {
        "page": address(published(cast.ana, slug="open", title="Come in")),
        "recording": f"/media/recordings/{row.pk}/episode.mp3",
        "picture": f"/media/{image.pk}.webp",
        "session": session(cast.ana),
    }


def put(name: str, size: int) -> None:
    """A file of this size."""
    place = Path(settings.MEDIA_ROOT) / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(os.urandom(size))


if __name__ == "__main__":
    print(json.dumps(main()))
