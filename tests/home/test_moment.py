"""When it is too much: one step from every page, true about who is there, and nothing is kept of it (R69)."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.groups.actions import joining
from hearten.groups.models import SupportGroup
from hearten.moderation.models import SafetyItem, Shift
from tests.cast import Cast
from tests.groups.circle import joined, open_group
from tests.groups.conftest import host_ready

__all__ = ["host_ready"]
pytestmark = pytest.mark.django_db
HERE, ASK, WAY = "/a-moment/", "Ask somebody to write to me", b'href="/a-moment/"'


def main_of(browser: Client) -> str:
    """What stands on the page, without its frame."""
    answer = browser.get(HERE)
    assert answer.status_code == 200
    return unescape(answer.content.decode()).partition("<main")[2].partition("</main>")[0]


def on_watch(cast: Cast) -> None:
    """Grace reads for an hour."""
    now = timezone.now()
    Shift.objects.create(account=cast.grace, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))


@pytest.mark.parametrize("path", ["/", "/groups/", "/search/", "/you/", "/account/login/", "/nothing/here/", HERE])
@pytest.mark.parametrize("who", ["ben", "ana", "dov", "grace", None])
def test_it_is_one_step_away_and_in_the_same_place(cast: Cast, signed_in: Any, who: str | None, path: str) -> None:
    """Every page of everybody is looked at in tests/journeys/test_every_page.py; these are a few, quickly."""
    page = signed_in(getattr(cast, who) if who else None).get(path).content
    if b"site-footer" not in page:
        pytest.skip("an error or a way elsewhere: it has the band with help along its top")
    region = b'aria-label="Your account"' if who else b'aria-label="About this place"'
    assert page.count(WAY) == page.partition(region)[2].partition(b"</nav>")[0].count(WAY) == 1


@pytest.mark.parametrize("who", ["ben", None])
def test_it_leads_to_breathing_stopping_professionals_and_people_who_answer(
    cast: Cast, signed_in: Any, settings: Any, who: str | None
) -> None:
    settings.COUNTRY = "se"
    main = main_of(signed_in(getattr(cast, who) if who else None))
    order = ["Breathe for a minute", 'href="/leave/"', 'href="/therapists/"', 'class="crisis"', 'href="tel:']
    places = [main.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_each_group_leads_in_two_taps_to_a_person_and_the_one_that_is_staffed_comes_first(
    cast: Cast, host_ready: None, signed_in: Any
) -> None:
    joined(open_group(cast, name="Early birds"), cast.ben)
    reader = joined(open_group(cast, name="Nights awake", on_duty=True), cast.ben)
    assert reader.membership
    main = main_of(signed_in(cast.ben))
    assert main.index("Nights awake") < main.index("Early birds")
    assert f"There you are {reader.membership.persona.name}." in main
    ways = re.findall(r'<form method="post" action="([^"]+)">', main)
    assert ways[0] == f"/groups/{reader.group.pk}/person/"
    assert signed_in(cast.ben).post(ways[0]).status_code == 200
    assert SafetyItem.objects.get().subject == f"groups.membership:{reader.persona_id}"


def test_it_says_truly_who_is_there_now(cast: Cast, host_ready: None, signed_in: Any) -> None:  # I13
    joined(open_group(cast), cast.ben)
    main = main_of(signed_in(cast.ben))
    assert "Nobody is on duty here right now." in main
    assert "Nobody is on duty in this group right now." in main
    assert not re.search(r"(?i)is (here|reading here) until|at once|right away", main)
    on_watch(cast)
    assert "Somebody from our safety team is reading here until" in main_of(signed_in(cast.ben))


def test_without_an_account_nothing_is_said_about_who_watches(cast: Cast) -> None:
    """That page is kept on devices, and would go on saying it the next morning (I13)."""
    on_watch(cast)
    main = main_of(Client())
    assert "safety team" not in main
    assert ASK not in main
    assert not Client().get(HERE).cookies


@pytest.mark.parametrize("who", ["hugo", "ana", "cleo"])
def test_it_knows_only_ones_own_groups(cast: Cast, host_ready: None, signed_in: Any, who: str) -> None:  # I1, I5
    joined(open_group(cast, name="Nights awake"), cast.ben)
    joined(open_group(cast, name="Early birds"), cast.cleo)
    main = main_of(signed_in(getattr(cast, who)))
    assert "Nights awake" not in main
    assert ("Early birds" in main) is (who == "cleo")
    assert (ASK in main) is (who == "cleo")
    assert ("you are in no group now" in main) is (who != "cleo")


@pytest.mark.parametrize("reason", ["restricted", "younger"])
def test_a_paused_account_gets_it_too_without_a_promise_that_would_fail(
    cast: Cast, host_ready: None, signed_in: Any, reason: str
) -> None:  # I9, I12
    joined(open_group(cast), cast.ben)
    Account.objects.filter(pk=cast.ben.pk).update(paused=reason)
    main = main_of(signed_in(cast.ben))
    assert "Breathe for a minute" in main
    assert "Nothing is held against you" in main
    assert ASK not in main


def test_somebody_who_left_a_group_is_not_offered_it(cast: Cast, host_ready: None, signed_in: Any) -> None:
    group = open_group(cast)
    joined(group, cast.ben)
    signed_in(cast.ben).post(f"/groups/{group.pk}/leave/", {"words": "stay"})
    assert group.name not in main_of(signed_in(cast.ben))


def test_opening_it_writes_nothing_anywhere(cast: Cast, host_ready: None, signed_in: Any, caplog: Any) -> None:
    joined(open_group(cast), cast.ben)
    browser = signed_in(cast.ben)
    before = {model: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()}
    with CaptureQueriesContext(connection) as asked:
        browser.get(HERE)
    assert [query["sql"] for query in asked if not query["sql"].lstrip().startswith(("SELECT", "WITH"))] == []
    assert {model: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()} == before
    assert "moment" not in caplog.text


def test_neither_its_address_nor_its_title_says_how_somebody_feels(cast: Cast, signed_in: Any) -> None:  # I27
    title = re.findall(r"<title>([^<]+)", signed_in(cast.ben).get(HERE).content.decode())
    assert title == ["A moment · Hearten"]
    assert not re.search(r"overwhelm|panic|crisis|help|feel", HERE + title[0].lower())


@pytest.mark.parametrize("groups", [1, 12])
def test_it_asks_few_questions_however_many_groups_somebody_is_in(
    cast: Cast, host_ready: None, signed_in: Any, monkeypatch: Any, django_assert_max_num_queries: Any, groups: int
) -> None:
    monkeypatch.setattr(joining, "JOINS_A_DAY", groups)
    for number in range(groups):
        joined(open_group(cast, name=f"Group {number}"), cast.ben)
    for who, most in ((cast.ben, 5), (None, 1)):
        browser = signed_in(who)
        browser.get(HERE)
        with django_assert_max_num_queries(most):
            page = browser.get(HERE).content
        assert page.count(ASK.encode()) == (groups if who else 0)
        assert len(page) <= 30_000
    assert SupportGroup.objects.count() == groups
