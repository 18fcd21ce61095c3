"""Hiding something until a second look, and asking its writer for a change: no word is lost (R99, I41)."""

import html
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import IntegrityError, transaction
from django.utils import timezone

from hearten.accounts.models import BoxNotice
from hearten.blog.actions.comments import edit_comment, fingerprint, subject_of
from hearten.blog.models import Comment
from hearten.events.models import Event
from hearten.moderation import actions
from hearten.moderation.actions import CannotDecide
from hearten.moderation.actions.ending import end_due
from hearten.moderation.actions.reports import HOLD_FOR, case_of, choices
from hearten.moderation.models import Decision, Report
from hearten.moderation.queries import reported
from hearten.moderation.rules import NONE, RULES
from tests.blog.reading import address, published, said
from tests.cast import Cast

WORDS = "Some people here are fools."


def text(response) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture(autouse=True)
def open_host(monkeypatch: pytest.MonkeyPatch):
    caches["pages"].clear()
    monkeypatch.setattr("hearten.moderation.paperwork.what_is_missing", list)
    monkeypatch.setattr("hearten.moderation.actions.looks.is_drawn", lambda key: False)
    yield
    caches["pages"].clear()


@pytest.fixture
def row(cast: Cast) -> Comment:
    comment = said(published(cast.ana), cast.hugo, WORDS)
    actions.report(subject=subject_of(comment), words="")
    return comment


def decide(row: Comment, act: str, by, rule: str = RULES[1]) -> Decision:
    return actions.decide(subject=subject_of(row), act=act, rule=rule, facts="It mocks.", by=by)


def offered(row: Comment, by) -> list[str]:
    case = case_of(subject_of(row))
    assert case
    return choices(case, by)


def seen_by(signed_in, row: Comment, person) -> bool:
    return WORDS in text(signed_in(person).get(address(row.post)))


class TestHold:
    def test_others_do_not_see_it_and_its_writer_does(self, cast: Cast, signed_in, row: Comment) -> None:
        decide(row, "hold", cast.dov)
        for person in (None, cast.ben, cast.ana, cast.farid):
            assert not seen_by(signed_in, row, person)
        assert seen_by(signed_in, row, cast.hugo)
        assert BoxNotice.objects.get(account=cast.hugo).kind == "decision"

    def test_its_writer_reads_why_and_until_when(self, cast: Cast, signed_in, row: Comment) -> None:
        made = decide(row, "hold", cast.dov)
        assert made.until == timezone.localdate() + HOLD_FOR
        seen = text(signed_in(cast.hugo).get(f"/you/decisions/{made.pk}/"))
        for part in ("hidden until somebody else has looked", "It ends by itself on", RULES[1], WORDS):
            assert part in seen

    def test_the_second_look_is_somebody_elses(self, cast: Cast, signed_in, row: Comment) -> None:
        decide(row, "hold", cast.dov)
        assert offered(row, cast.dov) == []
        assert "A colleague has to decide now" in text(
            signed_in(cast.dov).get(f"/moderation/blog.comment/{row.pk}/")
        )
        for act in ("remove", "restore", "stays", "hold"):
            with pytest.raises(CannotDecide):
                decide(row, act, cast.dov)
        assert offered(row, cast.grace) == ["remove", "restore"]
        decide(row, "restore", cast.grace, NONE)
        assert seen_by(signed_in, row, None)

    def test_the_second_look_may_take_it_down(self, cast: Cast, signed_in, row: Comment) -> None:
        decide(row, "hold", cast.dov)
        decide(row, "remove", cast.grace)
        assert Comment.objects.get(pk=row.pk).state == "removed"
        decide(row, "restore", cast.dov, NONE)
        assert seen_by(signed_in, row, None)

    def test_it_ends_by_itself_when_nobody_looks(self, cast: Cast, signed_in, row: Comment) -> None:
        made = decide(row, "hold", cast.dov)
        assert end_due() == 0
        Decision.objects.filter(pk=made.pk).update(until=timezone.localdate())
        assert end_due() == 1
        assert seen_by(signed_in, row, None)
        assert Event.objects.filter(kind="comment.restored", actor__contains="account").count() == 0
        assert end_due() == 0
        assert "It ended on" in text(signed_in(cast.hugo).get(f"/you/decisions/{made.pk}/"))

    def test_a_hold_that_was_followed_by_a_removal_brings_nothing_back(
        self, cast: Cast, signed_in, row: Comment
    ) -> None:
        made = decide(row, "hold", cast.dov)
        decide(row, "remove", cast.grace)
        Decision.objects.filter(pk=made.pk).update(until=timezone.localdate())
        end_due()
        assert not seen_by(signed_in, row, None)

    def test_the_database_refuses_a_hold_without_an_end(self, cast: Cast) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(subject="x:1", act="hold", rule="r", facts="f", by=cast.dov)

    def test_its_writer_can_disagree_and_somebody_else_puts_it_back(
        self, cast: Cast, signed_in, row: Comment
    ) -> None:
        asked = actions.appeal(decision=decide(row, "hold", cast.dov), words="I quoted.", by=cast.hugo)
        actions.answer_appeal(appeal=asked, upheld=True, answer="A quotation.", by=cast.grace)
        assert seen_by(signed_in, row, None)

    def test_its_writer_cannot_change_it_meanwhile(self, cast: Cast, signed_in, row: Comment) -> None:
        decide(row, "hold", cast.dov)
        assert signed_in(cast.hugo).get(f"{address(row.post)}comments/{row.pk}/").status_code == 404

    def test_what_waits_already_is_not_held(self, cast: Cast, row: Comment) -> None:
        Comment.objects.filter(pk=row.pk).update(state="waiting")
        assert offered(row, cast.dov) == ["stays", "remove"]

    def test_kinds_that_cannot_hide_for_a_while_do_not_offer_it(self, cast: Cast, notes) -> None:
        case = case_of("tests.note:1")
        assert case
        assert choices(case, cast.dov) == ["stays", "remove"]


class TestAskForAChange:
    def test_its_writer_sees_what_and_why_and_keeps_their_words(self, cast: Cast, signed_in, row: Comment) -> None:
        made = decide(row, "edit", cast.dov)
        assert not seen_by(signed_in, row, None)
        browser = signed_in(cast.hugo)
        page = text(browser.get(address(row.post)))
        assert WORDS in page
        assert "until you have changed it" in page
        seen = text(browser.get(f"/you/decisions/{made.pk}/"))
        assert "Please change your comment. It stays yours" in seen
        assert "It mocks." in seen
        assert WORDS in text(browser.get(f"{address(row.post)}comments/{row.pk}/"))

    def test_after_the_change_everybody_reads_it_and_a_moderator_looks_once_more(
        self, cast: Cast, signed_in, row: Comment
    ) -> None:
        decide(row, "edit", cast.dov)
        assert reported(cast.dov) == []
        form = {"body": "I see this differently.", "seen": fingerprint(WORDS)}
        signed_in(cast.hugo).post(f"{address(row.post)}comments/{row.pk}/", form)
        assert "I see this differently." in text(signed_in(None).get(address(row.post)))
        assert [line["subject"] for line in reported(cast.dov)] == [subject_of(row)]
        assert Decision.objects.get(act="edit").ended_on == timezone.localdate()
        assert offered(row, cast.dov) == ["stays", "remove", "hold", "edit"]

    def test_sending_the_same_words_changes_nothing(self, cast: Cast, row: Comment) -> None:
        decide(row, "edit", cast.dov)
        edit_comment(row, body=WORDS, seen=fingerprint(WORDS))
        assert Comment.objects.get(pk=row.pk).state == "asked"

    def test_it_waits_as_long_as_its_writer_needs(self, cast: Cast, row: Comment) -> None:
        made = decide(row, "edit", cast.dov)
        Decision.objects.filter(pk=made.pk).update(made_at=timezone.now() - timedelta(days=400))
        assert end_due() == 0
        assert Comment.objects.get(pk=row.pk).state == "asked"

    def test_a_moderator_can_take_the_request_back(self, cast: Cast, signed_in, row: Comment) -> None:
        decide(row, "edit", cast.dov)
        decide(row, "restore", cast.dov, NONE)
        assert seen_by(signed_in, row, None)

    def test_a_change_nobody_asked_for_is_no_answer(self, cast: Cast, row: Comment) -> None:
        assert actions.changed_as_asked(subject_of(row)) is False
        assert Report.objects.count() == 1

    @pytest.mark.parametrize("act", ["hold", "edit", "remove"])
    def test_nothing_is_hidden_for_a_rule_that_was_not_broken(
        self, cast: Cast, row: Comment, act: str
    ) -> None:  # I41
        with pytest.raises(CannotDecide, match="Choose the rule"):
            decide(row, act, cast.dov, NONE)
