"""What a load balancer may ask, and how little it learns."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from hearten.home import health


@pytest.fixture(autouse=True)
def nothing_remembered():
    health.migrations_wait.cache_clear()
    yield
    health.migrations_wait.cache_clear()


def test_the_process_is_up_even_without_a_database(client: Client) -> None:  # no db fixture: a query would raise
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"up\n")


@pytest.mark.django_db
def test_people_may_be_sent_when_the_database_is_as_new_as_the_code(client: Client) -> None:
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_nobody_is_sent_while_a_migration_waits(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: ["one"])
    assert client.get("/readyz").status_code == 503
    monkeypatch.undo()
    assert client.get("/readyz").status_code == 200, "a wait is not remembered"


@pytest.mark.django_db
def test_nobody_is_sent_while_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise DatabaseError("password=hunter2")

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"the database does not answer\n")


def test_a_probe_needs_no_host_name_no_https_and_gets_no_cookie(client: Client, settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/healthz", headers={"host": "10.0.0.7"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


def test_a_probe_is_answered_during_maintenance(client: Client, settings) -> None:
    settings.MAINTENANCE = True
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_a_ready_process_asks_about_migrations_once(client: Client, django_assert_num_queries) -> None:
    client.get("/readyz")
    with django_assert_num_queries(1):
        client.get("/readyz")
