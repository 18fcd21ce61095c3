"""A pause closes everything but help, one's own data and the way to disagree; being young is never punished."""

import pytest
from django.test import Client
from django.utils import timezone

from hearten.accounts.models import Account, Role, Session
from hearten.moderation.crisis_lines import load
from tests.accounts.hands import SECRET, log_in, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def young(db: None) -> Client:
    """Somebody who is signed in and under 18."""
    member("harbour")
    client = Client()
    log_in(client, "harbour")
    return client


def test_nobody_without_an_account_is_asked_or_counted(client: Client) -> None:  # R98
    response = client.get("/account/younger/")
    assert response.status_code == 200
    assert not client.cookies
    assert client.post("/account/younger/").status_code in {200, 403}
    assert not Account.objects.exists()
    assert not Session.objects.exists()


def test_saying_it_pauses_signs_out_and_plans_the_erasure(young: Client) -> None:  # R98, I8
    other = Client()
    log_in(other, "harbour")
    html = young.post("/account/younger/").content.decode()
    account = Account.objects.get()
    assert account.paused == "younger"
    assert (account.erase_on - timezone.localdate()).days == 7
    assert not Session.objects.filter(account=account).exists()
    assert other.get("/you/").status_code == 302
    assert "You did nothing wrong" in html


def test_nothing_about_an_age_is_kept_but_the_pause(young: Client) -> None:  # R98
    before = Account.objects.values().get()
    young.post("/account/younger/")
    after = Account.objects.values().get()
    assert {name for name in before if before[name] != after[name]} == {"paused", "erase_on"}


@pytest.mark.parametrize("country", ["se", "gb", ""])
def test_young_people_see_who_listens_to_them(client: Client, settings, country: str) -> None:  # R98, I11
    settings.COUNTRY = country
    html = client.get("/account/younger/").content.decode()
    assert "/crisis/" in html
    everywhere = {line.phone for c in load().countries for line in c.youth_lines if line.phone}
    here = {line.phone for c in load().countries if c.code == country for line in c.youth_lines if line.phone}
    shown = {phone for phone in everywhere if f"Call {phone}<" in html}
    assert shown == here


def test_a_mistake_is_undone_by_saying_that_one_is_of_age(young: Client) -> None:  # R98
    young.post("/account/younger/")
    log_in(young, "harbour")
    assert young.get("/you/").status_code == 403
    assert young.post("/you/keep/").status_code == 403
    assert Account.objects.get().paused == "younger"
    assert young.post("/you/keep/", {"adult": "on"}).status_code == 302
    account = Account.objects.get()
    assert (account.paused, account.erase_on) == ("", None)
    assert young.get("/you/").status_code == 200


def test_saying_that_one_is_young_lifts_no_other_pause(young: Client) -> None:  # I41
    Account.objects.update(paused="restricted")
    young.post("/account/younger/")
    log_in(young, "harbour")
    young.post("/you/keep/", {"adult": "on"})
    assert Account.objects.get().paused == "restricted"


@pytest.fixture
def restricted(young: Client) -> Client:
    Account.objects.update(paused="restricted")
    return young


@pytest.mark.parametrize("path", ["/", "/you/", "/learn/", "/account/security/", "/desk/", "/search/"])
def test_a_paused_account_sees_why_and_what_it_can_do(restricted: Client, path: str) -> None:  # I41
    response = restricted.get(path)
    assert response.status_code == 403
    html = response.content.decode()
    assert "Your account is paused" in html
    for way in ("/you/decisions/", "/you/export/", "/you/erase/", "/crisis/", "/leave/"):
        assert f'href="{way}' in html


@pytest.mark.parametrize(
    "path",
    [
        "/crisis/",
        "/crisis/se/",
        "/leave/",
        "/you/decisions/",
        "/account/younger/",
        "/account/confirm/",
        "/account/logout/",
    ],
)
def test_a_paused_account_always_reaches_help_and_its_rights(restricted: Client, path: str) -> None:  # I9, I35, I41
    assert restricted.get(path).status_code in {200, 302}


def test_a_paused_account_takes_its_copy_and_can_be_erased(restricted: Client) -> None:  # I35
    restricted.post("/account/confirm/", {"password": SECRET})
    assert restricted.post("/you/export/")["Content-Type"] == "application/zip"
    assert restricted.post("/you/erase/").status_code == 302
    assert Account.objects.get().erase_on


def test_a_paused_account_has_no_role(cast) -> None:
    cast.dov.paused = "restricted"
    assert not cast.dov.has_role(Role.MODERATOR)


@pytest.mark.parametrize("field", ["body", "words"])
def test_words_that_a_paused_person_sends_come_back_with_help_beside_them(
    client: Client, field: str
) -> None:  # I12
    member("harbour")
    log_in(client, "harbour")
    Account.objects.update(paused="restricted")
    answer = client.post("/anywhere/", {field: "I can't go on <b>like this</b>."})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "go on &lt;b&gt;like this&lt;/b&gt;." in page.replace("&#x2f;", "/")
    assert page.count('href="/crisis/"') >= 2
    assert "What you just wrote" not in client.get("/anywhere/").content.decode()
