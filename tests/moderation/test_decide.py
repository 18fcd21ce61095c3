"""Deciding: a person, with reasons, seeing pseudonyms only; the writer is told and can answer (I41, R99)."""

import html
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hearten.accounts.models import Role
from hearten.events.models import Event
from hearten.moderation import actions
from hearten.moderation.actions import CannotAppeal, CannotDecide
from hearten.moderation.models import Appeal, Decision, Report
from hearten.moderation.rules import NONE, RULES
from tests import cast as people

CASE = "/moderation/tests.note/1/"
MEAN = RULES[1]
REMOVE = {"act": "remove", "rule": MEAN, "facts": "It mocks somebody."}


def text(response) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture
def reported(notes):
    return Report.objects.create(subject="tests.note:1", words="It is about my sister")


def taken_down(cast) -> Decision:
    return actions.decide(subject="tests.note:1", by=cast.dov, **REMOVE)


class TestWhoSeesTheQueue:
    @pytest.mark.parametrize("login", ["ana", "ben", "cleo", "farid", "hugo"])
    @pytest.mark.parametrize("path", ["/moderation/", CASE, "/moderation/appeals/1/"])
    def test_nobody_but_moderators_and_safety_leads(self, cast, signed_in, reported, login: str, path: str):
        assert signed_in(getattr(cast, login)).get(path).status_code == 404

    def test_a_moderator_sees_the_name_for_this_page_and_never_an_account(self, cast, signed_in, reported):  # I1
        seen = text(signed_in(cast.dov).get(CASE))
        assert "Quiet Robin" in seen
        assert str(cast.ben.pk) not in seen
        assert "ben" not in seen.casefold().split()

    def test_the_words_stay_covered_until_somebody_chooses_to_look(self, cast, signed_in, reported):  # R103
        seen = text(signed_in(cast.dov).get(CASE))
        covered = seen[seen.index('<details class="veil"') :]
        assert "Some words" in covered
        assert "open" not in covered[:60]
        assert seen.count("Some words") == 1

    def test_a_thing_nobody_asked_about_has_no_case(self, cast, signed_in, notes):
        assert signed_in(cast.dov).get(CASE).status_code == 404


class TestReasons:  # I41
    @pytest.mark.parametrize("missing", ["act", "rule", "facts"])
    def test_no_decision_without_each_of_its_reasons(self, cast, signed_in, reported, notes, missing: str):
        answer = signed_in(cast.dov).post(CASE, {**REMOVE, missing: ""})
        assert answer.status_code == 422
        assert not Decision.objects.exists()
        assert notes["1"].visible
        if missing != "facts":
            assert REMOVE["facts"] in text(answer)

    @pytest.mark.parametrize("missing", ["rule", "facts"])
    def test_the_database_itself_refuses_a_decision_without_them(self, cast, missing: str):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(subject="tests.note:1", by=cast.dov, **{**REMOVE, missing: ""})

    def test_a_decision_keeps_what_who_why_and_that_no_machine_had_a_part(self, cast, signed_in, reported):
        signed_in(cast.dov).post(CASE, REMOVE)
        row = Decision.objects.get()
        assert (row.act, row.rule, row.facts) == tuple(REMOVE.values())
        assert (row.by, row.automated) == (cast.dov, False)

    def test_the_event_holds_no_words(self, cast, reported):  # I27
        taken_down(cast)
        assert Event.objects.get(kind="decision.made").data == {"about": "tests.note:1", "act": "remove"}


class TestWhatADecisionDoes:
    def test_taking_down_hides_it_and_tells_the_writer_once_in_neutral_words(self, cast, reported, notes):
        taken_down(cast)
        assert (notes["1"].visible, notes["1"].told) == (False, ["decision"])

    def test_letting_it_stay_changes_nothing_and_troubles_nobody(self, cast, reported, notes):
        actions.decide(subject="tests.note:1", act="stays", rule=NONE, facts="Fine.", by=cast.dov)
        assert (notes["1"].visible, notes["1"].told) == (True, [])

    def test_it_answers_every_report_of_the_thing_at_once(self, cast, reported):
        Report.objects.create(subject="tests.note:1")
        decided = taken_down(cast)
        assert set(Report.objects.values_list("decision", flat=True)) == {decided.pk}

    def test_putting_back_shows_it_again(self, cast, reported, notes):
        taken_down(cast)
        actions.decide(subject="tests.note:1", act="restore", rule=NONE, facts="I was wrong.", by=cast.dov)
        assert (notes["1"].visible, notes["1"].told) == (True, ["decision", "decision"])

    def test_a_colleague_who_was_faster_is_not_overruled_by_an_old_page(self, cast, signed_in, reported, notes):
        taken_down(cast)
        answer = signed_in(cast.grace).post(CASE, {"act": "stays", "rule": NONE, "facts": "My long reasons"})
        assert answer.status_code == 422
        assert "My long reasons" in text(answer)
        with pytest.raises(CannotDecide):
            actions.decide(subject="tests.note:1", act="stays", rule=NONE, facts="x", by=cast.grace)
        assert not notes["1"].visible

    def test_nobody_decides_about_their_own_words(self, cast, reported, notes):
        notes["1"].owner = cast.dov.pk
        with pytest.raises(CannotDecide):
            taken_down(cast)
        assert notes["1"].visible

    def test_what_is_gone_can_be_closed(self, cast, signed_in, reported, notes):
        notes.clear()
        assert "It is gone" in text(signed_in(cast.dov).get(CASE))
        signed_in(cast.dov).post(CASE, {"act": "stays", "rule": NONE, "facts": "It is gone."})
        assert Report.objects.get().decision is not None

    def test_a_kind_that_cannot_be_reported_cannot_be_decided_about(self, cast, notes):
        with pytest.raises(CannotDecide):
            actions.decide(subject="accounts.account:1", act="stays", rule=NONE, facts="x", by=cast.dov)


class TestTheWritersPage:
    def test_it_gives_the_whole_statement_of_reasons(self, cast, signed_in, reported):  # DSA art. 17
        decided = taken_down(cast)
        browser = signed_in(cast.ben)
        assert f"/you/decisions/{decided.pk}/" in text(browser.get("/you/decisions/"))
        seen = text(browser.get(f"/you/decisions/{decided.pk}/"))
        for part in ["taken down", MEAN, REMOVE["facts"], "A person. No program", "Ask for another look", "court"]:
            assert part in seen
        assert "Some words" in seen  # their own, so that they know what it is about

    def test_nobody_else_finds_it(self, cast, signed_in, reported):  # I3
        decided = taken_down(cast)
        for account in [cast.cleo, cast.ana, cast.hugo]:
            assert signed_in(account).get(f"/you/decisions/{decided.pk}/").status_code == 404
            assert str(decided.pk) not in text(signed_in(account).get("/you/decisions/"))

    def test_it_does_not_say_who_decided_or_who_asked(self, cast, signed_in, reported):
        decided = taken_down(cast)
        seen = text(signed_in(cast.ben).get(f"/you/decisions/{decided.pk}/"))
        assert str(cast.dov.pk) not in seen
        assert "my sister" not in seen

    def test_a_paused_writer_still_reaches_it(self, cast, signed_in, reported):
        decided = taken_down(cast)
        cast.ben.paused = "restricted"
        cast.ben.save()
        assert signed_in(cast.ben).get(f"/you/decisions/{decided.pk}/").status_code == 200

    def test_a_kind_that_only_knows_single_ids_works_too(self, cast, signed_in, notes):
        Decision.objects.create(subject="tests.slow:1", by=cast.dov, **REMOVE)
        assert MEAN in text(signed_in(cast.ben).get("/you/decisions/"))
        assert MEAN not in text(signed_in(cast.cleo).get("/you/decisions/"))

    def test_what_stayed_is_not_listed(self, cast, signed_in, reported):
        actions.decide(subject="tests.note:1", act="stays", rule=NONE, facts="Fine.", by=cast.dov)
        assert "There are none" in text(signed_in(cast.ben).get("/you/decisions/"))


class TestAppeals:
    def appealed(self, cast) -> Appeal:
        return actions.appeal(decision=taken_down(cast), words="I quoted a song.", by=cast.ben)

    def test_the_writer_can_disagree_once(self, cast, signed_in, reported):
        decided = taken_down(cast)
        browser = signed_in(cast.ben)
        path = f"/you/decisions/{decided.pk}/"
        assert browser.post(path, {"words": "I quoted a song."}).status_code == 302
        assert browser.post(path, {"words": "again"}).status_code == 409
        assert Appeal.objects.get().words == "I quoted a song."

    def test_an_empty_appeal_is_refused_kindly(self, cast, signed_in, reported):
        decided = taken_down(cast)
        assert signed_in(cast.ben).post(f"/you/decisions/{decided.pk}/", {"words": " "}).status_code == 422

    def test_its_event_does_not_join_the_writers_account_to_the_words(self, cast, reported):  # I1
        self.appealed(cast)
        assert Event.objects.get(kind="appeal.made").actor == "system"

    def test_nobody_appeals_for_somebody_else(self, cast, reported):
        with pytest.raises(CannotAppeal):
            actions.appeal(decision=taken_down(cast), words="x", by=cast.cleo)

    def test_it_is_open_for_six_months(self, cast, reported):
        decided = taken_down(cast)
        Decision.objects.update(made_at=timezone.now() - timedelta(days=184))
        decided.refresh_from_db()
        with pytest.raises(CannotAppeal):
            actions.appeal(decision=decided, words="x", by=cast.ben)

    def test_whoever_decided_first_never_decides_again(self, cast, signed_in, reported, notes):  # I41
        asked = self.appealed(cast)
        with pytest.raises(CannotDecide):
            actions.answer_appeal(appeal=asked, upheld=False, answer="No.", by=cast.dov)
        browser = signed_in(cast.dov)
        assert browser.get(f"/moderation/appeals/{asked.pk}/").status_code == 404
        assert browser.post(f"/moderation/appeals/{asked.pk}/", {"upheld": "no", "answer": "x"}).status_code == 404
        assert "a colleague looks at this one" in text(browser.get("/moderation/"))
        assert Appeal.objects.get().upheld is None

    def test_nor_does_the_writer(self, cast, reported, notes):
        asked = self.appealed(cast)
        notes["1"].owner = cast.grace.pk
        with pytest.raises(CannotDecide):
            actions.answer_appeal(appeal=asked, upheld=True, answer="Yes.", by=cast.grace)

    def test_nor_can_the_first_decide_around_an_open_appeal(self, cast, reported):
        self.appealed(cast)
        with pytest.raises(CannotDecide):
            actions.decide(subject="tests.note:1", act="restore", rule=NONE, facts="x", by=cast.dov)

    def test_a_colleague_answers_and_the_writer_is_told(self, cast, signed_in, reported, notes):
        asked = self.appealed(cast)
        form = {"upheld": "yes", "answer": "It was a quotation."}
        assert signed_in(cast.grace).post(f"/moderation/appeals/{asked.pk}/", form).status_code == 302
        assert notes["1"].visible
        assert notes["1"].told == ["decision", "decision"]
        seen = text(signed_in(cast.ben).get(f"/you/decisions/{asked.decision_id}/"))
        assert "You were right. It is back." in seen
        assert "It was a quotation." in seen

    def test_an_answer_that_stands_tells_the_writer_too(self, cast, reported, notes):
        actions.answer_appeal(appeal=self.appealed(cast), upheld=False, answer="It still mocks.", by=cast.grace)
        assert (notes["1"].visible, notes["1"].told) == (False, ["decision", "decision"])

    def test_it_is_answered_once(self, cast, reported):
        asked = self.appealed(cast)
        other = people.account("noor", [Role.MODERATOR])
        actions.answer_appeal(appeal=asked, upheld=False, answer="No.", by=cast.grace)
        with pytest.raises(CannotDecide):
            actions.answer_appeal(appeal=asked, upheld=True, answer="Yes.", by=other)

    def test_it_names_the_day_of_the_answer(self, cast, signed_in, reported):  # R99: seven days
        decided = self.appealed(cast).decision
        due = timezone.localdate() + timedelta(days=7)
        assert f"{due.day} {due:%B %Y}" in text(signed_in(cast.ben).get(f"/you/decisions/{decided.pk}/"))


class TestQueries:
    @pytest.mark.parametrize("rows", [1, 50])
    def test_every_page_takes_few_queries_whatever_the_number_of_rows(
        self, cast, signed_in, notes, rows: int, django_assert_max_num_queries
    ):
        for n in range(rows):
            notes[str(n)] = type(notes["1"])(owner=cast.ben.pk)
            Report.objects.create(subject=f"tests.note:{n}", words="w")
            Report.objects.create(subject="tests.note:1", words="w")
            decided = Decision.objects.create(subject=f"tests.note:{n}", by=cast.dov, **REMOVE)
            Appeal.objects.create(decision=decided, words="w")
        moderator, writer = signed_in(cast.grace), signed_in(cast.ben)
        for browser, path in [
            (moderator, "/moderation/"),
            (moderator, "/moderation/tests.note/0/"),
            (moderator, f"/moderation/appeals/{Appeal.objects.first().pk}/"),
            (writer, "/you/decisions/"),
            (writer, f"/you/decisions/{decided.pk}/"),
        ]:
            with django_assert_max_num_queries(12):
                assert browser.get(path).status_code == 200
