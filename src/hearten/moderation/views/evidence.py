"""Covering a detail, taking words down that push towards harm, the sealed copies, and times of mourning."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hearten.accounts.http import AccountRequest
from hearten.media.voice import heard
from hearten.moderation import actions, postvention
from hearten.moderation.actions.evidence import RULE
from hearten.moderation.desk import safety_row
from hearten.moderation.desk_forms import CoverForm, MourningForm, TakeDownForm
from hearten.moderation.evidence import details_in, running, sealed_rows, sealed_view
from hearten.moderation.models import SafetyItem, Sealed
from hearten.moderation.subjects import find
from hearten.moderation.views.desk import desk_page, safety_leads
from hearten.ui.forms import describe


@safety_leads
@require_http_methods(["GET", "POST"])
def cover(request: AccountRequest, pk: int) -> HttpResponse:
    """Cover a detail of a way of harm; the rest of the words stays."""
    row = get_object_or_404(SafetyItem, pk=pk, closed_at=None)
    if request.method == "GET":
        return show_cover(request, row, CoverForm(initial={"passages": "\n".join(details_in(row.subject))}))
    form = CoverForm(request.POST)
    if not form.is_valid():
        return show_cover(request, row, form, status=422)
    try:
        actions.cover(item=row, passages=form.passages_given(), by=request.user)
    except actions.Taken as refused:
        return show_cover(request, row, form, says=str(refused), status=409)
    except ValueError as missing:
        form.add_error("passages", f"These words are not in the text exactly like this: “{missing}”")
        return show_cover(request, row, form, status=422)
    return redirect(f"{reverse('safety_item', args=[pk])}?n=saved")


def show_cover(
    request: AccountRequest, row: SafetyItem, form: CoverForm, *, says: str = "", status: int = 200
) -> HttpResponse:
    """The words, and what to cover in them."""
    return show(request, row, "cover.html", {"form": describe(form), "says": says}, status)


@safety_leads
@require_http_methods(["GET", "POST"])
def take_down(request: AccountRequest, pk: int) -> HttpResponse:
    """Take it down, with reasons for its writer, and keep a sealed copy."""
    row = get_object_or_404(SafetyItem, pk=pk, closed_at=None)
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return show(request, row, "take_down.html", {"form": describe(form), "says": "", "rule": RULE}, 200)
    says, status = "", 422
    if form.is_valid():
        try:
            actions.take_down(item=row, facts=form.cleaned_data["facts"], by=request.user)
            return redirect(f"{reverse('safety_item', args=[pk])}?n=removed")
        except (actions.Taken, actions.CannotDecide) as refused:
            says, status = str(refused), 409
    return show(request, row, "take_down.html", {"form": describe(form), "says": says, "rule": RULE}, status)


def show(
    request: AccountRequest, row: SafetyItem, template: str, data: dict[str, object], status: int
) -> HttpResponse:
    """One of the two pages beside a text."""
    found = find(row.subject)
    shown = found[0].show(found[1]) if found else None
    data = {"item": safety_row(row, request.user), "shown": asdict(shown) if shown else None, **data}
    return desk_page(request, template, data, status=status)


@safety_leads
@require_safe
def sealed(request: AccountRequest) -> HttpResponse:
    """What is kept as evidence: what kind, since when, until when. No words."""
    return desk_page(request, "sealed.html", {"rows": sealed_rows()})


@safety_leads
@require_http_methods(["GET", "POST"])
def sealed_copy(request: AccountRequest, pk: str) -> HttpResponse:
    """One copy; its words are shown to who asks for them, and that is written down."""
    row = get_object_or_404(Sealed, pk=pk)
    words = actions.open_sealed(copy=row, by=request.user) if request.method == "POST" else ""
    voice = heard(row.voice_id or "") if words else None
    return desk_page(request, "sealed_copy.html", {"copy": sealed_view(row), "words": words, "voice": voice})


@safety_leads
@require_http_methods(["GET", "POST"])
def mourning(request: AccountRequest) -> HttpResponse:
    """Declare a time of mourning, give it another end, or end it."""
    if request.method == "GET":
        return show_mourning(request, MourningForm())
    if "end" in request.POST:
        postvention.end(by=request.user)
        return redirect(f"{reverse('safety_mourning')}?n=saved")
    form = MourningForm(request.POST)
    if form.is_valid():
        try:
            postvention.begin(ends_at=form.ends_at(), by=request.user)
            return redirect(f"{reverse('safety_mourning')}?n=saved")
        except postvention.NotATime as refused:
            form.add_error("until", str(refused))
    return show_mourning(request, form, status=422)


def show_mourning(request: AccountRequest, form: MourningForm, *, status: int = 200) -> HttpResponse:
    """What runs, and what everybody reads while it does."""
    return desk_page(request, "mourning.html", {"running": running(), "form": describe(form)}, status=status)
