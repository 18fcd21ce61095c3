"""What readers wrote on one's own page: what waits, letting it appear, and saying no with a reason."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.blog.actions.comments import approve_comment, subject_of
from hearten.blog.comment_forms import RefusalForm
from hearten.blog.models import Comment
from hearten.blog.models.comment import CommentQuerySet, CommentState
from hearten.blog.threads import view
from hearten.directory.byline import first_credential
from hearten.directory.hours import in_hours, next_start
from hearten.directory.models import Therapist
from hearten.moderation.actions import CannotDecide, decide
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

#: How many waiting comments one page shows.
SHOWN = 50
#: What is shown outside the hours, until it is asked for.
NOTHING: dict[str, Any] = {"rows": [], "later": ""}
RULE = "The owner of a page decides what stands under it."


@needs_role(Role.THERAPIST)
@require_safe
def waiting(request: AccountRequest) -> HttpResponse:
    """Comments that wait for the page's owner, oldest first, in parts that end."""
    me = Therapist.objects.owned_by(request.user).first()
    folded = me is not None and not in_hours(me, timezone.now()) and "open" not in request.GET
    data = {
        "folded": next_start(me, timezone.now()) if me and folded else "",
        **(NOTHING if folded else part(Comment.objects.waiting_for(request.user), request.GET.get("after", ""))),
    }
    return page(request, "blog/public/waiting.html", data, title="What waits for you", zone="desk")


def part(rows: CommentQuerySet, after: str) -> dict[str, Any]:
    """One part of what waits, oldest first. after: the id of the last one before."""
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    named = rows.annotate(credential_title=first_credential("therapist_id"))
    found = list(named.select_related("persona", "therapist", "post__edition").order_by("pk")[: SHOWN + 1])
    return {
        "rows": [{"comment": view(row, is_own=False), "on": title_of(row)} for row in found[:SHOWN]],
        "later": str(found[SHOWN - 1].pk) if len(found) > SHOWN else "",
    }


@needs_role(Role.THERAPIST)
@require_POST
def approve(request: AccountRequest, pk: int) -> HttpResponse:
    """Let it appear."""
    found = Comment.objects.waiting_for(request.user).select_related("post", "persona", "therapist__account")
    comment = found.filter(pk=pk).first()
    if comment is None:
        raise Http404
    approve_comment(comment, by=request.user)
    return redirect(f"{reverse('comments_waiting')}?n=saved")


@needs_role(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def refuse(request: AccountRequest, pk: int) -> HttpResponse:
    """Not on my page: a decision with a reason, which its writer reads and can appeal (I41)."""
    return refusal(request, on_my_page(request, pk), back=reverse("comments_waiting"), zone="desk")


def refusal(request: AccountRequest, comment: Comment, *, back: str, zone: str) -> HttpResponse:
    """The form with the reasons, or the decision; by the page's owner or by somebody who helps them."""
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = dict(form.fields["reason"].choices)[form.cleaned_data["reason"]]  # type: ignore[attr-defined]  # a ChoiceField
        try:
            decide(subject=subject_of(comment), act="remove", rule=RULE, facts=f"{reason}.", by=request.user)
        except CannotDecide as no:
            form.add_error(None, str(no))
        else:
            return redirect(f"{back}?n=removed")
    data = {"form": describe(form), "comment": view(comment, is_own=False), "on": title_of(comment), "back": back}
    status = 422 if form.errors else 200
    return page(request, "blog/public/refuse.html", data, title="Not on this page", zone=zone, status=status)


def on_my_page(request: AccountRequest, pk: int) -> Comment:
    """A comment that this therapist can see on their own page. Raises Http404."""
    me = request.user
    shown = Comment.objects.visible_to(me).filter(state=CommentState.VISIBLE, post__therapist__account=me)
    for rows in (shown, Comment.objects.waiting_for(me)):
        if found := rows.select_related("persona", "therapist", "post__edition").filter(pk=pk).first():
            return found
    raise Http404


def title_of(comment: Comment) -> str:
    """What it was written under."""
    return comment.post.edition.title if comment.post.edition else ""
