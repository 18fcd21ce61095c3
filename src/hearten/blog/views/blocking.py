"""Not reading somebody any more, from beside their words (I6)."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from hearten.accounts import wall
from hearten.accounts.http import AccountRequest
from hearten.blog.models import Comment
from hearten.blog.models.comment import CommentState


@require_POST
def block(request: AccountRequest, handle: str, slug: str, pk: int) -> HttpResponse:
    """Block the writer of a comment. Raises Http404 for one the viewer does not read, also one blocked before."""
    readable = Comment.objects.visible_to(request.user).filter(state=CommentState.VISIBLE, persona__isnull=False)
    comment = readable.filter(post__therapist__handle=handle, post__slug=slug, pk=pk).first()
    if comment is None or comment.persona_id is None:
        raise Http404
    done = wall.block(request.user, comment.persona_id)
    here = reverse("article", args=[handle, slug])
    return redirect(f"{here}?n={'unread' if done else 'blocked-enough'}#comments")
