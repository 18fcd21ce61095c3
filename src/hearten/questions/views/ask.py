"""Asking a general question on a professional's page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hearten.accounts.carrying import not_sent
from hearten.accounts.http import AccountRequest, viewer
from hearten.accounts.models import Account
from hearten.directory.byline import byline, first_credential
from hearten.directory.models import Therapist
from hearten.moderation.crisis import panel
from hearten.moderation.paperwork import comments_may_open
from hearten.moderation.remarks import glance, looked
from hearten.moderation.returned import as_typed, beside, decided, in_the_way, posted, reworded
from hearten.moderation.review import NeedsChanges
from hearten.questions.actions import ask as actions
from hearten.questions.forms import QuestionForm
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

REFUSALS = {
    "not_here": "Questions are not open on this host yet.",
    "closed": "No questions are taken here at the moment. Your words are kept below, so that you can copy them.",
    "own": "This is your own page.",
    "signed_out": "You are logged out, so nothing was sent. Your words are kept below.",
}
ENOUGH = "You have asked a lot today. Your words are kept below; from tomorrow you can send them."


@login_not_required  # so that everybody may read what this is, and nobody's words are lost to an ended log-in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, handle: str) -> HttpResponse:
    """What may be expected, and the form."""
    who = therapist_of(handle)
    account = viewer(request)
    state = state_of(who, account)
    if request.method != "POST":
        return show(request, who, QuestionForm(), state)
    form = QuestionForm(posted(request))
    if account is None or state != "open":
        form.add_error(None, REFUSALS[state])
        return show(request, who, form, state, status=403)
    return sent(request, who, form, account)


def therapist_of(handle: str) -> Therapist:
    """Whose page it is. Raises Http404 for one that is not open to everybody, for its owner too."""
    who = Therapist.objects.listed().annotate(credential_title=first_credential()).filter(handle=handle).first()
    if who is None:
        raise Http404
    return who


@require_POST
def check(request: AccountRequest, handle: str) -> HttpResponse:
    """What the Guard says of a question that is being typed, as a fragment; nothing is kept."""
    therapist_of(handle)
    return looked(request, request.POST.get("body", ""), "question")


def state_of(who: Therapist, account: Account | None) -> str:
    """Whether this viewer may ask here, in one word."""
    if not who.takes_questions:
        return "closed"
    if not comments_may_open():
        return "not_here"
    if account is None:
        return "signed_out"
    return "own" if who.account_id == account.pk else "open"


def sent(request: HttpRequest, who: Therapist, form: QuestionForm, account: Account) -> HttpResponse:
    """Keep the question, or give the words back with what is in the way."""
    if "back" in request.POST:
        return show(request, who, as_typed(form), "open")
    if not form.is_valid():
        return show(request, who, form, "open", status=422)
    if "apply" in request.POST:
        return show(request, who, reworded(form, request.POST["apply"], "question"), "open")
    try:
        asked = actions.ask(who, by=account, **{**form.cleaned_data, **decided(form)})
    except NeedsChanges as held:
        return show(request, who, state="open", **in_the_way(form, held), status=422)
    except actions.Closed:
        form.add_error(None, REFUSALS["closed"])
        return show(request, who, form, "closed", status=403)
    except actions.Enough:
        form.add_error(None, ENOUGH)
        return show(request, who, form, "open", status=429)
    if asked.needs_person:
        return help_now(request, asked.question.pk, asked.question.body)
    return redirect(reverse("question", args=[asked.question.pk]) + "?n=sent")


def help_now(request: HttpRequest, pk: str, words: str) -> HttpResponse:
    """Help, at once, in the answer itself; the words are kept and nothing is held against anybody (R95, I12)."""
    data = {"crisis": panel(), "words": words, "href": reverse("question", args=[pk])}
    return page(request, "questions/help_now.html", data, title="Thank you for writing", zone="author")


def show(
    request: HttpRequest,
    who: Therapist,
    form: QuestionForm,
    state: str,
    *,
    found: list[dict[str, Any]] | None = None,
    masks: list[dict[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """What a question is here, and the words as they were typed with what is in the way."""
    here = reverse("ask", args=[who.handle])
    data = {
        "by": byline(who),
        "state": state,
        "says": REFUSALS.get(state, ""),
        "days": who.questions_within_days,
        "form": describe(form),
        "here": here,
        **beside(form),
        "remarks": found or [],
        "masks": masks or [],
        "crisis": glance(str(form.data.get("body", "")), "question") if request.method == "POST" else None,
        "kept": None,
    }
    too_late = state == "signed_out" and form.is_bound
    if too_late:
        data["kept"] = not_sent(request.POST.dict(), to=here, back=here, words="body")
    title = "Ask a general question"
    return page(request, "questions/ask.html", data, title=title, zone="author", status=status, form=too_late)
