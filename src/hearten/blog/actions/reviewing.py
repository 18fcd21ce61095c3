"""Reading one's own pages again in time, so that what stands there is still right (R22, R72)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from hearten.accounts.budget import spend
from hearten.accounts.models import Account, BoxNotice
from hearten.blog.facts import Facts, as_json
from hearten.blog.freshness import STALE_MONTHS, months_before
from hearten.blog.models import Post, PostTopic
from hearten.blog.models.post import State
from hearten.directory.models import Therapist
from hearten.events.actions import record

#: The desk asks this long before a review date.
AHEAD = timedelta(days=30)
#: The time to the next review when the author never named one.
USUALLY = timedelta(days=365)
#: The neutral line in the author's box, once a month at most.
NOTICE = "review-due"


def due(posts: QuerySet[Post, Any], *, today: date) -> QuerySet[Post, Any]:
    """Published pieces whose review date comes soon or has passed; without a date, those nearly two years old."""
    old = months_before(today + AHEAD, STALE_MONTHS)
    dated = Q(next_review_on__lte=today + AHEAD)
    undated = Q(next_review_on=None, written_on__lt=old) & (Q(reviewed_on=None) | Q(reviewed_on__lt=old))
    return posts.filter(dated | undated, state=State.PUBLISHED)


@transaction.atomic
def still_right(post: Post, *, by: Account) -> Post:
    """The author has read the piece again and stands by it; the next date lies as far off as this one did."""
    today = timezone.localdate()
    row = Post.objects.select_for_update().get(pk=post.pk, state=State.PUBLISHED)
    if row.reviewed_on == today and row.next_review_on and row.next_review_on > today + AHEAD:
        return row  # pressed twice: once is enough
    row.next_review_on = today + pace(row)
    row.reviewed_on = today
    Post.objects.filter(pk=row.pk).update(
        reviewed_on=today, next_review_on=row.next_review_on, waiting=dated(row), version=F("version") + 1
    )
    PostTopic.objects.follow(row)
    record("post.reviewed", subject=row, by=by)
    return row


def dated(row: Post) -> Facts:
    """What waits for the next edition, with the dates that were just given: an older date must not come back."""
    days = {"reviewed_on": as_json(row.reviewed_on), "next_review_on": as_json(row.next_review_on)}
    return {**row.waiting, "columns": {**row.waiting["columns"], **days}} if row.waiting else {}


def pace(post: Post) -> timedelta:
    """How long this author leaves between two reviews of the piece: a month at least, two years at most."""
    if post.next_review_on is None:
        return USUALLY
    planned = post.next_review_on - (post.reviewed_on or post.written_on)
    return min(max(planned, AHEAD + timedelta(days=1)), timedelta(days=730))


def remind() -> None:
    """Put one neutral line into the box of each author with something to read again (a recurring task)."""
    found = due(Post.objects.public(), today=timezone.localdate()).values("therapist")
    for therapist in Therapist.objects.filter(pk__in=found).select_related("account"):
        remind_one(therapist.account)


@transaction.atomic
def remind_one(account: Account) -> None:
    """Once a month, whatever the number of pieces."""
    if spend(account, "review-notice", 1, per="month"):
        BoxNotice.objects.create(account=account, kind=NOTICE)
