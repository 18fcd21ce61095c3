"""What protects an account, as its owner sees and changes it."""

from datetime import timedelta

import pytest
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from hearten.accounts import devices
from hearten.accounts.http import listeners
from hearten.accounts.models import Account, BoxNotice, Device, Session
from hearten.accounts.passphrase import derive
from hearten.events.models import Event
from tests.accounts.hands import FIREFOX, OTHER_SECRET, SECRET, app_code, codes_in, confirm, log_in, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(db: None) -> Client:
    """A browser that is signed in as harbour and has just proved it."""
    member("harbour")
    client = Client()
    log_in(client, "harbour", **{"User-Agent": FIREFOX})
    confirm(client)
    return client


def other_browser() -> Client:
    client = Client()
    log_in(client, "harbour")
    return client


# --- devices


def test_a_log_in_puts_the_browser_on_the_list(mine: Client) -> None:  # R84
    html = mine.get("/account/security/").content.decode()
    assert "Firefox on Linux, this one" in html


def test_the_list_holds_no_address_and_no_time_of_day(mine: Client) -> None:  # R84
    columns = {column.name: column.get_internal_type() for column in Device._meta.concrete_fields}
    assert set(columns) == {"id", "account", "session_hash", "label", "first_used_on", "last_used_on"}
    assert columns["first_used_on"] == columns["last_used_on"] == "DateField"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_device")
        assert "127.0.0.1" not in str(cursor.fetchall())


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        (FIREFOX, "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
            "Edge on Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36", "Chrome on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14; SM-S921B) Chrome/126.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.4 Safari/605.1.15", "Safari on a Mac"),
        ("", "A browser"),
        ("x" * 5000, "A browser"),
    ],
)
def test_a_device_is_named_coarsely(agent: str, label: str) -> None:
    assert devices.label(agent) == label


def test_one_device_can_be_signed_out(mine: Client) -> None:
    other = other_browser()
    device = Device.objects.get(label="A browser")
    assert mine.post(f"/account/devices/{device.pk}/end/").status_code == 302
    assert other.get("/you/").status_code == 302
    assert mine.get("/you/").status_code == 200


def test_nobody_can_sign_out_the_device_of_somebody_else(mine: Client) -> None:
    member("island")
    log_in(Client(), "island")
    device = Device.objects.get(account__login="island")
    assert mine.post(f"/account/devices/{device.pk}/end/").status_code == 404
    assert Device.objects.filter(pk=device.pk).exists()


def test_logging_out_everywhere_deletes_every_session(mine: Client) -> None:  # R84
    other = other_browser()
    assert Session.objects.filter(account__login="harbour").count() == 2
    mine.post("/account/devices/end/")
    assert not Session.objects.filter(account__login="harbour").exists()
    assert not Device.objects.exists()
    assert {client.get("/you/").status_code for client in (mine, other)} == {302}


def listeners_of(client: Client) -> list[str]:
    request = RequestFactory().get("/")
    request.user, request.session = Account.objects.get(login="harbour"), client.session
    return listeners(request)


def revoked(since: int) -> list[Event]:
    """What ended streams after that event. Before it, a proof of who one is had renewed the session."""
    return list(Event.objects.filter(kind="listener.revoked", pk__gt=since))


def last_event() -> int:
    return Event.objects.latest("pk").pk


def test_logging_out_ends_what_this_browser_listens_to(mine: Client) -> None:  # R84
    account, session = listeners_of(mine)
    before = last_event()
    mine.post("/account/logout/")
    assert [event.topic for event in revoked(before)] == [f"listener:{session}"]
    assert account != session


def test_logging_out_everywhere_ends_every_stream(mine: Client) -> None:  # R84
    account, _session = listeners_of(mine)
    before = last_event()
    mine.post("/account/devices/end/")
    assert [event.topic for event in revoked(before)] == [f"listener:{account}"]


def test_a_log_out_is_not_written_down_beside_a_name(mine: Client) -> None:  # I1
    before = last_event()
    mine.post("/account/logout/")
    (event,) = revoked(before)
    assert event.actor == "system"
    assert Account.objects.get().pk.hex not in event.subject.replace("-", "")


def test_a_device_notes_a_day_once(mine: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Device.objects.update(last_used_on=yesterday)
    mine.get("/you/")
    assert Device.objects.get().last_used_on == yesterday  # the session knows that today was noted already
    session = mine.session
    session[devices.DAY] = yesterday.isoformat()
    session.save()
    mine.get("/you/")
    assert Device.objects.get().last_used_on == timezone.localdate()


# --- sessions


def test_a_stolen_table_of_sessions_signs_nobody_in(mine: Client) -> None:  # R84
    stored = Session.objects.get(account__login="harbour").session_key
    assert mine.cookies["s"].value != stored
    thief = Client()
    thief.cookies["s"] = stored
    assert thief.get("/you/").status_code == 302


def test_the_end_of_a_session_does_not_tell_when_it_began(mine: Client) -> None:
    ends = Session.objects.get(account__login="harbour").expire_date
    assert (ends.hour, ends.minute, ends.second, ends.microsecond) == (0, 0, 0, 0)


def test_a_session_that_is_over_opens_nothing(mine: Client) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    assert mine.get("/you/").status_code == 302


# --- passphrase


def change(client: Client, secret: str = OTHER_SECRET):
    return client.post("/account/passphrase/", {"password": secret, "password_again": secret})


def test_a_new_passphrase_ends_every_other_session(mine: Client) -> None:
    other = other_browser()
    assert change(mine).status_code == 302
    assert mine.get("/you/").status_code == 200
    assert other.get("/you/").status_code == 302
    assert Device.objects.count() == 1
    assert "this one" in mine.get("/account/security/").content.decode()
    assert log_in(Client(), "harbour", SECRET).status_code == 422
    assert BoxNotice.objects.get().kind == "passphrase-changed"


def test_a_new_passphrase_typed_without_scripts_is_derived_with_the_log_in_name(mine: Client) -> None:
    change(mine, "violet canoe evening")
    assert Account.objects.get().check_password(derive("harbour", "violet canoe evening"))


GRAVE = [
    "/account/passphrase/",
    "/account/codes/",
    "/account/passkeys/add/",
    "/account/app/",
    "/you/export/",
    "/you/erase/",
]


@pytest.mark.parametrize("path", GRAVE)
def test_what_is_grave_needs_a_proof_first(path: str) -> None:
    member("harbour")
    client = other_browser()
    for answer in (client.get(path), client.post(path, {"password": OTHER_SECRET, "password_again": OTHER_SECRET})):
        assert answer["Location"] == f"/account/confirm/?next={path.replace('/', '%2F')}"
    assert Account.objects.get().check_password(SECRET)


def test_a_proof_is_good_for_ten_minutes(mine: Client) -> None:
    session = mine.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**record, "at": record["at"] - 601} for record in records]
    session.save()
    assert mine.get("/account/codes/").status_code == 302


def test_a_proof_leads_back_to_where_it_was_asked_for(mine: Client) -> None:
    response = mine.post("/account/confirm/?next=/you/erase/", {"password": SECRET, "next": "/you/erase/"})
    assert response["Location"] == "/you/erase/"


# --- codes and the second step


def test_new_codes_are_shown_once(mine: Client) -> None:
    assert len(codes_in(mine.post("/account/codes/"))) == 10
    assert not codes_in(mine.get("/account/codes/"))
    assert "10 of your printed codes still work" in mine.get("/account/security/").content.decode()


def second_step(client: Client) -> str:
    """Switch the second step on; returns its secret."""
    secret = client.get("/account/app/").content.decode().split("<code>")[1].split("</code>")[0]
    assert client.post("/account/app/", {"code": app_code(secret)}).status_code == 302
    return secret


def test_the_second_step_stands_between_the_passphrase_and_the_account(mine: Client) -> None:  # R84
    secret = second_step(mine)
    other = Client()
    assert log_in(other, "harbour")["Location"] == "/account/login/step/"
    assert other.get("/you/").status_code == 302
    assert other.post("/account/login/step/", {"code": "000000"}).status_code == 422
    assert other.post("/account/login/step/", {"code": app_code(secret)}).status_code == 302
    assert other.get("/you/").status_code == 200


def test_a_code_works_once(mine: Client) -> None:
    secret = second_step(mine)
    code = app_code(secret)
    answers = []
    for _ in range(2):
        client = Client()
        log_in(client, "harbour")
        answers.append(client.post("/account/login/step/", {"code": code}).status_code)
    assert answers == [302, 422]


def test_a_wrong_code_switches_nothing_on_and_keeps_the_secret(mine: Client) -> None:
    before = mine.get("/account/app/").content.decode().split("<code>")[1][:32]
    refused = mine.post("/account/app/", {"code": "000000"})
    assert refused.status_code == 422
    assert before in refused.content.decode()
    assert not Authenticator.objects.exists()


def test_the_secret_is_not_stored_as_it_is(mine: Client) -> None:  # R84
    secret = second_step(mine)
    stored = Authenticator.objects.get()
    assert secret not in str(stored.data)
    assert isinstance(stored.wrap(), TOTP)


def test_a_passkey_and_an_app_keep_days_only(mine: Client) -> None:  # R84
    second_step(mine)
    log_in(Client(), "harbour")
    app = Authenticator.objects.get()
    assert timezone.localtime(app.created_at).strftime("%H:%M:%S.%f") == "00:00:00.000000"
    assert app.last_used_at is None


def test_the_second_step_can_be_removed(mine: Client) -> None:
    second_step(mine)
    assert mine.get("/account/app/")["Location"] == "/account/app/remove/"
    assert mine.post("/account/app/remove/").status_code == 302
    assert log_in(Client(), "harbour")["Location"] == "/"


def test_the_step_is_closed_to_whoever_gave_no_passphrase(client: Client) -> None:
    assert client.get("/account/login/step/")["Location"] == "/account/login/"


def test_the_last_way_in_can_not_be_removed(mine: Client) -> None:
    account = Account.objects.get()
    key = Authenticator.objects.create(user=account, type="webauthn", data={"name": "Passkey 1", "credential": {}})
    Account.objects.update(password="!")
    client = Client()
    client.force_login(Account.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods_user"] = user_id_to_str(account)
    session["account_authentication_methods"] = [
        {"method": "mfa", "reauthenticated": True, "at": timezone.now().timestamp()}
    ]
    session.save()
    response = client.post(f"/account/passkeys/{key.pk}/remove/")
    assert "only way in" in response.content.decode()
    assert Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.parametrize("path", ["/account/security/", "/you/", "/account/confirm/"])
def test_these_pages_cost_few_queries(mine: Client, django_assert_max_num_queries, path: str) -> None:
    for number in range(50):
        Device.objects.create(account=Account.objects.get(), session_hash=f"x{number}", label="A browser")
    with django_assert_max_num_queries(12):
        mine.get(path)
