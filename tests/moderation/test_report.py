"""Asking for a look: two taps, no account, no cookie, no reason; and a receipt that tells what came of it (R99)."""

import html
import re
from unittest import mock

import pytest
from django.test import Client

from hearten.accounts.models import BoxNotice
from hearten.events.models import Event
from hearten.moderation import actions, limits
from hearten.moderation.models import Decision, Report
from hearten.moderation.rules import NONE, RULES

ASK = "/report/tests.note/1/"


def text(response) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture
def eve(notes) -> Client:
    """A reader without an account; the CSRF check is on, as on a real host."""
    return Client(enforce_csrf_checks=True)


class TestTwoTaps:
    def test_a_reader_without_account_or_cookie_can_report(self, eve: Client):
        page = eve.get(ASK)
        assert (page.status_code, page.cookies) == (200, {})
        answer = eve.post(ASK)
        assert answer.status_code == 302
        assert not answer.cookies
        assert Report.objects.get().subject == "tests.note:1"

    def test_no_explanation_is_needed_and_words_are_welcome(self, eve: Client):
        eve.post(ASK, {"words": ""})
        eve.post(ASK, {"words": "It names my street."})
        assert sorted(Report.objects.values_list("words", flat=True)) == ["", "It names my street."]

    def test_too_many_words_come_back_whole(self, eve: Client):
        words = "x" * 1001
        answer = eve.post(ASK, {"words": words})
        assert answer.status_code == 422
        assert words in text(answer)
        assert not Report.objects.exists()

    def test_a_paused_account_can_still_report(self, cast, signed_in, notes):  # I35
        cast.hugo.paused = "restricted"
        cast.hugo.save()
        assert signed_in(cast.hugo).post(ASK).status_code == 302

    @pytest.mark.parametrize(
        "path",
        ["/report/tests.note/2/", "/report/nothing/1/", "/report/accounts.account/1/", "/report/tests.note/%00/"],
    )
    def test_what_nobody_can_read_answers_like_what_does_not_exist(self, eve: Client, notes, path: str):  # I3
        notes["2"] = type(notes["1"])(owner=None, visible=False)
        assert eve.get(path).status_code == 404
        assert eve.post(path).status_code == 404
        assert not Report.objects.exists()


class TestNobodyLearnsWhoAsked:
    def test_nothing_in_the_report_or_its_event_names_the_account(self, cast, signed_in, notes):
        signed_in(cast.cleo).post(ASK, {"words": "please look"})
        row, event = Report.objects.get(), Event.objects.get(kind="report.filed")
        kept = f"{row.__dict__} {event.__dict__}"
        assert str(cast.cleo.pk) not in kept
        assert (event.actor, event.data) == ("system", {})
        assert "please look" not in str(event.__dict__)  # I27

    def test_the_writer_hears_nothing_of_a_report(self, eve: Client, notes):
        eve.post(ASK)
        assert notes["1"].told == []
        assert not BoxNotice.objects.exists()

    def test_no_address_of_the_reader_is_kept(self, eve: Client, monkeypatch):
        keys: list[str] = []
        monkeypatch.setattr(limits.cache, "add", lambda key, *a: keys.append(key))
        monkeypatch.setattr(limits.cache, "incr", lambda key: 1)
        eve.post(ASK, REMOTE_ADDR="203.0.113.9")
        assert keys
        assert not [key for key in keys if "203" in key and "203.0" in key]


class TestNumbersDecideNothing:  # I42
    def test_fifty_reports_change_nothing_about_the_thing(self, eve: Client, notes):
        with mock.patch.object(limits, "ABOUT_ONE_THING", 100):
            for _ in range(50):
                eve.post(ASK)
        assert Report.objects.count() == 50
        assert (notes["1"].visible, notes["1"].told) == (True, [])
        assert set(Event.objects.values_list("kind", flat=True)) == {"report.filed"}
        assert not Decision.objects.exists()

    def test_they_are_one_row_for_moderators_with_no_number_in_it(self, cast, signed_in, eve: Client, notes):
        for _ in range(7):
            eve.post(ASK)
        page = text(signed_in(cast.dov).get("/moderation/"))
        assert page.count("/moderation/tests.note/1/") == 1
        shown = re.sub(r"<[^>]*>|Since \d+ \w+ \d+", "", page[page.index("<main") : page.index("</main>")])
        assert "Since" not in shown
        assert not re.search(r"\d", shown)

    def test_the_order_is_by_day_and_not_by_number(self, cast, signed_in, notes):
        notes["2"] = type(notes["1"])(owner=cast.cleo.pk)
        Report.objects.create(subject="tests.note:1", made_on="2026-01-02")
        for _ in range(9):
            Report.objects.create(subject="tests.note:2", made_on="2026-01-03")
        page = text(signed_in(cast.dov).get("/moderation/"))
        assert page.index("tests.note/1/") < page.index("tests.note/2/")


class TestTheBudget:
    def test_an_hour_holds_so_many_about_one_thing_and_the_words_come_back(self, eve: Client):
        with mock.patch.object(limits, "ABOUT_ONE_THING", 2):
            assert [eve.post(ASK).status_code for _ in range(3)] == [302, 302, 429]
            assert "my words" in text(eve.post(ASK, {"words": "my words"}))
        assert Report.objects.count() == 2

    def test_an_hour_holds_so_many_in_all(self, eve: Client, notes, cast):
        notes["2"] = type(notes["1"])(owner=cast.cleo.pk)
        with mock.patch.object(limits, "IN_ALL", 1):
            assert eve.post(ASK).status_code == 302
            assert eve.post("/report/tests.note/2/").status_code == 429

    def test_the_next_hour_is_new(self, eve: Client):
        with mock.patch.object(limits, "ABOUT_ONE_THING", 1):
            eve.post(ASK)
            with mock.patch.object(limits.time, "time", return_value=limits.HOUR * 10**6):
                assert eve.post(ASK).status_code == 302

    def test_a_cache_that_forgets_costs_nobody_a_report(self, eve: Client):
        with mock.patch.object(limits.cache, "incr", side_effect=ValueError):
            assert eve.post(ASK).status_code == 302


class TestTheReceipt:
    def test_it_can_be_opened_by_its_address_alone(self, eve: Client):
        receipt = eve.post(ASK).url
        assert "A person will look at it" in text(Client().get(receipt))

    def test_it_cannot_be_guessed(self, eve: Client):
        assert len(eve.post(ASK).url.split("/")[-2]) == 22
        assert eve.get("/report/receipt/1/").status_code == 404

    def test_it_later_tells_the_outcome_with_its_reasons(self, eve: Client, cast, notes):  # I41
        receipt = eve.post(ASK).url
        actions.decide(subject="tests.note:1", act="remove", rule=RULES[1], facts="It mocks somebody.", by=cast.dov)
        seen = text(eve.get(receipt))
        for part in ["It was taken down", RULES[1], "It mocks somebody.", "A person. No program took part"]:
            assert part in seen

    def test_it_tells_when_another_look_changed_it(self, eve: Client, cast, notes):
        receipt = eve.post(ASK).url
        decided = actions.decide(subject="tests.note:1", act="remove", rule=RULES[1], facts="A", by=cast.dov)
        asked = actions.appeal(decision=decided, words="No", by=cast.ben)
        actions.answer_appeal(appeal=asked, upheld=True, answer="It was a quotation.", by=cast.grace)
        seen = text(eve.get(receipt))
        assert "Since then: it was put back" in seen
        assert "It was a quotation." in seen

    def test_it_shows_neither_the_words_nor_who_wrote_them(self, eve: Client, cast, notes):
        receipt = eve.post(ASK).url
        actions.decide(subject="tests.note:1", act="stays", rule=NONE, facts="It is fine.", by=cast.dov)
        seen = text(eve.get(receipt))
        assert notes["1"].text not in seen
        assert "Quiet Robin" not in seen
