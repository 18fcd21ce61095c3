"""The one page that is about the viewer: names, news, data, and the ways out."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse

from hearten.accounts import glass, wall
from hearten.accounts.http import AccountRequest
from hearten.accounts.models import Account, Role
from hearten.directory.models import Therapist
from hearten.groups.models import Membership, Place
from hearten.home.box import words
from hearten.moderation.glass import waits_for
from hearten.moderation.paperwork import missing_for_groups
from hearten.ui.shortcuts import page

#: How many lines of news are shown; older ones are in the copy of everything.
NEWS = 30


def you(request: AccountRequest) -> HttpResponse:
    """Only its owner ever sees this page; it is the only one that shows all their names side by side."""
    account = request.user
    data = {
        "personas": personas_of(account),
        "news": [{"words": words(row.kind), "day": row.day} for row in account.notices.order_by("-pk")[:NEWS]],
        "roles": [str(Role(role).label) for role in account.roles if role != Role.MEMBER],
        "erase_on": account.erase_on,
        "glass": {"may": glass.may(account), "waits": waits_for(account)},
        "host_owes": missing_for_groups() if account.has_role(Role.HOST_ADMIN) else [],
    }
    return page(request, "home/you.html", data, title="You", zone="account")


def personas_of(account: Account) -> list[dict[str, Any]]:
    """Each name with the place it is used in."""
    hidden = Q(space__startswith="question:") | Q(space="help")  # no reader ever sees those
    seen = wall.own_personas(account).exclude(hidden)
    personas = list(seen)
    pages = [persona.space.removeprefix("page:") for persona in personas if persona.space.startswith("page:")]
    names = {f"page:{pk}": name for pk, name in Therapist.objects.filter(pk__in=pages).values_list("pk", "name")}
    names |= places_of(account)
    return [
        {"name": persona.name, "seed": persona.avatar_seed, "where": names.get(persona.space, "")}
        for persona in personas
    ]


#: How somebody stands in a group, for their own eyes. Whoever left comes back under the same name (R51).
STANDS = {
    Place.IN: "in the group “{}”",
    Place.ASKED: "asked to join the group “{}”",
    Place.LEFT: "not in the group “{}” now",
    Place.OUT: "taken out of the group “{}”",
}


def places_of(account: Account) -> dict[str, str]:
    """The account's own places in groups, by the space of the name it has there."""
    own = Membership.objects.owned_by(account).select_related("group")
    return {row.group.space: STANDS[Place(row.place)].format(row.group.name) for row in own}
