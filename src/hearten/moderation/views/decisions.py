"""A writer's own page: what was decided about their words, why, and how to have somebody else look (I41)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from hearten.accounts.http import AccountRequest
from hearten.moderation import actions
from hearten.moderation.actions.reports import case_of
from hearten.moderation.forms import AppealForm
from hearten.moderation.models import Decision
from hearten.moderation.queries import about_words, own_decisions, statement
from hearten.moderation.views.calls import heard
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page


@require_safe
def decisions(request: AccountRequest) -> HttpResponse:
    """Every decision that changed something this account wrote, under whatever name."""
    data = {"decisions": [statement(decision) for decision in own_decisions(request.user)]}
    return page(request, "moderation/decisions.html", data, title="Decisions", zone="self")


@require_http_methods(["GET", "POST"])
def decision(request: AccountRequest, pk: str) -> HttpResponse:
    """One decision with its whole statement of reasons, and the way to disagree."""
    row = get_object_or_404(Decision.objects.select_related("appeal"), pk=pk)
    require_own(request, row)
    if request.method == "GET":
        return show(request, row, AppealForm())
    form = AppealForm(request.POST)
    if not form.is_valid():
        return show(request, row, form, status=422)
    words = form.cleaned_data["words"]
    answer = appealed(request, row, form, words)
    call = actions.hear_call(
        words=words, by=request.user
    )  # whoever looks again decides; this is so that they are met
    return heard(request, call, words, paused=False) if call else answer


def appealed(request: AccountRequest, row: Decision, form: AppealForm, words: str) -> HttpResponse:
    """Ask for another look, or say why not."""
    try:
        actions.appeal(decision=row, words=words, by=request.user)
    except actions.CannotAppeal as refused:
        return show(request, row, form, says=str(refused), status=409)
    return redirect("decision", row.pk)


def require_own(request: AccountRequest, row: Decision) -> None:
    """Raises Http404 unless the viewer wrote what was decided about, or is behind the name (I3)."""
    case = case_of(row.subject)
    if case is None or not case.verbs.is_own(case.key, request.user):
        raise Http404


def show(
    request: HttpRequest, row: Decision, form: AppealForm, *, says: str = "", status: int = 200
) -> HttpResponse:
    """The writer's own words stand on top: without them nobody knows what it is about."""
    data = {
        "decision": statement(row),
        "own_words": (about_words(row.leads_to) or {}).get("text", ""),
        "form": describe(form),
        "says": says,
    }
    return page(request, "moderation/decision.html", data, title="Decisions", zone="self", status=status)
