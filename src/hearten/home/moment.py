"""`/a-moment/`: when it is too much. Breathe, stop, a person from here, a professional, a crisis line (R69)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from hearten.accounts.http import viewer
from hearten.accounts.models import Account
from hearten.groups.asking import places
from hearten.moderation.crisis import panel
from hearten.ui.shortcuts import page


@login_not_required
@require_safe
def moment(request: HttpRequest) -> HttpResponse:
    """One step from every page. Opening it writes nothing, and its address and title say nothing (I27).

    Somebody without an account gets it without a word about who is watching: that copy is also kept on devices for
    when there is no connection, and would go on saying it (I13).
    """
    account = viewer(request)
    data = for_account(account) if account else {"places": [], "crisis": {**panel(), "watch": ""}}
    return page(request, "home/moment.html", data, title="A moment", zone="self" if account else "public")


def for_account(account: Account) -> dict[str, Any]:
    """The groups from which a person can be asked; none for a paused account, which can't write in any."""
    return {"places": [] if account.badge()["paused"] else places(account, timezone.now()), "crisis": panel()}
