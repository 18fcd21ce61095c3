"""Ready-made drafts."""

from typing import Any

from hearten.accounts.models import Account
from hearten.blog.actions.write import begin
from hearten.blog.models import Post
from hearten.directory.models import Topic

BODY = """Most people lie awake now and then. A steady time for getting up helps many of them.

## What can help

Light in the morning, and a calm hour before bed.
"""

#: Words the Guard holds, and words it only advises about.
HELD = "If I helped you, please leave me a five-star review."
ADVISED = "He committed suicide many years ago."


def draft(author: Account, **fields: Any) -> Post:
    """A draft that may go out as it is."""
    topic, _new = Topic.objects.get_or_create(slug="sleep", defaults={"facet": "condition", "name": "Sleep"})
    post = begin(author.therapist, kind=fields.pop("kind", "article"))
    words = {"title": "A night without sleep", "summary": "What helps many people.", "body": BODY, **fields}
    for name, value in words.items():
        setattr(post, name, value)
    post.save()
    post.topics.add(topic)
    return post


def form_of(post: Post, **changes: Any) -> dict[str, Any]:
    """What the editor's page would send."""
    data: dict[str, Any] = {
        "version": post.draft_version,
        "kind": post.kind,
        "title": post.title,
        "summary": post.summary,
        "body": post.body,
        "slug": post.slug,
        "story_source": post.story_source or "",
        "wait_days": post.wait_days,
        "series_order": post.series_order,
        "written_on": post.written_on.isoformat(),
        "topics": [topic.pk for topic in post.topics.all()],
        "source-TOTAL_FORMS": 0,
        "source-INITIAL_FORMS": 0,
        "source-MIN_NUM_FORMS": 0,
        "source-MAX_NUM_FORMS": 40,
    }
    return {**data, **changes}
