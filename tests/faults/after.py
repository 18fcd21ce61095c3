"""Run inside a host's environment after the faults: what is in the database and on the disk, as JSON."""

import json
import os

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
from hearten.media.images import file_name  # noqa: E402
from hearten.media.models import Image  # noqa: E402


def subjects(kind: str) -> list[str]:
    return [subject.split(":")[1] for subject in Event.objects.filter(kind=kind).values_list("subject", flat=True)]


def main() -> dict[str, object]:
    due = DBTaskResult.objects.filter(status=TaskResultStatus.READY).exclude(run_after__gt=timezone.now())
    images = list(Image.objects.order_by("pk"))
    return {
        "waiting": due.count() + DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).count(),
        "later": DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__gt=timezone.now()).count(),
        "failed": list(DBTaskResult.objects.failed().values_list("task_path", flat=True)),
        "published": list(Post.objects.filter(state="published").exclude(slug="open").values_list("pk", flat=True)),
        "editions": list(Edition.objects.exclude(post__slug="open").values_list("post_id", flat=True)),
        "published_events": [int(one) for one in subjects("post.published")],
        "found": list(SearchEntry.objects.exclude(post__slug="open").values_list("post_id", flat=True)),
        "comments": list(Comment.objects.values_list("body", flat=True)),
        "comment_events": len(subjects("comment.posted")),
        "pictures": [image.alt for image in images],
        "pictures_not_ready": [image.pk for image in images if image.state != "ready"],
        "pictures_without_file": [
            image.pk
            for image in images
            if not all(default_storage.exists(file_name(image.pk, small=small)) for small in (False, True))
        ],
        "picture_events": sorted(subjects("image.uploaded")) == [image.pk for image in images],
    }


if __name__ == "__main__":
    print(json.dumps(main()))
