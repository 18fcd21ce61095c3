"""Collections are kept by hand, shown to everybody in one order, and shared only with those who said yes."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from hearten.accounts.models import Account, BoxNotice
from hearten.library import collections as verbs
from hearten.library.models import Collection, CollectionHelper
from tests.blog.pieces import HELD
from tests.blog.reading import published
from tests.cast import Cast
from tests.library.test_groups import listed
from tests.library.things import resource

pytestmark = pytest.mark.django_db
FACTS = {"title": "For carers", "slug": "for-carers", "purpose": "When you look after somebody."}


def html(path: str, browser: Client | None = None, status: int = 200) -> str:
    answer = (browser or Client()).get(path)
    assert answer.status_code == status, path
    return " ".join(unescape(answer.content.decode()).split())


def collection(owner: Account | None, by: Account, **facts: Any) -> Collection:
    """An open collection."""
    given = {**FACTS, "is_open": True, **facts}
    return verbs.begin(facts=given, owner=owner.therapist if owner else None, by=by)


def order(page: str) -> list[str]:
    return re.findall(r'class="(?:entry|card)__title"><a [^>]*>([^<]+)</a>', page)


class TestKeeping:
    def test_from_a_name_to_a_public_page(self, cast: Cast, signed_in: Any) -> None:
        ana = signed_in(cast.ana)
        book, post = resource(cast.ana, "A small book"), published(cast.ana, title="A night")
        group = listed(cast)
        assert ana.post("/desk/collections/", FACTS).status_code == 302
        row = Collection.objects.get()
        for key in (f"resource:{book.pk}", f"post:{post.pk}", f"group:{group.pk}", f"resource:{book.pk}"):
            assert ana.post(f"/desk/collections/{row.pk}/add/", {"thing": key}).status_code == 302
        assert Client().get("/library/collections/for-carers/").status_code == 404
        assert ana.post(f"/desk/collections/{row.pk}/", {**FACTS, "is_open": "on"}).status_code == 302
        page = html("/library/collections/for-carers/")
        assert order(page) == ["A small book", "A night", "The Night Table"]
        assert "Kept by <a" in page
        assert "For carers" in html("/library/collections/")

    def test_the_order_is_set_by_hand_without_scripts(self, cast: Cast, signed_in: Any) -> None:
        row = collection(cast.ana, cast.ana)
        for title in ("One", "Two", "Three"):
            verbs.add(row, key=f"resource:{resource(cast.ana, title).pk}", by=cast.ana)
        one, two, three = row.items.all()
        browser = signed_in(cast.ana)

        def press(item: Any, way: str) -> list[str]:
            assert browser.post(f"/desk/collections/{row.pk}/items/{item.pk}/", {"way": way}).status_code == 302
            return order(html("/library/collections/for-carers/"))

        assert press(three, "up") == ["One", "Three", "Two"]
        assert press(one, "down") == ["Three", "One", "Two"]
        assert press(three, "up") == ["Three", "One", "Two"]
        assert press(two, "down") == ["Three", "One", "Two"]
        assert press(one, "out") == ["Three", "Two"]
        assert browser.post(f"/desk/collections/{row.pk}/items/{two.pk}/", {"way": "away"}).status_code == 404

    def test_only_ones_own_things_can_be_added(self, cast: Cast, signed_in: Any) -> None:  # I3
        row = collection(cast.ana, cast.ana)
        theirs = resource(cast.farid, "Farid's book")
        for key in (f"resource:{theirs.pk}", "resource:x", "account:1", ""):
            assert signed_in(cast.ana).post(f"/desk/collections/{row.pk}/add/", {"thing": key}).status_code == 404
        assert not row.items.exists()

    def test_what_is_not_public_is_not_in_it(self, cast: Cast) -> None:  # I1
        row = collection(cast.ana, cast.ana)
        post = published(cast.ana, title="A night")
        group = listed(cast, ago=800)
        verbs.add(row, key=f"post:{post.pk}", by=cast.ana)
        verbs.add(row, key=f"group:{group.pk}", by=cast.ana)
        post.state = "withdrawn"
        post.save()
        assert order(html("/library/collections/for-carers/")) == []
        assert b"A night" not in Client().get("/library/collections/for-carers/export.csv").content

    def test_a_closed_page_closes_its_collections(self, cast: Cast) -> None:
        collection(cast.ana, cast.ana)
        cast.ana.therapist.closed = True
        cast.ana.therapist.save()
        for path in ("/library/collections/for-carers/", "/library/collections/for-carers/export.csv"):
            assert Client().get(path).status_code == 404
        assert "For carers" not in html("/library/collections/")

    def test_words_that_the_guard_holds_are_not_opened(self, cast: Cast, signed_in: Any) -> None:  # R28
        row = collection(cast.ana, cast.ana, is_open=False)
        data = {**FACTS, "purpose": HELD, "is_open": "on"}
        answer = signed_in(cast.ana).post(f"/desk/collections/{row.pk}/", data)
        assert answer.status_code == 422
        assert HELD in unescape(answer.content.decode())
        row.refresh_from_db()
        assert not row.is_open

    def test_the_host_keeps_its_own(self, cast: Cast, signed_in: Any) -> None:
        book = resource(cast.ana, "A small book")
        browser = signed_in(cast.grace)
        assert browser.post("/desk/collections/", FACTS).status_code == 302
        row = Collection.objects.get()
        assert row.therapist is None
        assert browser.post(f"/desk/collections/{row.pk}/add/", {"thing": f"resource:{book.pk}"}).status_code == 302
        browser.post(f"/desk/collections/{row.pk}/", {**FACTS, "is_open": "on"})
        assert "Kept by Hearten" in html("/library/collections/for-carers/")
        assert signed_in(cast.ana).get(f"/desk/collections/{row.pk}/").status_code == 404

    def test_two_cannot_share_an_address(self, cast: Cast, signed_in: Any) -> None:
        collection(cast.ana, cast.ana)
        answer = signed_in(cast.farid).post("/desk/collections/", FACTS)
        assert answer.status_code == 422
        assert "For carers" in answer.content.decode()

    def test_a_table_of_it_runs_nothing(self, cast: Cast) -> None:
        row = collection(cast.ana, cast.ana)
        verbs.add(row, key=f"resource:{resource(cast.ana, '=SUM(1)').pk}", by=cast.ana)
        assert b"'=SUM(1)" in Client().get("/library/collections/for-carers/export.csv").content


class TestTogether:
    def test_a_colleague_takes_part_once_they_say_yes_and_can_leave(self, cast: Cast, signed_in: Any) -> None:
        row, farid = collection(cast.ana, cast.ana), signed_in(cast.farid)
        desk = f"/desk/collections/{row.pk}/"
        asked = {"invite-whom": cast.farid.therapist.pk}
        for _twice in range(2):
            assert signed_in(cast.ana).post(f"{desk}invite/", asked).status_code == 302
        assert [n.kind for n in BoxNotice.objects.filter(account=cast.farid)] == ["collection-invited"]
        assert farid.get(desk).status_code == 404
        assert "Farid" not in html("/library/collections/for-carers/")
        helper = CollectionHelper.objects.get()
        farid.post(f"/desk/collections/invitations/{helper.pk}/", {"answer": "yes"})
        book = resource(cast.farid, "Farid's book")
        assert farid.post(f"{desk}add/", {"thing": f"resource:{book.pk}"}).status_code == 302
        page = html("/library/collections/for-carers/")
        assert "Ana Lindqvist</a>, <a" in page
        assert order(page) == ["Farid's book"]
        farid.post(f"/desk/collections/invitations/{helper.pk}/", {"answer": "no"})
        assert farid.get(desk).status_code == 404

    def test_only_its_owner_invites(self, cast: Cast, signed_in: Any) -> None:
        row = collection(cast.ana, cast.ana)
        CollectionHelper.objects.create(collection=row, therapist=cast.farid.therapist, accepted=True)
        data = {"invite-whom": cast.farid.therapist.pk}
        assert signed_in(cast.farid).post(f"/desk/collections/{row.pk}/invite/", data).status_code == 404
        own = {"invite-whom": cast.ana.therapist.pk}
        assert signed_in(cast.ana).post(f"/desk/collections/{row.pk}/invite/", own).status_code == 404

    def test_nobody_answers_for_somebody_else(self, cast: Cast, signed_in: Any) -> None:  # I3
        row = collection(cast.ana, cast.ana)
        helper = CollectionHelper.objects.create(collection=row, therapist=cast.farid.therapist)
        for somebody in (cast.ana, cast.ben, cast.grace):
            path = f"/desk/collections/invitations/{helper.pk}/"
            assert signed_in(somebody).post(path, {"answer": "yes"}).status_code == 404
        helper.refresh_from_db()
        assert not helper.accepted

    def test_a_stranger_finds_nothing(self, cast: Cast, signed_in: Any) -> None:  # I3
        row = collection(cast.ana, cast.ana)
        for somebody in (cast.farid, cast.ben, cast.grace):
            browser = signed_in(somebody)
            assert browser.get(f"/desk/collections/{row.pk}/").status_code == 404
            assert browser.post(f"/desk/collections/{row.pk}/add/", {"thing": "x"}).status_code == 404
        assert signed_in(cast.ben).get("/desk/collections/").status_code == 404


@pytest.mark.parametrize("count", [1, 50])
def test_few_statements_whatever_the_number(
    cast: Cast, signed_in: Any, django_assert_max_num_queries: Any, count: int
) -> None:
    row = collection(cast.ana, cast.ana)
    for number in range(count):
        verbs.add(row, key=f"resource:{resource(cast.ana, f'Book {number}').pk}", by=cast.ana)
        collection(cast.ana, cast.ana, slug=f"list-{number}")
    for path, browser in (
        ("/library/collections/", Client()),
        ("/library/collections/for-carers/", Client()),
        ("/desk/collections/", signed_in(cast.ana)),
        (f"/desk/collections/{row.pk}/", signed_in(cast.ana)),
    ):
        with django_assert_max_num_queries(12):
            assert browser.get(path).status_code == 200
