"""Letting the world read a post, planning it, and taking it down."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from hearten.accounts.models import Account, BoxNotice
from hearten.blog.actions.episodes import freeze, open_while_public, same_words
from hearten.blog.actions.sourcing import came_back, hidden_words, may_come_back
from hearten.blog.draft import DraftReading, read_draft, what_is_missing
from hearten.blog.facts import as_read, for_readers, take
from hearten.blog.markdown import image_ids, render
from hearten.blog.models import Acknowledgement, Edition, Post, PostTopic
from hearten.blog.models.post import State
from hearten.blog.spoken import spoken_version
from hearten.events.actions import record
from hearten.media.actions import open_to_all
from hearten.media.images import resolve
from hearten.moderation.review import GuardUnavailable, NeedsChanges


class NotReady(Exception):
    """The post lacks something the world needs. `sentences` say what, for its author."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("the post is not ready")
        self.sentences = sentences


class Moved(Exception):
    """The text changed while the Guard was reading it; nothing was published."""


def publish(post: Post, *, by: Account, acknowledged: Collection[str] = ()) -> Edition | None:
    """Publish the working copy as a new edition, or plan it when its story still rests.

    acknowledged: ids of the rules whose advice the author has seen on this page.
    Returns the edition; None when it was planned instead (a story that rests, R45).
    Raises NotReady, NeedsChanges (findings are open), GuardUnavailable (fails closed, I19), Moved.
    """
    rests_until = post.rests_until
    if post.state != State.PUBLISHED and rests_until and rests_until > timezone.now():
        plan(post, by=by, at=rests_until, acknowledged=acknowledged)
        return None
    reading = require_ready(post, acknowledged=acknowledged)
    return _publish(post, by=by, reading=reading, acknowledged=acknowledged)


def plan(post: Post, *, by: Account, at: datetime, acknowledged: Collection[str] = ()) -> None:
    """Let the post go out at a later time. It is read again then.

    at: aware, in the future; for a story not before its rest ends.
    Raises NotReady, NeedsChanges, GuardUnavailable, Moved.
    """
    if at <= timezone.now():
        raise NotReady(["Choose a time that is still to come."])
    if post.rests_until and at < post.rests_until:
        raise NotReady([f"This story rests until {timezone.localtime(post.rests_until):%d %B %Y, %H:%M}."])
    require_ready(post, acknowledged=acknowledged)
    _plan(post, by=by, at=at, acknowledged=acknowledged)


def require_ready(post: Post, *, acknowledged: Collection[str]) -> DraftReading:
    """The Guard's reading of a post that may go out. Runs outside any transaction: it takes a moment."""
    missing = what_stands_against(post) or what_is_missing(post) or what_others_say(post)
    if missing:
        raise NotReady(missing)
    reading = read_draft(post)
    released = set(post.releases.values_list("key", flat=True))
    still_open = reading.reading.open(acknowledged=acknowledged, released=released)
    if still_open:
        raise NeedsChanges(reading.reading, still_open)
    return reading


def what_stands_against(post: Post) -> list[str]:
    """Decisions about the post that publishing it again would go around."""
    if post.state == State.REMOVED and may_come_back(post):
        return []
    if post.state == State.REMOVED and (words := hidden_words(post)):
        return [f"A clinical editor hid this until these words are changed: “{words}”"]
    if post.state == State.REMOVED:
        return ["A moderator took this page down. Your decisions page says why, and lets you ask for another look."]
    edition = post.edition
    wanted = post.reviews.filter(outcome="changes").exists()
    if post.state == State.WITHDRAWN and wanted and edition and _same_text(edition, post):
        return ["The safety lead asked you to change this story. Please change the words first."]
    return []


def what_others_say(post: Post) -> list[str]:
    """What apps above have against it (config/publish_checks.py), in plain sentences for its author."""
    checks: list[str] = import_string(settings.PUBLISH_CHECKS)
    return [sentence for path in checks for sentence in import_string(path)(post)]


@transaction.atomic
def _publish(post: Post, *, by: Account, reading: DraftReading, acknowledged: Collection[str]) -> Edition:
    current = _unmoved(post)
    latest = current.editions.first()
    if current.state == State.PUBLISHED and latest and _same_text(latest, current) and not current.waiting:
        return latest  # pressed twice: once is enough
    if refused := what_others_say(current):  # asked again behind the lock: a yes may have been taken back
        raise NotReady(refused)
    if current.state == State.REMOVED and not may_come_back(current):
        raise Moved
    if current.waiting:
        take(current, current.waiting)
    PostTopic.objects.follow(current)
    edition = _new_edition(current, reading, number=latest.number + 1 if latest else 1)
    if current.state == State.REMOVED:
        came_back(current, edition, by=by)
    seen = [item for item in reading.reading.findings if item.rule in acknowledged]
    Acknowledgement.objects.bulk_create(
        Acknowledgement(edition=edition, rule=item.rule, quote=item.quote, by=by) for item in seen
    )
    Post.objects.filter(pk=current.pk).update(
        state=State.PUBLISHED,
        edition=edition,
        published_at=current.published_at or timezone.now(),
        publish_at=None,
        acknowledged=sorted(acknowledged),
        version=current.version + 1,
    )
    open_while_public(current)
    record("post.published", subject=current, by=by, topic=current.topic, edition=edition.number)
    post.refresh_from_db()
    return edition


def _new_edition(post: Post, reading: DraftReading, *, number: int) -> Edition:
    ids = image_ids(post.body)
    open_to_all(ids, owner=post.therapist.account)
    pictures = resolve(ids, post.therapist.account)
    edition = Edition.objects.create(
        post=post,
        number=number,
        title=post.title,
        summary=post.summary,
        body=post.body,
        html=render(post.body, pictures),
        facts=for_readers(as_read(post)),
        rules_version=reading.reading.rules_version,
    )
    freeze(edition, post)
    return edition


@transaction.atomic
def _plan(post: Post, *, by: Account, at: datetime, acknowledged: Collection[str]) -> None:
    current = _unmoved(post)
    Post.objects.filter(pk=current.pk).update(
        state=State.SCHEDULED, publish_at=at, acknowledged=sorted(acknowledged)
    )
    record("post.scheduled", subject=current, by=by)
    post.refresh_from_db()


def publish_due() -> None:
    """Let out what is due (a recurring task). What can't go out becomes a draft again, and its author hears."""
    due = Post.objects.filter(state=State.SCHEDULED, publish_at__lte=timezone.now())
    for post in due.select_related("therapist__account"):
        try:
            publish(post, by=post.therapist.account, acknowledged=post.acknowledged)
        except (NotReady, NeedsChanges):
            _hand_back(post)
        except (GuardUnavailable, Moved):
            continue  # the next round tries again


@transaction.atomic
def _hand_back(post: Post) -> None:
    Post.objects.filter(pk=post.pk, state=State.SCHEDULED).update(state=State.DRAFT, publish_at=None)
    BoxNotice.objects.create(account=post.therapist.account, kind="plan-stopped")


@transaction.atomic
def remove(post: Post, *, by: Account) -> None:
    """A moderator takes a post down. Only an appeal brings it back; the text stays with its author (I41)."""
    shown = Post.objects.filter(pk=post.pk, state__in=[State.PUBLISHED, State.WITHDRAWN])
    if shown.update(state=State.REMOVED, publish_at=None, version=F("version") + 1):
        open_while_public(post)
        record("post.withdrawn", subject=post, by=by, topic=post.topic)


@transaction.atomic
def withdraw(post: Post, *, by: Account | None) -> None:
    """Take a post down, or call off its plan. The text stays with its author. by: None for a promise."""
    changed = Post.objects.filter(pk=post.pk, state__in=[State.PUBLISHED, State.SCHEDULED])
    was_public = post.state == State.PUBLISHED
    state = State.WITHDRAWN if was_public else State.DRAFT
    if changed.update(state=state, publish_at=None, version=post.version + 1):
        open_while_public(post)
        record("post.withdrawn", subject=post, by=by, topic=post.topic)
    post.refresh_from_db()


def _unmoved(post: Post) -> Post:
    """The row as it is now, locked. Raises Moved when its text is not the one that was read."""
    current = Post.objects.select_for_update().select_related("therapist__account").get(pk=post.pk)
    if current.draft_version != post.draft_version or spoken_version(current) != spoken_version(post):
        raise Moved
    return current


def _same_text(edition: Edition, post: Post) -> bool:
    written = (edition.title, edition.summary, edition.body) == (post.title, post.summary, post.body)
    return written and same_words(edition, post)
