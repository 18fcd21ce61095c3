"""Comments as readers see them: a tree of plain data, with nothing in it that is not shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, QuerySet, UUIDField
from django.utils.safestring import mark_safe

from hearten.accounts.models import Account
from hearten.accounts.wall import own_personas
from hearten.blog.models import Comment, Post
from hearten.blog.models.comment import CommentQuerySet, CommentState
from hearten.directory.byline import byline, first_credential
from hearten.prepared import Given, Prepared
from hearten.ui.engine import day
from hearten.ui.prose import render_comment

#: How many comments a page shows before "Later comments".
SHOWN = 100
#: Answers hang at most this deep; deeper ones stand beside each other.
DEEPEST = 3


@dataclass
class CommentView:
    """One comment, ready to show. `waits`, `removed`, `on_hold`, `asked`, `covered` and `own` are only ever true
    for its own writer.
    """

    pk: int
    id: str
    person: dict[str, Any]
    when: str
    html: str
    author: bool
    gone: bool
    own: bool
    waits: bool
    removed: bool
    on_hold: bool
    asked: bool
    edited: bool
    covered: bool
    replies: list[CommentView] = field(default_factory=list)

    @property
    def held(self) -> bool:
        """Whether it is drawn as not shown to others."""
        return self.waits or self.removed or self.on_hold or self.asked


@dataclass(frozen=True)
class Thread:
    """Comments under a post, oldest first. later: the value of `after` for more, or "" at the end (I37)."""

    comments: list[CommentView]
    later: str = ""


def thread(post: Post, viewer: Account | None, *, after: str = "") -> Thread:
    """What this viewer may read under a post. One statement, or two for somebody signed in."""
    at = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    if viewer is None:
        rows, own = PUBLIC.objects(post=post.pk, after=at), set[str]()
    else:
        rows = SIGNED_IN.objects(post=post.pk, after=at, viewer=viewer.pk)
        own = {row["pk"] for row in OWN.run(viewer=viewer.pk)}
    views = {row.pk: view(row, is_own=written_by(row, viewer, own)) for row in rows[:SHOWN]}
    later = str(rows[SHOWN - 1].pk) if len(rows) > SHOWN else ""
    return Thread(without_empty_ends(tree(rows[:SHOWN], views)), later)


def under(comments: CommentQuerySet) -> QuerySet[Comment]:
    """Those of these under a given post after a given one, oldest first, one more than a page shows."""
    number = BigIntegerField[int, int]()
    found = comments.filter(post=Given("post", number), pk__gt=Given("after", number))
    titled = found.annotate(credential_title=first_credential("therapist_id"))
    return titled.select_related("persona", "therapist").order_by("pk")[: SHOWN + 1]


VIEWER = Given("viewer", UUIDField())
PUBLIC = Prepared(lambda: under(Comment.objects.visible_to(None)))
SIGNED_IN = Prepared(lambda: under(Comment.objects.visible_to(VIEWER)))
OWN = Prepared(lambda: own_personas(VIEWER).order_by().values("pk"))


def written_by(row: Comment, viewer: Account | None, own: set[str]) -> bool:
    """Whether the viewer wrote it; asked about the viewer alone."""
    by_name = viewer is not None and row.therapist is not None and row.therapist.account_id == viewer.pk
    return row.persona_id in own or by_name


def view(row: Comment, *, is_own: bool) -> CommentView:
    """One comment as plain data. Days only: the time of day could tell one writer from another (I4)."""
    gone, html = row.state == CommentState.DELETED, words_for(row, is_own=is_own)
    return CommentView(
        pk=row.pk,
        id=f"comment-{row.pk}",
        person={"name": "Taken back by its writer"} if gone else writer(row),
        when=day(row.written_at),
        html=mark_safe(html),  # noqa: S308  cleaned (markdown.render_comment)
        author=row.therapist_id is not None and not gone,
        gone=gone,
        own=is_own and not gone,
        waits=is_own and row.state == CommentState.WAITING,
        removed=is_own and row.state == CommentState.REMOVED,
        on_hold=is_own and row.state == CommentState.HELD,
        asked=is_own and row.state == CommentState.ASKED,
        edited=row.edited_at is not None,
        covered=html != row.html,
    )


def words_for(row: Comment, *, is_own: bool) -> str:
    """As everybody reads them; whole for their own writer, whatever was covered for others (I16)."""
    return render_comment(row.body) if is_own else row.html


def writer(row: Comment) -> dict[str, Any]:
    """A professional with role and credential, or a persona with nothing but its name and picture."""
    if row.persona:
        return {"name": row.persona.name, "seed": row.persona.avatar_seed}
    if row.therapist is None:
        raise ValueError("a comment has one writer")
    title = getattr(row, "credential_title", "")
    who = row.therapist
    return byline({"name": who.name, "handle": who.handle, "role": who.role, "credential_title": title})


def tree(rows: list[Comment], views: dict[int, CommentView]) -> list[CommentView]:
    """Answers under what they answer; below the deepest level they stand beside each other (R9)."""
    depth: dict[int, int] = {}
    place: dict[int, list[CommentView]] = {}
    top: list[CommentView] = []
    for row in rows:
        parent = row.parent_id if row.parent_id in views else None
        depth[row.pk] = depth[parent] + 1 if parent is not None else 1
        where = top if parent is None else place[parent]
        where.append(views[row.pk])
        place[row.pk] = views[row.pk].replies if depth[row.pk] < DEEPEST else where
    return top


def without_empty_ends(comments: list[CommentView]) -> list[CommentView]:
    """Leaves out taken-back comments that nobody answered."""
    for item in comments:
        item.replies = without_empty_ends(item.replies)
    return [item for item in comments if item.replies or not item.gone]
