"""What stands beside a group for one person alone, and in a time after a death for all (R95, I12, I13)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hearten.groups.actions import talking
from hearten.groups.actions.hearing import Typed
from hearten.groups.models import SupportGroup, Thread, WordsState
from hearten.groups.reader import reader_of
from hearten.moderation import actions as moderate
from hearten.moderation import postvention
from hearten.moderation.models import HandOff, SafetyItem
from tests.blog.reading import CRISIS
from tests.cast import Cast
from tests.groups.circle import answered, begun, joined, open_group

LETTER = "Somebody from the safety team has written to you"
GRIEVING = "Some of us are grieving"


@pytest.fixture
def held(group: SupportGroup, cast: Cast) -> Thread:
    """Ben's words of danger, which a safety lead has answered."""
    talk = begun(joined(group, cast.ben), CRISIS)
    item = SafetyItem.objects.get()
    moderate.claim(item=item, by=cast.grace)
    moderate.write(item=item, words="I have read your words.", by=cast.grace)
    return talk


@pytest.fixture
def mourning(group: SupportGroup, cast: Cast) -> SupportGroup:
    """The group after a death."""
    postvention.begin(ends_at=timezone.now() + timedelta(days=3), by=cast.grace, place=group.pk)
    return group


def test_whoever_wrote_is_told_in_the_group_and_beside_their_words(
    group: SupportGroup, cast: Cast, signed_in: Any, held: Thread
) -> None:
    browser = signed_in(cast.ben)
    letter = HandOff.objects.get().pk
    for path, times in (("", 1), (f"t/{held.pk}/", 2)):
        page = browser.get(f"/groups/{group.pk}/{path}").content.decode()
        assert page.count(LETTER) == times
        assert letter in page
    assert browser.get(reverse("letter", args=[letter])).status_code == 200


@pytest.mark.parametrize("who", ["cleo", "dov"])
def test_nobody_else_is_told(group: SupportGroup, cast: Cast, signed_in: Any, held: Thread, who: str) -> None:
    if who == "cleo":
        joined(group, cast.cleo)
    for path in ("", f"t/{held.pk}/"):
        assert LETTER not in signed_in(getattr(cast, who)).get(f"/groups/{group.pk}/{path}").content.decode()


def test_it_is_not_told_in_another_group(cast: Cast, signed_in: Any, held: Thread) -> None:  # I4
    elsewhere = open_group(cast, name="Elsewhere")
    joined(elsewhere, cast.ben)
    assert LETTER not in signed_in(cast.ben).get(f"/groups/{elsewhere.pk}/").content.decode()


def test_it_ends_with_the_hand_off(group: SupportGroup, cast: Cast, signed_in: Any, held: Thread) -> None:
    now = timezone.now()
    HandOff.objects.update(with_somebody_at=now, followed_up_at=now, ended_at=now)
    assert LETTER not in signed_in(cast.ben).get(f"/groups/{group.pk}/").content.decode()


def test_after_a_death_words_are_read_first_and_support_stands_there(
    mourning: SupportGroup, cast: Cast, signed_in: Any
) -> None:
    ben = joined(mourning, cast.ben)
    assert ben.mourning
    assert begun(ben, "I miss her.").state == WordsState.WAITING
    assert GRIEVING in signed_in(cast.ben).get(f"/groups/{mourning.pk}/").content.decode()


def test_after_a_death_on_the_whole_host_every_group_is_slower(group: SupportGroup, cast: Cast) -> None:
    postvention.begin(ends_at=timezone.now() + timedelta(days=3), by=cast.grace)
    assert begun(joined(group, cast.ben), "I miss her.").state == WordsState.WAITING


def test_other_groups_go_on(mourning: SupportGroup, cast: Cast, signed_in: Any) -> None:
    elsewhere = open_group(cast, name="Elsewhere")
    assert begun(joined(elsewhere, cast.ben), "A plain night.").state == WordsState.VISIBLE
    assert GRIEVING not in signed_in(cast.ben).get(f"/groups/{elsewhere.pk}/").content.decode()


def test_it_ends_by_itself(mourning: SupportGroup, cast: Cast) -> None:
    postvention.end(by=cast.grace, place=mourning.pk)
    assert begun(joined(mourning, cast.ben), "A plain night.").state == WordsState.VISIBLE


def test_those_who_look_after_the_group_need_nobody_to_read_first(mourning: SupportGroup, cast: Cast) -> None:
    assert begun(reader_of(cast.dov, mourning.pk), "I am here.").state == WordsState.VISIBLE


def test_meanwhile_people_write_less_and_words_of_danger_pass(
    mourning: SupportGroup, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:  # I12
    monkeypatch.setattr(talking, "SLOW_A_DAY", 2)
    ben = joined(mourning, cast.ben)
    talk = begun(ben, "One.")
    answered(ben, talk, "Two.")
    with pytest.raises(talking.NotYet):
        talking.answer(ben, talk, Typed("Three.", agrees=True))
    assert talking.answer(ben, talk, Typed(CRISIS, agrees=True)).needs_person


def test_a_letter_and_mourning_cost_a_page_no_statement(
    mourning: SupportGroup, cast: Cast, signed_in: Any, held: Thread, django_assert_max_num_queries: Any
) -> None:
    browser = signed_in(cast.ben)
    browser.get(f"/groups/{mourning.pk}/")
    with django_assert_max_num_queries(4):
        browser.get(f"/groups/{mourning.pk}/")
