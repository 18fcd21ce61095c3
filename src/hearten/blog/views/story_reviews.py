"""Where a safety lead reads a story again and says what happens with it (R18)."""

from __future__ import annotations

from dataclasses import asdict

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.blog.actions.story_review import settle
from hearten.blog.comment_forms import ReviewForm
from hearten.blog.models import StoryReview
from hearten.blog.moderated import show_review
from hearten.moderation.actions import CannotDecide, Taken
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

TAKEN = "A colleague has this one now, or it is closed."


@needs_role(Role.SAFETY_LEAD)
@require_http_methods(["GET", "POST"])
def story_review(request: AccountRequest, pk: int) -> HttpResponse:
    """The story as the world read it, and the decision."""
    review = get_object_or_404(StoryReview.objects.select_related("post__therapist__account"), pk=pk)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            settle(
                review, outcome=form.cleaned_data["outcome"], by=request.user, reason=form.cleaned_data["reason"]
            )
        except (Taken, CannotDecide) as no:
            form.add_error(None, str(no) or TAKEN)
        else:
            return redirect(f"{reverse('safety')}?n=saved")
    shown = show_review(str(pk))
    if shown is None:
        raise Http404
    data = {
        "form": describe(form),
        "shown": asdict(shown),
        "until": review.post.hidden_until,
        "is_open": review.closed_at is None,
    }
    status = 422 if form.errors else 200
    return page(request, "blog/public/story_review.html", data, title="Safety", zone="host", status=status)
