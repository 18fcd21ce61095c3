"""Logging in: the same answer and the same work for every name."""

import hashlib
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hearten.accounts.passphrase import derive
from tests.accounts.hands import OTHER_SECRET, SECRET, log_in, member
from tests.cast import account

pytestmark = pytest.mark.django_db


def test_the_right_passphrase_opens_the_account(client: Client) -> None:
    member("harbour")
    assert log_in(client, "Harbour ").status_code == 302
    assert client.get("/you/").status_code == 200


def test_a_passphrase_typed_without_scripts_opens_the_same_account(client: Client) -> None:  # I43
    member("harbour", derive("harbour", "four words in a row"))
    assert log_in(client, "harbour", "four words in a row").status_code == 302


@pytest.fixture
def strangers(db: None) -> dict[str, str]:
    """Names that must be told apart by nobody who has no right passphrase."""
    member("harbour")
    account("passkey-only")
    closed = member("closed")
    closed.is_active = False
    closed.save()
    paused = member("paused")
    paused.paused = "restricted"
    paused.save()
    return {"wrong passphrase": "harbour", "no passphrase": "passkey-only", "paused": "paused", "nobody": "nobody"}


def answer_of(login: str, secret: str = OTHER_SECRET) -> tuple[int, str, int, int, int]:
    """Status, words, Argon2 runs, derivations and database queries of one refused log-in."""
    with (
        patch.object(
            Argon2PasswordHasher, "encode", autospec=True, side_effect=Argon2PasswordHasher.encode
        ) as made,
        patch.object(
            Argon2PasswordHasher, "verify", autospec=True, side_effect=Argon2PasswordHasher.verify
        ) as read,
        patch("hashlib.pbkdf2_hmac", side_effect=hashlib.pbkdf2_hmac) as derived,
        CaptureQueriesContext(connection) as queries,
    ):
        response = log_in(Client(), login, secret)
    words = response.content.decode().replace(f'value="{login}"', "")
    words = words.split("<main")[1].split("csrfmiddlewaretoken")[0] + words.split("form-errors")[1]
    return response.status_code, words, made.call_count + read.call_count, derived.call_count, len(queries)


def test_a_refusal_tells_nothing_about_the_name(strangers: dict[str, str]) -> None:
    answers = {why: answer_of(login) for why, login in strangers.items()}
    assert {answer[0] for answer in answers.values()} == {422}
    assert len({answer[1] for answer in answers.values()}) == 1


def test_a_refusal_costs_the_same_for_every_name(strangers: dict[str, str]) -> None:
    answers = {why: answer_of(login)[2:] for why, login in strangers.items()}
    assert set(answers.values()) == {(1, 0, answers["nobody"][2])}, answers


def test_without_scripts_a_refusal_derives_once_for_every_name(strangers: dict[str, str]) -> None:
    assert {answer_of(login, "four words in a row")[3] for login in strangers.values()} == {1}


def test_an_account_that_is_closed_answers_like_a_wrong_passphrase(strangers: dict[str, str]) -> None:
    assert answer_of("closed", SECRET)[:2] == answer_of("nobody")[:2]


def test_a_refused_form_keeps_the_name_and_drops_the_passphrase(client: Client) -> None:
    html = log_in(client, "Harbour", "four words in a row").content.decode()
    assert 'value="Harbour"' in html
    assert "four words in a row" not in html


def test_after_logging_in_one_is_where_one_wanted_to_be(client: Client) -> None:
    member("harbour")
    response = client.post("/account/login/?next=/you/", {"login": "harbour", "password": SECRET, "next": "/you/"})
    assert response["Location"] == "/you/"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "\\\\example.org"]
)
def test_logging_in_never_leads_to_another_host(client: Client, elsewhere: str) -> None:
    member("harbour")
    response = client.post("/account/login/", {"login": "harbour", "password": SECRET, "next": elsewhere})
    assert response["Location"] == "/"


@pytest.mark.parametrize("odd", ["M", "home", "admin:index", "you/", "?n=1", "localhost:8000/you/"])
@pytest.mark.parametrize("where", ["login", "login/passkey", "confirm"])
def test_a_way_on_that_is_no_path_leads_to_the_usual_place(client: Client, odd: str, where: str) -> None:
    account = member("harbour")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(f"/account/{where}/", {"next": odd})
    assert answer.status_code in (200, 302)
    assert answer.get("Location", "/").startswith("/")


def test_a_cookie_from_before_is_worth_nothing_after(client: Client) -> None:
    member("harbour")
    client.get("/account/login/passkey/")
    before = client.cookies["s"].value
    log_in(client, "harbour")
    assert client.cookies["s"].value != before
    stolen = Client()
    stolen.cookies["s"] = before
    assert stolen.get("/you/").status_code == 302


@pytest.mark.parametrize(
    "answer", ["", "[]", "{}", "null", '{"response": {}}', '{"response": {"userHandle": null}}']
)
def test_a_broken_passkey_opens_nothing(client: Client, answer: str) -> None:
    client.get("/account/login/passkey/")
    assert client.post("/account/login/passkey/", {"credential": answer}).status_code == 422
    assert client.get("/you/").status_code == 302


def test_logging_out_is_a_button_and_works(client: Client) -> None:
    member("harbour")
    log_in(client, "harbour")
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/you/").status_code == 200
    assert client.post("/account/logout/").status_code == 302
    assert client.get("/you/").status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/account/email/",
        "/account/password/reset/",
        "/account/password/change/",
        "/account/password/set/",
        "/account/confirm-email/",
        "/account/inactive/",
        "/account/login/code/",
        "/account/login/code/confirm/",
        "/account/2fa/",
        "/account/2fa/recovery-codes/",
        "/account/2fa/webauthn/signup/",
        "/accounts/login/",
    ],
)
def test_pages_that_are_not_offered_do_not_exist(signed_in, cast, path: str) -> None:
    assert signed_in(cast.ben).get(path).status_code == 404
    assert signed_in(None).get(path).status_code == 404
