"""The safety leads' queue: texts that may need a person soon, and who watches when (R95, R103, I13)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_role, stream
from hearten.accounts.models import Role
from hearten.moderation import actions
from hearten.moderation.crisis import watch
from hearten.moderation.forms import NoteForm, ShiftForm
from hearten.moderation.models import SafetyItem, Shift
from hearten.moderation.paperwork import missing_for_groups
from hearten.moderation.queries import safety_queue, safety_row
from hearten.moderation.subjects import find
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

safety_leads = needs_role(Role.SAFETY_LEAD)
TAKEN = "A colleague has this one now, or it is closed."


@safety_leads
@require_safe
def queue(request: AccountRequest) -> HttpResponse:
    """What waits, most urgent first, and the one true sentence about who watches."""
    data = {
        "items": safety_queue(request.user),
        "watch": watch(timezone.now()).sentence,
        "stream": stream(request, actions.QUEUE),
        "host_owes": missing_for_groups() if request.user.has_role(Role.HOST_ADMIN) else [],
    }
    return page(request, "moderation/safety.html", data, title="Safety", zone="host")


@safety_leads
@require_safe
def item(request: AccountRequest, pk: int) -> HttpResponse:
    """One text, behind a veil until somebody chooses to look."""
    return show_item(request, get_object_or_404(SafetyItem, pk=pk), NoteForm())


@safety_leads
@require_POST
def claim(request: AccountRequest, pk: int) -> HttpResponse:
    """I have this one."""
    row = get_object_or_404(SafetyItem, pk=pk)
    try:
        actions.claim(item=row, by=request.user)
    except actions.Taken:
        return show_item(request, row, NoteForm(), says=TAKEN, status=409)
    return redirect("safety_item", pk)


@safety_leads
@require_POST
def close(request: AccountRequest, pk: int) -> HttpResponse:
    """Done, with a note on what was done."""
    row = get_object_or_404(SafetyItem, pk=pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show_item(request, row, form, status=422)
    try:
        actions.close(item=row, note=form.cleaned_data["note"], by=request.user)
    except actions.Taken:
        return show_item(request, row, form, says=TAKEN, status=409)
    return redirect(f"{reverse('safety')}?n=saved")


def show_item(
    request: AccountRequest, row: SafetyItem, form: NoteForm, *, says: str = "", status: int = 200
) -> HttpResponse:
    """The item as it is now."""
    row.refresh_from_db()
    found = find(row.subject)
    shown = found[0].show(found[1]) if found else None
    data = {
        "item": {**safety_row(row, request.user), "closed": row.closed_at is not None, "note": row.note},
        "shown": asdict(shown) if shown else None,
        "form": describe(form),
        "says": says,
    }
    return page(request, "moderation/safety_item.html", data, title="Safety", zone="host", status=status)


@safety_leads
@require_http_methods(["GET", "POST"])
def shifts(request: AccountRequest) -> HttpResponse:
    """One's own watches: the pages say that somebody is there only inside them (I13)."""
    if request.method == "GET":
        return show_shifts(request, ShiftForm())
    form = ShiftForm(request.POST)
    if not form.is_valid():
        return show_shifts(request, form, status=422)
    return add(request, form, **form.cleaned_data)


@safety_leads
@require_POST
def start_now(request: AccountRequest) -> HttpResponse:
    """I am here now, for so many hours."""
    hours = request.POST.get("hours", "")
    now = timezone.now()
    ends_at = now + timedelta(hours=int(hours) if hours in {"1", "2", "4"} else 1)
    return add(request, ShiftForm(), starts_at=now, ends_at=ends_at)


def add(request: AccountRequest, form: ShiftForm, **times: Any) -> HttpResponse:
    """Plan the watch, or say why not."""
    try:
        actions.add_shift(by=request.user, **times)
    except actions.NotAShift as refused:
        return show_shifts(request, form, says=str(refused), status=422)
    return redirect(f"{reverse('safety_shifts')}?n=saved")


@safety_leads
@require_POST
def end_shift(request: AccountRequest, pk: int) -> HttpResponse:
    """Stop one's own watch now, or take back a planned one."""
    actions.end_shift(shift=get_object_or_404(request.user.shifts, pk=pk), by=request.user)
    return redirect(f"{reverse('safety_shifts')}?n=saved")


def show_shifts(request: AccountRequest, form: ShiftForm, *, says: str = "", status: int = 200) -> HttpResponse:
    """One's own watches that are not over, and what everybody reads about them now."""
    now = timezone.now()
    own = Shift.objects.filter(account=request.user, ends_at__gt=now)[:50]
    data = {
        "shifts": [{"id": s.pk, "from": s.starts_at, "until": s.ends_at, "on": s.starts_at <= now} for s in own],
        "watch": watch(now).sentence,
        "form": describe(form),
        "says": says,
    }
    return page(request, "moderation/shifts.html", data, title="Safety", zone="host", status=status)
