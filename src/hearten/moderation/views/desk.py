"""What every page of the safety desk shares: who may open it, and how this lead likes it to look (R103)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.moderation.crisis import watch
from hearten.moderation.desk import look_of
from hearten.moderation.desk_forms import LookForm
from hearten.moderation.models import DeskChoice
from hearten.ui.shortcuts import page

safety_leads = needs_role(Role.SAFETY_LEAD)


def desk_page(request: AccountRequest, template: str, data: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """One page of the desk."""
    data = {**data, "look": look_of(request.user)}
    return page(request, f"moderation/{template}", data, title="Safety", zone="host", status=status)


@safety_leads
@require_POST
def look(request: AccountRequest) -> HttpResponse:
    """Keep how this lead likes the desk."""
    form = LookForm(request.POST)
    form.is_valid()
    DeskChoice.objects.update_or_create(account=request.user, defaults=form.cleaned_data)
    return redirect(f"{reverse('safety')}?n=saved")


@safety_leads
@require_safe
def after(request: AccountRequest) -> HttpResponse:
    """After a heavy one: a pause, somebody to talk to, and the way to hand the watch on."""
    return desk_page(request, "after.html", {"watch": watch(timezone.now()).sentence})
