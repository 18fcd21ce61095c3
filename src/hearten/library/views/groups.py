"""Groups elsewhere, for readers, for professionals who suggest one, and for the host's people who look (R15)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.blog import notice
from hearten.blog.article import robots
from hearten.blog.stored import revalidated
from hearten.library import groups as verbs
from hearten.library.forms import GroupForm, RefusalForm, SuggestionForm
from hearten.library.models import GroupState, OutsideGroup
from hearten.library.views.links import own
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

keeper = needs_role(Role.MODERATOR, Role.SAFETY_LEAD, Role.HOST_ADMIN)
SHOWN = 200


@login_not_required
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Every group that two people here have looked at."""
    found, after = verbs.part(verbs.listed_now(), after=request.GET.get("after", ""))
    here = reverse("outside_groups")
    data = {
        "groups": found,
        "more": f"{here}?after={after}" if after else "",
        "ways_on": notice.ways_on(),
        "robots": robots(),
    }
    return revalidated(request, page(request, "library/groups.html", data, title="Groups elsewhere"))


@needs_role(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def suggest(request: AccountRequest) -> HttpResponse:
    """A professional suggests a group."""
    who = own(request)
    form = SuggestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verbs.suggest(facts=form.cleaned_data, by=who)
        return redirect(f"{reverse('resources')}?n=sent")
    status = 422 if request.method == "POST" else 200
    data = {"form": describe(form)}
    return page(request, "library/group_suggest.html", data, title="Suggest a group", zone="desk", status=status)


@keeper
@require_safe
def keep(request: AccountRequest) -> HttpResponse:
    """What waits for somebody, and everything that was decided."""
    rows = list(OutsideGroup.objects.listed_for(request.user)[:SHOWN])
    seen = dict(zip([row.pk for row in rows], verbs.shown(rows), strict=True))
    lists = [
        {"name": str(state.label), "rows": [line(row, seen[row.pk]) for row in rows if row.state == state]}
        for state in GroupState
    ]
    return page(request, "library/groups_keep.html", {"lists": lists}, title="Groups elsewhere", zone="host")


def line(row: OutsideGroup, group: verbs.Group) -> dict[str, Any]:
    """One group in the list of those who look after it."""
    said = [
        row.reason,
        "Not looked at for more than a year." if group.stale else "",
        "The link did not answer lately." if group.link.dead else "",
        "Links to it are held." if row.harm else "",
    ]
    return {"pk": row.pk, "name": row.name, "looked_on": row.looked_on, "said": " ".join(filter(None, said))}


@keeper
@require_http_methods(["GET", "POST"])
def look(request: AccountRequest, pk: int | None = None) -> HttpResponse:
    """Write down what was found; for a listed group the second person is asked again."""
    row = group_for(request, pk) if pk else OutsideGroup()
    form = GroupForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        verbs.look(form.save(commit=False), topics=form.cleaned_data["topics"], by=request.user)
        return redirect(f"{reverse('groups_keep')}?n=saved")
    return show(request, row, form=form, status=422 if request.method == "POST" else 200)


@keeper
@require_POST
def confirm(request: AccountRequest, pk: int) -> HttpResponse:
    """The second person agrees."""
    row = group_for(request, pk)
    try:
        verbs.confirm(row, by=request.user)
    except verbs.SamePerson:
        return show(request, row, wrong="You looked at it yourself. Somebody else has to confirm it.", status=422)
    except verbs.NotLookedAt:
        return show(request, row, wrong="Nobody has looked at it since it changed. Look at it first.", status=422)
    return redirect(f"{reverse('groups_keep')}?n=saved")


@keeper
@require_POST
def refuse(request: AccountRequest, pk: int) -> HttpResponse:
    """Leave it out, and say why."""
    row = group_for(request, pk)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return show(request, row, refusal=form, status=422)
    verbs.refuse(row, by=request.user, **form.cleaned_data)
    return redirect(f"{reverse('groups_keep')}?n=saved")


def show(
    request: AccountRequest,
    row: OutsideGroup,
    *,
    form: GroupForm | None = None,
    refusal: RefusalForm | None = None,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    """One group with everything that can be done about it."""
    data = {
        "pk": row.pk,
        "name": row.name,
        "link": row.url,
        "state": row.get_state_display(),
        "waits": row.state == GroupState.LOOKED,
        "mine": row.looked_by_id == request.user.pk,
        "looked_on": row.looked_on,
        "looked_role": row.looked_role,
        "suggestion": row.suggestion,
        "form": describe(form or GroupForm(instance=row)),
        "refusal": describe(refusal or RefusalForm()),
        "wrong": wrong,
    }
    return page(request, "library/group_look.html", data, title="Groups elsewhere", zone="host", status=status)


def group_for(request: AccountRequest, pk: int) -> OutsideGroup:
    """A group for somebody who looks after the list. Raises Http404."""
    return get_object_or_404(OutsideGroup.objects.listed_for(request.user), pk=pk)
