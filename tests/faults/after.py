"""Run inside a host's environment after the faults: what is in the database, as JSON."""

import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearten.config.settings")
django.setup()

from django_tasks_db.models import DBTaskResult  # noqa: E402

from hearten.blog.models import Edition, Post  # noqa: E402
from hearten.events.models import Event  # noqa: E402
from hearten.home.models import SearchEntry  # noqa: E402

if __name__ == "__main__":
    print(
        json.dumps(
            {
                "published": list(Post.objects.filter(state="published").values_list("pk", flat=True)),
                "editions": list(Edition.objects.values_list("post_id", flat=True)),
                "events": list(Event.objects.filter(kind="post.published").values_list("subject", flat=True)),
                "found": list(SearchEntry.objects.values_list("post_id", flat=True)),
                "failed": list(DBTaskResult.objects.failed().values_list("task_path", flat=True)),
                "bodies_kept": Post.objects.exclude(body="").count(),
            }
        )
    )
