"""Printed codes bring their owner back, once each."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hearten.accounts import actions, recovery
from hearten.accounts.models import Account, BoxNotice, RecoveryCode, Session
from hearten.events.models import Event
from tests.accounts.hands import OTHER_SECRET, SECRET, codes_in, join, log_in, member

pytestmark = pytest.mark.django_db


def come_back(client: Client, login: str, code: str, secret: str = OTHER_SECRET):
    form = {"login": login, "code": code, "password": secret, "password_again": secret}
    return client.post("/account/recover/", form)


def test_a_printed_code_opens_the_account_and_sets_a_new_passphrase(client: Client) -> None:  # R54
    codes = codes_in(join(Client(), "harbour"))
    assert come_back(client, "harbour", codes[3]).status_code == 302
    assert client.get("/you/").status_code == 200
    assert log_in(Client(), "harbour", SECRET).status_code == 422
    assert log_in(Client(), "harbour", OTHER_SECRET).status_code == 302
    assert Event.objects.filter(kind="account.recovered").count() == 1


def test_each_of_the_ten_codes_works_and_works_once() -> None:
    codes = codes_in(join(Client(), "harbour"))
    for code in codes[:4]:
        assert come_back(Client(), "harbour", code).status_code == 302
        assert recovery.find_code("harbour", code) is None
    assert recovery.find_code("harbour", codes[9])


def test_a_code_is_read_however_it_is_typed() -> None:
    code = recovery.new_codes(member("harbour"))[0]
    assert recovery.find_code(" HARBOUR", f"  {code.upper().replace('-', ' ')} ")


def test_a_code_of_somebody_else_opens_nothing(client: Client) -> None:
    codes = recovery.new_codes(member("harbour"))
    member("island")
    assert come_back(client, "island", codes[0]).status_code == 422


def test_every_other_way_in_is_closed(client: Client) -> None:
    account = member("harbour")
    other = Client()
    log_in(other, "harbour")
    Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
    come_back(client, "harbour", recovery.new_codes(account)[0])
    assert other.get("/you/").status_code == 302
    assert not Authenticator.objects.exists()
    assert BoxNotice.objects.get().kind == "recovered"
    assert Session.objects.filter(account=account).count() == 1


def test_a_wrong_code_and_a_name_that_nobody_has_look_and_cost_the_same() -> None:
    recovery.new_codes(member("harbour"))
    answers = set()
    for login in ("harbour", "nobody"):
        with CaptureQueriesContext(connection) as queries:
            response = come_back(Client(), login, "aaaa-bbbb-cccc-dddd")
        shown = response.content.decode().split("form-errors")[1].replace(f'value="{login}"', "")
        answers.add((response.status_code, shown, len(queries)))
    assert len(answers) == 1


def test_a_refused_form_keeps_the_name_and_the_code(client: Client) -> None:
    html = come_back(client, "Harbour", "aaaa-bbbb").content.decode()
    assert 'value="Harbour"' in html
    assert 'value="aaaa-bbbb"' in html


def test_the_same_code_twice_at_once_works_once() -> None:
    account = member("harbour")
    code = recovery.find_code("harbour", recovery.new_codes(account)[0])
    assert code
    actions.recover(code=code, secret=OTHER_SECRET)
    with pytest.raises(actions.CodeUsed):
        actions.recover(code=code, secret=SECRET)
    assert Account.objects.get().check_password(OTHER_SECRET)


def test_a_code_brings_back_nobody_whose_account_was_closed(client: Client) -> None:
    account = member("harbour")
    codes = recovery.new_codes(account)
    Account.objects.update(is_active=False)
    assert come_back(client, "harbour", codes[0]).status_code == 422


def test_new_codes_replace_the_old_ones() -> None:
    account = member("harbour")
    old = recovery.new_codes(account)
    new = actions.renew_codes(account=account)
    assert not any(recovery.find_code("harbour", code) for code in old)
    assert all(recovery.find_code("harbour", code) for code in new)
    assert RecoveryCode.objects.count() == recovery.COUNT
