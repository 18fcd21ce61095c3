"""Asking for help with comments, and giving it: the queue only, never a draft (R26)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.blog.actions import helping as actions
from hearten.blog.actions.comments import approve_comment
from hearten.blog.helping_forms import MODERATOR, HelperForm
from hearten.blog.models import Comment, Helper
from hearten.blog.views.desk import own_page
from hearten.blog.views.desk_comments import part, refusal
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

can_help = needs_role(Role.THERAPIST, Role.MODERATOR)
ASKED_ALREADY = "You have asked them already. They find it under Helping colleagues."
LATE = "late"


@needs_role(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def helpers(request: AccountRequest) -> HttpResponse:
    """Who helps me, who was asked, and asking somebody."""
    therapist = own_page(request)
    form = HelperForm(request.POST if request.method == "POST" else None, therapist=therapist)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask(therapist, colleague=form.cleaned_data["colleague"])
        except actions.AskedAlready:
            form.add_error("colleague", ASKED_ALREADY)
        else:
            return redirect(f"{reverse('helpers')}?n=sent")
    rows = therapist.helpers.open().select_related("account__therapist")
    data = {"form": describe(form), "helpers": [helper_row(row) for row in rows]}
    status = 422 if form.errors else 200
    return page(request, "blog/desk/helpers.html", data, title="Somebody who helps", zone="desk", status=status)


def helper_row(row: Helper) -> dict[str, Any]:
    """One arrangement as its therapist sees it. A moderator has no public name."""
    colleague = getattr(row.account, "therapist", None)
    return {"pk": row.pk, "name": colleague.name if colleague else MODERATOR, "since": row.accepted_on}


@needs_role(Role.THERAPIST)
@require_POST
def stop(request: AccountRequest, pk: int) -> HttpResponse:
    """End it; from now on they see nothing any more."""
    actions.end(get_object_or_404(own_page(request).helpers.open(), pk=pk), by=request.user)
    return redirect(f"{reverse('helpers')}?n=saved")


@can_help
@require_safe
def helping(request: AccountRequest) -> HttpResponse:
    """Whom I help, and who asks."""
    at_work = Helper.objects.worked_by(request.user).select_related("therapist")
    asking = Helper.objects.offered_to(request.user).select_related("therapist")
    data = {
        "at_work": [{"pk": row.pk, "name": row.therapist.name} for row in at_work],
        "asking": [{"pk": row.pk, "name": row.therapist.name, "all": row.account_id is None} for row in asking],
        "late": request.GET.get(LATE) is not None,
    }
    return page(request, "blog/helping/home.html", data, title="Helping colleagues", zone="host")


@can_help
@require_POST
def answer(request: AccountRequest, pk: int) -> HttpResponse:
    """Yes, no, or that is enough now. A moderator can't say no for all the others."""
    if request.POST.get("say") == "yes":
        row = get_object_or_404(Helper.objects.offered_to(request.user).select_related("therapist__account"), pk=pk)
        done = actions.accept(row, by=request.user)
        return redirect(f"{reverse('helping')}?{'n=saved' if done else LATE}")
    actions.end(get_object_or_404(Helper.objects.held_by(request.user), pk=pk), by=request.user)
    return redirect(f"{reverse('helping')}?n=saved")


@can_help
@require_safe
def comments(request: AccountRequest, pk: int) -> HttpResponse:
    """What waits on the pages of somebody I help."""
    helper = at_work(request, pk)
    waiting = Comment.objects.helped_by(request.user, helper)
    data = {"pk": helper.pk, "name": helper.therapist.name, **part(waiting, request.GET.get("after", ""))}
    return page(request, "blog/helping/comments.html", data, title="Helping colleagues", zone="host")


@can_help
@require_POST
def approve(request: AccountRequest, pk: int, comment: int) -> HttpResponse:
    """Let it appear, in my own name."""
    approve_comment(waiting_one(request, pk, comment), by=request.user)
    return redirect(f"{reverse('helping_comments', args=[pk])}?n=saved")


@can_help
@require_http_methods(["GET", "POST"])
def refuse(request: AccountRequest, pk: int, comment: int) -> HttpResponse:
    """Not on this page: a decision with a reason, made by the helper (I41)."""
    found = waiting_one(request, pk, comment)
    return refusal(request, found, back=reverse("helping_comments", args=[pk]), zone="host")


def at_work(request: AccountRequest, pk: int) -> Helper:
    """The arrangement, while it lasts. Raises Http404."""
    return get_object_or_404(Helper.objects.worked_by(request.user).select_related("therapist"), pk=pk)


def waiting_one(request: AccountRequest, pk: int, comment: int) -> Comment:
    """One comment that waits there and that the helper did not write. Raises Http404."""
    waiting = Comment.objects.helped_by(request.user, at_work(request, pk))
    found = waiting.select_related("post__edition", "persona", "therapist__account").filter(pk=comment).first()
    if found is None:
        raise Http404
    return found
