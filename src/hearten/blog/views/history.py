"""What changed in a piece, for everybody; and its author's way to take earlier words out of sight (R42)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hearten.accounts.http import AccountRequest, viewer
from hearten.blog import notice
from hearten.blog.actions.write import hide_earlier_words
from hearten.blog.article import edition_of
from hearten.blog.history import history
from hearten.blog.stored import revalidated
from hearten.blog.views.desk import own_post
from hearten.blog.views.public import public_post
from hearten.ui.shortcuts import page


@login_not_required
@require_safe
def history_page(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    """Every edition beside the one before."""
    post = public_post(handle, slug)
    reader = viewer(request)
    steps = history(post)
    own = reader is not None and post.therapist.account_id == reader.pk
    data = {
        "title_of": edition_of(post).title,
        "back": reverse("article", args=[handle, slug]),
        "steps": steps,
        "hide": reverse("post_hide_words", args=[post.pk]) if own and any(one["words"] for one in steps) else "",
        "general": notice.GENERAL,
        "ways_on": notice.ways_on(),
        "robots": "noindex",
    }
    return revalidated(request, page(request, "blog/public/changes.html", data, title="What has changed"))


@require_POST
def hide_words(request: AccountRequest, pk: int) -> HttpResponse:
    """Earlier words told too much: readers see that something changed, and not what stood there."""
    post = own_post(request, pk)
    hide_earlier_words(post, by=request.user)
    return redirect(reverse("article_changes", args=[post.therapist.handle, post.slug]) + "?n=saved")
