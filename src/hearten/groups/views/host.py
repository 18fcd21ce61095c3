"""For the host: making a group, appointing who looks after it, opening and closing it (R16, R44, R107)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.groups.actions import opening as actions
from hearten.groups.actions.opening import account_named
from hearten.groups.forms import GroupForm, StaffForm
from hearten.groups.models import Membership, SupportGroup
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

hosts = needs_role(Role.HOST_ADMIN)
NOBODY = "There is no account with this log-in name. Ask them how it is spelled."


@hosts
@require_safe
def host_groups(request: AccountRequest) -> HttpResponse:
    """Every group of this host, with where it stands."""
    rows = [
        {"name": row.name, "state": row.get_state_display(), "href": reverse("host_group", args=[row.pk])}
        for row in SupportGroup.objects.run_by(request.user)[:100]
    ]
    return page(request, "groups/host_groups.html", {"groups": rows}, title="Groups", zone="host")


@hosts
@require_http_methods(["GET", "HEAD", "POST"])
def host_group_new(request: AccountRequest) -> HttpResponse:
    """A new group, not open yet."""
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        group = actions.create(by=request.user, **form.settings())
        return redirect(f"{reverse('host_group', args=[group.pk])}?n=saved")
    status = 422 if request.method == "POST" else 200
    data = {"form": describe(form), "group": None}
    return page(request, "groups/host_group_edit.html", data, title="Groups", zone="host", status=status)


@hosts
@require_http_methods(["GET", "HEAD", "POST"])
def host_group_edit(request: AccountRequest, pk: str) -> HttpResponse:
    """Its settings; its card is made from them."""
    group = get_object_or_404(SupportGroup.objects.run_by(request.user), pk=pk)
    began = {"norms_text": "\n".join(group.norms), "notes_text": "\n".join(group.content_notes)}
    form = GroupForm(request.POST or None, instance=group, initial=began)
    if request.method == "POST" and form.is_valid():
        actions.change(SupportGroup.objects.run_by(request.user).get(pk=pk), by=request.user, **form.settings())
        return redirect(f"{reverse('host_group', args=[pk])}?n=saved")
    status = 422 if request.method == "POST" else 200
    data = {"form": describe(form), "group": {"id": pk, "name": group.name}}
    return page(request, "groups/host_group_edit.html", data, title="Groups", zone="host", status=status)


@hosts
@require_safe
def host_group(request: AccountRequest, pk: str) -> HttpResponse:
    """One group: what is missing before it can open, and who looks after it."""
    return show(request, get_object_or_404(SupportGroup.objects.run_by(request.user), pk=pk), StaffForm())


@hosts
@require_POST
def host_group_appoint(request: AccountRequest, pk: str) -> HttpResponse:
    """Let somebody look after it."""
    group = get_object_or_404(SupportGroup.objects.run_by(request.user), pk=pk)
    form = StaffForm(request.POST)
    if not form.is_valid():
        return show(request, group, form, status=422)
    given: dict[str, Any] = dict(form.cleaned_data)
    account = account_named(given.pop("login"))
    if account is None:
        form.add_error("login", NOBODY)
        return show(request, group, form, status=422)
    try:
        actions.appoint(group, account, given.pop("role"), by=request.user, **given)
    except actions.CannotAppoint as refused:
        form.add_error(None, str(refused))
        return show(request, group, form, status=409)
    return redirect(f"{reverse('host_group', args=[pk])}?n=saved")


@hosts
@require_POST
def host_group_step_down(request: AccountRequest, pk: str, persona: str) -> HttpResponse:
    """Somebody no longer looks after it."""
    membership = get_object_or_404(Membership.objects.staff_run_by(request.user), group=pk, pk=persona)
    actions.step_down(membership, by=request.user)
    return redirect(f"{reverse('host_group', args=[pk])}?n=saved")


@hosts
@require_POST
def host_group_state(request: AccountRequest, pk: str) -> HttpResponse:
    """Open it, or close it."""
    group = get_object_or_404(SupportGroup.objects.run_by(request.user), pk=pk)
    if request.POST.get("state") == "closed":
        actions.close_group(group, by=request.user)
        return redirect(f"{reverse('host_group', args=[pk])}?n=saved")
    try:
        actions.open_group(group, by=request.user)
    except actions.CannotOpen:
        return show(request, group, StaffForm(), says="It can't open yet. What is missing is below.", status=409)
    return redirect(f"{reverse('host_group', args=[pk])}?n=saved")


def show(
    request: AccountRequest, group: SupportGroup, form: StaffForm, *, says: str = "", status: int = 200
) -> HttpResponse:
    """The group as it is now."""
    staff = Membership.objects.staff_run_by(request.user).filter(group=group, place="in")
    data = {
        "group": {"id": group.pk, "name": group.name, "state": group.state, "stands": group.get_state_display()},
        "missing": actions.what_is_missing(group),
        "staff": [
            {
                "id": row.pk,
                "name": row.therapist.name if row.therapist else row.persona.name,
                "role": "independent moderator" if row.independent else row.get_role_display(),
                "trained_on": row.trained_on,
            }
            for row in staff.select_related("persona", "therapist").order_by("role", "pk")[:50]
        ],
        "form": describe(form),
        "says": says,
    }
    return page(request, "groups/host_group.html", data, title="Groups", zone="host", status=status)
