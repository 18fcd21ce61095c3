"""The safety queue: about texts, most urgent first, one lead at a time, nobody else told (I12, I14, I15)."""

import html

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hearten.accounts.models import Account, BoxNotice, Budget, Role
from hearten.events.models import Event
from hearten.moderation import actions
from hearten.moderation.actions import Taken
from hearten.moderation.levels import LEVELS, urgency
from hearten.moderation.models import Decision, Report, SafetyItem
from hearten.moderation.rules import NONE
from tests import cast as people
from tests.moderation import fake


def text(response) -> str:
    return html.unescape(response.content.decode())


def opened(level: str = "intent", subject: str = "tests.note:1") -> SafetyItem:
    return actions.open_item(subject, level)


@pytest.fixture
def ines(cast) -> Account:
    """A second safety lead."""
    return people.account("ines", [Role.SAFETY_LEAD])


class TestOpening:
    def test_the_same_text_stays_one_item_at_its_most_urgent_level(self, notes):
        opened("passive")
        opened("plan")
        opened("ideation")
        assert list(SafetyItem.objects.values_list("level", flat=True)) == ["plan"]
        assert Event.objects.filter(kind="safety.opened").count() == 1

    def test_after_it_was_closed_new_words_open_a_new_one(self, cast, notes):
        item = opened()
        actions.claim(item=item, by=cast.grace)
        actions.close(item=item, note="Answered.", by=cast.grace)
        opened()
        assert SafetyItem.objects.filter(closed_at=None).count() == 1

    def test_the_database_holds_one_open_item_a_text(self, notes):
        opened()
        with pytest.raises(IntegrityError), transaction.atomic():
            SafetyItem.objects.create(subject="tests.note:1", level="plan")

    def test_nobody_is_told(self, cast, notes):  # I14
        opened("attempt")
        assert not BoxNotice.objects.exists()
        assert notes["1"].told == []

    def test_the_writer_is_not_punished_in_any_way(self, cast, notes):  # I12
        before = Account.objects.values_list("pk", "paused", "roles", "is_active", "erase_on")
        was = sorted(map(str, before))
        opened("attempt")
        assert sorted(map(str, before.all())) == was
        assert notes["1"].visible
        assert [rows.objects.count() for rows in (Budget, Report, Decision)] == [0, 0, 0]

    def test_its_event_holds_no_words_and_no_person(self, notes):  # I27
        opened()
        event = Event.objects.get()
        assert (event.actor, event.data) == ("system", {"level": "intent"})

    def test_no_field_of_the_queue_speaks_about_a_person(self):  # I15
        names = {field.name for field in SafetyItem._meta.get_fields()}
        assert names == {
            "id", "subject", "level", "opened_at", "since", "claimed_by", "claimed_at", "held_until", "offered_at",
            "asked_at", "answered_at", "rests_until", "closed_at", "note", "notes",
        }  # fmt: skip
        assert all("person" not in says or "needs" in says or "need" in says for says in LEVELS.values())


class TestTheOrder:
    def test_the_most_urgent_text_comes_first_then_the_oldest(self, cast, signed_in, notes):
        for n, level in enumerate(["passive", "intent", "attempt", "intent"]):
            opened(level, f"tests.note:{n}")
        page = text(signed_in(cast.grace).get("/safety/"))
        ids = [f"/safety/{SafetyItem.objects.get(subject=f'tests.note:{n}').pk}/" for n in (2, 1, 3, 0)]
        assert sorted(ids, key=page.index) == ids

    def test_a_level_nobody_knows_does_not_sink(self):
        assert urgency("something new") < urgency("attempt")

    def test_what_nobody_could_read_comes_before_mere_thoughts(self):  # I19
        assert urgency("unread") < urgency("ideation") < urgency("passive")


class TestWhoSeesIt:
    @pytest.mark.parametrize("login", ["ana", "ben", "cleo", "dov", "farid", "hugo"])
    @pytest.mark.parametrize("path", ["/safety/", "/safety/1/", "/safety/shifts/"])
    def test_nobody_but_safety_leads(self, cast, signed_in, notes, login: str, path: str):
        opened()
        assert signed_in(getattr(cast, login)).get(path).status_code == 404

    @pytest.mark.parametrize("path", ["/safety/1/claim/", "/safety/1/close/", "/safety/shifts/now/"])
    def test_nobody_else_can_act_there(self, cast, signed_in, notes, path: str):
        opened()
        assert signed_in(cast.hugo).post(path, {"note": "x"}).status_code == 404

    def test_a_list_of_texts_shows_no_text(self, cast, signed_in, notes):  # R103
        opened()
        assert notes["1"].text not in text(signed_in(cast.grace).get("/safety/"))

    def test_the_text_is_covered_until_somebody_chooses_to_look(self, cast, signed_in, notes):
        page = text(signed_in(cast.grace).get(f"/safety/{opened().pk}/"))
        assert page.index('<details class="veil"') < page.index("Some words")

    def test_the_lead_sees_a_pseudonym_and_never_the_account(self, cast, signed_in, notes):  # I1
        page = text(signed_in(cast.grace).get(f"/safety/{opened().pk}/"))
        assert "Quiet Robin" in page
        assert str(cast.ben.pk) not in page

    def test_the_queue_says_what_readers_are_told_about_the_watch(self, cast, signed_in, notes):  # I13
        assert "Nobody is on duty here right now." in text(signed_in(cast.grace).get("/safety/"))


class TestTakingAndFinishing:
    def test_one_lead_has_it_at_a_time(self, cast, ines, notes):
        item = opened()
        actions.claim(item=item, by=cast.grace)
        with pytest.raises(Taken):
            actions.claim(item=item, by=ines)

    def test_after_a_time_without_an_answer_it_is_free_again(self, cast, ines, notes):
        item = opened()
        actions.claim(item=item, by=cast.grace)
        SafetyItem.objects.update(held_until=timezone.now())
        actions.claim(item=item, by=ines)
        assert SafetyItem.objects.get().claimed_by == ines

    def test_only_who_has_it_closes_it(self, cast, ines, notes):
        item = opened()
        with pytest.raises(Taken):
            actions.close(item=item, note="x", by=cast.grace)
        actions.claim(item=item, by=cast.grace)
        with pytest.raises(Taken):
            actions.close(item=item, note="x", by=ines)

    def test_through_the_pages(self, cast, signed_in, ines, notes):
        item = opened()
        grace, other = signed_in(cast.grace), signed_in(ines)
        assert grace.post(f"/safety/{item.pk}/claim/").status_code == 302
        assert "You have this one" in text(grace.get(f"/safety/{item.pk}/"))
        assert "A colleague has this one" in text(other.get(f"/safety/{item.pk}/"))
        assert other.post(f"/safety/{item.pk}/claim/").status_code == 409
        assert grace.post(f"/safety/{item.pk}/close/", {"note": ""}).status_code == 422
        assert grace.post(f"/safety/{item.pk}/close/", {"note": "Answered kindly."}).status_code == 302
        assert "Nothing waits" in text(grace.get("/safety/"))
        assert "Answered kindly." in text(other.get(f"/safety/{item.pk}/"))

    def test_a_note_that_came_too_late_comes_back(self, cast, signed_in, ines, notes):
        item = opened()
        actions.claim(item=item, by=ines)
        answer = signed_in(cast.grace).post(f"/safety/{item.pk}/close/", {"note": "My long note"})
        assert answer.status_code == 409

    def test_a_text_that_was_erased_meanwhile_can_still_be_closed(self, cast, signed_in, notes):
        item = opened()
        notes.clear()
        assert "It is gone" in text(signed_in(cast.grace).get(f"/safety/{item.pk}/"))

    def test_it_can_be_decided_about_from_here(self, cast, signed_in, notes):
        opened()
        assert signed_in(cast.grace).get("/moderation/tests.note/1/").status_code == 200

    def test_letting_it_stay_ends_a_hold(self, cast, notes, monkeypatch):  # R18
        kept: list[str] = []
        held = fake.SUBJECTS["tests.slow"]
        monkeypatch.setitem(
            fake.SUBJECTS,
            "tests.held",
            type(held)(
                held.show, held.remove, held.restore, held.tell, held.is_own, keep=lambda key, by: kept.append(key)
            ),
        )
        actions.decide(
            subject="tests.held:1", act="stays", rule=NONE, facts="Nobody can be known by it.", by=cast.grace
        )
        assert kept == ["1"]
        assert notes["1"].told == []


@pytest.mark.parametrize("rows", [1, 50])
def test_few_queries_whatever_the_number_of_rows(cast, signed_in, notes, rows: int, django_assert_max_num_queries):
    for n in range(rows):
        item = opened("intent", f"tests.note:{n}")
    browser = signed_in(cast.grace)
    for path in ["/safety/", f"/safety/{item.pk}/", "/safety/shifts/"]:
        with django_assert_max_num_queries(12):
            assert browser.get(path).status_code == 200
