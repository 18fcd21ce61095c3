"""A group's card before joining: made from its settings alone, so that it can't say what is not so (R67)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from hearten.groups.actions.voices import ON_THE_CARD
from hearten.groups.models import Format, Membership, SupportGroup
from hearten.groups.reader import staffing_of, staffing_of_all
from hearten.groups.staffing import DEGRADED, Staffing

WHO_SEES = {
    Format.OPEN_READ: "Anyone who has an account here can read. Only members can write.",
    Format.MEMBERS: "Only members and the people who look after the group. Anyone with an account here can join.",
    Format.APPROVAL: "Only members and the people who look after the group. A moderator lets people in.",
    Format.COHORT: "Only the people of this circle and those who look after it. It takes a word to come in.",
}
ALONE = "If you stay anonymous we cannot send help to you: we don't know who or where you are."
LEAVING = (
    "You can leave at any time, quietly. Nobody is told. You choose whether your words stay under your name here "
    "or go with you, and you can erase everything from the page “You”."
)


def card(group: SupportGroup, now: datetime) -> dict[str, Any]:
    """Everything somebody can know of a group before they join it."""
    staffing = staffing_of(group.pk, now)
    return {
        **line(group, staffing, now),
        "norms": list(group.norms),
        "notes": list(group.content_notes),
        "agreement": group.agreement,
        "facts": facts(group, staffing, now),
        "leaving": LEAVING,
        "alone": ALONE,
        "degraded": DEGRADED if staffing.degraded else "",
        "dossier": looked_after(group),
    }


def line(group: SupportGroup, staffing: Staffing, now: datetime) -> dict[str, Any]:
    """A group in a list."""
    return {
        "id": group.pk,
        "name": group.name,
        "purpose": group.purpose,
        "about": group.about.name if group.about else "",
        "led": group.get_led_display(),
        "says": staffing.sentence(now),
        "on_duty": staffing.on_duty,
        "for_whom": group.for_whom,
        "href": reverse("group_card", args=[group.pk]),
    }


def facts(group: SupportGroup, staffing: Staffing, now: datetime) -> list[dict[str, str]]:
    """The settings in plain words, in the order people ask for them."""
    found = [
        ("Who can see it", WHO_SEES[Format(group.format)]),
        ("For whom", group.for_whom),
        ("How many are in it", f"{group.size_band} (counted once a day)"),
        ("How fast it goes", pace(group)),
        ("Voices", ON_THE_CARD if group.voice else ""),
        ("How it sounds", group.tone),
        ("Who leads it", group.get_led_display()),
        ("Who looks after it", keepers(staffing)),
        ("Who is there now", staffing.sentence(now)),
        ("Cost", "Free, always"),
        ("How to leave", LEAVING),
    ]
    return [{"name": name, "value": value} for name, value in found if value]


def pace(group: SupportGroup) -> str:
    """How long one waits between two posts."""
    if not group.pace_minutes:
        return "Everyone writes when they like. Nobody sees whether you are there, read or type."
    return f"Slowly: {group.pace_minutes} minutes between two posts of one person."


def keepers(staffing: Staffing) -> str:
    """Who looks after it, and who of them is independent (R16)."""
    if staffing.degraded:
        return "Too few moderators at the moment, so everything is read before others can see it."
    return "Trained moderators, at least one of whom does not answer to whoever hosts the group."


def looked_after(group: SupportGroup) -> list[dict[str, str]]:
    """The group's dossier (R82): what its moderators were trained for, by role and day, never by name."""
    staff = (
        Membership.objects.staff().filter(group=group).select_related("therapist").order_by("role", "trained_on")
    )
    return [keeper(row) for row in staff[:20]]


def keeper(row: Membership) -> dict[str, str]:
    """One person who looks after the group: a facilitator by name, a moderator by role."""
    what = "Independent moderator" if row.independent else row.get_role_display().capitalize()
    who = f"{what}: {row.therapist.name}" if row.therapist else what
    return {"name": who, "value": f"trained {row.trained_on:%B %Y}" if row.trained_on else "training not recorded"}


def lines(groups: Iterable[SupportGroup], now: datetime) -> list[dict[str, Any]]:
    """Groups as a list shows them."""
    rows = list(groups)
    staffing = staffing_of_all(rows, now)
    return [line(group, staffing[group.pk], now) for group in rows]
