"""The moderators' queue: what was asked about, what is appealed, and the decision with its reasons (I41, I42)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Account
from hearten.moderation import actions
from hearten.moderation.actions.appeals import had_a_part
from hearten.moderation.actions.reports import DECIDERS, Case, case_of, choices
from hearten.moderation.forms import AnswerForm, DecisionForm
from hearten.moderation.models import Appeal, Decision, Report, SafetyItem
from hearten.moderation.names import is_name
from hearten.moderation.queries import about_words, reported, statement, waiting_appeals, what_it_is
from hearten.moderation.subjects import looked_after_by
from hearten.moderation.team import decided_before, opinions_about, waiting_looks, waiting_proposals
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

deciders = needs_role(*DECIDERS)


@deciders
@require_safe
def queue(request: AccountRequest) -> HttpResponse:
    """Everything that waits for a moderator."""
    data = {
        "reported": [with_href(row) for row in reported(request.user)],
        "appeals": waiting_appeals(request.user),
        "proposals": waiting_proposals(request.user),
        "looks": waiting_looks(request.user),
    }
    return page(request, "moderation/queue.html", data, title="Moderation", zone="host")


def with_href(row: dict[str, Any]) -> dict[str, Any]:
    """The same row with its address."""
    kind, _, key = row["subject"].partition(":")
    return {**row, "href": reverse("moderation_case", args=[kind, key])}


@deciders
@require_http_methods(["GET", "POST"])
def case(request: AccountRequest, kind: str, key: str) -> HttpResponse:
    """One thing with everything said about it, and the form to decide."""
    found = the_case(f"{kind}:{key}", request.user)
    if request.method == "GET":
        return show_case(request, found, DecisionForm(acts=choices(found, request.user)))
    form = DecisionForm(request.POST, acts=choices(found, request.user))
    if not form.is_valid():
        return show_case(request, found, form, status=422)
    try:
        actions.decide(subject=found.subject, by=request.user, **form.cleaned_data)
    except actions.CannotDecide as refused:
        return show_case(request, found, form, says=str(refused), status=409)
    return redirect(f"{reverse('moderation')}?n=saved")


def the_case(subject: str, account: Account) -> Case:
    """Raises Http404 for what can't be reported, what others look after, and what nobody ever asked about, unless
    it waits for this account.
    """
    found = case_of(subject)
    if not looked_after_by(account, subject):
        raise Http404
    asked = (rows.objects.filter(subject=subject).exists() for rows in (Report, Decision, SafetyItem))
    if found is None or is_name(subject) or not (any(asked) or waits_for_keeper(found, account)):
        raise Http404
    return found


def waits_for_keeper(found: Case, account: Account) -> bool:
    """Whether nobody sees it before this account, who looks after its place, has let it appear."""
    keeps = found.verbs.kept_by is not None and found.verbs.kept_by(found.key, account)
    return keeps and found.shown is not None and not found.shown.others_read


def show_case(
    request: HttpRequest, found: Case, form: DecisionForm, *, says: str = "", status: int = 200
) -> HttpResponse:
    """Pseudonyms only; the words stay behind a veil until somebody chooses to look (R103)."""
    reports = Report.objects.filter(subject=found.subject, decision=None).order_by("made_on", "pk")[:50]
    data = {
        "what": what_it_is(found.subject),
        "shown": asdict(found.shown) if found.shown else None,
        "state": found.state,
        "back": found.subject.partition(":")[::2],
        "has_name": bool(found.verbs.persona and found.verbs.persona(found.key)),
        "opinions": opinions_about(found.subject),
        "said": [{"words": row.words, "day": row.made_on} for row in reports if row.words],
        "earlier": decided_before(found.subject),
        "form": describe(form),
        "says": says,
    }
    return page(request, "moderation/case.html", data, title="Moderation", zone="host", status=status)


@deciders
@require_http_methods(["GET", "POST"])
def appeal(request: AccountRequest, pk: int) -> HttpResponse:
    """The second look; whoever decided first gets 404, as does whoever wrote it (I41)."""
    row = may_answer(request.user, get_object_or_404(Appeal.objects.select_related("decision"), pk=pk, upheld=None))
    if request.method == "GET":
        return show_appeal(request, row, AnswerForm())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show_appeal(request, row, form, status=422)
    upheld = form.cleaned_data["upheld"] == "yes"
    try:
        actions.answer_appeal(appeal=row, upheld=upheld, answer=form.cleaned_data["answer"], by=request.user)
    except actions.CannotDecide as refused:
        return show_appeal(request, row, form, says=str(refused), status=409)
    return redirect(f"{reverse('moderation')}?n=saved")


def may_answer(account: Account, row: Appeal) -> Appeal:
    """Raises Http404 for whoever decided first or wrote it."""
    found = case_of(row.decision.subject)
    if not looked_after_by(account, row.decision.leads_to):
        raise Http404
    if found is None or had_a_part(row.decision, account) or found.verbs.is_own(found.key, account):
        raise Http404
    return row


def show_appeal(
    request: HttpRequest, row: Appeal, form: AnswerForm, *, says: str = "", status: int = 200
) -> HttpResponse:
    """The decision, the writer's words, and the thing itself behind a veil."""
    data = {
        "decision": statement(row.decision),
        "shown": about_words(row.decision.leads_to),
        "form": describe(form),
        "says": says,
    }
    return page(request, "moderation/appeal.html", data, title="Moderation", zone="host", status=status)
