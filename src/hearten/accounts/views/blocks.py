"""Whom somebody does not want to read, for their own eyes only."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hearten.accounts import wall
from hearten.accounts.http import AccountRequest
from hearten.ui.shortcuts import page

#: Every list ends; older ones come up when newer ones are undone.
SHOWN = 200


@require_safe
def blocks(request: AccountRequest) -> HttpResponse:
    """The names this account blocked, as they were on that day; never another name of the same person (I6)."""
    rows = request.user.blocks.order_by("-day", "name").values("id", "name", "day")[:SHOWN]
    return page(request, "accounts/blocks.html", {"blocks": list(rows)}, title="People you don't read", zone="self")


@require_POST
def unblock(request: AccountRequest, pk: str) -> HttpResponse:
    """Read them again. The answer is the same whether there was such a block or not."""
    wall.unblock(request.user, pk)
    return redirect(f"{reverse('blocks')}?n=saved")
