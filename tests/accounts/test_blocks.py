"""A block is total, mutual and silent, covers every name of both, and never says which belong together (I6)."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearten.accounts import privacy, wall
from hearten.accounts.models import Account, Block, BoxNotice, Budget, Persona, PersonaOwner
from hearten.events.models import Event
from tests.blog.reading import address, published, said
from tests.cast import Cast

PEOPLE = ("ben", "cleo", "dov", "hugo")
SPACES = ("page:a", "page:b", "group:c")
PAIRS = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.sampled_from(SPACES)), max_size=6)
SIGNED = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def open_host(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No stored page of another test, and a host whose paperwork is done (R107)."""
    caches["pages"].clear()
    monkeypatch.setattr("hearten.moderation.paperwork.what_is_missing", list)
    yield
    caches["pages"].clear()


def hidden(account: Account) -> set[str]:
    return set(wall.hidden_from(account))


def names_of(account: Account) -> set[str]:
    return set(wall.own_personas(account).values_list("pk", flat=True))


def everywhere(cast: Cast) -> None:
    """Everybody has a name in every space."""
    for login in PEOPLE:
        for space in SPACES:
            wall.persona_for(getattr(cast, login), space)


def named(account: Account, space: str) -> str:
    persona = wall.persona_in(account, space)
    assert persona
    return persona.pk


class TestTheRule:
    @settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(pairs=PAIRS)
    def test_it_hides_all_names_of_both_from_each_other_and_nothing_else(self, cast: Cast, pairs) -> None:  # I6
        Block.objects.all().delete(), Budget.objects.all().delete()
        everywhere(cast)
        for one, other, space in pairs:
            assert wall.block(getattr(cast, one), named(getattr(cast, other), space))
        done = {
            (row.account_id, PersonaOwner.objects.get(persona=row.persona).account_id)
            for row in Block.objects.all()
        }
        for login in PEOPLE:
            me = getattr(cast, login)
            others = {b for a, b in done if a == me.pk} | {a for a, b in done if b == me.pk}
            expected = set(PersonaOwner.objects.filter(account__in=others).values_list("persona", flat=True))
            assert hidden(me) == expected
            assert not hidden(me) & names_of(me)

    def test_a_name_made_later_is_hidden_too(self, cast: Cast) -> None:
        wall.block(cast.ben, wall.persona_for(cast.hugo, "page:a").pk)
        later = wall.persona_for(cast.hugo, "group:new").pk
        assert later in hidden(cast.ben)
        assert wall.persona_for(cast.ben, "group:new").pk in hidden(cast.hugo)

    def test_undoing_shows_everything_again_on_both_sides(self, cast: Cast) -> None:
        everywhere(cast)
        wall.block(cast.ben, named(cast.hugo, "page:a"))
        wall.unblock(cast.hugo, Block.objects.get().pk)  # not his
        assert hidden(cast.ben) == names_of(cast.hugo)
        wall.unblock(cast.ben, Block.objects.get().pk)
        assert hidden(cast.ben) == hidden(cast.hugo) == set()

    def test_a_block_by_each_side_ends_only_when_both_undo_theirs(self, cast: Cast) -> None:
        everywhere(cast)
        wall.block(cast.ben, named(cast.hugo, "page:a"))
        wall.block(cast.hugo, named(cast.ben, "page:b"))
        wall.unblock(cast.ben, Block.objects.get(account=cast.ben).pk)
        assert hidden(cast.ben) == names_of(cast.hugo)

    def test_a_paused_and_an_erased_person_leave_no_block_behind(self, cast: Cast) -> None:  # I31
        everywhere(cast)
        wall.block(cast.ben, named(cast.hugo, "page:a"))
        wall.block(cast.cleo, named(cast.ben, "page:a"))
        assert privacy.export(cast.ben)["blocks"][0]["name"] == Block.objects.get(account=cast.ben).name
        assert len(privacy.export(cast.hugo)["blocks"]) == 0  # nobody learns that they are blocked
        privacy.erase(cast.ben)
        assert not Block.objects.exists()


class TestSilence:
    @pytest.mark.parametrize("which", ["stranger", "own", "nobody", "again"])
    def test_the_answer_and_the_statements_are_the_same_whoever_it_is(self, cast: Cast, which: str) -> None:  # I6
        everywhere(cast)
        again = named(cast.cleo, "page:a")
        wall.block(cast.ben, again)
        who = {"stranger": named(cast.hugo, "page:a"), "own": named(cast.ben, "page:a"), "nobody": "x" * 22}
        with CaptureQueriesContext(connection) as queries:
            assert wall.block(cast.ben, who.get(which, again)) is True
        kinds = [query["sql"].split()[0] for query in queries if "INSERT" not in query["sql"]]
        assert kinds.count("SELECT") == 3
        assert Block.objects.filter(account=cast.ben).count() == (2 if which == "stranger" else 1)

    def test_nobody_is_told_and_no_event_remembers_it(self, cast: Cast) -> None:
        everywhere(cast)
        before = Event.objects.count()
        wall.block(cast.ben, named(cast.hugo, "page:a"))
        assert Event.objects.count() == before
        assert not BoxNotice.objects.exists()

    def test_trying_out_which_names_vanish_together_is_slow(self, cast: Cast) -> None:
        persona = wall.persona_for(cast.hugo, "page:a")
        answers = []
        for _ in range(wall.BLOCKS_A_DAY + 1):
            answers.append(wall.block(cast.ben, persona.pk))
            Block.objects.all().delete()
        assert answers == [True] * wall.BLOCKS_A_DAY + [False]

    def test_a_new_name_of_somebody_blocked_is_not_told(self, cast: Cast, signed_in) -> None:  # R54
        persona = wall.persona_for(cast.hugo, "page:a", name="Quiet Robin")
        wall.block(cast.ben, persona.pk)
        Persona.objects.update(name="Amber Fox")
        page = signed_in(cast.ben).get("/you/blocks/").content.decode()
        assert "Quiet Robin" in page
        assert "Amber Fox" not in page


class TestUnderAPost:
    def test_the_button_hides_both_from_each_other_on_every_page(self, cast: Cast, signed_in) -> None:  # I6
        here, there = published(cast.ana), published(cast.farid)
        nasty = said(here, cast.hugo, "Nasty words.")
        (
            said(there, cast.hugo, "More of them."),
            said(here, cast.ben, "Soft words."),
            said(there, cast.ben, "Kind ones."),
        )
        ben, hugo = signed_in(cast.ben), signed_in(cast.hugo)
        path = f"{address(here)}comments/{nasty.pk}/block/"
        assert f'formaction="{path}"' in ben.get(address(here)).content.decode()
        assert ben.post(path).url == f"{address(here)}?n=unread#comments"
        for browser, gone in ((ben, ("Nasty words.", "More of them.")), (hugo, ("Soft words.", "Kind ones."))):
            seen = browser.get(address(here)).content.decode() + browser.get(address(there)).content.decode()
            assert not [words for words in gone if words in seen]
        for browser in (Client(), signed_in(cast.cleo), signed_in(cast.ana), signed_in(cast.dov)):
            assert "Nasty words." in browser.get(address(here)).content.decode()

    def test_an_answer_to_somebody_hidden_is_not_tied_to_them(self, cast: Cast, signed_in) -> None:
        here = published(cast.ana)
        nasty = said(here, cast.hugo, "Nasty words.")
        wall.block(cast.ben, str(nasty.persona_id))
        said(here, cast.cleo, "An answer to it.", parent=nasty)
        page = signed_in(cast.ben).get(address(here)).content.decode()
        assert "An answer to it." in page
        assert f"answer={nasty.pk}" not in page

    def test_refusals_are_alike(self, cast: Cast, signed_in) -> None:  # I3, I6
        here = published(cast.ana)
        by_ana, own, hers = said(here, cast.ana), said(here, cast.ben, "Mine."), said(here, cast.cleo, "Hers.")
        browser = signed_in(cast.ben)
        browser.post(f"{address(here)}comments/{hers.pk}/block/")
        pages = set()
        for pk in (by_ana.pk, hers.pk, 99999):
            answer = browser.post(f"{address(here)}comments/{pk}/block/")
            assert answer.status_code == 404
            pages.add(answer.content.replace(str(pk).encode(), b"N"))
        assert browser.post(f"{address(here)}comments/{own.pk}/block/").status_code == 302  # and nothing follows
        assert Block.objects.count() == 1

    @pytest.mark.parametrize("blocks", [0, 20])
    def test_hiding_costs_no_statement(self, cast: Cast, signed_in, blocks: int) -> None:
        here = published(cast.ana)
        said(here, cast.cleo), said(here, cast.ben, "Mine.")
        for number in range(blocks):
            wall.block(cast.ben, wall.persona_for(cast.hugo, f"group:{number}").pk)
        browser = signed_in(cast.ben)
        browser.get(address(here))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address(here)).status_code == 200
        assert len(queries) <= 8

    def test_the_own_list_shows_the_name_that_was_blocked_and_undoes_it(self, cast: Cast, signed_in) -> None:
        here, there = published(cast.ana), published(cast.farid)
        nasty, other = said(here, cast.hugo, "Nasty words."), said(there, cast.hugo, "More of them.")
        browser = signed_in(cast.ben)
        browser.post(f"{address(here)}comments/{nasty.pk}/block/")
        page = browser.get("/you/blocks/").content.decode()
        assert nasty.persona
        assert other.persona
        assert nasty.persona.name in page
        assert other.persona.name not in page
        assert signed_in(cast.hugo).get("/you/blocks/").content.decode().count("queue__row") == 0
        done = browser.post(f"/you/blocks/{Block.objects.get().pk}/end/")
        assert done.url == browser.post("/you/blocks/nothing/end/").url
        assert "Nasty words." in browser.get(address(here)).content.decode()


def buckets(act: Callable[[Account], object], accounts: list[Account]) -> list[int]:
    """How many statements each took: the same for everybody, whatever their names and blocks."""
    found = []
    for account in accounts:
        with CaptureQueriesContext(connection) as queries:
            act(account)
        found.append(len(queries))
    return found


def test_writing_costs_the_same_statements_for_somebody_blocked_and_for_anybody_else(cast: Cast, signed_in) -> None:
    here = published(cast.ana)
    people = [cast.hugo, cast.cleo]
    for account in people:
        said(here, account, f"Known {account.login}.")
    wall.block(cast.ben, wall.persona_for(cast.hugo, here.therapist.space).pk)
    browsers = {account.pk: signed_in(account) for account in people}
    for browser in browsers.values():
        browser.get(address(here))
    reading = buckets(lambda account: browsers[account.pk].get(address(here)), people)
    assert reading[0] == reading[1]
