"""Deciding about a name in its space, confirming a ban, and looking at what a colleague decided (R103, I41)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hearten.accounts.http import AccountRequest
from hearten.accounts.models import Account, Persona
from hearten.moderation import actions
from hearten.moderation.actions.looks import CannotLook, ask_opinion, look
from hearten.moderation.actions.powers import holding_about
from hearten.moderation.actions.reports import CannotDecide, Case
from hearten.moderation.models import Proposal, SecondLook
from hearten.moderation.names import subject_of
from hearten.moderation.powers_forms import LookForm, MeasureForm, OpinionForm, ProposalForm
from hearten.moderation.queries import about_words, statement, what_it_is
from hearten.moderation.team import decided_before, leads_to, look_for, proposal_for, writer_in
from hearten.moderation.views.queue import deciders, the_case
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

SAVED = "?n=saved"


@deciders
@require_http_methods(["GET", "POST"])
def writer(request: AccountRequest, kind: str, key: str) -> HttpResponse:
    """The name that wrote a thing: what holds about it, what was decided before, and the form to decide."""
    case = the_case(f"{kind}:{key}", request.user)
    persona = persona_of(case, request.user)
    can_lift = any(row.act != "ban" for row in holding_about(persona.pk))
    if request.method == "GET":
        return show_writer(request, case, persona, MeasureForm(can_lift=can_lift))
    form = MeasureForm(request.POST, can_lift=can_lift)
    if not form.is_valid():
        return show_writer(request, case, persona, form, status=422)
    act = actions.propose_ban if form.cleaned_data["act"] == "ban" else actions.restrict
    try:
        act(case, form.measure(), by=request.user)
    except CannotDecide as refused:
        return show_writer(request, case, persona, form, says=str(refused), status=409)
    return redirect(f"{reverse('moderation')}{SAVED}")


def persona_of(case: Case, by: Account) -> Persona:
    """Raises Http404 where no name is behind a thing, and for one's own."""
    persona = writer_in(case, by)
    if persona is None:
        raise Http404
    return persona


def show_writer(
    request: HttpRequest, case: Case, persona: Persona, form: MeasureForm, *, says: str = "", status: int = 200
) -> HttpResponse:
    """The pseudonym of this space and nothing behind it (I6)."""
    data = {
        "name": persona.name,
        "what": what_it_is(case.subject),
        "back": case.subject.partition(":")[::2],
        "shown": asdict(case.shown) if case.shown else None,
        "holds": [statement(row) for row in holding_about(persona.pk)],
        "earlier": decided_before(subject_of(persona.pk)),
        "form": describe(form),
        "says": says,
    }
    return page(request, "moderation/writer.html", data, title="Moderation", zone="host", status=status)


@deciders
@require_http_methods(["GET", "POST"])
def proposal(request: AccountRequest, pk: str) -> HttpResponse:
    """A proposed ban before a second person; whoever proposed it gets 404, as does whoever it is about."""
    row = proposal_for(request.user, pk)
    if row is None:
        raise Http404
    if request.method == "GET":
        return show_proposal(request, row, ProposalForm())
    form = ProposalForm(request.POST)
    if not form.is_valid():
        return show_proposal(request, row, form, status=422)
    confirm = form.cleaned_data["confirm"] == "yes"
    try:
        actions.answer_proposal(row, confirm=confirm, answer=form.cleaned_data["answer"], by=request.user)
    except CannotDecide as refused:
        return show_proposal(request, row, form, says=str(refused), status=409)
    return redirect(f"{reverse('moderation')}{SAVED}")


def show_proposal(
    request: HttpRequest, row: Proposal, form: ProposalForm, *, says: str = "", status: int = 200
) -> HttpResponse:
    """What is proposed, on which facts, and the words that led to it, behind a veil."""
    data = {
        "rule": row.rule,
        "facts": row.facts,
        "until": row.until,
        "expires_on": row.expires_on,
        "shown": about_words(row.about),
        "form": describe(form),
        "says": says,
    }
    return page(request, "moderation/proposal.html", data, title="Moderation", zone="host", status=status)


@deciders
@require_POST
def opinion(request: AccountRequest, kind: str, key: str) -> HttpResponse:
    """Ask colleagues what they think, in one press."""
    found = the_case(f"{kind}:{key}", request.user)
    ask_opinion(subject=found.subject, by=request.user)
    return redirect(f"{reverse('moderation')}?n=asked-opinion")


@deciders
@require_http_methods(["GET", "POST"])
def look_again(request: AccountRequest, pk: int) -> HttpResponse:
    """What was drawn, or what a colleague asks about; whoever decided or asked gets 404."""
    row = look_for(request.user, pk)
    if row is None:
        raise Http404
    kind = LookForm if row.decision else OpinionForm
    if request.method == "GET":
        return show_look(request, row, kind())
    form = kind(request.POST)
    if not form.is_valid():
        return show_look(request, row, form, status=422)
    said: dict[str, Any] = form.cleaned_data
    agrees = said["agrees"] == "yes" if row.decision else None
    try:
        look(row=row, agrees=agrees, words=said["words"], by=request.user)
    except CannotLook as refused:
        return show_look(request, row, form, says=str(refused), status=409)
    return redirect(f"{reverse('moderation')}{SAVED}")


def show_look(
    request: HttpRequest, row: SecondLook, form: LookForm | OpinionForm, *, says: str = "", status: int = 200
) -> HttpResponse:
    """The words behind a veil, and the decision when there is one."""
    about = leads_to(row)
    data = {
        "what": what_it_is(about),
        "shown": about_words(about),
        "decision": statement(row.decision) if row.decision else None,
        "form": describe(form),
        "says": says,
    }
    return page(request, "moderation/second_look.html", data, title="Moderation", zone="host", status=status)
