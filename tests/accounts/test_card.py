"""A contact card is sealed, read by its owner alone, asked for plainly, and gone with one press (R96, C6, I33)."""

import html

import pytest
from django.db import connection
from django.test import Client

from hearten.accounts import cards
from hearten.accounts.cards import Card
from hearten.accounts.models import Account, ContactCard
from hearten.accounts.privacy import erase, export
from tests.accounts.hands import confirm, log_in, member
from tests.cast import Cast

WRITTEN = Card(name="Åsa Ek", phone="070-123 45 67", where="Björkgatan 3, second floor", person="My sister, 070-9")
SENT = {"name": "Åsa Ek", "phone": "070-123 45 67", "where": WRITTEN.where, "person": WRITTEN.person, "agree": "on"}


@pytest.fixture
def asa(db: None) -> Client:
    """Somebody who logged in a moment ago."""
    member("asa")
    client = Client()
    log_in(client, "asa")
    return client


def owner() -> Account:
    return Account.objects.get(login="asa")


def text(response) -> str:
    return html.unescape(response.content.decode())


class TestThePage:
    def test_it_says_what_being_anonymous_costs_and_that_nothing_hangs_on_it(self, asa: Client) -> None:  # C6
        page = text(asa.get("/you/card/"))
        assert "If you stay anonymous we cannot send help to you." in page
        assert "works the same without it" in page

    def test_the_tick_is_never_there_beforehand_not_even_on_a_card_that_was_kept(self, asa: Client) -> None:  # I33
        assert "checked" not in text(asa.get("/you/card/"))
        asa.post("/you/card/", SENT)
        confirm(asa)
        page = text(asa.get("/you/card/"))
        assert "Björkgatan" in page
        assert "checked" not in page

    def test_without_the_tick_nothing_is_kept_and_the_words_come_back(self, asa: Client) -> None:  # I33
        answer = asa.post("/you/card/", {**SENT, "agree": ""})
        assert answer.status_code == 422
        assert "Björkgatan" in text(answer)
        assert not ContactCard.objects.exists()

    @pytest.mark.parametrize("name", ["name", "phone", "where", "person"])
    def test_each_of_the_four_is_enough(self, asa: Client, name: str) -> None:
        assert asa.post("/you/card/", {name: SENT[name], "agree": "on"}).status_code == 302
        card = cards.opened(owner())
        assert card == Card(**{name: SENT[name]})

    def test_an_empty_card_is_no_card(self, asa: Client) -> None:
        assert asa.post("/you/card/", {"agree": "on"}).status_code == 422
        assert not ContactCard.objects.exists()

    def test_one_press_takes_it_away_without_a_question(self, asa: Client) -> None:  # I33
        asa.post("/you/card/", SENT)
        assert asa.post("/you/card/remove/").status_code == 302
        assert not ContactCard.objects.exists()
        assert asa.post("/you/card/remove/").status_code == 302

    def test_somebody_else_at_the_device_has_to_prove_who_they_are_to_read_it(self, asa: Client) -> None:
        asa.post("/you/card/", SENT)
        assert asa.get("/you/card/")["Location"].startswith("/account/confirm/")

    def test_after_proving_it_is_there(self, asa: Client) -> None:
        asa.post("/you/card/", SENT)
        confirm(asa)
        assert all(value in text(asa.get("/you/card/")) for value in list(SENT.values())[:4])

    def test_nobody_without_an_account_gets_the_page(self, cast: Cast, signed_in) -> None:
        assert signed_in(None).get("/you/card/").status_code == 302

    def test_few_queries(self, asa: Client, django_assert_max_num_queries) -> None:
        asa.post("/you/card/", SENT)
        confirm(asa)
        with django_assert_max_num_queries(6):
            asa.get("/you/card/")


class TestSealed:
    def test_not_a_word_of_it_is_in_the_database(self, cast: Cast) -> None:
        cards.keep(account=cast.ben, card=WRITTEN)
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                stored = "".join(str(bytes(v) if isinstance(v, memoryview) else v) for r in cursor for v in r)
                assert not [words for words in ("Björkgatan", "070-1", "sister") if words in stored], table

    def test_two_cards_with_the_same_words_look_different(self, cast: Cast) -> None:
        assert cards.seal(WRITTEN, cast.ben) != cards.seal(WRITTEN, cast.ben)

    def test_a_short_card_is_as_long_as_a_full_one(self, cast: Cast) -> None:
        assert len(cards.seal(Card(name="A"), cast.ben)) == len(cards.seal(WRITTEN, cast.ben))

    def test_one_account_s_card_does_not_open_under_another(self, cast: Cast) -> None:
        cards.keep(account=cast.ben, card=WRITTEN)
        ContactCard.objects.filter(account=cast.ben).update(account=cast.hugo)
        with pytest.raises(cards.Unreadable):
            cards.opened(cast.hugo)

    @pytest.mark.parametrize("place", [0, 5, 20, 40, -1])
    def test_a_changed_byte_is_noticed(self, cast: Cast, place: int) -> None:
        sealed = bytearray(cards.seal(WRITTEN, cast.ben))
        sealed[place] ^= 1
        with pytest.raises(cards.Unreadable):
            cards.unseal(bytes(sealed), cast.ben)

    @pytest.mark.parametrize("length", [0, 1, 20, 29, 60])
    def test_what_was_cut_off_is_noticed(self, cast: Cast, length: int) -> None:
        with pytest.raises(cards.Unreadable):
            cards.unseal(cards.seal(WRITTEN, cast.ben)[:length], cast.ben)

    def test_with_another_key_it_stays_shut_and_the_page_says_so(self, asa: Client, settings) -> None:
        asa.post("/you/card/", SENT)
        confirm(asa)
        settings.CARD_KEY = "another key that is long enough " * 3
        page = text(asa.get("/you/card/"))
        assert "can’t be opened any more" in page
        assert "Björkgatan" not in page


class TestOwnData:
    def test_it_is_in_the_copy(self, cast: Cast) -> None:  # R102
        cards.keep(account=cast.ben, card=WRITTEN)
        assert export(cast.ben)["contact_card"]["where"] == WRITTEN.where
        assert export(cast.hugo)["contact_card"] is None

    def test_it_goes_with_the_account(self, cast: Cast) -> None:  # I31
        cards.keep(account=cast.ben, card=WRITTEN)
        erase(cast.ben)
        assert not ContactCard.objects.exists()
