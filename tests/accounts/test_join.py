"""Joining needs a name, a passphrase and a statement of age, and nothing else."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from hearten.accounts.models import Account, RecoveryCode, Role
from hearten.accounts.passphrase import derive
from hearten.events.models import Event
from tests.accounts.hands import SECRET, codes_in, join

pytestmark = pytest.mark.django_db


def test_joining_takes_a_name_a_passphrase_and_nothing_else(client: Client) -> None:  # R54
    response = join(client, "Quiet Harbour 7")
    assert response.status_code == 200
    account = Account.objects.get()
    assert (account.login, account.roles) == ("quiet harbour 7", ["member"])
    assert client.get("/you/").status_code == 200
    assert Event.objects.get().kind == "account.joined"


def test_the_page_asks_for_no_address_no_number_and_no_birth_date(client: Client) -> None:  # R98
    html = client.get("/account/signup/").content.decode()
    assert 'type="email"' not in html
    assert 'type="date"' not in html
    assert 'type="tel"' not in html


def test_an_account_has_no_field_for_a_birth_date_or_an_address() -> None:  # R98
    fields = {field.name for field in Account._meta.concrete_fields}
    assert not {name for name in fields if "birth" in name or "mail" in name or "phone" in name or name == "age"}


def test_ten_codes_are_shown_once_and_only_their_hashes_stay(client: Client) -> None:
    codes = codes_in(join(client, "harbour"))
    assert len(set(codes)) == 10
    stored = set(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert len(stored) == 10
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)


def test_the_statement_of_age_starts_unticked_and_is_needed(client: Client) -> None:  # R98, I33
    assert "checked" not in client.get("/account/signup/").content.decode()
    refused = client.post("/account/signup/", {"login": "harbour", "password": SECRET, "password_again": SECRET})
    assert refused.status_code == 422
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    ("login", "reason"),
    [
        ("ana@example.org", "e-mail"),
        ("+46 70 123 45 67", "phone"),
        ("0701234567", "phone"),
        ("ab", "3 to 40"),
        ("x" * 41, "3 to 40"),
        ("<script>", "letters, numbers"),
    ],
)
def test_a_name_that_could_lead_to_its_owner_is_refused_with_the_reason(
    client: Client, login: str, reason: str
) -> None:  # R54
    response = join(client, login)
    assert response.status_code == 422
    assert reason in response.content.decode()
    assert not Account.objects.exists()


@pytest.mark.parametrize("login", ["ana", "Ana", " ANA ", "ａｎａ"])
def test_a_name_is_taken_in_every_spelling(client: Client, cast, login: str) -> None:
    response = join(client, login)
    assert response.status_code == 422
    assert "Somebody has that name already" in response.content.decode()


def test_a_refused_form_comes_back_with_the_name_and_the_tick(client: Client) -> None:
    html = client.post(
        "/account/signup/", {"login": "Harbour", "password": "short", "adult": "on"}
    ).content.decode()
    assert 'value="Harbour"' in html
    assert "checked" in html
    assert "short" not in html.replace("too short", "")


@pytest.mark.parametrize(
    ("first", "again", "says"),
    [
        ("eleven lett", "eleven lett", "too short"),
        ("twelve letters", "twelve lettres", "not the same"),
        ("", "", "Type it here"),
    ],
)
def test_a_passphrase_that_will_not_do_is_explained(client: Client, first: str, again: str, says: str) -> None:
    form = {"login": "harbour", "password": first, "password_again": again, "adult": "on"}
    response = client.post("/account/signup/", form)
    assert response.status_code == 422
    assert says in response.content.decode()


def test_a_passphrase_typed_without_scripts_is_derived_before_it_is_stored(client: Client) -> None:
    join(client, "harbour", "four words in a row")
    account = Account.objects.get()
    assert account.check_password(derive("harbour", "four words in a row"))
    assert not account.check_password("four words in a row")
    assert account.password.startswith("argon2")


def test_someone_signed_in_is_not_asked_to_join(signed_in, cast) -> None:
    assert signed_in(cast.ben).get("/account/signup/").status_code == 302


def test_a_passkey_answer_without_a_name_before_it_starts_again(client: Client) -> None:
    response = client.post("/account/signup/passkey/", {"credential": "{}"})
    assert response.status_code == 302
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "[]",
        "{}",
        "nonsense",
        '{"response": 3}',
        '{"response": {}}',
        '{"id":1,"rawId":2,"type":[],"response":{"clientDataJSON":1}}',
    ],
)
def test_a_broken_answer_of_a_device_opens_nothing(client: Client, answer: str) -> None:
    client.post("/account/signup/passkey/", {"login": "harbour", "adult": "on"})
    response = client.post("/account/signup/passkey/", {"credential": answer})
    assert response.status_code == 422
    assert not Account.objects.exists()


def test_the_first_host_admin_is_made_at_the_command_line(monkeypatch, capsys) -> None:
    monkeypatch.setenv("HEARTEN_HOST_PASSPHRASE", "four words in a row")
    call_command("createhost", login="Keeper")
    assert Account.objects.get(login="keeper").has_role(Role.HOST_ADMIN)
    assert capsys.readouterr().out.count("-") >= 30


def test_a_host_admin_needs_a_long_passphrase_too(monkeypatch) -> None:
    monkeypatch.setenv("HEARTEN_HOST_PASSPHRASE", "short")
    with pytest.raises(CommandError):
        call_command("createhost", login="keeper")
