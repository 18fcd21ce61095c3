"""Watches of safety leads: planned, begun, ended, and what is handed on at their end (R103, I13)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from hearten.accounts.http import AccountRequest
from hearten.moderation import actions
from hearten.moderation.actions.desk import in_hand
from hearten.moderation.crisis import watch
from hearten.moderation.desk import safety_row
from hearten.moderation.desk_forms import ShiftForm
from hearten.moderation.models import Shift
from hearten.moderation.views.desk import desk_page, safety_leads
from hearten.ui.forms import describe

#: The longest note for a colleague, in characters.
LONGEST_NOTE = 500


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
    """Stop one's own watch now, or take back a planned one; whoever has texts in hand is asked to hand them on."""
    row = get_object_or_404(request.user.shifts, pk=pk)
    if row.starts_at <= timezone.now() < row.ends_at and in_hand(request.user):
        return redirect("safety_hand_on")
    actions.end_shift(shift=row, by=request.user)
    return redirect(f"{reverse('safety_shifts')}?n=saved")


@safety_leads
@require_http_methods(["GET", "POST"])
def hand_on(request: AccountRequest) -> HttpResponse:
    """The end of a watch: a note for each text in hand, and everything is free for colleagues."""
    held = in_hand(request.user)
    if request.method == "GET":
        rows = [safety_row(item, request.user) for item in held]
        return desk_page(request, "hand_on.html", {"items": rows, "watch": watch(timezone.now()).sentence})
    notes = {item.pk: request.POST.get(f"note-{item.pk}", "")[:LONGEST_NOTE] for item in held}
    actions.leave_watch(notes=notes, by=request.user)
    return redirect("safety_after")


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
    return desk_page(request, "shifts.html", data, status=status)
