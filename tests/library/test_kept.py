"""Choices on a shelf are kept when somebody asks for it, for them alone, and forgotten when they say so (R5)."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from hearten.accounts.models import Account
from hearten.events.models import Event
from hearten.library.models import KeptChoices
from hearten.library.privacy import PERSONAL_DATA
from tests.cast import Cast
from tests.library.test_shelves import html, titles
from tests.library.things import resource

pytestmark = pytest.mark.django_db
MINE = {"kind": "book", "cost": "free"}
KEEP, FORGET = "Keep these choices for me", "Forget my choices"


@pytest.fixture
def shelves(cast: Cast) -> None:
    resource(cast.ana, "A free book")
    resource(cast.farid, "A paid book", cost="paid")


@pytest.fixture
def ben(shelves: None, cast: Cast, signed_in) -> Client:
    browser: Client = signed_in(cast.ben)
    assert browser.post("/library/choices/", MINE)["Location"] == "/library/?kept=yes&n=saved"
    return browser


def row(account: Account) -> KeptChoices | None:
    return KeptChoices.objects.filter(account=account).first()


def test_what_was_kept_is_there_again_and_not_in_the_address(ben: Client) -> None:  # I27
    page = html("/library/?kept=yes", ben)
    assert titles(page) == ["A free book"]
    assert "These are your own choices." in page
    assert KEEP not in page
    assert '<a href="/library/?kept=yes">Show my own choices</a>' in html("/library/", ben)


def test_it_holds_on_every_shelf_as_far_as_that_shelf_can_answer(ben: Client, cast: Cast) -> None:
    KeptChoices.objects.update(topic="a-topic-that-is-gone")
    assert titles(html("/@farid/resources/?kept=yes", ben)) == []
    assert titles(html("/library/?kept=yes", ben)) == ["A free book"]
    assert b"A free book" in ben.get("/library/export.csv?kept=yes").content
    assert b"A paid book" not in ben.get("/library/export.csv?kept=yes").content


def test_only_who_kept_them_sees_them(ben: Client, cast: Cast, signed_in) -> None:
    for other in (signed_in(cast.ana), signed_in(cast.grace), Client()):
        page = html("/library/?kept=yes", other)
        assert titles(page) == ["A free book", "A paid book"]
        assert "your own choices" not in page.lower()
        assert FORGET not in page


def test_looking_writes_nothing(shelves: None, cast: Cast, signed_in) -> None:  # no profile of browsing
    browser = signed_in(cast.ben)
    for query in (urlencode(MINE), "topic=sleep", "kept=yes", ""):
        html(f"/library/?{query}", browser)
    assert not KeptChoices.objects.exists()


def test_keeping_again_replaces_and_leaves_no_trace_of_before(ben: Client, cast: Cast) -> None:
    ben.post("/library/choices/", {"topic": "sleep"})
    kept = row(cast.ben)
    assert kept
    assert (kept.topic, kept.kind, kept.cost) == ("sleep", "", "")
    assert KeptChoices.objects.count() == 1
    assert "choices" not in repr(list(Event.objects.values()))


def test_what_no_shelf_knows_is_not_kept(ben: Client, cast: Cast) -> None:
    ben.post("/library/choices/", {"topic": "x" * 500, "kind": "weapon", "language": "Klingon", "cost": "free"})
    kept = row(cast.ben)
    assert kept
    assert (kept.topic, kept.kind, kept.language, kept.cost) == ("", "", "", "free")


def test_forgetting_forgets(ben: Client, cast: Cast) -> None:
    assert FORGET in html("/library/", ben)
    assert ben.post("/library/choices/forget/").status_code == 302
    assert row(cast.ben) is None
    assert FORGET not in html("/library/?kept=yes", ben)


def test_without_an_account_there_is_nothing_to_keep(shelves: None) -> None:
    page = html("/library/?kind=book")
    assert KEEP not in page
    assert re.search(r"kept nowhere else here\.", page)
    assert Client().post("/library/choices/", MINE).status_code == 302, "to the log-in"
    assert not KeptChoices.objects.exists()


def test_a_copy_holds_them_and_erasing_takes_them(ben: Client, cast: Cast) -> None:  # I31, I32
    assert PERSONAL_DATA.export(cast.ben)["choices_kept"]["kind"] == "book"
    assert PERSONAL_DATA.export(cast.ana)["choices_kept"] is None
    PERSONAL_DATA.erase(cast.ben)
    assert row(cast.ben) is None
