"""One press for "I have read it again, it is still right" (R22, R72)."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from hearten.accounts.http import AccountRequest
from hearten.blog.actions.reviewing import still_right
from hearten.blog.models.post import State
from hearten.blog.views.desk import own_post


@require_POST
def reviewed(request: AccountRequest, pk: int) -> HttpResponse:
    """Only for what the world can read: a draft has nothing to be still right about."""
    post = own_post(request, pk)
    if post.state != State.PUBLISHED:
        raise Http404
    still_right(post, by=request.user)
    return redirect(f"{reverse('desk')}?n=saved")
