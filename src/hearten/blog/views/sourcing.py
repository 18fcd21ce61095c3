"""Asking where a claim comes from, the receipt, and the author's answer (R80)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hearten.accounts.http import AccountRequest
from hearten.blog.actions import sourcing as actions
from hearten.blog.editing import receipt as found
from hearten.blog.editing import somebody_edits
from hearten.blog.models import Post, SourceAsk
from hearten.blog.models.sourcing import Outcome
from hearten.blog.sourcing_forms import NOT_THERE, AnswerForm, FlagForm
from hearten.blog.views.desk import own_post
from hearten.blog.views.frame import desk_page
from hearten.blog.views.public import public_post
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

ENOUGH = "You have asked a lot today. Please ask again tomorrow: your words are kept below."
NOTHING_NEW = "No new source stands there yet. Add it to the piece first and publish it again; then come back here."


@require_http_methods(["GET", "POST"])
def flag(request: AccountRequest, handle: str, slug: str) -> HttpResponse:
    """The second tap: one button, and the words for those who want to name them."""
    post = readable(handle, slug, request)
    if request.method == "GET":
        return ask(request, post, FlagForm())
    form = FlagForm(request.POST)
    if not form.is_valid():
        return ask(request, post, form, status=422)
    try:
        row = actions.flag(post, by=request.user, words=form.cleaned_data["words"])
    except actions.NotInThePiece:
        form.add_error("words", NOT_THERE)
        return ask(request, post, form, status=422)
    except actions.Enough:
        form.add_error(None, ENOUGH)
        return ask(request, post, form, status=429)
    return redirect("source_receipt", row.pk)


def readable(handle: str, slug: str, request: AccountRequest) -> Post:
    """A piece of somebody else's that the world can read. Raises Http404."""
    post = public_post(handle, slug)
    if post.therapist.account_id == request.user.pk:
        raise Http404
    return post


def ask(request: HttpRequest, post: Post, form: FlagForm, *, status: int = 200) -> HttpResponse:
    """The page with the button."""
    data = {
        "title_of": post.edition.title if post.edition else "",
        "back": reverse("article", args=[post.therapist.handle, post.slug]),
        "form": describe(form),
        "somebody": somebody_edits(),
    }
    return page(request, "blog/public/source_flag.html", data, title="Ask for a source", zone="host", status=status)


@login_not_required
@require_safe
def receipt(request: HttpRequest, pk: str) -> HttpResponse:
    """What came of a question, for whoever holds its address. It shows neither the piece nor its author."""
    row = found(pk)
    if row is None:
        raise Http404
    data = {"id": row.pk, "made_on": row.made_on, **told(row.ask)}
    return page(request, "blog/public/source_receipt.html", data, title="Your receipt", zone="host")


TOLD = {
    "": "Thank you for asking. A person will look at it.",
    Outcome.FINE: "A clinical editor finds it fine as it is.",
    Outcome.ASKED: "The author has been asked to add a source.",
    Outcome.HIDDEN: "It is hidden until its author has changed it.",
}
SINCE = {
    "source": "Since then, the author has added a source.",
    "opinion": "Since then, the author has labelled it as their own opinion.",
    "changed": "Since then, the author has changed it.",
}


def told(ask: SourceAsk) -> dict[str, Any]:
    """Where a question stands, in words."""
    return {
        "says": TOLD[ask.outcome],
        "reason": ask.reason,
        "since": SINCE.get(ask.answer, ""),
        "due": None if ask.outcome else ask.due_at,
        "somebody": somebody_edits(),
    }


@require_http_methods(["GET", "POST"])
def asked(request: AccountRequest, pk: int) -> HttpResponse:
    """What the author was asked for and why, and the answer. Nobody's name is on it."""
    post = own_post(request, pk)
    ask = get_object_or_404(SourceAsk.objects.answerable_by(request.user), post=post)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(ask, how=form.cleaned_data["how"], by=request.user)
        except actions.NothingNew:
            form.add_error("how", NOTHING_NEW)
        else:
            return redirect(f"{reverse('desk')}?n=saved")
    data = {
        "post": {"pk": post.pk, "title": ask.edition.title},
        "reason": ask.reason,
        "passages": sorted({words for words in ask.flags.values_list("words", flat=True) if words}),
        "form": describe(form),
    }
    status = 422 if form.errors else 200
    return desk_page(request, "blog/desk/source.html", data, title="A source is asked for", status=status)
