"""Reading a published story once more: a reader said it may be about them, or it was drawn (R18)."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hearten.accounts.budget import spend
from hearten.accounts.models import Account, BoxNotice
from hearten.blog.actions.publish import withdraw
from hearten.blog.models import Kind, Post, StoryReview
from hearten.events.actions import record
from hearten.moderation.actions import claim as claim_item
from hearten.moderation.actions import close as close_item
from hearten.moderation.actions import decide, open_item

#: A story is out of sight this long at most while it is read; then it shows again by itself.
HIDDEN_FOR = timedelta(hours=72)
#: An account has to be this old before it can ask.
OLD_ENOUGH = timedelta(days=7)
#: Stories read within this time are usually not drawn.
DRAWN_AGAIN_AFTER = timedelta(days=90)
#: One draw in this many is from all stories, so that a second review soon after a first is no signal either.
ANY_STORY_IN = 4
#: What a story is measured by when it has to change.
RULE = "Nobody may be recognised in a story who did not agree to it."
#: The one line the author reads, whatever the reason was.
NOTICE = "routine-review"

#: One hour in so many draws a story, at random, so that the time of day tells the author nothing either.
HOURS_A_WEEK = 168


@transaction.atomic
def claim(post: Post, *, by: Account) -> None:
    """A reader says that a story may be about them. It is out of sight at once, if it never was for this reason.

    Too new an account, a second time in a month and a story that can't be hidden all end in the same silence:
    the answer on the page is equal for everyone (I3). Who asked is not kept.
    """
    if by.joined_on > timezone.localdate() - OLD_ENOUGH or post.kind != Kind.STORY:
        return
    if not spend(by, "about-me", 1, per="month"):
        return
    held_before = post.reviews.filter(because="claim", hides=True).exists()
    _open(post, because="claim", hides=not held_before and post.hidden_until is None)


def draw_sometimes() -> None:
    """About once a week, at an hour nobody can foretell, one story is read again (a recurring task)."""
    if secrets.randbelow(HOURS_A_WEEK) == 0:
        draw_sample()


@transaction.atomic
def draw_sample() -> None:
    """One published story, drawn at random, is read again under the same hold and the same notice as a claim."""
    stories = Post.objects.public().filter(kind=Kind.STORY)
    since = timezone.now() - DRAWN_AGAIN_AFTER
    rested = stories.exclude(reviews__opened_at__gt=since)
    pool = stories if secrets.randbelow(ANY_STORY_IN) == 0 or not rested.exists() else rested
    ids = list(pool.values_list("pk", flat=True))
    if ids:
        _open(Post.objects.get(pk=secrets.choice(ids)), because="sample", hides=True)


def _open(post: Post, *, because: str, hides: bool) -> None:
    review = StoryReview.objects.create(post=post, because=because, hides=hides)
    if hides:
        Post.objects.filter(pk=post.pk).update(hidden_until=timezone.now() + HIDDEN_FOR, version=F("version") + 1)
        BoxNotice.objects.create(account=post.therapist.account, kind=NOTICE)
    record("story.review-opened", subject=review, by=None)
    open_item(f"blog.storyreview:{review.pk}", "review")


@transaction.atomic
def settle(review: StoryReview, *, outcome: str, by: Account, reason: str) -> None:
    """The safety lead has read it: it `stays`, or needs `changes`, which its author is told with the reason (I41).

    Raises moderation.actions.Taken when a colleague has this one, CannotDecide when `by` wrote the story.
    """
    subject = f"blog.storyreview:{review.pk}"
    item = open_item(subject, "review")
    claim_item(item=item, by=by)
    if outcome == "changes":
        decide(subject=subject, act="remove", rule=RULE, facts=reason, by=by)
    else:
        finish(review, outcome="stays", by=by, note=reason)
    close_item(item=item, note=reason, by=by)


@transaction.atomic
def finish(review: StoryReview, *, outcome: str, by: Account | None, note: str = "") -> None:
    """End a review: the story `stays`, or comes down until its author has made `changes`."""
    still_open = StoryReview.objects.filter(pk=review.pk, closed_at=None)
    if not still_open.update(closed_at=timezone.now(), closed_by=by, outcome=outcome, note=note):
        return
    if outcome == "changes" and by is not None:
        withdraw(review.post, by=by)
    show_again(review.post)
    record("story.review-closed", subject=review, by=by)


def show_again(post: Post) -> None:
    """End the time out of sight, unless another reading of the same story still hides it."""
    if not post.reviews.filter(hides=True, closed_at=None).exists():
        Post.objects.filter(pk=post.pk).update(hidden_until=None, version=F("version") + 1)


@transaction.atomic
def end_holds() -> None:
    """Show every story whose time is over, decided or not (a recurring task): 72 hours is the most (R18)."""
    over = Post.objects.filter(hidden_until__lte=timezone.now())
    over.update(hidden_until=None, version=F("version") + 1)
