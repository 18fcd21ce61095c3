"""Moderators look after each other: drawn decisions, second opinions, an end to a day (R103)."""

import html

import pytest
from django.core.cache import caches
from django.utils import timezone

from hearten.accounts.models import Account, Role, opaque
from hearten.blog.actions.comments import subject_of
from hearten.blog.models import Comment
from hearten.moderation import actions
from hearten.moderation.actions import CannotDecide
from hearten.moderation.actions.looks import ONE_IN, CannotLook, ask_opinion, is_drawn, look
from hearten.moderation.actions.reports import LOAD_A_DAY, case_of
from hearten.moderation.models import Decision, Report, SecondLook
from hearten.moderation.queries import reported
from hearten.moderation.rules import NONE, RULES
from tests import cast as people
from tests import walk
from tests.blog.reading import published, said
from tests.cast import Cast


def text(response) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture(autouse=True)
def open_host(monkeypatch: pytest.MonkeyPatch):
    caches["pages"].clear()
    monkeypatch.setattr("hearten.moderation.paperwork.what_is_missing", list)
    yield
    caches["pages"].clear()


@pytest.fixture
def every_one_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hearten.moderation.actions.looks.is_drawn", lambda key: True)


@pytest.fixture
def row(cast: Cast) -> Comment:
    comment = said(published(cast.ana), cast.hugo, "You are a fool.")
    actions.report(subject=subject_of(comment), words="")
    return comment


def removed(row: Comment, by: Account) -> Decision:
    return actions.decide(subject=subject_of(row), act="remove", rule=RULES[1], facts="It mocks.", by=by)


class TestDrawn:
    def test_about_one_in_ten_is_drawn_and_the_random_id_alone_decides(self) -> None:
        ids = [opaque() for _ in range(4000)]
        drawn = [key for key in ids if is_drawn(key)]
        assert 0.7 / ONE_IN < len(drawn) / len(ids) < 1.3 / ONE_IN
        assert [key for key in ids if is_drawn(key)] == drawn

    def test_it_comes_before_a_colleague_and_holds_meanwhile(
        self, cast: Cast, signed_in, row: Comment, every_one_drawn
    ) -> None:
        removed(row, cast.dov)
        path = f"/moderation/looks/{SecondLook.objects.get().pk}/"
        assert path not in text(signed_in(cast.dov).get("/moderation/"))
        assert signed_in(cast.dov).get(path).status_code == 404
        assert path in text(signed_in(cast.grace).get("/moderation/"))
        assert "Would you have decided the same?" in text(signed_in(cast.grace).get(path))
        assert Comment.objects.get(pk=row.pk).state == "removed"

    def test_a_colleague_who_agrees_ends_it(self, cast: Cast, signed_in, row: Comment, every_one_drawn) -> None:
        removed(row, cast.dov)
        found = SecondLook.objects.get()
        form = {"agrees": "yes", "words": "So would I."}
        assert signed_in(cast.grace).post(f"/moderation/looks/{found.pk}/", form).status_code == 302
        found.refresh_from_db()
        assert (found.looked_by, found.looked_on, found.agrees) == (cast.grace, timezone.localdate(), True)
        assert reported(cast.dov) == []

    def test_a_colleague_who_sees_it_differently_puts_it_into_the_queue(
        self, cast: Cast, row: Comment, every_one_drawn
    ) -> None:
        removed(row, cast.dov)
        look(row=SecondLook.objects.get(), agrees=False, words="It is a quotation.", by=cast.grace)
        assert [line["subject"] for line in reported(cast.dov)] == [subject_of(row)]
        assert Comment.objects.get(pk=row.pk).state == "removed"  # nobody overrules anybody without a decision

    def test_it_is_looked_at_once(self, cast: Cast, row: Comment, every_one_drawn) -> None:
        removed(row, cast.dov)
        found = SecondLook.objects.get()
        look(row=found, agrees=True, words="Yes.", by=cast.grace)
        for account in (people.account("noor", [Role.MODERATOR]), cast.dov):
            with pytest.raises(CannotLook):
                look(row=found, agrees=False, words="No.", by=account)

    def test_words_are_asked_for(self, cast: Cast, signed_in, row: Comment, every_one_drawn) -> None:
        removed(row, cast.dov)
        path = f"/moderation/looks/{SecondLook.objects.get().pk}/"
        assert signed_in(cast.grace).post(path, {"agrees": "yes", "words": ""}).status_code == 422


class TestOpinions:
    def test_one_press_asks_and_the_answer_stands_beside_the_words(
        self, cast: Cast, signed_in, row: Comment
    ) -> None:
        case = f"/moderation/blog.comment/{row.pk}/"
        assert signed_in(cast.dov).post(f"{case}opinion/").status_code == 302
        signed_in(cast.dov).post(f"{case}opinion/")
        found = SecondLook.objects.get()
        assert "would like to know what you think" in text(signed_in(cast.grace).get("/moderation/"))
        signed_in(cast.grace).post(f"/moderation/looks/{found.pk}/", {"words": "I would leave it."})
        assert "I would leave it." in text(signed_in(cast.dov).get(case))
        assert not Decision.objects.exists()

    def test_nobody_answers_themselves(self, cast: Cast, signed_in, row: Comment) -> None:
        ask_opinion(subject=subject_of(row), by=cast.dov)
        path = f"/moderation/looks/{SecondLook.objects.get().pk}/"
        assert signed_in(cast.dov).get(path).status_code == 404
        for login in ("ana", "ben", "hugo"):
            assert signed_in(getattr(cast, login)).get(path).status_code == 404


class TestLoad:
    def test_after_enough_for_a_day_somebody_else_goes_on(self, cast: Cast, notes) -> None:
        for number in range(LOAD_A_DAY):
            notes[str(number)] = type(notes["1"])(owner=cast.ben.pk)
            actions.decide(subject=f"tests.note:{number}", act="stays", rule=NONE, facts="Fine.", by=cast.dov)
        notes["x"] = type(notes["1"])(owner=cast.ben.pk)
        with pytest.raises(CannotDecide, match="Please rest"):
            actions.decide(subject="tests.note:x", act="stays", rule=NONE, facts="Fine.", by=cast.dov)
        assert actions.decide(subject="tests.note:x", act="stays", rule=NONE, facts="Fine.", by=cast.grace).pk

    def test_the_words_come_back_then(
        self, cast: Cast, signed_in, row: Comment, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("hearten.moderation.actions.reports.LOAD_A_DAY", 0)
        form = {"act": "stays", "rule": NONE, "facts": "My careful reasons."}
        answer = signed_in(cast.dov).post(f"/moderation/blog.comment/{row.pk}/", form)
        assert answer.status_code == 409
        assert "My careful reasons." in text(answer)
        assert Report.objects.get().decision is None


class TestPseudonyms:
    @pytest.fixture
    def busy(self, cast: Cast, row: Comment, every_one_drawn) -> Account:
        """Something on every page of moderation."""
        noor = people.account("noor", [Role.MEMBER, Role.MODERATOR])
        case = case_of(subject_of(row))
        assert case
        measure = actions.Measure("ban", RULES[1], "It mocks.")
        actions.propose_ban(case, measure, by=noor)
        ask_opinion(subject=subject_of(row), by=noor)
        made = removed(row, noor)
        actions.appeal(decision=made, words="I quoted.", by=cast.hugo)
        return noor

    def pages(self, account: Account, within: str) -> list[walk.Answer]:
        more = [f"/moderation/looks/{found.pk}/" for found in SecondLook.objects.all()]
        paths = sorted({path for path in walk.paths() if path.startswith(within)} | set(more))
        return [answer for answer in walk.walk(account, only=paths) if answer.status == 200]

    def test_no_page_of_moderation_shows_an_account(self, cast: Cast, busy: Account) -> None:  # I1
        for moderator in (cast.dov, cast.grace):
            answers = self.pages(moderator, "/moderation/")
            assert len(answers) >= 5
            for answer in answers:
                for account in Account.objects.exclude(pk=moderator.pk):
                    names = (str(account.pk), account.pk.hex, f">{account.login}<", f" {account.login} ")
                    assert not [name for name in names if name.encode() in answer.body], answer.path

    def test_no_member_learns_who_decided(self, cast: Cast, busy: Account, signed_in) -> None:  # R103
        for account in (cast.hugo, cast.ben, cast.ana, None):
            for answer in walk.walk(account):
                for name in (str(busy.pk), busy.pk.hex, "noor"):
                    assert name.encode() not in answer.body, answer.path

    def test_the_test_sees_an_account_that_is_shown(self, cast: Cast, busy: Account) -> None:
        Comment.objects.update(body=f"I am {cast.hugo.pk}")
        assert any(str(cast.hugo.pk).encode() in answer.body for answer in self.pages(cast.dov, "/moderation/"))
