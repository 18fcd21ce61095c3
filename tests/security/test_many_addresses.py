"""Somebody with a thousand addresses gets no more tries than somebody with one."""

import ipaddress

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory

from hearten.accounts import limits
from hearten.accounts.limits import LIMITS, Limit
from tests.accounts.hands import OTHER_SECRET, SECRET, member

pytestmark = pytest.mark.django_db
NETWORKS = [str(address) for address in ipaddress.ip_network("198.51.100.0/24")]
ONE_HOME = [f"2001:db8:0:7:{n:x}::{n:x}" for n in range(1, 60)]


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """What other tests tried is forgotten: the shared cache outlives them."""
    caches["default"].clear()


def tries(act: str, addresses: list[str], *, who: str = "harbour", **headers: str) -> list[bool]:
    """Which of these tries may go on, one from each address."""
    asked = [RequestFactory().post("/", REMOTE_ADDR=address, headers=headers) for address in addresses]
    return [limits.take(act, request, who) == 0 for request in asked]


@pytest.mark.parametrize("act", sorted(set(LIMITS) - {"passkey"}))
def test_one_account_is_closed_after_a_few_tries_from_anywhere(act: str) -> None:  # ASVS 6.1.1 6.3.1 6.5.4
    allowed = tries(act, NETWORKS)
    assert allowed.count(True) == LIMITS[act].per_name <= 20
    assert allowed[-1] is False


def test_the_second_step_gives_five_guesses_of_a_million() -> None:  # ASVS 6.3.1 6.6.3
    assert LIMITS["code"].per_name == 5
    assert LIMITS["code"].minutes >= 15


def test_one_home_with_endless_addresses_is_one_address(monkeypatch) -> None:  # ASVS 6.3.1 15.3.4
    monkeypatch.setitem(LIMITS, "login", Limit(per_name=1000, per_address=5, minutes=60))
    assert tries("login", ONE_HOME).count(True) == 5


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_a_made_up_row_of_proxies_gives_no_more_tries(
    monkeypatch, settings, proxies: int
) -> None:  # ASVS 4.1.3 6.3.1
    settings.TRUSTED_PROXIES = proxies
    monkeypatch.setitem(LIMITS, "login", Limit(per_name=1000, per_address=5, minutes=60))
    real = ["192.0.2.7"] * proxies  # what one's own proxies add, from the right
    allowed = [
        limits.take("login", request, f"name{n}") == 0
        for n in range(30)
        for request in [
            RequestFactory().post(
                "/",
                REMOTE_ADDR="192.0.2.1",
                headers={"X-Forwarded-For": ", ".join([f"203.0.113.{n}", *real])},
            )
        ]
    ]
    assert allowed.count(True) == 5


def test_many_names_from_many_addresses_cannot_fill_the_house(monkeypatch) -> None:  # ASVS 2.4.1
    assert 0 < LIMITS["signup"].in_all <= 1000
    monkeypatch.setitem(LIMITS, "signup", Limit(per_name=3, per_address=3, minutes=60, in_all=12))
    allowed = [tries("signup", [address], who=f"name-{address}") == [True] for address in NETWORKS[:40]]
    assert allowed == [True] * 12 + [False] * 28


def test_a_flood_of_sign_ups_closes_no_other_door(monkeypatch) -> None:  # ASVS 6.1.1
    member("harbour")
    monkeypatch.setitem(LIMITS, "signup", Limit(per_name=3, per_address=3, minutes=60, in_all=1))
    tries("signup", NETWORKS[:20])
    assert Client().post("/account/login/", {"login": "harbour", "password": SECRET}).status_code == 302


def test_somebody_elses_guesses_do_not_close_a_passkey_or_a_code_on_paper(monkeypatch) -> None:  # ASVS 6.1.1
    member("harbour")
    monkeypatch.setitem(LIMITS, "login", Limit(per_name=2, per_address=300, minutes=15))
    answers = [Client().post("/account/login/", {"login": "harbour", "password": OTHER_SECRET}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert Client().get("/account/login/passkey/").status_code == 200
    code = {"login": "harbour", "code": "aaaa-aaaa-aaaa-aaaa", "password": SECRET, "password_again": SECRET}
    assert Client().post("/account/recover/", code).status_code == 422
