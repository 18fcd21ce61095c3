"""Links are asked seldom and politely; what a machine found never passes for what a person saw."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hearten.accounts.models import BoxNotice
from hearten.blog.models import Resource
from hearten.events.models import Event
from hearten.library import links
from hearten.library.linkstate import link_state
from hearten.library.models import Address, LinkCheck, Outcome
from hearten.library.models.links import FAILED
from tests.cast import Cast
from tests.library.outside import Outside, outside
from tests.library.things import days_ago, found, resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Outside]:
    """A host that checks its links, with a server for the outside."""
    settings.CHECK_LINKS = True
    with outside() as running:
        monkeypatch.setattr(links.ask, "__kwdefaults__", {"wire": running.wire})
        yield running


def all_due() -> None:
    Address.objects.update(due_at=timezone.now() - timedelta(minutes=1))


def a_day_later() -> None:
    """Yesterday's checks, and everything due."""
    for row in LinkCheck.objects.order_by("day"):
        LinkCheck.objects.filter(pk=row.pk).update(day=row.day - timedelta(days=1))
    all_due()


def asked_once() -> str | None:
    """One round, and the newest outcome."""
    links.start_round()
    all_due()
    links.ask_some.func()
    return LinkCheck.objects.values_list("outcome", flat=True).first()


class TestOneQuestion:
    @pytest.mark.parametrize(
        ("status", "outcome"),
        [(200, "worked"), (206, "worked"), (404, "gone"), (410, "gone"), (500, "broken"), (503, "broken"),
         (403, "unsure"), (429, "unsure"), (401, "unsure")],
    )  # fmt: skip
    def test_what_came_back_is_kept_in_a_closed_word(
        self, cast: Cast, world: Outside, status: int, outcome: str
    ) -> None:  # R4
        world.pages["/book"] = (status, {}, b"x")
        resource(cast.ana, url="http://good.example/book")
        assert asked_once() == outcome
        assert Resource.objects.get().checked_on is None

    def test_nobody_there_and_an_address_inside(self, cast: Cast, world: Outside) -> None:
        resource(cast.ana, url="http://no-such.example/")
        assert asked_once() == "silent"
        Resource.objects.update(url="http://127.0.0.1/admin")
        Address.objects.all().delete()
        assert asked_once() == "not_asked"
        assert not world.dialled

    def test_a_site_that_knows_no_head_is_asked_again(self, cast: Cast, world: Outside) -> None:
        world.no_head = True
        world.pages["/"] = (200, {}, b"x")
        resource(cast.ana, url="http://good.example/")
        assert asked_once() == "worked"
        assert [asked.method for asked in world.asked] == ["HEAD", "GET"]

    def test_a_good_answer_is_not_asked_for_twice(self, cast: Cast, world: Outside) -> None:
        world.pages["/"] = (200, {}, b"x")
        resource(cast.ana, url="http://good.example/")
        resource(cast.farid, url="http://good.example/")
        asked_once()
        assert [asked.method for asked in world.asked] == ["HEAD"]


class TestManners:
    def test_a_host_that_does_not_want_it_asks_nobody(
        self, cast: Cast, world: Outside, settings: Any
    ) -> None:  # I21
        settings.CHECK_LINKS = False
        resource(cast.ana, url="http://good.example/")
        links.start_round()
        assert not Address.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_the_slow_queue_does_it(self, cast: Cast, world: Outside) -> None:
        assert links.ask_some.queue_name == "bulk"
        world.pages["/"] = (200, {}, b"x")
        resource(cast.ana, url="http://good.example/")
        links.follow_the_shelves()
        all_due()
        links.start_round()
        call_command("work", once=True)
        assert LinkCheck.objects.get().outcome == "worked"

    def test_new_links_are_spread_over_a_day(self, cast: Cast, world: Outside) -> None:
        for number in range(40):
            resource(cast.ana, url=f"http://good.example/{number}")
        links.start_round()
        due = sorted(Address.objects.values_list("due_at", flat=True))
        assert due[-1] - due[0] > timedelta(hours=12)
        assert due[-1] < timezone.now() + timedelta(days=1)

    def test_one_round_asks_a_domain_once_and_a_few_domains(self, cast: Cast, world: Outside) -> None:
        for number in range(30):
            resource(cast.ana, url=f"http://good{number % 15}.example/{number}")
        asked_once()
        hosts = [asked.headers["Host"] for asked in world.asked if asked.method == "HEAD"]
        assert len(hosts) == links.ROUND == len(set(hosts))

    def test_a_tired_domain_is_left_alone_for_a_day(self, cast: Cast, world: Outside) -> None:
        world.pages["/a"] = world.pages["/b"] = (503, {}, b"")
        resource(cast.ana, url="http://good.example/a")
        resource(cast.ana, url="http://good.example/b")
        asked_once()
        (other,) = Address.objects.filter(checks=None)
        assert other.due_at > timezone.now() + timedelta(hours=23)

    def test_two_workers_do_not_ask_the_same_address(self, cast: Cast, world: Outside) -> None:
        address = found("http://good.example/")
        assert [links.claimed(address), links.claimed(address)] == [True, False]

    @given(st.integers(0, links.KEPT), st.sampled_from(sorted(set(Outcome.values) - set(FAILED))))
    def test_a_failing_link_is_asked_less_and_less(self, failures: int, before: str) -> None:
        checks = [(days_ago(n), "gone") for n in range(failures)] + [(days_ago(90), before)]
        pause = links.wait(checks, "http://good.example/")
        doubled = timedelta(days=2**failures / 2)
        assert pause == min(doubled, links.USUAL) if failures else pause >= links.USUAL
        assert timedelta(days=1) <= pause <= links.USUAL + links.LATER

    def test_what_nobody_points_to_any_more_is_forgotten(self, cast: Cast, world: Outside) -> None:
        found("http://good.example/", (1, "worked"))
        links.start_round()
        assert not Address.objects.exists()

    def test_only_the_newest_checks_are_kept(self, cast: Cast, world: Outside) -> None:
        address = found("http://good.example/", *[(n, "worked") for n in range(1, 12)])
        links.ask(address)
        assert sorted(LinkCheck.objects.values_list("day", flat=True))[-1] == timezone.localdate()
        assert LinkCheck.objects.count() == links.KEPT


class TestFlag:
    def test_two_failures_on_different_days_flag_it_and_tell_its_recommender_once(
        self, cast: Cast, world: Outside
    ) -> None:  # R4 R15
        resource(cast.ana, url="http://good.example/gone")
        asked_once()
        asked_once()
        assert not BoxNotice.objects.exists()
        a_day_later()
        links.ask_some.func()
        a_day_later()
        links.ask_some.func()
        (notice,) = BoxNotice.objects.all()
        assert (notice.account, notice.kind) == (cast.ana, "link-look")
        assert Event.objects.filter(kind="link.flagged").count() == 1

    @pytest.mark.parametrize(
        ("checks", "opened", "dead"),
        [
            ([], None, False),
            ([(1, "gone")], None, False),
            ([(1, "gone"), (2, "silent")], None, True),
            ([(1, "worked"), (2, "gone"), (3, "gone")], None, False),
            ([(1, "gone"), (2, "worked"), (3, "gone")], None, False),
            ([(1, "gone"), (2, "unsure"), (3, "gone")], None, True),
            ([(1, "unsure"), (2, "not_asked")], None, False),
            ([(3, "gone"), (4, "gone")], 2, False),
            ([(1, "gone"), (3, "gone"), (4, "gone")], 2, False),
            ([(1, "gone"), (2, "gone")], 9, True),
        ],
    )
    def test_a_persons_look_outweighs_older_failures(
        self, checks: list[tuple[int, str]], opened: int | None, dead: bool
    ) -> None:  # R4
        rows = [(days_ago(ago), outcome) for ago, outcome in checks]
        assert link_state(rows, opened_on=days_ago(opened) if opened else None).dead is dead


class TestDesk:
    def test_it_is_looked_at_and_confirmed_by_hand(self, cast: Cast, signed_in: Any) -> None:  # R4
        row = resource(cast.ana, "The lost book")
        found(row.url, (1, "gone"), (2, "gone"))
        browser = signed_in(cast.ana)
        page = unescape(browser.get("/desk/links/").content.decode())
        assert "The lost book" in page
        assert "The site says that there is no such page." in page
        assert browser.post(f"/desk/links/{row.pk}/opened/").status_code == 302
        row.refresh_from_db()
        assert row.checked_on == timezone.localdate()
        assert "The lost book" not in browser.get("/desk/links/").content.decode()
        assert "Opened by a person" in Client().get("/library/").content.decode()

    def test_nobody_else_confirms_it(self, cast: Cast, signed_in: Any) -> None:  # I3
        row = resource(cast.ana)
        for somebody in (cast.farid, cast.ben, cast.grace):
            assert signed_in(somebody).post(f"/desk/links/{row.pk}/opened/").status_code == 404
        row.refresh_from_db()
        assert row.checked_on is None
        assert signed_in(cast.ben).get("/desk/links/").status_code == 404

    def test_few_statements_whatever_the_number(
        self, cast: Cast, signed_in: Any, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(50):
            found(resource(cast.ana, f"Book {number}").url, (1, "gone"), (2, "gone"))
        browser = signed_in(cast.ana)
        with django_assert_max_num_queries(12):
            assert browser.get("/desk/links/").status_code == 200
