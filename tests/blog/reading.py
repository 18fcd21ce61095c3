"""Pieces that the world can read, and what readers write under them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hearten.accounts.models import Account
from hearten.accounts.wall import persona_for
from hearten.blog.actions.comments import add_comment
from hearten.blog.markdown import render
from hearten.blog.models import Comment, Edition, Post
from hearten.blog.models.post import State
from hearten.ui.prose import render_comment
from tests.blog.pieces import BODY, draft

#: Words that ask for a person soon.
CRISIS = "I want to kill myself tonight."


def published(author: Account, **fields: Any) -> Post:
    """A piece as it stands after publishing, without the Guard's time."""
    given = {"title": "A night without sleep", "summary": "What helps many people.", "body": BODY, **fields}
    slug = given.pop("slug", f"piece-{Post.objects.count() + 1}")
    at = given.pop("published_at", timezone.now() - timedelta(hours=1))
    state = given.pop("state", State.PUBLISHED)
    hidden_until = given.pop("hidden_until", None)
    post = draft(author, slug=slug, **given)
    edition = Edition.objects.create(
        post=post,
        number=1,
        title=post.title,
        summary=post.summary,
        body=post.body,
        html=render(post.body, {}),
        rules_version="test",
    )
    post.edition, post.state, post.published_at, post.hidden_until = edition, state, at, hidden_until
    post.save()
    return post


def story(author: Account, **fields: Any) -> Post:
    """A published story."""
    return published(author, kind="story", story_source="composite", **fields)


def known(member: Account, author: Account, name: str = "") -> str:
    """The member has a persona on this author's pages that was read before. Returns its name."""
    persona = persona_for(member, author.therapist.space, name=name)
    persona.reviewed = True
    persona.save()
    return persona.name


def said(post: Post, by: Account, body: str = "The light in the morning helped me.", **fields: Any) -> Comment:
    """A comment that everybody can read, by somebody who was read before."""
    if not hasattr(by, "therapist"):
        known(by, post.therapist.account)
    return add_comment(post, by=by, body=body, **fields).comment


def many_comments(post: Post, by: Account, count: int) -> None:
    """Rows only, for pages with many of them."""
    persona = persona_for(by, post.therapist.space)
    Comment.objects.bulk_create(
        Comment(post=post, persona=persona, body=f"Words {n}", html=render_comment(f"Words {n}"))
        for n in range(count)
    )


def address(post: Post) -> str:
    return f"/@{post.therapist.handle}/{post.slug}/"
