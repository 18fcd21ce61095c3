"""The safety leads' queue: texts that may need a person soon, and who has which (R95, R103)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hearten.accounts.http import AccountRequest, stream
from hearten.accounts.models import Role
from hearten.moderation import actions
from hearten.moderation.actions.handoff import persona_of
from hearten.moderation.crisis import watch
from hearten.moderation.desk import notes_of, safety_queue, safety_row
from hearten.moderation.desk_forms import AskForm, HandOverForm, NoteForm, OpinionForm
from hearten.moderation.glass import waits_for
from hearten.moderation.handoffs import thread_of
from hearten.moderation.levels import is_heavy
from hearten.moderation.models import SafetyItem
from hearten.moderation.paperwork import missing_for_groups
from hearten.moderation.subjects import find
from hearten.moderation.views.desk import desk_page, safety_leads
from hearten.ui.forms import describe

#: The forms on the page of one text, by the name of the field that each is about.
FORMS: dict[str, type[forms.Form]] = {
    "note": NoteForm,
    "handed": HandOverForm,
    "asked": AskForm,
    "opinion": OpinionForm,
}


@safety_leads
@require_safe
def queue(request: AccountRequest) -> HttpResponse:
    """What waits, most urgent first, and the one true sentence about who watches."""
    data = {
        **safety_queue(request.user),
        "watch": watch(timezone.now()).sentence,
        "stream": stream(request, actions.QUEUE),
        "glass_waits": waits_for(request.user),
        "host_owes": missing_for_groups() if request.user.has_role(Role.HOST_ADMIN) else [],
    }
    return desk_page(request, "safety.html", data)


@safety_leads
@require_safe
def item(request: AccountRequest, pk: int) -> HttpResponse:
    """One text, behind a veil until somebody chooses to look."""
    return show_item(request, get_object_or_404(SafetyItem, pk=pk))


@safety_leads
@require_POST
def claim(request: AccountRequest, pk: int) -> HttpResponse:
    """I have this one."""
    return pressed(request, pk, actions.claim)


@safety_leads
@require_POST
def release(request: AccountRequest, pk: int) -> HttpResponse:
    """Somebody else, please."""
    return pressed(request, pk, actions.release)


@safety_leads
@require_POST
def answered(request: AccountRequest, pk: int) -> HttpResponse:
    """I have answered where it stands."""
    return pressed(request, pk, actions.mark_answered)


@safety_leads
@require_POST
def hand_over(request: AccountRequest, pk: int) -> HttpResponse:
    """A colleague goes on with it."""
    return written(request, pk, "handed", lambda row, note: actions.hand_over(item=row, note=note, by=request.user))


@safety_leads
@require_POST
def ask_second(request: AccountRequest, pk: int) -> HttpResponse:
    """What do you think?"""
    return written(
        request, pk, "asked", lambda row, words: actions.ask_second(item=row, words=words, by=request.user)
    )


@safety_leads
@require_POST
def give_opinion(request: AccountRequest, pk: int) -> HttpResponse:
    """What somebody else thinks."""
    return written(
        request, pk, "opinion", lambda row, words: actions.give_opinion(item=row, words=words, by=request.user)
    )


@safety_leads
@require_POST
def close(request: AccountRequest, pk: int) -> HttpResponse:
    """Done, with a note on what was done; after a heavy one a pause is offered."""
    row = get_object_or_404(SafetyItem, pk=pk)
    done = reverse("safety_after") if is_heavy(row.level) else f"{reverse('safety')}?n=saved"
    return written(
        request, pk, "note", lambda row, words: actions.close(item=row, note=words, by=request.user), then=done
    )


def pressed(request: AccountRequest, pk: int, act: Callable[..., None]) -> HttpResponse:
    """One button: do it, or say why not, in plain words."""
    row = get_object_or_404(SafetyItem, pk=pk)
    try:
        act(item=row, by=request.user)
    except actions.Taken as refused:
        return show_item(request, row, says=str(refused), status=409)
    return redirect("safety_item", pk)


def written(
    request: AccountRequest, pk: int, name: str, act: Callable[[SafetyItem, str], None], *, then: str = ""
) -> HttpResponse:
    """Words and a button: do it, or give the words back with the reason."""
    row = get_object_or_404(SafetyItem, pk=pk)
    form = FORMS[name](request.POST)
    if not form.is_valid():
        return show_item(request, row, form, status=422)
    try:
        act(row, form.cleaned_data[name])
    except actions.Taken as refused:
        return show_item(request, row, form, says=str(refused), status=409)
    return redirect(then or reverse("safety_item", args=[pk]))


def show_item(
    request: AccountRequest, row: SafetyItem, sent: forms.Form | None = None, *, says: str = "", status: int = 200
) -> HttpResponse:
    """The item as it is now. sent: the one form that comes back, with its words."""
    row.refresh_from_db()
    found = find(row.subject)
    shown = found[0].show(found[1]) if found else None
    thread = thread_of(row.subject)
    data: dict[str, Any] = {
        "item": {
            **safety_row(row, request.user),
            "closed": row.closed_at is not None,
            "note": row.note,
            "reachable": persona_of(row.subject) is not None,
            "covers": bool(found and found[0].mask),
            "decided": bool(found and found[0].decided),
            "written": thread is not None,
        },
        "thread": thread,
        "shown": asdict(shown) if shown else None,
        "notes": notes_of(row, request.user),
        "forms": {name: describe(sent if isinstance(sent, form) else form()) for name, form in FORMS.items()},
        "says": says,
    }
    return desk_page(request, "safety_item.html", data, status=status)
