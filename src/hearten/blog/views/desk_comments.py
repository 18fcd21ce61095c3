"""What readers wrote on one's own page: what waits, letting it appear, and saying no with a reason."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.blog.actions.comments import approve_comment, subject_of
from hearten.blog.comment_forms import RefusalForm
from hearten.blog.models import Comment
from hearten.blog.models.comment import CommentState
from hearten.blog.threads import view
from hearten.directory.byline import first_credential
from hearten.moderation.actions import CannotDecide, decide
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

#: How many waiting comments one page shows.
SHOWN = 50
RULE = "The owner of a page decides what stands under it."


@needs_role(Role.THERAPIST)
@require_safe
def waiting(request: AccountRequest) -> HttpResponse:
    """Comments that wait for the page's owner, oldest first, in parts that end."""
    rows = Comment.objects.waiting_for(request.user).annotate(credential_title=first_credential("therapist_id"))
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    found = list(rows.select_related("persona", "therapist", "post__edition").order_by("pk")[: SHOWN + 1])
    data = {
        "rows": [{"comment": view(row, is_own=False), "on": title_of(row)} for row in found[:SHOWN]],
        "later": str(found[SHOWN - 1].pk) if len(found) > SHOWN else "",
    }
    return page(request, "blog/public/waiting.html", data, title="What waits for you", zone="desk")


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
    comment = on_my_page(request, pk)
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = dict(form.fields["reason"].choices)[form.cleaned_data["reason"]]  # type: ignore[attr-defined]  # a ChoiceField
        try:
            decide(subject=subject_of(comment), act="remove", rule=RULE, facts=f"{reason}.", by=request.user)
        except CannotDecide as no:
            form.add_error(None, str(no))
        else:
            return redirect(f"{reverse('comments_waiting')}?n=removed")
    data = {"form": describe(form), "comment": view(comment, is_own=False), "on": title_of(comment)}
    status = 422 if form.errors else 200
    return page(request, "blog/public/refuse.html", data, title="Not on my page", zone="desk", status=status)


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
