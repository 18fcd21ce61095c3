"""Keeping one's choices on a shelf, and forgetting them (R5)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from hearten.accounts.http import AccountRequest
from hearten.library import kept, shelf
from hearten.library.forms import FilterForm


@require_POST
def keep(request: AccountRequest) -> HttpResponse:
    """Keep what the filter says. What no shelf here knows is left out."""
    wanted = FilterForm(request.POST, choices=shelf.choices(shelf.public_resources())).wanted()
    kept.keep(request.user, wanted)
    return redirect(f"{reverse('library')}?kept=yes&n=saved")


@require_POST
def forget(request: AccountRequest) -> HttpResponse:
    """Forget them."""
    kept.forget(request.user)
    return redirect(f"{reverse('library')}?n=removed")
