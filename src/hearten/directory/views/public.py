"""What anyone can read: the list, a professional's page, their policy, and how credentials are checked."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hearten.accounts.http import viewer
from hearten.directory import queries
from hearten.directory.models import Therapist
from hearten.ui.shortcuts import page


@login_not_required
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Professionals with an open page, by name."""
    cards, after = queries.cards(after=request.GET.get("after", "").replace("\x00", ""))
    more = f"{reverse('directory')}?after={after}" if after else ""
    return page(request, "directory/directory.html", {"cards": cards, "more": more}, title="Find a professional")


@login_not_required
@require_safe
def about(request: HttpRequest, handle: str) -> HttpResponse:
    """Who a professional is, how they work, and what they will not do (R33, R34, R47)."""
    row = found(request, handle)
    data = {**queries.profile(row), "only_you": not_listed(row)}
    return page(request, "directory/about.html", data, title=f"About {row.name}")


@login_not_required
@require_safe
def policy(request: HttpRequest, handle: str, number: int | None = None) -> HttpResponse:
    """How a professional behaves online, now or in an older version, with the difference (R27, R46)."""
    row = found(request, handle)
    data = queries.policy_page(row, number)
    if data is None:
        raise Http404
    return page(request, "directory/policy.html", data, title=f"Policy of {row.name}")


@login_not_required
@require_safe
def credentials(request: HttpRequest) -> HttpResponse:
    """How credentials are checked here today, how anyone can check, and why there are no stars (R81, C1)."""
    return page(request, "directory/credentials.html", {}, title="How we check credentials")


def found(request: HttpRequest, handle: str) -> Therapist:
    """The page at an address; 404 for every reason alike (I3)."""
    row = queries.find(handle, viewer(request))
    if row is None:
        raise Http404
    return row


def not_listed(row: Therapist) -> bool:
    """Whether only its owner sees this page."""
    return not Therapist.objects.listed().filter(pk=row.pk).exists()
