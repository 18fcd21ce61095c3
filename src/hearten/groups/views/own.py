"""One's own place in a group: the name, what stays closed, asking for a person, and leaving quietly."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest
from hearten.groups.actions import joining as actions
from hearten.groups.models import Membership
from hearten.groups.reader import Reader, reader_of
from hearten.groups.views.frame import around, inside
from hearten.moderation.crisis import panel


@require_safe
def group_me(request: AccountRequest, pk: str) -> HttpResponse:
    """Only its owner sees this page."""
    reader = reader_of(request.user, pk)
    membership = own(reader)
    notes = [{"name": note, "closed": note in membership.hidden_notes} for note in reader.group.content_notes]
    data = {**around(reader), "offers": actions.offers(reader.group), "notes": notes}
    return inside(request, "groups/me.html", data)


def own(reader: Reader) -> Membership:
    """The viewer's membership. Raises Http404 for a visitor."""
    if reader.membership is None:
        raise Http404
    return reader.membership


@require_POST
def group_rename(request: AccountRequest, pk: str) -> HttpResponse:
    """Another name and picture here."""
    reader = reader_of(request.user, pk)
    own(reader)
    done = actions.rename(reader, request.POST.get("name", ""))
    return redirect(f"{reverse('group_me', args=[pk])}?n={'saved' if done else 'name-gone'}")


@require_POST
def group_notes(request: AccountRequest, pk: str) -> HttpResponse:
    """What stays closed until one opens it."""
    reader = reader_of(request.user, pk)
    actions.hide_notes(own(reader), request.POST.getlist("closed"))
    return redirect(f"{reverse('group_me', args=[pk])}?n=saved")


@require_POST
def group_person(request: AccountRequest, pk: str) -> HttpResponse:
    """Ask for a person: one press, no words needed (R69). What happens then is said as it is (I13)."""
    reader = reader_of(request.user, pk)
    actions.ask_for_person(own(reader))
    return inside(request, "groups/asked.html", {**around(reader), "crisis": panel()})


@require_http_methods(["GET", "HEAD", "POST"])
def group_leave(request: AccountRequest, pk: str) -> HttpResponse:
    """Leave, with or without one's words."""
    reader = reader_of(request.user, pk)
    membership = own(reader)
    if request.method != "POST":
        return inside(request, "groups/leave.html", around(reader))
    actions.leave(membership, take_words=request.POST.get("words") == "take")
    return redirect(f"{reverse('groups')}?n=left")
