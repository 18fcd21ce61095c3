"""For those who look after a group: what waits, who asks to come in, and one's own hours."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest
from hearten.groups.actions import hosting
from hearten.groups.actions import keeping as actions
from hearten.groups.forms import HoursForm
from hearten.groups.models import GroupRole, Membership, Place
from hearten.groups.offers import pace
from hearten.groups.reader import Reader, reader_of
from hearten.groups.views.frame import around, inside
from hearten.groups.views.talking import seen_words
from hearten.groups.waiting import waiting
from hearten.ui.forms import describe


def keeper(request: AccountRequest, pk: str) -> tuple[Reader, Membership]:
    """Somebody who looks after this group. Raises Http404 for everybody else."""
    reader = reader_of(request.user, pk)
    if reader.membership is None or not reader.keeps:
        raise Http404
    return reader, reader.membership


@require_safe
def group_keep(request: AccountRequest, pk: str) -> HttpResponse:
    """Everything that waits in this group, oldest first."""
    reader, membership = keeper(request, pk)
    asking = (
        Membership.objects.kept_by(membership)
        .filter(place=Place.ASKED)
        .select_related("persona")
        .order_by("joined_on")
    )
    data = {
        **around(reader),
        "duties": hosting.DUTIES if membership.role == GroupRole.FACILITATOR else (),
        "duties_on": membership.duties_on,
        "waiting": waiting(reader),
        "pace": pace(pk, reader.now),
        "asking": [
            {"id": row.pk, "name": row.persona.name, "seed": row.persona.avatar_seed} for row in asking[:50]
        ],
        "hours": [
            {"id": row.pk, "from": row.starts_at, "until": row.ends_at, "on": row.starts_at <= reader.now}
            for row in membership.hours.filter(ends_at__gt=reader.now)[:50]
        ],
    }
    return inside(request, "groups/keep.html", data)


@require_POST
def group_duties(request: AccountRequest, pk: str) -> HttpResponse:
    """Take on what a host of a group owes it (R44)."""
    _, membership = keeper(request, pk)
    hosting.take_on(membership)
    return redirect(f"{reverse('group_keep', args=[pk])}?n=saved")


@require_POST
def words_approve(request: AccountRequest, pk: str, kind: str, words: str) -> HttpResponse:
    """Let words that wait appear."""
    reader, membership = keeper(request, pk)
    actions.approve(seen_words(reader, kind, words), by=membership)
    return redirect(f"{reverse('group_keep', args=[pk])}?n=saved")


@require_POST
def member_answer(request: AccountRequest, pk: str, persona: str) -> HttpResponse:
    """Let somebody in, or not now."""
    _, membership = keeper(request, pk)
    asking = get_object_or_404(Membership.objects.kept_by(membership), place=Place.ASKED, pk=persona)
    verb = actions.let_in if request.POST.get("answer") == "in" else actions.not_now
    verb(asking, by=membership)
    return redirect(f"{reverse('group_keep', args=[pk])}?n=saved")


@require_http_methods(["GET", "HEAD", "POST"])
def group_hours(request: AccountRequest, pk: str) -> HttpResponse:
    """Plan one's own hours: the pages say that somebody is there only inside them (I13)."""
    reader, membership = keeper(request, pk)
    form = HoursForm(request.POST or None)
    if request.method != "POST":
        return inside(request, "groups/hours.html", {**around(reader), "form": describe(form)})
    if form.is_valid():
        try:
            actions.add_hours(membership, **form.cleaned_data)
            return redirect(f"{reverse('group_keep', args=[pk])}?n=saved")
        except actions.NotHours as refused:
            form.add_error(None, str(refused))
    return inside(request, "groups/hours.html", {**around(reader), "form": describe(form)}, status=422)


@require_POST
def hours_end(request: AccountRequest, pk: str, hours: int) -> HttpResponse:
    """Stop one's own hours now, or take them back."""
    _, membership = keeper(request, pk)
    actions.end_hours(get_object_or_404(membership.hours, pk=hours))
    return redirect(f"{reverse('group_keep', args=[pk])}?n=saved")
