"""Links that did not answer, for whoever recommends them (R4)."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.directory.models import Therapist
from hearten.library import shelf
from hearten.library.links import opened_by_hand
from hearten.ui.shortcuts import page


def own(request: AccountRequest) -> Therapist:
    """The viewer's own page. Raises Http404."""
    who = Therapist.objects.owned_by(request.user).first()
    if who is None:
        raise Http404
    return who


@needs_role(Role.THERAPIST)
@require_safe
def links(request: AccountRequest) -> HttpResponse:
    """What to look at: links that failed on two days or more."""
    dead = [item for item in shelf.items(shelf.in_order(shelf.resources_of(own(request)))) if item.link.dead]
    data = {"items": dead, "checking": settings.CHECK_LINKS}
    return page(request, "library/links.html", data, title="Your links", zone="desk")


@needs_role(Role.THERAPIST)
@require_POST
def link_opened(request: AccountRequest, pk: int) -> HttpResponse:
    """ "I opened it, and it works." """
    row = get_object_or_404(own(request).resources, pk=pk)
    opened_by_hand(row, by=request.user)
    return redirect(f"{reverse('links')}?n=saved")
