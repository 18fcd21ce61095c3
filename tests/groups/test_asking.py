"""When it is too much: two taps to a person, who writes back under one name and learns no other (R69)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hearten.accounts.models import BoxNotice
from hearten.groups.actions import joining
from hearten.groups.models import SupportGroup
from hearten.moderation.actions import handoff
from hearten.moderation.actions.desk import claim
from hearten.moderation.levels import group_of
from hearten.moderation.models import HandOff, SafetyItem
from tests.cast import Cast
from tests.groups.circle import joined, open_group


def test_a_visitor_has_no_name_to_be_written_to(cast: Cast, host_ready: None, signed_in: Any) -> None:
    from_outside = open_group(cast, format="open_read")
    assert signed_in(cast.ben).post(f"/groups/{from_outside.pk}/person/").status_code == 404
    assert not SafetyItem.objects.exists()


def test_one_press_puts_the_name_before_the_safety_team(group: SupportGroup, cast: Cast, signed_in: Any) -> None:
    reader = joined(group, cast.ben)
    answer = signed_in(cast.ben).post(f"/groups/{group.pk}/person/")
    item = SafetyItem.objects.get()
    assert (answer.status_code, item.level) == (200, "asked")
    assert item.subject == f"groups.membership:{reader.persona_id}"
    assert group_of(item.level).name == "Soon"


def test_the_answer_says_what_happens_and_never_that_somebody_watches(
    group: SupportGroup, cast: Cast, signed_in: Any
) -> None:  # I13
    reader = joined(group, cast.ben)
    assert reader.membership
    page = signed_in(cast.ben).post(f"/groups/{group.pk}/person/").content.decode()
    main = page.partition("<main")[2]
    assert reader.membership.persona.name in main
    assert 'href="/you/words/"' in main
    assert 'class="crisis"' in main
    assert not re.search(r"(?i)is here (now|until)|is watching|right away|within \d+ minutes", main)
    assert "No" in main
    assert "nothing about your account changes" in main


def test_pressing_again_stays_one_item(group: SupportGroup, cast: Cast, signed_in: Any) -> None:
    joined(group, cast.ben)
    for _ in range(3):
        signed_in(cast.ben).post(f"/groups/{group.pk}/person/")
    assert SafetyItem.objects.count() == 1


def test_a_safety_lead_writes_and_the_person_reads_it_under_words_for_you(
    group: SupportGroup, cast: Cast, signed_in: Any
) -> None:
    reader = joined(group, cast.ben)
    assert reader.membership
    joining.ask_for_person(reader.membership)
    item = SafetyItem.objects.get()
    claim(item=item, by=cast.grace)
    handoff.write(item=item, words="I am Grace. What would help you now?", by=cast.grace)
    assert HandOff.objects.get().persona_id == reader.persona_id
    assert BoxNotice.objects.filter(account=cast.ben, kind="words").exists()
    letter = signed_in(cast.ben).get(f"/you/words/{HandOff.objects.get().pk}/").content.decode()
    assert "What would help you now?" in letter
    assert signed_in(cast.cleo).get(f"/you/words/{HandOff.objects.get().pk}/").status_code == 404


def test_the_desk_sees_a_name_and_no_account(group: SupportGroup, cast: Cast, signed_in: Any) -> None:  # I1
    reader = joined(group, cast.ben)
    assert reader.membership
    joining.ask_for_person(reader.membership)
    page = signed_in(cast.grace).get(reverse("safety_item", args=[SafetyItem.objects.get().pk])).content.decode()
    assert reader.membership.persona.name in page
    assert "Somebody in a group asks to be written to" in page
    main = page.partition("<main")[2]
    assert not re.search(r"\bben\b", main)


@pytest.mark.parametrize("who", ["cleo", "eve"])
def test_nobody_asks_where_they_are_not_in(group: SupportGroup, cast: Cast, signed_in: Any, who: str) -> None:  # I3
    browser = Client() if who == "eve" else signed_in(getattr(cast, who))
    assert browser.post(f"/groups/{group.pk}/person/").status_code in {302, 404}
    assert not SafetyItem.objects.exists()


def test_who_left_is_not_written_to_as_a_member(group: SupportGroup, cast: Cast) -> None:
    reader = joined(group, cast.ben)
    assert reader.membership
    joining.ask_for_person(reader.membership)
    joining.leave(reader.membership)
    assert handoff.persona_of(SafetyItem.objects.get().subject) is None


def test_asking_is_never_reportable(group: SupportGroup, cast: Cast, signed_in: Any) -> None:
    reader = joined(group, cast.ben)
    assert signed_in(cast.cleo).get(f"/report/groups.membership/{reader.persona_id}/").status_code == 404
