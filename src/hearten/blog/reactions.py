"""What follows in the blog when something happened elsewhere."""

from __future__ import annotations

from hearten.blog.actions.story_review import finish
from hearten.blog.models import StoryReview
from hearten.events.models import Event
from hearten.moderation.models import SafetyItem


def end_review(event: Event) -> None:
    """The safety lead closed the item of a story review without asking for changes: the story stays (R18)."""
    item = SafetyItem.objects.filter(pk=event.subject.partition(":")[2]).first()
    kind, _, key = item.subject.partition(":") if item else ("", "", "")
    if item is None or kind != "blog.storyreview":
        return
    review = StoryReview.objects.select_related("post").filter(pk=key, closed_at=None).first()
    if review:
        finish(review, outcome="stays", by=item.claimed_by, note=item.note)
