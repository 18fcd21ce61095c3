"""Every credential can be tried a few times only, and who has to wait keeps what was typed."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from hearten.accounts import limits, tasks
from hearten.accounts.limits import LIMITS
from tests.accounts.hands import OTHER_SECRET, SECRET, confirm, log_in, member

pytestmark = pytest.mark.django_db

SIGNED_OUT = [
    ("signup", "/account/signup/", {"login": "harbour", "password": "x"}),
    ("signup", "/account/signup/passkey/", {"login": "harbour"}),
    ("login", "/account/login/", {"login": "harbour", "password": OTHER_SECRET}),
    ("passkey", "/account/login/passkey/", {"credential": "{}"}),
    ("recover", "/account/recover/", {"login": "harbour", "code": "aaaa", "password": SECRET}),
]
SIGNED_IN = [
    ("reauthenticate", "/account/confirm/", {"password": OTHER_SECRET}),
    ("reauthenticate", "/account/confirm/", {"code": "123456"}),
    ("reauthenticate", "/account/confirm/", {"credential": "{}"}),
    ("passphrase", "/account/passphrase/", {"password": "x"}),
    ("totp", "/account/app/", {"code": "123456"}),
    ("passkey", "/account/passkeys/add/", {"credential": "{}"}),
]


@pytest.fixture
def few(monkeypatch):
    """Three tries, so that tests are quick; the numbers themselves are tested apart."""
    for act in LIMITS:
        monkeypatch.setitem(LIMITS, act, limits.Limit(per_name=3, per_address=30, minutes=60))


def tries(client: Client, path: str, form: dict[str, str]):
    return [client.post(path, form) for _ in range(4)]


@pytest.mark.parametrize(("act", "path", "form"), SIGNED_OUT)
def test_the_fourth_try_has_to_wait(few, client: Client, act: str, path: str, form: dict[str, str]) -> None:
    answers = tries(client, path, form)
    assert [answer.status_code for answer in answers] == [422, 422, 422, 429]
    assert 0 < int(answers[3]["Retry-After"]) <= 3600
    html = answers[3].content.decode()
    assert re.search(r"Please try again at \d\d:\d\d", html)
    if "login" in form:
        assert 'value="harbour"' in html


@pytest.mark.parametrize(("act", "path", "form"), SIGNED_IN)
def test_someone_signed_in_has_to_wait_too(few, client: Client, act: str, path: str, form: dict[str, str]) -> None:
    member("harbour")
    log_in(client, "harbour")
    if "confirm" not in path:
        confirm(client)
    answers = tries(client, path, form)
    assert [answer.status_code for answer in answers] == [422, 422, 422, 429]


def test_the_second_step_has_to_wait(few, client: Client) -> None:
    from allauth.mfa.totp.internal.auth import TOTP  # noqa: PLC0415

    TOTP.activate(member("harbour"), "A" * 32)
    log_in(client, "harbour")
    answers = tries(client, "/account/login/step/", {"code": "123456"})
    assert [answer.status_code for answer in answers] == [422, 422, 422, 429]


def test_waiting_costs_no_slow_hash_and_opens_nothing(few, client: Client) -> None:
    member("harbour")
    for _ in range(3):
        log_in(client, "harbour", OTHER_SECRET)
    assert log_in(client, "harbour", SECRET).status_code == 429
    assert client.get("/you/").status_code == 302


def test_a_stranger_can_not_lock_a_passkey_out_by_name(few) -> None:
    for _ in range(5):
        log_in(Client(), "harbour", OTHER_SECRET)
    assert Client().post("/account/login/passkey/", {"credential": "{}"}).status_code == 422


def request_from(address: str, **headers: str):
    return RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)


def test_one_name_is_closed_wherever_the_tries_come_from() -> None:
    amount = LIMITS["login"].per_name
    waits = [limits.take("login", request_from(f"192.0.2.{n}"), "Harbour") for n in range(amount + 1)]
    assert waits[:-1] == [0] * amount
    assert waits[-1] > 0


def test_one_address_is_closed_whatever_the_names_are(monkeypatch) -> None:
    monkeypatch.setitem(LIMITS, "login", limits.Limit(per_name=3, per_address=5, minutes=60))
    waits = [limits.take("login", request_from("192.0.2.1"), f"name{n}") for n in range(6)]
    assert waits[:-1] == [0] * 5
    assert waits[-1] > 0


def test_one_home_counts_once_however_many_addresses_it_has() -> None:
    assert limits.address(request_from("2001:db8::1")) == limits.address(request_from("2001:db8::2:3"))
    assert limits.address(request_from("2001:db8::1")) != limits.address(request_from("2001:db8:0:1::1"))


def test_a_made_up_forwarding_header_changes_nothing(settings) -> None:
    forged = request_from("192.0.2.1", **{"X-Forwarded-For": "198.51.100.7"})
    assert limits.address(forged) == "192.0.2.1"
    settings.TRUSTED_PROXIES = 1
    assert limits.address(forged) == "198.51.100.7"
    two = request_from("192.0.2.1", **{"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
    assert limits.address(two) == "198.51.100.7"


def test_guessing_six_digits_takes_longer_than_a_year() -> None:
    limit = LIMITS["code"]
    tries_a_year = limit.per_name * 365 * 24 * 60 / limit.minutes
    assert tries_a_year * 3 / 1_000_000 < 0.6  # three codes are right at any moment


def rows_of_the_cache() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, expires FROM cache")
        return [(str(key), str(expires)) for key, expires in cursor.fetchall()]


def test_the_count_names_nobody_and_no_address(client: Client) -> None:  # I1
    member("harbour")
    log_in(client, "harbour", OTHER_SECRET)
    rows = rows_of_the_cache()
    assert rows
    assert not [key for key, _ in rows if "harbour" in key or "127.0.0.1" in key or "login" in key]


def test_the_count_keeps_no_time_of_a_try(client: Client) -> None:  # I4
    log_in(client, "harbour", OTHER_SECRET)
    ends = {expires[:19] for _, expires in rows_of_the_cache()}
    assert all(int(end[14:16]) % 15 <= 0 and int(end[17:19]) <= 1 for end in ends), ends


def test_what_is_over_is_swept_away() -> None:
    cache.set("gone", 1, 60)
    cache.set("stays", 1, 7200)
    with connection.cursor() as cursor:
        past = connection.ops.adapt_datetimefield_value(timezone.now() - timedelta(days=1))
        cursor.execute("UPDATE cache SET expires = %s WHERE cache_key = %s", [past, cache.make_key("gone")])
    tasks.sweep()
    assert len(rows_of_the_cache()) == 1
    assert cache.get("stays") == 1
