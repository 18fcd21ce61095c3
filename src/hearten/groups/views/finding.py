"""Finding a group, its card, and joining it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from hearten.accounts.http import AccountRequest, viewer
from hearten.accounts.models import Account, Role
from hearten.groups.actions import joining as actions
from hearten.groups.card import card, lines
from hearten.groups.choosing import choice_of, fitting, offered
from hearten.groups.models import Format, Membership, Place, SupportGroup
from hearten.groups.reader import membership_of
from hearten.ui.shortcuts import page


@login_not_required
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Every group that can be found, and one's own first. No numbers, no order by how many (I25)."""
    account = viewer(request)
    now = timezone.now()
    mine = own_groups(account) if account else []
    listed = SupportGroup.objects.listed().select_related("about")
    others = list(listed.exclude(pk__in=[group.pk for group in mine])[:60])
    everything = [*mine, *others]
    choice = choice_of(request.GET, [group.about for group in everything if group.about])
    data = {
        "offered": offered(everything, choice),
        "choosing": choice.made > 0,
        "fitting": fitting(everything, choice, now) if choice.made else [],
        "mine": [{**row, "href": reverse("group", args=[row["id"]])} for row in lines(mine, now)],
        "groups": lines(others, now),
        "host": account is not None and account.has_role(Role.HOST_ADMIN),
    }
    return page(request, "groups/groups.html", data, title="Groups", zone="self" if mine else "public")


def own_groups(account: Account) -> list[SupportGroup]:
    """The groups this account is in, for its own eyes."""
    inside = Membership.objects.owned_by(account).inside().select_related("group__about").order_by("group__name")
    return [row.group for row in inside]


@login_not_required
@require_safe
def group_card(request: HttpRequest, pk: str) -> HttpResponse:
    """What a group is, before joining. A closed circle shows its card to whoever has its address (R63)."""
    account = viewer(request)
    here = membership_of(account, pk) if account else None
    group = here.group if here and here.place == Place.IN else findable(pk)
    data = {"card": card(group, timezone.now()), "place": here.place if here else "", "id": pk}
    return page(request, "groups/card.html", data, title="A group", zone="public" if here is None else "group")


def findable(pk: str) -> SupportGroup:
    """A group whose card may be shown. Raises Http404."""
    found = SupportGroup.objects.public().select_related("about").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def group_join(request: AccountRequest, pk: str) -> HttpResponse:
    """The rules, the true words about who is there, a name, and one button."""
    group = findable(pk)
    here = membership_of(request.user, pk)
    if here and here.place == Place.IN:
        return redirect("group", pk)
    if request.method != "POST":
        return show_join(request, group, here)
    try:
        choice, code = request.POST.get("name", ""), request.POST.get("code", "")[:60]
        membership = actions.join(group, by=request.user, choice=choice, code=code)
    except actions.CannotJoin as refused:
        return show_join(request, group, here, says=str(refused), status=409)
    if membership.place == Place.ASKED:
        return redirect(f"{reverse('group_card', args=[pk])}?n=asked-in")
    return redirect(f"{reverse('group', args=[pk])}?n=in")


def show_join(
    request: AccountRequest, group: SupportGroup, here: Membership | None, *, says: str = "", status: int = 200
) -> HttpResponse:
    """The page before joining."""
    data: dict[str, Any] = {
        "card": card(group, timezone.now()),
        "id": group.pk,
        "offers": [] if here else actions.offers(group),
        "known": {"name": here.persona.name, "seed": here.persona.avatar_seed} if here else None,
        "asks": group.format == Format.APPROVAL,
        "coded": group.format == Format.COHORT,
        "asked": here is not None and here.place == Place.ASKED,
        "says": says,
    }
    return page(request, "groups/join.html", data, title="A group", zone="group", status=status)
