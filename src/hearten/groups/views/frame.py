"""What every page inside a group shows around its content."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from hearten.accounts.http import AccountRequest, stream
from hearten.groups.actions.voices import AGREED
from hearten.groups.card import ALONE
from hearten.groups.models import Format
from hearten.groups.reader import Reader
from hearten.groups.staffing import CLOSED, DEGRADED
from hearten.live.tickets import listener
from hearten.moderation.remarks import glance
from hearten.ui.shortcuts import page


def around(reader: Reader) -> dict[str, Any]:
    """The group and the viewer's place in it, as plain data."""
    group, membership = reader.group, reader.membership
    return {
        "group": {
            "id": group.pk,
            "name": group.name,
            "href": reverse("group", args=[group.pk]),
            "norms": group.norms,
            "agreement": group.agreement,
            "voice": AGREED if group.voice else "",
        },
        "says": reader.says,
        "letter": reverse("letter", args=[reader.letter]) if reader.letter else "",
        "mourning": reader.mourning,
        "on_duty": reader.staffing.on_duty,
        "readers": "anyone with an account here" if group.format == Format.OPEN_READ else "",
        "degraded": DEGRADED if reader.staffing.degraded else "",
        "closed": "" if group.state == "open" else CLOSED,
        "alone": ALONE,
        "me": me(reader),
        "keeps": reader.keeps,
        "answers_others": membership is not None and membership.answers_others,
        "must_agree": membership is not None and membership.agreed < group.agreement_version,
    }


def me(reader: Reader) -> dict[str, Any] | None:
    """Under which name the viewer is here, or None for a visitor."""
    if reader.membership is None:
        return None
    persona = reader.membership.persona
    return {"name": persona.name, "seed": persona.avatar_seed, "writes": reader.may_write}


def inside(
    request: AccountRequest, template: str, data: dict[str, Any], *, fragment: str | None = None, status: int = 200
) -> HttpResponse:
    """A page of a group: its title says nothing, for it stays in the browser's history (I27)."""
    return page(request, template, data, title="A group", zone="group", fragment=fragment, status=status)


def listen(request: AccountRequest, reader: Reader, topic: str) -> str:
    """Where the page hears of news, as long as its viewer is in the group."""
    if reader.membership is None:
        return ""
    return stream(request, topic, also=[listener("persona", reader.persona_id)])


def panel_for(request: AccountRequest) -> dict[str, Any] | None:
    """Help beside words that were not kept, when they ask for it (I12, I19)."""
    if request.method != "POST":
        return None
    return glance("\n\n".join([request.POST.get("title", ""), request.POST.get("body", "")]))
