"""The door in the wall opens for what the audit chain says, and for nothing else (R96, I1, I30)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from hearten.accounts import cards, glass, wall
from hearten.accounts.models import Account, Persona, Role
from hearten.events import chain
from hearten.events.models import AuditRow
from tests.cast import Cast, account
from tests.chains import lifted

CARD = cards.Card(phone="070-123")
NOW = timezone.now()


@pytest.fixture
def ivy(cast: Cast) -> Account:
    """The second person."""
    return account("ivy", [Role.MEMBER, Role.HOST_ADMIN])


@pytest.fixture
def persona(cast: Cast, settings: Any, tmp_path: Any) -> Persona:
    """Ben's name in one place; he has another elsewhere, and a card."""
    settings.DATA_DIR = tmp_path
    cards.keep(account=cast.ben, card=CARD)
    wall.persona_for(cast.ben, "group:2")
    return wall.persona_for(cast.ben, "group:1")


def at(when: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + when)


def put(act: str, persona: Persona, by: Account | None, *, case: str = "c", why: str = "") -> None:
    with transaction.atomic():
        chain.append(act, subject=persona, by=by, case=case, why=why)


@pytest.fixture
def opened(persona: Persona, cast: Cast, ivy: Account) -> str:
    """A case that Grace asked for and Ivy agreed to."""
    put(glass.ASKED, persona, cast.grace, why="Said goodbye.")
    put(glass.APPROVED, persona, ivy)
    return "c"


def refused(persona: Persona, by: Account, case: str = "c") -> bool:
    looks = AuditRow.objects.filter(act=glass.LOOKED).count()
    with pytest.raises(glass.NotOpen):
        wall.look_behind(persona, case=case, by=by)
    return AuditRow.objects.filter(act=glass.LOOKED).count() == looks


def test_both_of_the_two_see_log_in_and_card_and_each_look_is_a_row(
    opened: str, persona: Persona, cast: Cast, ivy: Account
) -> None:
    for by in (cast.grace, ivy, ivy):
        assert wall.look_behind(persona, case=opened, by=by) == wall.Behind("ben", CARD)
    looks = AuditRow.objects.filter(act=glass.LOOKED).order_by("number")
    assert [row.who for row in looks] == [cast.grace.ref, ivy.ref, ivy.ref]
    assert str(cast.ben.pk) not in str(list(looks.values()))  # the chain never says who it was


def test_somebody_without_a_card_is_a_log_in_alone(opened: str, persona: Persona, cast: Cast) -> None:
    cards.remove(account=cast.ben)
    assert wall.look_behind(persona, case=opened, by=cast.grace) == wall.Behind("ben", None)


def test_a_card_under_a_lost_key_does_not_stand_in_the_way(
    opened: str, persona: Persona, cast: Cast, settings: Any
) -> None:
    settings.CARD_KEY = "another key " * 9
    assert wall.look_behind(persona, case=opened, by=cast.grace) == wall.Behind("ben", None, unreadable=True)


def test_it_says_nothing_of_another_name_of_the_same_person(opened: str, cast: Cast) -> None:  # I6
    other = wall.persona_in(cast.ben, "group:2")
    assert other
    assert refused(other, cast.grace)


@pytest.mark.parametrize("login", ["ana", "ben", "dov", "farid", "hugo"])
def test_for_nobody_but_the_two(opened: str, persona: Persona, cast: Cast, login: str) -> None:
    assert refused(persona, getattr(cast, login))


def test_not_for_a_third_who_could_have_taken_part(opened: str, persona: Persona) -> None:
    assert refused(persona, account("third", [Role.MEMBER, Role.SAFETY_LEAD]))


def test_not_for_one_of_the_two_who_lost_the_role(opened: str, persona: Persona, ivy: Account) -> None:
    ivy.roles = [Role.MEMBER]
    ivy.save()
    assert refused(persona, ivy)


def test_not_for_one_of_the_two_whose_account_is_paused(opened: str, persona: Persona, ivy: Account) -> None:
    ivy.paused = "restricted"
    ivy.save()
    assert refused(persona, ivy)


def test_not_when_only_one_asked(persona: Persona, cast: Cast) -> None:
    assert refused(persona, cast.grace)
    put(glass.ASKED, persona, cast.grace, why="Said goodbye.")
    assert refused(persona, cast.grace)


def test_not_when_the_same_person_agreed(persona: Persona, cast: Cast) -> None:
    put(glass.ASKED, persona, cast.grace, why="Said goodbye.")
    put(glass.APPROVED, persona, cast.grace)
    assert refused(persona, cast.grace)


def test_not_without_a_reason(persona: Persona, cast: Cast, ivy: Account) -> None:
    put(glass.ASKED, persona, cast.grace)
    put(glass.APPROVED, persona, ivy)
    assert refused(persona, cast.grace)


def test_not_when_somebody_agreed_to_another_name(persona: Persona, cast: Cast, ivy: Account) -> None:
    put(glass.ASKED, wall.persona_for(cast.hugo, "group:1"), cast.grace, why="Said goodbye.")
    put(glass.APPROVED, persona, ivy)
    assert refused(persona, cast.grace)


@pytest.mark.parametrize("act", sorted(glass.ENDS))
def test_not_once_it_ended(opened: str, persona: Persona, cast: Cast, act: str) -> None:
    put(act, persona, None)
    assert refused(persona, cast.grace)


def test_not_with_what_was_agreed_to_in_another_case(opened: str, persona: Persona, cast: Cast) -> None:
    put(glass.ASKED, persona, cast.grace, case="second", why="Again.")
    assert refused(persona, cast.grace, "second")
    assert refused(persona, cast.grace, "")


@pytest.mark.parametrize(("agreed_after", "works"), [(119, True), (120, False), (500, False)])
def test_not_when_the_second_came_too_late(
    persona: Persona, cast: Cast, ivy: Account, monkeypatch: Any, agreed_after: int, works: bool
) -> None:
    at(timedelta(), monkeypatch)
    put(glass.ASKED, persona, cast.grace, why="Said goodbye.")
    at(timedelta(minutes=agreed_after), monkeypatch)
    put(glass.APPROVED, persona, ivy)
    if works:
        assert wall.look_behind(persona, case="c", by=cast.grace).login == "ben"
    else:
        assert refused(persona, cast.grace)


def test_it_closes_by_itself_after_a_day_and_a_clock_set_back_does_not_open_it(
    persona: Persona, cast: Cast, ivy: Account, monkeypatch: Any
) -> None:
    at(timedelta(), monkeypatch)
    put(glass.ASKED, persona, cast.grace, why="Said goodbye.")
    put(glass.APPROVED, persona, ivy)
    at(timedelta(hours=23, minutes=59), monkeypatch)
    assert wall.look_behind(persona, case="c", by=cast.grace).login == "ben"
    at(timedelta(hours=24), monkeypatch)
    assert refused(persona, cast.grace)
    put("glass.lapsed", persona, None, case="another")
    at(timedelta(hours=-24), monkeypatch)
    assert refused(persona, cast.grace)


def test_a_row_that_was_forged_or_changed_opens_nothing(
    persona: Persona, cast: Cast, ivy: Account, settings: Any
) -> None:
    put(glass.ASKED, persona, cast.grace, why="Said goodbye.")
    ours, settings.AUDIT_KEY = settings.AUDIT_KEY, "whoever has the database only " * 3
    put(glass.APPROVED, persona, ivy)
    settings.AUDIT_KEY = ours
    assert refused(persona, cast.grace)


def test_a_changed_name_in_a_genuine_case_opens_nothing(opened: str, persona: Persona, cast: Cast) -> None:
    other = wall.persona_for(cast.hugo, "group:1")
    lifted(lambda: AuditRow.objects.update(subject=f"accounts.persona:{other.pk}"))
    assert refused(other, cast.grace)


def test_a_name_that_belongs_to_nobody_any_more_leads_to_nobody(opened: str, persona: Persona, cast: Cast) -> None:
    wall.forget(cast.ben)
    assert wall.look_behind(persona, case=opened, by=cast.grace) == wall.Behind("", None)


@pytest.mark.django_db(transaction=True)
def test_inside_another_transaction_that_could_be_rolled_back_nobody_looks(
    opened: str, persona: Persona, cast: Cast
) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        wall.look_behind(persona, case=opened, by=cast.grace)
    assert not AuditRow.objects.filter(act=glass.LOOKED).exists()


def test_when_the_row_can_not_be_written_nobody_sees_anything(
    opened: str, persona: Persona, cast: Cast, monkeypatch: Any
) -> None:
    monkeypatch.setattr("hearten.accounts.wall.append", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        wall.look_behind(persona, case=opened, by=cast.grace)
