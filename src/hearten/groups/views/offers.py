"""Talks without an answer, for those who are trained to answer: taking one, and letting it go."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hearten.accounts.http import AccountRequest
from hearten.groups.actions import offering as actions
from hearten.groups.models import Membership
from hearten.groups.offers import held_by, is_asked, offered, rows
from hearten.groups.reader import Reader, reader_of
from hearten.groups.views.frame import around, inside
from hearten.ui.engine import clock


def supporter(request: AccountRequest, pk: str) -> tuple[Reader, Membership]:
    """Somebody the host appointed here. Raises Http404 for everybody else."""
    reader = reader_of(request.user, pk)
    if reader.membership is None or not reader.membership.answers_others:
        raise Http404
    return reader, reader.membership


@require_safe
def offers(request: AccountRequest, pk: str) -> HttpResponse:
    """What is offered to the viewer, what they hold, and the switch for today."""
    reader, membership = supporter(request, pk)
    held = held_by(reader)
    holds = held and {"id": held.thread_id, "title": held.thread.title, "until": clock(held.ends_at)}
    data = {
        **around(reader),
        "willing": membership.willing_on == timezone.localdate(),
        "asked": is_asked(reader),
        "held": holds,
        "offers": [] if held else rows(reader),
        "a_day": actions.A_DAY,
    }
    return inside(request, "groups/offers.html", data)


@require_POST
def offers_willing(request: AccountRequest, pk: str) -> HttpResponse:
    """Say "I can answer today", or take it back. What one holds stays in one's hands."""
    _, membership = supporter(request, pk)
    actions.willing(membership, today=request.POST.get("today") == "yes")
    return redirect("offers", pk)


@require_POST
def offer_take(request: AccountRequest, pk: str, thread: str) -> HttpResponse:
    """Take a talk and go there."""
    reader, _ = supporter(request, pk)
    talk = get_object_or_404(offered(reader), pk=thread)
    try:
        actions.take(talk, by=reader)
    except actions.NotYours as refused:
        return redirect(f"{reverse('offers', args=[pk])}?n={refused.notice}")
    return redirect(f"{reverse('thread', args=[pk, thread])}?n=in-your-hands")


@require_POST
def offer_let_go(request: AccountRequest, pk: str) -> HttpResponse:
    """Give back what one holds."""
    _, membership = supporter(request, pk)
    actions.let_go(membership)
    return redirect(f"{reverse('offers', args=[pk])}?n=let-go")
