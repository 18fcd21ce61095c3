"""What moderation exports and erases of a person (R102, I31, I32)."""

import json
from datetime import timedelta

import pytest
from django.core.serializers import serialize
from django.utils import timezone

from hearten.moderation import actions
from hearten.moderation.actions.forget import forget_old
from hearten.moderation.models import Appeal, Decision, HostRecord, LineCheck, Report, SafetyItem, Shift
from hearten.moderation.privacy import PERSONAL_DATA
from hearten.moderation.rules import RULES

SECRET = "words that only Ben wrote"


@pytest.fixture
def history(cast, notes) -> Appeal:
    """Ben's note was reported, taken down and appealed; Dov and Grace did that."""
    Report.objects.create(subject="tests.note:1", words=f"{SECRET} hurt me")
    actions.open_item("tests.note:1", "intent")
    decided = actions.decide(
        subject="tests.note:1", act="remove", rule=RULES[1], facts=f"He wrote {SECRET}.", by=cast.dov
    )
    appeal = actions.appeal(decision=decided, words=f"But {SECRET}!", by=cast.ben)
    actions.answer_appeal(appeal=appeal, upheld=False, answer=f"Still {SECRET}.", by=cast.grace)
    return appeal


def everything() -> str:
    return "".join(serialize("json", model.objects.all()) for model in (Report, Decision, Appeal, SafetyItem))


class TestAWriter:
    def test_gets_every_decision_with_its_reasons_and_their_appeal(self, cast, history):
        (seen,) = PERSONAL_DATA.export(cast.ben)["decisions_about_you"]
        assert (seen["rule"], seen["appeal"]["words"]) == (RULES[1], f"But {SECRET}!")

    def test_gets_nobody_elses_words_or_ids(self, cast, history):  # I32
        exported = json.dumps(PERSONAL_DATA.export(cast.ben))
        assert "hurt me" not in exported
        assert not [who for who in (cast.dov, cast.grace, cast.cleo) if str(who.pk) in exported]

    def test_leaves_no_word_behind(self, cast, history):  # I31
        kept = PERSONAL_DATA.erase(cast.ben)
        assert SECRET not in everything()
        assert [item.what for item in kept] == [kept[0].what]
        assert "without your words" in kept[0].what
        assert Decision.objects.get().rule == RULES[1]

    def test_leaves_no_word_behind_when_the_thing_itself_is_gone_already(self, cast, history, notes):
        notes.clear()
        assert actions.forget(["tests.note:1"]) == 1
        assert SECRET not in everything()

    def test_the_bare_fact_goes_after_two_years_with_its_reports(self, cast, history):
        PERSONAL_DATA.erase(cast.ben)
        forget_old()
        assert Decision.objects.exists()
        Decision.objects.update(made_at=timezone.now() - timedelta(days=731))
        forget_old()
        assert [rows.objects.count() for rows in (Decision, Report)] == [0, 0]

    def test_a_decision_that_stands_is_not_swept_away(self, cast, history):  # I41
        Decision.objects.update(made_at=timezone.now() - timedelta(days=3000))
        assert forget_old() == 0

    def test_somebody_without_history_is_told_that_nothing_stays(self, cast, notes):
        assert PERSONAL_DATA.erase(cast.cleo) == []
        assert PERSONAL_DATA.export(cast.cleo)["decisions_about_you"] == []


class TestStaff:
    def test_get_what_they_did_without_anybodys_words(self, cast, history):
        exported = json.dumps(PERSONAL_DATA.export(cast.dov))
        assert RULES[1] in exported
        assert SECRET not in exported

    def test_leave_and_the_writers_reasons_stay(self, cast, history):  # I41
        kept = PERSONAL_DATA.erase(cast.dov)
        cast.dov.delete()
        decision = Decision.objects.get()
        assert (decision.by, decision.rule) == (None, RULES[1])
        assert "without your name" in kept[0].what

    def test_a_safety_leads_name_stays_on_the_form_with_its_ground(self, cast, history):
        now = timezone.now()
        Shift.objects.create(account=cast.grace, starts_at=now, ends_at=now + timedelta(hours=1))
        actions.fill_record(kind="safety_lead", answers={"who": "Grace"}, name="Grace Nyberg", by=cast.grace)
        actions.confirm_line(line_id="se-bris", checked_on=timezone.localdate(), name="Grace Nyberg", by=cast.grace)
        assert len(PERSONAL_DATA.export(cast.grace)["watches"]) == 1
        json.dumps(PERSONAL_DATA.export(cast.grace))
        kept = PERSONAL_DATA.erase(cast.grace)
        cast.grace.delete()
        assert not Shift.objects.exists()
        assert (HostRecord.objects.get().filled_by, LineCheck.objects.get().checked_by) == (None, None)
        assert all(item.ground and item.until for item in kept)
        assert {item.what for item in kept} >= {"your name on the host's safety form"}
