"""Pieces that differ: side by side for readers, at the desk for their authors, and for editors (R41)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.blog import notice
from hearten.blog.actions import differing as actions
from hearten.blog.article import robots
from hearten.blog.differing import own_row, own_rows, pairs
from hearten.blog.differing_forms import AnswerForm, DifferingForm, DisputeForm, EditorForm, SettleForm
from hearten.blog.models import Differing, Post
from hearten.blog.stored import revalidated
from hearten.blog.views.desk import own_post
from hearten.blog.views.frame import desk_page
from hearten.blog.views.public import public_post
from hearten.moderation.remarks import remarks
from hearten.moderation.review import GuardUnavailable, NeedsChanges
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

UNREAD = "The check can't answer right now, so nothing was changed. Please try again in a minute."
WHOLE = ("post__therapist__account", "other__therapist__account", "post__edition", "other__edition")
Kept = tuple[list[dict[str, Any]], int]


@login_not_required
@require_safe
def side_by_side(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    """Both pieces with author, sources and dates, and what differs. Neither is called right."""
    post = public_post(handle, slug)
    found = pairs(post)
    if not found:
        raise Http404
    data = {
        "pairs": found,
        "title_of": found[0].here.title,
        "back": reverse("article", args=[handle, slug]),
        "general": notice.GENERAL,
        "ways_on": notice.ways_on(),
        "robots": robots(),
    }
    return revalidated(request, page(request, "blog/public/differing.html", data, title="Seen differently"))


@require_http_methods(["GET", "POST"])
def declare(request: AccountRequest, pk: int) -> HttpResponse:
    """An author puts a piece of somebody else's beside their own."""
    post = own_post(request, pk)
    if not Post.objects.public().filter(pk=post.pk).exists():
        raise Http404
    return declared(request, DifferingForm(request.POST or None), post, back=reverse("differing_own"))


@needs_role(Role.CLINICAL_EDITOR)
@require_http_methods(["GET", "POST"])
def editor_declare(request: AccountRequest) -> HttpResponse:
    """An editor puts two pieces side by side that somebody else wrote."""
    return declared(request, EditorForm(request.POST or None), None, back=reverse("editing"))


def declared(request: AccountRequest, form: DifferingForm, post: Post | None, *, back: str) -> HttpResponse:
    """The form, or the pair. post: None when the form names both."""
    remarks: list[dict[str, Any]] = []
    status = 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        first = post or said["first"]
        remarks, status = kept(
            request,
            form,
            lambda seen: actions.declare(
                first, said["other"], says=said["says"], by=request.user, acknowledged=seen
            ),
        )
        if status == 200:
            return redirect(f"{back}?n=saved")
    status = 422 if form.errors and status == 200 else status
    data = {"form": describe(form), "remarks": remarks, "back": back, "mine": post is not None}
    zone = "desk" if post else "host"
    return page(request, "blog/desk/differing.html", data, title="Seen differently", zone=zone, status=status)


def kept(request: AccountRequest, form: forms.Form, act: Any) -> Kept:
    """Do it, or say what is in the way: the findings to show, and the status of the answer."""
    seen = request.POST.getlist("acknowledge")
    try:
        act(seen)
    except NeedsChanges as held:
        return remarks(held.reading.findings, seen), 422
    except GuardUnavailable:
        form.add_error(None, UNREAD)
        return [], 503
    except actions.NotAPair as no:
        form.add_error(None, str(no))
        return [], 422
    return [], 200


@require_safe
def own(request: AccountRequest) -> HttpResponse:
    """Every pair with a piece of mine."""
    data = {"pairs": own_rows(request.user)}
    return desk_page(request, "blog/desk/differing_list.html", data, title="Seen differently")


@require_http_methods(["GET", "POST"])
def one(request: AccountRequest, pk: int) -> HttpResponse:
    """One pair: whoever said it can take it back, the other can answer and dispute."""
    mine = Differing.objects.shared_by(request.user).select_related(*WHOLE)
    row = get_object_or_404(mine, pk=pk)
    answer = AnswerForm(request.POST if "answer" in request.POST else None, initial={"words": row.answer})
    dispute = DisputeForm(request.POST if "disagree" in request.POST else None)
    shown = own_row(row, request.user)
    remarks: list[dict[str, Any]] = []
    status = 200
    if request.method == "POST":
        remarks, status = acted(request, row, shown, answer, dispute)
        if status == 200:
            return redirect(f"{reverse('differing_own')}?n=saved")
    data = {"pair": shown, "answer": describe(answer), "dispute": describe(dispute), "remarks": remarks}
    return desk_page(request, "blog/desk/differing_one.html", data, title="Seen differently", status=status)


def acted(
    request: AccountRequest, row: Differing, shown: dict[str, Any], answer: AnswerForm, dispute: DisputeForm
) -> Kept:
    """What the pressed button means for this author."""
    if "end" in request.POST and shown["mine"]:
        actions.end(row, by=request.user)
        return [], 200
    if "end" in request.POST or not shown["theirs"]:
        raise Http404
    if "answer" in request.POST and answer.is_valid():
        words = answer.cleaned_data["words"]
        return kept(
            request, answer, lambda seen: actions.answer(row, words=words, by=request.user, acknowledged=seen)
        )
    if "disagree" in request.POST and dispute.is_valid():
        actions.dispute(row, words=dispute.cleaned_data["dispute"], by=request.user)
        return [], 200
    return [], 422


@needs_role(Role.CLINICAL_EDITOR)
@require_http_methods(["GET", "POST"])
def settle(request: AccountRequest, pk: int) -> HttpResponse:
    """A dispute, for an editor who wrote neither piece."""
    row = get_object_or_404(Differing.objects.settleable_by(request.user).select_related(*WHOLE), pk=pk)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.settle(row, stays=said["stays"] == "yes", reason=said["reason"], by=request.user)
        return redirect(f"{reverse('editing')}?n=saved")
    data = {"pair": own_row(row, request.user), "form": describe(form)}
    status = 422 if form.errors else 200
    return page(request, "blog/editing/settle.html", data, title="Editing", zone="host", status=status)
