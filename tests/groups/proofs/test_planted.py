"""Leaks, planted one at a time: each of the proofs sees the one it is there for."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hearten.accounts import wall
from hearten.accounts.models import BoxNotice, Persona, PersonaOwner
from hearten.blog.models import Post
from hearten.events.models import Event
from hearten.groups import queries
from hearten.groups.models import Membership, Thread
from hearten.groups.views import finding, talking
from hearten.home.models import SearchEntry
from tests.cast import account
from tests.groups.circle import joined
from tests.groups.proofs.canaries import leaks, plant
from tests.groups.proofs.test_apart import values_beside
from tests.groups.proofs.test_canaries import AT_HOME
from tests.groups.proofs.test_permute import own
from tests.groups.proofs.town import Town, changed, logged, pages, rows, sent, views


def card(town: Town) -> str:
    return f"/groups/{town.groups[0].pk}/about/"


def inside(town: Town) -> str:
    return f"/groups/{town.groups[0].pk}/"


def test_the_title_of_a_talk_in_the_title_of_a_page_is_seen(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    known, page = plant(), finding.page

    def leaking(request: Any, template: str, data: dict[str, Any], *, title: str, **rest: Any) -> Any:
        return page(request, template, data, title=Thread.objects.all()[0].title, **rest)

    assert leaks(town, known, pages(town, "eve", [card(town)])) == []
    monkeypatch.setattr(finding, "page", leaking)
    assert leaks(town, known, pages(town, "eve", [card(town)])) == [
        f"eve meets groups.thread.title at {card(town)}"
    ]


def test_words_in_a_line_of_the_log_are_seen(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    known, around = plant(), talking.around

    def leaking(reader: Any) -> dict[str, Any]:
        logging.getLogger("hearten.groups").info("shown", extra={"name_of": reader.membership.persona.name})
        return around(reader)

    monkeypatch.setattr(talking, "around", leaking)
    with logged() as lines:
        pages(town, "ben", [inside(town)])
    assert leaks(town, known, lines) == ["log meets accounts.persona.name at hearten.groups"]


def test_words_in_a_mail_a_live_message_the_search_or_what_is_stored_are_seen(town: Town) -> None:
    known = plant()
    title = Thread.objects.all()[0].title
    assert leaks(town, known, [*sent(), *rows(leaving_out=AT_HOME)]) == []
    mail.send_mail(f"New: {title}", "Somebody wrote.", "a@example.org", ["b@example.org"])
    Event.objects.create(kind=title, subject="x", actor="system", topic="t")
    SearchEntry.objects.create(post=Post.objects.get(), title=title, words="")
    caches["pages"].set("at:/feed/", title)
    found = leaks(town, known, [*sent(), *rows(leaving_out=AT_HOME)])
    assert {line.split(" ")[0] for line in found} == {"mail", "live", "database", "stored"}
    assert any("home_searchentry" in line for line in found)


def joining_rows(town: Town, who: str) -> list[str]:
    """Tables with a row that holds both an account and one of its names."""
    account_marks = {str(town.people[who].pk), town.people[who].pk.hex}
    names = {value for n in range(2) for value in (town.persona(who, n).pk, town.persona(who, n).avatar_seed)}
    found = []
    for sight in rows():
        text = sight.what.decode()
        if any(mark in text for mark in account_marks) and any(name in text for name in names):
            found.append(sight.where)
    return found


def test_no_row_joins_an_account_and_a_name_of_a_group(town: Town) -> None:  # I1
    assert [joining_rows(town, who) for who in ("ben", "cleo", "noor")] == [[], [], []]


def test_the_id_of_a_name_on_the_side_of_accounts_is_seen(town: Town) -> None:
    BoxNotice.objects.create(account=town.people["ben"], kind=town.persona("ben").pk)
    assert joining_rows(town, "ben") == ["accounts_boxnotice"]


def test_the_id_of_an_account_in_an_event_of_a_name_is_seen(town: Town) -> None:
    Event.objects.create(
        kind="x", subject=f"accounts.persona:{town.persona('ben').pk}", actor=town.people["ben"].ref
    )
    assert joining_rows(town, "ben") == ["events_event"]


def test_a_page_that_depends_on_the_owner_is_seen(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dot beside the words of somebody, chosen by who they are."""
    writer = queries.writer

    def leaking(row: dict[str, Any]) -> dict[str, Any]:
        owner = PersonaOwner.objects.get(persona=row["persona_id"]).account
        return {**writer(row), "name": f"{row['persona__name']}{'.' * (owner.login == 'cleo')}"}

    monkeypatch.setattr(queries, "writer", leaking)
    before = views(town, ("dov",), [inside(town)])
    own(town, ([1, 0, 2], [0, 1, 2]))
    assert changed(before, views(town, ("dov",), [inside(town)])) == [("dov", inside(town))]


def test_a_number_of_members_on_a_card_is_seen(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    page = finding.page

    def leaking(request: Any, template: str, data: dict[str, Any], *, title: str, **rest: Any) -> Any:
        return page(request, template, data, title=f"A group of {Membership.objects.count()}", **rest)

    monkeypatch.setattr(finding, "page", leaking)
    before = views(town, ("eve",), [card(town)])
    joined(town.groups[0], account("new"))
    assert changed(before, views(town, ("eve",), [card(town)])) == [("eve", card(town))]


def test_one_question_more_for_somebody_who_is_blocked_is_seen(
    town: Town, signed_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader_of = talking.reader_of

    def leaking(who: Any, pk: str) -> Any:
        if set(wall.hidden_from(who)):
            Persona.objects.count()
        return reader_of(who, pk)

    monkeypatch.setattr(talking, "reader_of", leaking)
    counts = []
    for who in ("ben", "dov"):  # Mia blocked Ben; nobody blocked Dov
        client: Client = signed_in(town.people[who])
        client.get("/groups/nowhere/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/groups/nowhere/")
        counts.append(len(asked))
    assert counts[0] == counts[1] + 1


def test_one_picture_for_two_names_of_one_person_is_seen(town: Town) -> None:
    shared = town.persona("ben", 0).avatar_seed
    before = values_beside(town.persona("ben", 0)) & values_beside(town.persona("ben", 1))
    Persona.objects.filter(pk=town.persona("ben", 1).pk).update(avatar_seed=shared)
    after = values_beside(town.persona("ben", 0)) & values_beside(town.persona("ben", 1))
    assert shared in after - before
