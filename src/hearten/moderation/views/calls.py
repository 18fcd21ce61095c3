"""What somebody sees whose words of danger went to the safety desk and nowhere else (I12, R95)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from hearten.moderation.crisis import panel
from hearten.moderation.models import CallForHelp
from hearten.ui.shortcuts import page


def heard(request: HttpRequest, call: CallForHelp, words: str, *, paused: bool) -> HttpResponse:
    """Help, at once, in the answer itself; then who reads the words, and that nothing is held against anybody."""
    data = {"crisis": panel(), "name": call.persona.name, "words": words, "paused": paused}
    status = 403 if paused else 200
    return page(request, "moderation/call_heard.html", data, title="Thank you", zone="account", status=status)
