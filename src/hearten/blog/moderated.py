"""What moderation may see and do with posts, comments and story reviews: words and pseudonyms, never accounts."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.urls import reverse

from hearten.accounts.models import Account, BoxNotice
from hearten.accounts.wall import leave_notice
from hearten.blog.actions.comments import cover_in_comment, hide_for_now, remove_comment, restore_comment
from hearten.blog.actions.publish import remove
from hearten.blog.actions.put_back import put_back
from hearten.blog.actions.story_review import finish
from hearten.blog.models import Comment, Helper, Post, StoryReview
from hearten.blog.models.comment import CommentState
from hearten.blog.player import spoken_words
from hearten.moderation.subjects import Shown, Subject


def comment_of(key: str) -> Comment | None:
    """The comment behind a key as it came in an address or a row."""
    found = Comment.objects.select_related("post__therapist", "persona", "therapist__account")
    return found.filter(pk=int(key)).first() if is_number(key) else None


def show_comment(key: str) -> Shown | None:
    """Its words under the name they were written, and where they stand."""
    row = comment_of(key)
    if row is None or row.state == CommentState.DELETED:
        return None
    by = row.persona.name if row.persona else row.therapist.name if row.therapist else ""
    where = reverse("article", args=[row.post.therapist.handle, row.post.slug])
    is_public = row.state == CommentState.VISIBLE
    return Shown("A comment", by, row.body, f"{where}#comment-{row.pk}" if is_public else where, is_public)


def comment_removed(key: str, by: Account) -> None:
    """Take it down."""
    row = comment_of(key)
    if row:
        remove_comment(row, by=by)


def comment_restored(key: str, by: Account) -> None:
    """Put it back."""
    row = comment_of(key)
    if row:
        restore_comment(row, by=by)


def comment_held(key: str, by: Account) -> None:
    """Hide it until a colleague has looked."""
    row = comment_of(key)
    if row:
        hide_for_now(row, CommentState.HELD, by=by)


def comment_asked(key: str, by: Account) -> None:
    """Hide it until its writer has changed it."""
    row = comment_of(key)
    if row:
        hide_for_now(row, CommentState.ASKED, by=by)


def comment_let_go(key: str) -> None:
    """Nobody has looked in time: everybody reads it again."""
    row = comment_of(key)
    if row and row.state == CommentState.HELD:
        restore_comment(row, by=None)


def tell_comment(key: str, kind: str) -> None:
    """A neutral line for its writer, whoever that is."""
    row = comment_of(key)
    if row and row.persona_id:
        leave_notice(row.persona_id, kind)
    elif row and row.therapist:
        BoxNotice.objects.create(account=row.therapist.account, kind=kind)


def persona_of_comment(key: str) -> str | None:
    """The name it was written under, for the safety team; a therapist's own comment has none."""
    return Comment.objects.filter(pk=int(key)).values_list("persona", flat=True).first() if is_number(key) else None


def cover_comment(key: str, passages: Collection[str], by: Account) -> None:
    """Cover passages for readers."""
    row = comment_of(key)
    if row:
        cover_in_comment(row, passages=passages, by=by)


def is_own_comment(key: str, account: Account) -> bool:
    """Whether this account wrote it; asked about the one who is looking only."""
    return is_number(key) and Comment.objects.written_by(account).filter(pk=int(key)).exists()


def own_comments(account: Account) -> Collection[str]:
    """The ids of everything the account wrote under posts."""
    return [str(pk) for pk in Comment.objects.written_by(account).values_list("pk", flat=True)]


def comment_waits_for(key: str, account: Account) -> bool:
    """Whether it waits to be read by this account: on a page of its own, or of somebody it helps."""
    if not is_number(key):
        return False
    helped = Helper.objects.worked_by(account).values("therapist")
    pages = Q(post__therapist__account=account) | Q(post__therapist__in=helped)
    return Comment.objects.filter(pages, pk=int(key)).to_be_read().exists()


def post_of(key: str) -> Post | None:
    """The post behind a key; one that was never published is nobody's business."""
    found = Post.objects.select_related("therapist__account", "edition__episode").filter(edition__isnull=False)
    return found.filter(pk=int(key)).first() if is_number(key) else None


def show_post(key: str) -> Shown | None:
    """The text the world reads, never the working copy."""
    row = post_of(key)
    if row is None or row.edition is None:
        return None
    where = reverse("article", args=[row.therapist.handle, row.slug])
    is_public = Post.objects.public().filter(pk=row.pk).exists()
    text = "\n\n".join([row.edition.title, row.edition.summary, row.edition.body, *spoken_words(row)])
    return Shown(row.get_kind_display(), row.therapist.name, text, where, is_public)


def post_removed(key: str, by: Account) -> None:
    """Take it down; its text stays with its author."""
    row = post_of(key)
    if row:
        remove(row, by=by)


def post_restored(key: str, by: Account) -> None:
    """Let the world read the same edition again."""
    row = post_of(key)
    if row:
        put_back(row, by=by)


def tell_post(key: str, kind: str) -> None:
    """A neutral line for its author."""
    row = post_of(key)
    if row:
        BoxNotice.objects.create(account=row.therapist.account, kind=kind)


def is_own_post(key: str, account: Account) -> bool:
    """Whether this account is its author."""
    return is_number(key) and Post.objects.filter(pk=int(key), therapist__account=account).exists()


def own_posts(account: Account) -> Collection[str]:
    """The ids of the account's own posts."""
    return [str(pk) for pk in Post.objects.filter(therapist__account=account).values_list("pk", flat=True)]


def review_of(key: str) -> StoryReview | None:
    """The review behind a key."""
    found = StoryReview.objects.select_related("post__therapist__account", "post__edition")
    return found.filter(pk=int(key)).first() if is_number(key) else None


def show_review(key: str) -> Shown | None:
    """The story that is read again."""
    row = review_of(key)
    story = show_post(str(row.post_id)) if row else None
    where = reverse("story_review", args=[key])
    return Shown("A story, read again", story.writer, story.text, where, story.is_public) if story else None


def review_needs_changes(key: str, by: Account) -> None:
    """It comes down until its author has changed it."""
    row = review_of(key)
    if row:
        finish(row, outcome="changes", by=by)


def review_stays(key: str, by: Account) -> None:
    """It is as it should be, and shows again."""
    row = review_of(key)
    if row:
        finish(row, outcome="stays", by=by)


def tell_review(key: str, kind: str) -> None:
    """A neutral line for the author of the story."""
    row = review_of(key)
    if row:
        tell_post(str(row.post_id), kind)


def is_own_review(key: str, account: Account) -> bool:
    """Whether the story is this account's own."""
    row = review_of(key)
    return row is not None and is_own_post(str(row.post_id), account)


def own_reviews(account: Account) -> Collection[str]:
    """The ids of reviews of the account's own stories."""
    own = StoryReview.objects.filter(post__therapist__account=account)
    return [str(pk) for pk in own.values_list("pk", flat=True)]


def is_number(key: str) -> bool:
    """Whether a key from outside can be the id of a row."""
    return key.isascii() and key.isdigit() and len(key) < 19


COMMENT = Subject(
    show_comment,
    comment_removed,
    comment_restored,
    tell_comment,
    is_own_comment,
    own_comments,
    waits_for=comment_waits_for,
    persona=persona_of_comment,
    hold=comment_held,
    ask=comment_asked,
    let_go=comment_let_go,
    mask=cover_comment,
)
POST = Subject(show_post, post_removed, post_restored, tell_post, is_own_post, own_posts)
STORY_REVIEW = Subject(
    show_review, review_needs_changes, review_stays, tell_review, is_own_review, own_reviews, keep=review_stays
)
