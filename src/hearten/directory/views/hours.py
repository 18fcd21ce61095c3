"""A professional's own hours, and one switch that closes everything for now (R26)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest
from hearten.directory import actions
from hearten.directory.hours import line, open_for_readers
from hearten.directory.hours_form import HoursForm
from hearten.directory.models import Therapist
from hearten.directory.views.start import own, posted, therapists_only
from hearten.directory.views.step import Step, asked
from hearten.ui.shortcuts import page

ABOUT = "Readers see your hours beside the place to write. Outside them your desk keeps comments folded away."


@require_safe
@therapists_only
def your_hours(request: AccountRequest) -> HttpResponse:
    """Everything that looks after you, on one page."""
    therapist = own(request)
    data = {
        "resting": therapist.resting,
        "in_hours": open_for_readers(therapist, timezone.now()).in_hours,
        "line": line(therapist),
        "cap": therapist.comments_a_day,
    }
    return page(request, "directory/your_hours.html", data, title="Your hours", zone="desk")


@require_http_methods(["GET", "HEAD", "POST"])
@therapists_only
def change(request: AccountRequest) -> HttpResponse:
    """Days, times, own words, and how much is enough."""
    therapist = own(request)
    step = Step("Your hours", "your-hours", ABOUT, own=actions.words_of(therapist))

    def save(valid: Any, seen: set[str]) -> None:
        changes = dict(valid.cleaned_data)
        actions.change_page(therapist, by=request.user, changes=changes, acknowledged=seen)

    return asked(request, HoursForm(posted(request), initial=now_of(therapist)), step, save=save)


def now_of(therapist: Therapist) -> dict[str, Any]:
    """What is so now, as the form asks for it."""
    now = {name: getattr(therapist, name) for name in HoursForm.base_fields}
    return {**now, "hours_days": list(therapist.hours_days)}


@require_POST
@therapists_only
def rest(request: AccountRequest) -> HttpResponse:
    """Close everything for now, or open it again as it was."""
    actions.rest(own(request), resting=request.POST.get("resting") == "yes", by=request.user)
    return redirect(f"{reverse('your-hours')}?n=saved")
