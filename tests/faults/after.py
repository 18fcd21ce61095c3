"""Run inside a host's environment after the faults: what is in the database and on the disk, as JSON.

--tidied: as on the day after, when what belongs to nobody has been thrown away.
"""

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearten.config.settings")
django.setup()

from django.core.files.storage import default_storage  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from hearten.blog.models import Comment, Edition, Post  # noqa: E402
from hearten.compat import TaskResultStatus  # noqa: E402
from hearten.events.models import Event  # noqa: E402
from hearten.home.models import SearchEntry  # noqa: E402
from hearten.imports.actions import forget_old  # noqa: E402
from hearten.imports.models import ArchivedItem, Import  # noqa: E402
from hearten.media.images import file_name  # noqa: E402
from hearten.media.models import Image, Recording, RecordingUpload  # noqa: E402
from hearten.media.quarantine import room as quarantine  # noqa: E402
from hearten.media.reactions import clear_quarantine  # noqa: E402
from hearten.media.recording_work import sweep_recordings  # noqa: E402
from hearten.media.recordings import served_name  # noqa: E402
from tests.faults.larger import LENGTH  # noqa: E402

#: Thousandths of a second by which a coded recording may differ from what was sent.
NEAR = 200


def subjects(kind: str) -> list[str]:
    return [subject.split(":")[1] for subject in Event.objects.filter(kind=kind).values_list("subject", flat=True)]


def main() -> dict[str, object]:
    """Everything, by name."""
    return {**tasks(), **words(), **pictures(), **recordings(), **imports(), "left_behind": raw_files()}


def raw_files() -> list[str]:
    """What still waits in the quarantine, for nobody or for somebody who has not come yet."""
    place = Path(quarantine().path(""))
    return sorted(str(file.relative_to(place)) for file in place.rglob("*") if file.is_file())


def a_day_later() -> None:
    """Everything that waits is old, and what tidies up has come."""
    for name in raw_files():
        os.utime(quarantine().path(name), (0, 0))
    forget_old()
    clear_quarantine()
    sweep_recordings()


def tasks() -> dict[str, object]:
    due = DBTaskResult.objects.filter(status=TaskResultStatus.READY).exclude(run_after__gt=timezone.now())
    return {
        "waiting": due.count() + DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).count(),
        "later": DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__gt=timezone.now()).count(),
        "failed": list(DBTaskResult.objects.failed().values_list("task_path", flat=True)),
    }


def words() -> dict[str, object]:
    return {
        "published": list(Post.objects.filter(state="published").exclude(slug="open").values_list("pk", flat=True)),
        "editions": list(Edition.objects.exclude(post__slug="open").values_list("post_id", flat=True)),
        "published_events": [int(one) for one in subjects("post.published")],
        "found": list(SearchEntry.objects.exclude(post__slug="open").values_list("post_id", flat=True)),
        "comments": list(Comment.objects.values_list("body", flat=True)),
        "comment_events": len(subjects("comment.posted")),
    }


def pictures() -> dict[str, object]:
    images = list(Image.objects.order_by("pk"))
    return {
        "pictures": [image.alt for image in images],
        "pictures_not_ready": [image.pk for image in images if image.state != "ready"],
        "pictures_without_file": [
            image.pk
            for image in images
            if not all(default_storage.exists(file_name(image.pk, small=small)) for small in (False, True))
        ],
        "picture_events": sorted(subjects("image.uploaded")) == [image.pk for image in images],
    }


def recordings() -> dict[str, object]:
    rows = list(Recording.objects.order_by("pk"))
    names = [(row.pk, served_name(row.pk, file["name"]), file["bytes"]) for row in rows for file in row.files]
    return {
        "recordings": [row.title for row in rows],
        "recordings_not_ready": {row.pk: [row.state, row.reason] for row in rows if row.state != "ready"},
        "recordings_without_file": [pk for pk, name, size in names if not whole(name, size)],
        "recordings_cut": [row.pk for row in rows if abs(row.duration_ms - LENGTH * 1000) > NEAR],
        "uploads_open": list(RecordingUpload.objects.values_list("title", flat=True)),
        "recording_events": sorted(subjects("recording.uploaded")) == [row.pk for row in rows],
    }


def whole(name: str, size: int) -> bool:
    """Whether a served file is there, as long as its row says."""
    return bool(default_storage.exists(name)) and default_storage.size(name) == size


def imports() -> dict[str, object]:
    rows = Import.objects.all()
    return {
        "imports": {str(row.pk): row.state for row in rows},
        "archives_waiting": [row.stored for row in rows],
        "imports_half": [row.pk for row in rows if row.state == "done" and row.done != row.total],
        "brought": list(Post.objects.filter(archived__isnull=False).values_list("title", flat=True)),
        "archived": list(ArchivedItem.objects.values_list("title", flat=True)),
    }


if __name__ == "__main__":
    if sys.argv[1:] == ["--tidied"]:
        a_day_later()
    print(json.dumps(main()))
