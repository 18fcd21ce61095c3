"""How this host moderates, for everybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hearten.moderation.rules import NONE, RULES
from hearten.moderation.transparency import published
from hearten.ui.shortcuts import page


@login_not_required
@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """The rules, how it is decided, and the figures of the last two years in bands. One statement."""
    data = {"quarters": published(), "rules": [rule for rule in RULES if rule != NONE]}
    return page(request, "moderation/transparency.html", data, title="How decisions are made here")
