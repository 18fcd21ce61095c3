"""Asking again and again to go on elsewhere, and "this feels off": looked at by a person, as texts (R83, I15)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.groups.actions import patterns
from hearten.groups.models import Membership, Reply, SupportGroup, Thread
from hearten.groups.reader import Reader
from hearten.moderation.models import Report, SafetyItem
from hearten.ui.words import fingerprint
from tests.blog.reading import CRISIS
from tests.cast import Cast
from tests.groups.circle import answered, begun, joined

ASKS = "We could talk more. [personal request]. I am on [account name]."


@pytest.fixture
def hugo(group: SupportGroup, cast: Cast) -> Reader:
    """Somebody who asks."""
    return joined(group, cast.hugo)


@pytest.fixture
def talks(group: SupportGroup, cast: Cast) -> list[Thread]:
    """Three talks by Ben, who has long been here."""
    ben = joined(group, cast.ben)
    long_ago = timezone.localdate() - 2 * patterns.NEW_FOR
    Membership.objects.filter(persona=ben.persona_id).update(joined_on=long_ago)
    return [begun(ben, f"Talk {n}.", title=f"Talk {n}") for n in range(3)]


def newcomers(group: SupportGroup, *accounts: Account) -> list[Thread]:
    """A talk by each of some people who are new."""
    return [begun(joined(group, who), "I am new here.", title="New") for who in accounts]


def items() -> list[str]:
    return list(SafetyItem.objects.filter(level=patterns.LEVEL).values_list("subject", flat=True))


def test_the_third_text_that_asks_is_looked_at(hugo: Reader, talks: list[Thread]) -> None:
    replies = [answered(hugo, talk, f"{ASKS} {n}") for n, talk in enumerate(talks)]
    assert items() == [replies[2].subject]


def test_one_text_is_nobodys_business(hugo: Reader, talks: list[Thread]) -> None:
    answered(hugo, talks[0], ASKS)
    answered(hugo, talks[1], ASKS)
    assert items() == []


def test_two_answers_to_people_who_are_new_are_looked_at(hugo: Reader, group: SupportGroup, cast: Cast) -> None:
    first, second = newcomers(group, cast.ben, cast.cleo)
    answered(hugo, first, ASKS)
    assert items() == []
    assert answered(hugo, second, ASKS).subject in items()


def test_two_answers_to_one_new_person_are_not_several(hugo: Reader, group: SupportGroup, cast: Cast) -> None:
    (only,) = newcomers(group, cast.ben)
    answered(hugo, only, ASKS)
    answered(hugo, only, f"{ASKS} Again.")
    assert items() == []


def test_ones_own_talk_is_no_new_person(hugo: Reader, group: SupportGroup, cast: Cast) -> None:
    own = begun(hugo, "I am new too.")
    (other,) = newcomers(group, cast.ben)
    answered(hugo, own, ASKS)
    answered(hugo, other, ASKS)
    assert items() == []


def test_they_are_looked_at_one_at_a_time(hugo: Reader, talks: list[Thread]) -> None:
    for number in range(5):
        answered(hugo, talks[number % 3], f"{ASKS} {number}")
    assert len(items()) == 1
    SafetyItem.objects.update(closed_at=timezone.now())
    answered(hugo, talks[0], f"{ASKS} Once more.")
    assert len(items()) == 2


def test_what_was_long_ago_is_not_counted(hugo: Reader, talks: list[Thread]) -> None:
    for number in range(2):
        answered(hugo, talks[number], ASKS)
    Reply.objects.update(written_at=timezone.now() - patterns.WITHIN - timedelta(days=1))
    answered(hugo, talks[2], ASKS)
    assert items() == []


def test_talk_without_such_a_passage_is_not_counted(hugo: Reader, talks: list[Thread]) -> None:
    for number in range(4):
        answered(hugo, talks[number % 3], f"I know this. {number}")
    assert items() == []


def test_words_of_danger_are_never_counted(hugo: Reader, talks: list[Thread]) -> None:  # I12
    for number in range(4):
        answered(hugo, talks[number % 3], f"{CRISIS} My number is 07911 12345{number}.")
    assert Reply.objects.filter(html__contains="[phone number]").count() == 4
    SafetyItem.objects.update(closed_at=timezone.now())
    answered(hugo, talks[0], ASKS)
    assert items() == []


def test_words_that_were_changed_to_ask_are_counted(hugo: Reader, talks: list[Thread], signed_in: Any) -> None:
    replies = [answered(hugo, talk, f"I know. {n}") for n, talk in enumerate(talks)]
    browser = signed_in(hugo.account)
    for reply in replies:
        seen = fingerprint(reply.body)
        here = f"/groups/{hugo.group.pk}/reply/{reply.pk}/change/"
        assert browser.post(here, {"body": ASKS, "seen": seen}).status_code == 302
    assert len(items()) == 1


def test_nothing_is_kept_about_a_name(hugo: Reader) -> None:  # I15
    """No table of groups has a column that could hold a score of somebody's texts."""
    columns = {
        item.name for model in apps.get_app_config("groups").get_models() for item in model._meta.get_fields()
    }
    assert not [name for name in columns if "score" in name or "risk" in name or "strike" in name]


def test_the_writer_is_told_nothing_and_restricted_in_nothing(
    hugo: Reader, talks: list[Thread], signed_in: Any
) -> None:
    for number in range(4):
        answered(hugo, talks[number % 3], f"{ASKS} {number}")
    page = signed_in(hugo.account).get(f"/groups/{hugo.group.pk}/").content.decode()
    assert "somewhere else" not in page
    assert "has written to you" not in page
    assert Reply.objects.filter(state="visible").count() == 4


def test_it_feels_off_is_a_report_with_a_word_that_names_no_motive(
    hugo: Reader, talks: list[Thread], cast: Cast, signed_in: Any
) -> None:
    reply = answered(hugo, talks[0], ASKS)
    ben, address = signed_in(cast.ben), reverse("report", args=["groups.reply", reply.pk])
    assert "It feels off, and I can’t say why" in ben.get(address).content.decode()
    assert ben.post(address, {"words": "", "off": "1"}).status_code == 302
    report = Report.objects.get()
    assert (report.subject, report.words) == (reply.subject, "This feels off to me.")


def test_own_words_of_whoever_reports_stay_theirs(
    hugo: Reader, talks: list[Thread], cast: Cast, signed_in: Any
) -> None:
    address = reverse("report", args=["groups.thread", talks[0].pk])
    signed_in(hugo.account).post(address, {"words": "It hurts me.", "off": "1"})
    assert Report.objects.get().words == "It hurts me."


def test_without_the_word_a_report_needs_no_words_at_all(hugo: Reader, talks: list[Thread], signed_in: Any) -> None:
    signed_in(hugo.account).post(reverse("report", args=["groups.thread", talks[0].pk]), {"words": ""})
    assert Report.objects.get().words == ""
