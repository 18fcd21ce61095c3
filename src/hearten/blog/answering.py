"""The place to answer under a post: whether it is open to this viewer, under which name, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import caches

from hearten.accounts.models import Account, Persona
from hearten.accounts.names import suggest_names
from hearten.accounts.wall import persona_in
from hearten.blog.actions.comments import LONGEST, is_open
from hearten.blog.load import full_for_today
from hearten.blog.models import Post
from hearten.blog.stored import LIVES
from hearten.blog.threads import CommentView, Thread
from hearten.directory.hours import line
from hearten.directory.queries import own_page_of
from hearten.moderation.paperwork import comments_may_open
from hearten.ui.prose import render_comment

#: One press for a professional (R39). Nobody can reword it, so it can't turn into an offer of their own practice.
NEEDS_SOMEONE = (
    "That needs somebody who knows you and your situation. I can't answer it well here, and a wrong answer could "
    "do harm.\n\n"
    "You can [find a professional](/therapists/), or begin with your own doctor: "
    "[how to talk to a doctor](/help-in-person/#doctor). "
    "If you or somebody else may not be safe, [get help now](/crisis/)."
)
#: How many generated names a first comment can choose from.
NAMES = 4


@dataclass(frozen=True)
class AnswerBox:
    """state: not_here (this host is not ready), closed, signed_out or open.

    name: the name the viewer writes under here, "" when it is still to be chosen from `names`.
    someone: what a professional's one-press answer says, as HTML.
    to: whom the answer is for, with `parent` as the id of their comment.
    hours: when the page's owner reads comments. full: they had enough for today, so that words reach them tomorrow.
    """

    state: str
    name: str = ""
    role: str = ""
    someone: str = ""
    names: list[str] = field(default_factory=list)
    parent: str = ""
    to: str = ""
    hours: str = ""
    full: bool = False
    longest: int = LONGEST

    @property
    def is_open(self) -> bool:
        return self.state == "open"


def answer_box(post: Post, viewer: Account | None, talk: Thread, *, wanted: str = "") -> AnswerBox:
    """What stands under the comments for this viewer."""
    state = state_of(post, viewer)
    if state != "open" or viewer is None:
        return AnswerBox(state, hours=line(post.therapist))
    answered = next((item for item in flat(talk.comments) if str(item.pk) == wanted and not item.held), None)
    to = {"parent": str(answered.pk), "to": answered.person["name"]} if answered else {}
    return AnswerBox(state, **writes_as(post, viewer), **to, **load_of(post, viewer))


def load_of(post: Post, viewer: Account) -> dict[str, Any]:
    """What a reader is told before they write: when somebody reads it, and whether that is tomorrow (R26)."""
    own = post.therapist.account_id == viewer.pk
    return {"hours": line(post.therapist), "full": not own and full_for_today(post.therapist)}


def state_of(post: Post, viewer: Account | None) -> str:
    """Whether somebody may answer here, in one word."""
    if not open_on_this_host():
        return "not_here"
    if not is_open(post):
        return "closed"
    return "open" if viewer else "signed_out"


def open_on_this_host() -> bool:
    """Whether the host's paperwork is done. For showing only, and up to a minute old; the action asks anew."""
    shelf = caches["pages"]
    known = shelf.get("comments-open")
    if known is None:
        known = comments_may_open()
        shelf.set("comments-open", known, LIVES)
    return bool(known)


def writes_as(post: Post, viewer: Account) -> dict[str, Any]:
    """A professional's own name and role, the member's persona on these pages, or names to choose from (R8)."""
    own_page = own_page_of(viewer)
    if own_page:
        return {
            "name": own_page.name,
            "role": own_page.get_role_display(),
            "someone": render_comment(NEEDS_SOMEONE),
        }
    space = post.therapist.space
    persona = persona_in(viewer, space)
    if persona:
        return {"name": persona.name}
    taken = set(Persona.objects.filter(space=space).values_list("name", flat=True))
    return {"names": suggest_names(NAMES, taken=taken)}


def flat(comments: Iterable[CommentView]) -> Iterable[CommentView]:
    """Every comment of a tree."""
    for item in comments:
        yield item
        yield from flat(item.replies)
