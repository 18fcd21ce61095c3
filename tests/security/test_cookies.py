"""What is kept in a browser: little, for as long as it is needed, and out of reach of everything but this host."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from hearten.accounts.actions import grant_role, revoke_role
from hearten.accounts.models import Device, Role, Session
from tests.accounts.hands import SECRET, confirm, log_in, member
from tests.cast import Cast
from tests.security.routes import browser

#: Asks a host on https what it would send; a process of its own, because settings are read once.
ASK = """
import django; django.setup()
from django.conf import settings as s
names = ("SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_HSTS_SECONDS "
         "SECURE_HSTS_INCLUDE_SUBDOMAINS SECURE_SSL_REDIRECT SESSION_COOKIE_DOMAIN SESSION_COOKIE_PATH "
         "DEBUG ALLOWED_HOSTS")
print({name: getattr(s, name) for name in names.split()})
"""


def test_a_host_on_https_pins_its_cookies_to_itself_and_to_https() -> None:  # ASVS 3.3.1 3.3.3 3.4.1 12.2.1 13.4.2
    told = {"HEARTEN_ORIGIN": "https://place.example", "HEARTEN_MEDIA_ORIGIN": "https://media.place.example"}
    environment = {**os.environ, **told, "DJANGO_SETTINGS_MODULE": "hearten.config.settings"}
    said = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, timeout=60)
    assert said.returncode == 0, said.stderr
    assert "'SESSION_COOKIE_NAME': '__Host-s', 'CSRF_COOKIE_NAME': '__Host-c'" in said.stdout
    assert said.stdout.count("_SECURE': True") == 2
    assert "'SECURE_HSTS_INCLUDE_SUBDOMAINS': True, 'SECURE_SSL_REDIRECT': True" in said.stdout
    assert "'SESSION_COOKIE_DOMAIN': None, 'SESSION_COOKIE_PATH': '/', 'DEBUG': False" in said.stdout
    assert "'ALLOWED_HOSTS': ['place.example', 'media.place.example']" in said.stdout
    assert int(re.findall(r"SECONDS': (\d+)", said.stdout)[0]) >= 365 * 24 * 3600


def test_every_cookie_is_closed_to_scripts_and_to_other_sites(db: None) -> None:  # ASVS 3.3.2 3.3.4 3.3.5
    member("harbour")
    client = Client()
    client.get("/account/login/")
    answer = log_in(client, "harbour")
    assert set(answer.cookies) | set(client.cookies) == {"s", "c"}
    for cookie in client.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key
        assert cookie["path"] == "/", cookie.key
        assert not cookie["domain"], cookie.key
        assert len(cookie.key) + len(cookie.value) < 4096, cookie.key


def test_a_reader_gets_no_cookie(cast: Cast) -> None:  # ASVS 14.3.3
    for path in ("/", "/learn/", "/search/?q=sleep", "/crisis/", "/@ana/", "/nothing/"):
        assert not browser(None).get(path).cookies, path


def test_the_value_of_a_session_is_long_random_and_nowhere_on_a_page(
    cast: Cast,
) -> None:  # ASVS 3.3.4 7.2.2 7.2.3 14.2.1
    values = set()
    for _ in range(20):
        client = browser(cast.ben)
        value = client.cookies["s"].value
        values.add(value)
        assert len(value) == 32  # of 36 signs: 165 bits
    assert len(values) == 20
    page = client.get("/account/security/")
    assert value.encode() not in page.content
    assert value not in str(page.headers)


def session_of(client: Client) -> str:
    return str(client.cookies["s"].value)


def test_a_session_that_somebody_planted_is_not_carried_into_the_log_in(db: None) -> None:  # ASVS 7.2.4
    member("harbour")
    planted = "a" * 32
    client = Client()
    client.cookies["s"] = planted
    log_in(client, "harbour")
    assert session_of(client) != planted
    thief = Client()
    thief.cookies["s"] = planted
    assert thief.get("/you/").status_code == 302


@pytest.mark.parametrize("way", ["/account/login/", "/account/signup/passkey/"])
def test_a_session_from_before_the_log_in_opens_nothing_after_it(db: None, way: str) -> None:  # ASVS 7.2.4
    member("harbour")
    client = Client()
    client.post("/account/signup/passkey/", {"login": "somebody", "adult": "on"})
    client.get(way)
    before = session_of(client)
    log_in(client, "harbour")
    thief = Client()
    thief.cookies["s"] = before
    assert session_of(client) != before
    assert thief.get("/you/").status_code == 302


def test_logging_out_ends_the_session_at_the_host_too(db: None) -> None:  # ASVS 7.4.1 14.3.1
    member("harbour")
    client = Client()
    log_in(client, "harbour")
    kept = session_of(client)
    client.post("/account/logout/")
    again = Client()
    again.cookies["s"] = kept
    assert again.get("/you/").status_code == 302
    assert not Session.objects.exists()


def test_a_role_counts_from_the_next_request_and_ends_with_it(cast: Cast) -> None:  # ASVS 8.3.2 8.3.1
    client = browser(cast.hugo)
    assert client.get("/moderation/").status_code == 404
    grant_role(account=cast.hugo, role=Role.MODERATOR, by=None)
    assert client.get("/moderation/").status_code == 200
    revoke_role(account=cast.hugo, role=Role.MODERATOR, by=None)
    assert client.get("/moderation/").status_code == 404


def test_an_account_that_is_closed_is_out_at_once(cast: Cast) -> None:  # ASVS 7.4.2
    client = browser(cast.ben)
    assert client.get("/you/").status_code == 200
    cast.ben.is_active = False
    cast.ben.save()
    assert client.get("/you/").status_code == 302


def test_a_session_ends_after_two_weeks_whatever_happens(cast: Cast) -> None:  # ASVS 7.3.2
    assert settings.SESSION_COOKIE_AGE == 14 * 24 * 3600
    assert settings.SESSION_SAVE_EVERY_REQUEST is False
    client = browser(cast.ben)
    before = Session.objects.get(account=cast.ben).expire_date
    client.get("/you/")
    assert Session.objects.get(account=cast.ben).expire_date == before


def test_proving_who_one_is_gives_the_session_a_new_value(db: None) -> None:  # ASVS 7.2.4
    member("harbour")
    client = Client()
    log_in(client, "harbour")
    before = session_of(client)
    assert confirm(client, SECRET).status_code == 302
    after = session_of(client)
    thief = Client()
    thief.cookies["s"] = before
    assert after != before
    assert thief.get("/you/").status_code == 302
    assert "this one" in client.get("/account/security/").content.decode()
    client.post("/account/logout/")
    assert not Device.objects.exists()
