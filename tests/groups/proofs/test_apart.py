"""Two names of one person have no more in common than those of two people; numbers come in bands (I4, I5)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import models
from django.test import Client

from hearten.accounts.models import Persona
from hearten.groups.actions.counting import count_bands
from hearten.groups.models import Membership, SupportGroup
from tests.cast import account
from tests.groups.circle import joined, open_group
from tests.groups.proofs.canaries import tables
from tests.groups.proofs.town import MEMBERS, OUTSIDE, Town, changed, pages, rows, views

#: A value shorter than this says nothing about anybody: a state, a flag, a small number. Nor does a plain word.
SHORT = 6


def values_beside(persona: Persona) -> set[str]:
    """Every longer value in a row that holds this persona or something of its."""
    marks = {persona.pk, persona.avatar_seed}
    found: set[str] = set()
    for sight in rows():
        words = set(re.findall(r"[\w.:+-]+", sight.what.decode()))
        if any(mark in word for word in words for mark in marks):
            found |= {
                word for word in words if len(word) >= SHORT and (len(word) > 19 or re.search("[0-9_]", word))
            }
    return found


def test_what_two_names_of_one_person_share_two_people_share_as_well(town: Town) -> None:  # I4
    """The measure is what the same table rows of two different people have in common."""
    beside = {(who, number): values_beside(town.persona(who, number)) for who in MEMBERS for number in range(2)}
    for who in MEMBERS:
        own = beside[who, 0] & beside[who, 1]
        by_chance: set[str] = set()
        for other in MEMBERS:
            if other != who:
                by_chance |= beside[who, 0] & beside[other, 1] | beside[other, 0] & beside[who, 1]
        assert own <= by_chance, f"{who} can be told by {sorted(own - by_chance)[:5]}"


def test_the_order_of_the_names_of_one_group_says_nothing_about_another(cast, host_ready) -> None:  # I4
    people = [account(f"guest{number}") for number in range(24)]
    groups = [open_group(cast), open_group(cast, name="Other")]
    lists = []
    for group in groups:
        made = [joined(group, person).persona_id for person in people]
        assert made != sorted(made)
        members = Membership.objects.filter(group=group, role="member").order_by("pk")
        lists.append([made.index(pk) for pk in members.values_list("pk", flat=True)])
    assert lists[0] != lists[1]
    assert list(range(24)) not in lists
    same = sum(a == b for a, b in zip(*lists, strict=True))
    assert same < 12  # of 24, one at a time is chance; the odds of twelve are one in hundreds of millions


def test_no_row_about_a_place_in_a_group_has_a_time_of_day() -> None:  # I4
    about_people = [m for m in tables() if any(c.related_model is Persona for c in m._meta.concrete_fields)]
    assert Membership in about_people
    for model in (Membership, Persona):
        times = [c.name for c in model._meta.concrete_fields if isinstance(c, models.DateTimeField)]
        assert times == []


def test_no_number_counts_up_where_names_are_kept() -> None:  # I4
    numbered = [m.__name__ for m in (Membership, Persona) if isinstance(m._meta.pk, models.AutoField)]
    assert numbered == []


def test_a_picture_says_nothing_but_itself(town: Town) -> None:  # I4
    """The same bytes for everybody, no cookie, and no two names with one picture."""
    seeds = list(Persona.objects.values_list("avatar_seed", flat=True))
    assert len(seeds) == len(set(seeds))
    paths = [f"/avatar/{seed}.svg" for seed in seeds[:8]]
    seen = [{s.where: s.what for s in pages(town, who, paths)} for who in ("eve", "ben", "dov")]
    assert seen[0] == seen[1] == seen[2]
    assert not Client().get(paths[0]).cookies
    pictures = [what.split(b"\n\n")[-1] for what in seen[0].values()]
    assert len(set(pictures)) == len(pictures)


def test_a_picture_of_nobody_looks_like_a_picture_of_somebody(town: Town) -> None:  # I3
    seeds = [town.persona("ben").avatar_seed, "AAAAAAAAAAAAAAAAAAAAAA"]
    answers = [Client().get(f"/avatar/{seed}.svg") for seed in seeds]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].headers.keys() == answers[1].headers.keys()


# --- bands


def seen_of(town: Town) -> dict[tuple[str, str], bytes]:
    group = town.groups[0].pk
    paths = [
        "/groups/",
        f"/groups/{group}/about/",
        f"/groups/{group}/join/",
        f"/host/groups/{group}/",
        "/host/groups/",
    ]
    return views(town, (*OUTSIDE, "ben", "dov"), paths)


def a_day_later() -> None:
    for group in SupportGroup.objects.all():
        SupportGroup.objects.filter(pk=group.pk).update(counted_on=group.counted_on - timedelta(days=1))
    count_bands()


@pytest.mark.parametrize("more", [1, 3])
def test_up_to_nine_are_one_and_the_same_page_for_everybody(town: Town, more: int) -> None:  # I5
    a_day_later()
    before = seen_of(town)
    for number in range(more):
        joined(town.groups[0], account(f"guest{number}"))
    assert changed(before, seen_of(town)) == []
    a_day_later()
    assert changed(before, seen_of(town)) == []


def test_a_new_band_shows_the_next_day_and_not_before(town: Town) -> None:  # I5
    a_day_later()
    before = seen_of(town)
    for number in range(8):
        joined(town.groups[0], account(f"guest{number}"))
    count_bands()
    assert changed(before, seen_of(town)) == []
    a_day_later()
    assert ("eve", f"/groups/{town.groups[0].pk}/about/") in changed(before, seen_of(town))
    assert b"10 to 49" in seen_of(town)["eve", f"/groups/{town.groups[0].pk}/about/"]
