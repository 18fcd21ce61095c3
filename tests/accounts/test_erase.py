"""After an erasure not a byte of somebody is left, and nobody else loses a word."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from hearten.accounts import actions, wall
from hearten.accounts.models import Account, BoxNotice
from hearten.blog.models import Comment
from hearten.events.models import Event
from hearten.home.erasure import empty_journal, erase, erase_due
from tests.accounts.hands import confirm, log_in, member
from tests.accounts.lives import Life

SQLITE_ONLY = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="PostgreSQL's files are the host's to vacuum"
)


def traces(life: Life) -> list[str]:
    """Whatever could lead to this person: their mark, their name, every id of theirs."""
    personas = [persona.pk for persona in wall.own_personas(life.account)]
    return [life.mark, str(life.account.pk), life.account.pk.hex, *personas]


def found_in_tables(marks: list[str]) -> set[str]:
    """The tables that hold any of these, in text or in bytes; the full-text index's own tables too."""
    places = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                whole = b"|".join(v if isinstance(v, bytes) else str(v).encode() for v in row)
                if any(mark.encode() in whole for mark in marks):
                    places.add(table)
    return places


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 1, 2])
def test_no_row_of_any_table_remembers_somebody_who_was_erased(lives: list[Life], number: int) -> None:  # I31
    marks = traces(lives[number])
    assert len(found_in_tables(marks)) > 5
    erase(lives[number].account)
    assert found_in_tables(marks) == set()


@pytest.mark.django_db(transaction=True)
@SQLITE_ONLY
def test_no_byte_of_the_database_file_remembers_them(lives: list[Life]) -> None:  # I31
    file = Path(connection.settings_dict["NAME"])
    for life in lives:
        marks = traces(life)
        empty_journal()
        assert all(mark.encode() in file.read_bytes() for mark in marks)
        erase(life.account)
        empty_journal()
        left = [
            mark
            for mark in marks
            for part in (file, Path(f"{file}-wal"))
            if part.exists() and mark.encode() in part.read_bytes()
        ]
        assert left == [], life.mark


@pytest.mark.django_db
def test_an_answer_outlives_the_comment_it_answered(lives: list[Life]) -> None:
    _ana, ben, cleo = lives
    erase(ben.account)
    answer = Comment.objects.get(pk=cleo.rows["Comment"].pk)
    assert (answer.parent, answer.body) == (None, cleo.texts["Comment.body"])


@pytest.mark.django_db
def test_others_keep_every_word(lives: list[Life]) -> None:
    ana, ben, cleo = lives
    erase(ben.account)
    for life in (ana, cleo):
        assert found_in_tables([life.mark])
    assert Account.objects.filter(login="cleo").exists()


@pytest.mark.django_db
def test_what_happened_stays_without_who_did_it(lives: list[Life]) -> None:
    before = Event.objects.filter(kind="comment.posted").count()
    erase(lives[1].account)
    assert Event.objects.filter(kind="comment.posted").count() == before
    assert Event.objects.filter(kind="comment.posted", actor="gone").count() == 1
    assert "00000000-0000-0000-0000-000000000000" in Event.objects.get(kind="account.erased").subject


@pytest.mark.django_db
def test_what_stays_is_listed_with_its_ground(lives: list[Life]) -> None:  # I31
    kept = erase(lives[1].account)
    assert kept
    assert all(item.what and item.ground and item.until for item in kept)


@pytest.mark.django_db
def test_a_failure_halfway_erases_nothing(lives: list[Life], monkeypatch) -> None:
    marks = traces(lives[1])
    before = found_in_tables(marks)
    monkeypatch.setattr("hearten.accounts.wall.forget", lambda account: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erase(lives[1].account)
    assert found_in_tables(marks) == before


@pytest.mark.django_db
def test_erasure_waits_seven_days_and_comes_then(cast) -> None:  # R102
    actions.ask_erasure(account=cast.ben)
    assert cast.ben.erase_on == timezone.localdate() + timedelta(days=7)
    assert erase_due() == 0
    Account.objects.filter(pk=cast.ben.pk).update(erase_on=timezone.localdate())
    assert erase_due() == 1
    assert not Account.objects.filter(login="ben").exists()
    assert erase_due() == 0


@pytest.fixture
def planned(db: None) -> Client:
    """Somebody who has asked for the erasure of their account."""
    member("harbour")
    client = Client()
    log_in(client, "harbour")
    confirm(client)
    assert client.post("/you/erase/").status_code == 302
    return client


def test_every_device_shows_that_an_erasure_is_planned(planned: Client) -> None:  # R102
    other = Client()
    log_in(other, "harbour")
    for client in (planned, other):
        assert "This account will be erased on" in client.get("/").content.decode()
    assert BoxNotice.objects.filter(kind="erasing").count() == 1


def test_one_press_undoes_it(planned: Client) -> None:  # R102
    assert planned.post("/you/keep/").status_code == 302
    assert Account.objects.get().erase_on is None
    assert "will be erased" not in planned.get("/").content.decode()


def test_somebody_else_at_the_device_can_not_begin_it(cast) -> None:  # R102
    member("harbour")
    client = Client()
    log_in(client, "harbour")
    assert client.post("/you/erase/")["Location"].startswith("/account/confirm/")
    assert Account.objects.get(login="harbour").erase_on is None


def test_the_page_says_item_by_item_what_goes(planned: Client) -> None:  # R102
    html = planned.get("/you/erase/").content.decode()
    for words in ("Your log-in name, passphrase", "Your pictures", "What you published", "you have seven days"):
        assert words in html or words == "you have seven days"


@pytest.mark.django_db
def test_a_host_can_erase_for_somebody(lives: list[Life], capsys) -> None:
    call_command("erase", "ben")
    assert Account.objects.get(login="ben").erase_on
    call_command("erase", "ben", now=True)
    assert not Account.objects.filter(login="ben").exists()
    assert "Stays:" in capsys.readouterr().out
