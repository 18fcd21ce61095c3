"""Answering under a post: writing, changing and taking back one's own words; approving them on one's own page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hearten.accounts import wall
from hearten.accounts.budget import spend
from hearten.accounts.models import Account, Persona
from hearten.blog.actions.twice import pressed_twice
from hearten.blog.load import rests_until
from hearten.blog.models import Comment, Post
from hearten.blog.models.comment import CommentState
from hearten.directory.models import Therapist
from hearten.directory.queries import own_page_of
from hearten.events.actions import record
from hearten.moderation.actions import changed_as_asked, open_item
from hearten.moderation.hearing import hear
from hearten.moderation.identifying import visible
from hearten.moderation.masking import for_readers, in_text, require_seen, together
from hearten.moderation.paperwork import comments_may_open
from hearten.moderation.postvention import SLOW_A_DAY, is_on
from hearten.moderation.review import require_clear
from hearten.moderation.standing import standing_of
from hearten.ui.prose import render_comment
from hearten.ui.words import fingerprint

#: The longest comment, in characters.
LONGEST = 4000
#: How many comments one account may write in a day, over all pages and names.
A_DAY = 30
#: What its writer can't change (any more), and what a moderator has hidden for a while.
SETTLED = (CommentState.REMOVED, CommentState.HELD, CommentState.DELETED)
FOR_NOW = (CommentState.HELD, CommentState.ASKED)


class Closed(Exception):  # what is so, not a mistake
    """This page, or this host, takes no comments."""


class Enough(Exception):
    """The account has written its share for today."""


class NotNow(Exception):  # what was decided, not a mistake
    """This name can't write here now; the message says why and until when, in plain words (I41)."""


class Changed(Exception):
    """The comment is not the one this edit began from. Nothing was written."""


@dataclass(frozen=True)
class Posted:
    """A comment that was kept. needs_person: its words ask for a person soon, and its writer sees help at once."""

    comment: Comment
    needs_person: bool


@dataclass(frozen=True)
class Verdict:
    """What was found in the words before anything is written. html: as readers may see them, with what could lead
    to a person covered. level: for the safety queue, or "".
    """

    html: str
    level: str
    needs_person: bool


def add_comment(
    post: Post,
    *,
    by: Account,
    body: str,
    parent: Comment | None = None,
    name: str = "",
    acknowledged: Collection[str] = (),
    keeps: Collection[str] = (),
) -> Posted:
    """Answer under a post: a member under the persona of this page, a therapist in their own name (R8, R10).

    name: which of the offered names a first comment takes. acknowledged: rules whose advice the writer has seen.
    keeps: words about themself that a member decided to leave there (R83). Words that speak of danger are kept
    whatever limit is reached, and are never shown before a person has read them (R95, I12). Raises Closed, NotNow,
    Enough, NeedsChanges, and GuardUnavailable for a therapist (I19).
    """
    own_page = own_page_of(by)
    if own_page is not None:
        verdict = read_reply(body, acknowledged=acknowledged)
    else:
        verdict = read_comment(body, acknowledged=acknowledged, keeps=keeps)
    if not comments_may_open() or not is_open(post):
        raise Closed
    return _add(post, by, own_page, body, parent, name, verdict)


def read_reply(body: str, *, acknowledged: Collection[str]) -> Verdict:
    """Let the Guard read a professional's reply, strictly. Raises NeedsChanges and GuardUnavailable (R10, I19)."""
    reply = require_clear(body, purpose="reply", acknowledged=acknowledged)
    level = (reply.crisis.level or "ideation") if reply.crisis else ""
    return Verdict(render_comment(body), level, needs_person=bool(level))


def read_comment(body: str, *, acknowledged: Collection[str], keeps: Collection[str], stands: str = "") -> Verdict:
    """Let the Guard read a member's words, kindly (I19). stands: what others read there already.

    Raises NeedsMasks and NeedsChanges, never for words of danger: nothing stands in their way (R83, I12).
    """
    heard = hear(body, acknowledged=acknowledged, keeps=keeps, stands=stands)
    return Verdict(render_comment(heard.body), heard.level, heard.needs_person)


@transaction.atomic
def _add(
    post: Post,
    by: Account,
    own_page: Therapist | None,
    body: str,
    parent: Comment | None,
    name: str,
    verdict: Verdict,
) -> Posted:
    writer: Persona | Therapist = own_page or wall.persona_for(by, post.therapist.space, name=name)
    same = pressed_twice(post, writer, body, parent)
    if same:
        return Posted(same, verdict.needs_person)
    if not verdict.needs_person:
        require_standing(writer)
    if not spend(by, "comment", SLOW_A_DAY if is_on() else A_DAY) and not verdict.needs_person:
        raise Enough
    rests = None if own_page and own_page.pk == post.therapist_id else rests_until(post.therapist)
    comment = Comment.objects.create(
        post=post,
        parent=parent,
        persona=writer if isinstance(writer, Persona) else None,
        therapist=writer if isinstance(writer, Therapist) else None,
        body=body,
        html=verdict.html,
        state=CommentState.WAITING if rests or must_wait(post, writer, verdict) else CommentState.VISIBLE,
        rests_until=rests,
    )
    if verdict.level:
        open_item(subject_of(comment), verdict.level)
    changed(comment, "comment.posted")
    return Posted(comment, verdict.needs_person)


def require_standing(writer: Persona | Therapist) -> None:
    """Raises NotNow for a name that was slowed, muted or removed here. Never asked of words in danger (I12)."""
    if isinstance(writer, Therapist):
        return
    standing = standing_of(writer.pk)
    if standing.is_free:
        return
    last = (
        Comment.objects.filter(persona=writer).order_by("-written_at").values_list("written_at", flat=True).first()
    )
    why = standing.refusal(last)
    if why:
        raise NotNow(why)


def is_open(post: Post) -> bool:
    """Whether the post takes comments: its author did not close them, here or everywhere for now, and it is not
    too old (R9, R26).
    """
    days = post.therapist.comments_close_after_days
    at = post.published_at
    in_time = days == 0 or at is None or at > timezone.now() - timedelta(days=days)
    return not post.comments_closed and not post.therapist.resting and in_time


def must_wait(post: Post, writer: Persona | Therapist, verdict: Verdict) -> bool:
    """Whether somebody reads the words before the world does (R9)."""
    if verdict.level or (is_on() and writer != post.therapist):
        return True
    if isinstance(writer, Therapist):
        return writer.pk != post.therapist_id and post.therapist.review_comments_first
    return post.therapist.review_comments_first or not writer.reviewed


def edit_comment(
    comment: Comment, *, body: str, seen: str, acknowledged: Collection[str] = (), keeps: Collection[str] = ()
) -> Posted:
    """Change one's own words. They are read again, and wait again where a first comment would.

    comment: one of the writer's own (`Comment.objects.written_by`).
    seen: `fingerprint` of the words the edit began from. Raises Changed when they are others by now, NeedsChanges,
    and GuardUnavailable for a therapist.
    """
    if comment.therapist_id is not None:
        verdict = read_reply(body, acknowledged=acknowledged)
    else:
        stands = visible(comment.html)
        verdict = read_comment(body, acknowledged=acknowledged, keeps=keeps, stands=stands)
    with transaction.atomic():
        mine = Comment.objects.select_for_update(of=("self",)).select_related("post__therapist")
        current = mine.get(pk=comment.pk)
        if fingerprint(current.body) != seen or current.state in SETTLED:
            raise Changed
        if current.body != body:
            _rewrite(current, body, verdict)
        return Posted(current, verdict.needs_person)


def _rewrite(comment: Comment, body: str, verdict: Verdict) -> None:
    writer = comment.therapist or comment.persona
    waits = comment.state == CommentState.WAITING or (writer and must_wait(comment.post, writer, verdict))
    comment.body, comment.html = body, for_readers(verdict.html, comment.covered)
    comment.edited_at = timezone.now()
    comment.state = CommentState.WAITING if waits else CommentState.VISIBLE
    comment.save(update_fields=["body", "html", "edited_at", "state"])
    changed_as_asked(subject_of(comment))
    if verdict.level:
        open_item(subject_of(comment), verdict.level)
    changed(comment, "comment.edited")


@transaction.atomic
def cover_in_comment(comment: Comment, *, passages: Collection[str], by: Account) -> None:
    """Cover passages for readers; those covered before stay so, and stay so when the writer changes other words.

    Raises ValueError naming one that readers don't see as it is written there.
    """
    row = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    require_seen(passages, "", row.html)
    row.covered = together(row.covered, passages)
    row.html = in_text(row.html, passages)
    row.save(update_fields=["covered", "html"])
    changed(row, "comment.covered", by=by)


@transaction.atomic
def delete_comment(comment: Comment) -> None:
    """Take one's own words back. Where others have answered, an empty place stays so that their words make sense.

    comment: one of the writer's own (`Comment.objects.written_by`).
    """
    changed(comment, "comment.deleted")
    if comment.replies.exists():
        emptied = {"state": CommentState.DELETED, "body": "", "html": ""}
        Comment.objects.filter(pk=comment.pk).update(**emptied)
    else:
        comment.delete()


@transaction.atomic
def approve_comment(comment: Comment, *, by: Account) -> None:
    """The page's owner lets a waiting comment appear; its persona needs no first look any more."""
    waiting = Comment.objects.filter(pk=comment.pk, state=CommentState.WAITING)
    if not waiting.update(state=CommentState.VISIBLE):
        return
    Persona.objects.filter(pk=comment.persona_id).update(reviewed=True)
    changed(comment, "comment.approved", by=by)


@transaction.atomic
def remove_comment(comment: Comment, *, by: Account) -> None:
    """Nobody but its writer sees the comment any more. Why is said in the decision that stands beside this."""
    shown = [CommentState.VISIBLE, CommentState.WAITING, *FOR_NOW]
    if Comment.objects.filter(pk=comment.pk, state__in=shown).update(state=CommentState.REMOVED):
        changed(comment, "comment.removed", by=by)


@transaction.atomic
def hide_for_now(comment: Comment, state: CommentState, *, by: Account) -> None:
    """Nobody but its writer sees it until somebody has looked again (HELD), or until it was changed (ASKED)."""
    if Comment.objects.filter(pk=comment.pk, state=CommentState.VISIBLE).update(state=state):
        changed(comment, "comment.hidden", by=by)


@transaction.atomic
def restore_comment(comment: Comment, *, by: Account | None) -> None:
    """Put a hidden or removed comment back. by: None when its day has come and nobody had looked."""
    hidden = Comment.objects.filter(pk=comment.pk, state__in=[CommentState.REMOVED, *FOR_NOW])
    if hidden.update(state=CommentState.VISIBLE):
        changed(comment, "comment.restored", by=by)


def changed(comment: Comment, kind: str, *, by: Account | None = None) -> None:
    """Record what happened, and let stored copies of the page know.

    by: whoever decided about it; None: its writer, who is named by persona or page, never by account (I1).
    Open pages hear only of what their readers will find there.
    """
    writer = comment.persona or (comment.therapist.account if comment.therapist else None)
    Post.objects.filter(pk=comment.post_id).update(version=F("version") + 1)
    appears = comment.state == CommentState.VISIBLE or kind in {"comment.approved", "comment.restored"}
    record(kind, subject=comment, by=by or writer, topic=comment.post.topic if appears else "")


def subject_of(comment: Comment) -> str:
    """How moderation names a comment."""
    return f"blog.comment:{comment.pk}"
