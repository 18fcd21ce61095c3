"""One's own questions: where they stand, the yes to be quoted, and taking them back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hearten.accounts.http import AccountRequest
from hearten.moderation.crisis import watch
from hearten.moderation.handoffs import letter_about
from hearten.questions.actions import ask as actions
from hearten.questions.models import Question
from hearten.questions.queries import own, own_page, own_view
from hearten.ui.shortcuts import page


@require_safe
def questions(request: AccountRequest) -> HttpResponse:
    """Everything the viewer asked."""
    rows, later = own_page(request.user, request.GET.get("after", "")[:22])
    data = {"rows": rows, "later": later}
    return page(request, "questions/own.html", data, title="Your questions", zone="account")


@require_safe
def question(request: AccountRequest, pk: str) -> HttpResponse:
    """One question, where it stands, and what can be done. Somebody else's is a 404 (I3)."""
    row = own_view(get_object_or_404(own(request.user), pk=pk))
    held = row["standing"].key == "held"
    letter = letter_about(f"questions.question:{pk}", request.user)
    data = {"q": row, "letter": letter, "watch": watch(timezone.now()).sentence if held else ""}
    return page(request, "questions/own_one.html", data, title="Your question", zone="account")


@require_POST
def quoting(request: AccountRequest, pk: str) -> HttpResponse:
    """Say yes to being quoted, or take the yes back."""
    actions.set_quotable(mine(request, pk), yes=request.POST.get("quotable") == "yes")
    return redirect(reverse("question", args=[pk]) + "?n=saved")


@require_POST
def take_back(request: AccountRequest, pk: str) -> HttpResponse:
    """Erase it."""
    actions.take_back(mine(request, pk))
    return redirect(reverse("questions") + "?n=removed")


def mine(request: AccountRequest, pk: str) -> Question:
    """The viewer's own question. Raises Http404 for every other one."""
    return get_object_or_404(Question.objects.asked_by(request.user).select_related("persona"), pk=pk)
