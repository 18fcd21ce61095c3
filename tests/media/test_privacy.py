"""Pictures leave with their owner (R102, I31)."""

import json

from hearten.config.personal_data import APPS
from hearten.media import privacy
from hearten.media.models import Image
from tests.cast import Cast


def test_an_export_lists_every_picture_and_can_hold_its_file(upload, work, cast: Cast) -> None:
    image = upload()
    work()
    data = privacy.export(cast.ana)
    assert json.loads(json.dumps(data))["pictures"][0]["description"] == "A path through birch trees"
    name, content = next(privacy.files(cast.ana))
    assert (name, content[8:12]) == (f"{image.pk}.webp", b"WEBP")


def test_nobody_elses_picture_is_in_an_export(upload, cast: Cast) -> None:
    upload(owner=cast.farid)
    assert privacy.export(cast.ana) == {"pictures": [], "recordings": [], "uploads": []}
    assert list(privacy.files(cast.ana)) == []


def test_erasing_leaves_no_row_and_no_byte(upload, work, cast: Cast, folders) -> None:
    upload()
    work()
    upload()
    other = upload(owner=cast.farid)
    assert privacy.erase(cast.ana) == []
    assert [row.pk for row in Image.objects.all()] == [other.pk]
    assert list((folders.media / "images").iterdir()) == []
    assert [path.name for path in folders.quarantine.iterdir()] == [other.pk]


def test_the_host_knows_of_it() -> None:
    assert APPS["media"] is privacy.PERSONAL_DATA
