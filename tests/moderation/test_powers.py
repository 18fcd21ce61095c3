"""What moderators decide about a name in its space, and what none can do alone (R99, R103, I6, I12, I41)."""

import html
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hearten.accounts import wall
from hearten.accounts.models import Account, BoxNotice, Role
from hearten.blog.actions.comments import NotNow, add_comment, subject_of
from hearten.blog.models import Comment, Post
from hearten.events.models import Event
from hearten.moderation import actions
from hearten.moderation.actions import CannotAppeal, CannotDecide, Measure
from hearten.moderation.actions.ending import end_due
from hearten.moderation.actions.powers import expire_proposals
from hearten.moderation.actions.reports import case_of
from hearten.moderation.levels import DISTRESS
from hearten.moderation.models import Appeal, Decision, Proposal, Report, SafetyItem
from hearten.moderation.rules import NONE, RULES
from hearten.moderation.standing import FREE, Standing, standing_of
from tests import cast as people
from tests.blog.reading import CRISIS, address, published, said
from tests.cast import Cast

UNKIND = RULES[1]
SEEN = "It mocks somebody."
TODAY = timezone.localdate


def text(response) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture(autouse=True)
def open_host(monkeypatch: pytest.MonkeyPatch):
    """A host whose paperwork is done, and on which every draw says no."""
    caches["pages"].clear()
    monkeypatch.setattr("hearten.moderation.paperwork.what_is_missing", list)
    monkeypatch.setattr("hearten.moderation.actions.looks.is_drawn", lambda key: False)
    yield
    caches["pages"].clear()


@pytest.fixture
def noor(cast: Cast) -> Account:
    """A second moderator: with Grace, three people can decide."""
    return people.account("noor", [Role.MEMBER, Role.MODERATOR])


@pytest.fixture
def post(cast: Cast) -> Post:
    return published(cast.ana)


@pytest.fixture
def nasty(cast: Cast, post: Post) -> Comment:
    """What Hugo wrote, and somebody reported."""
    row = said(post, cast.hugo, "You are a fool.")
    actions.report(subject=subject_of(row), words="")
    return row


def measure(act: str, **more) -> Measure:
    ends = {
        "slow": {"until": TODAY() + timedelta(days=7), "hours": 6},
        "mute": {"until": TODAY() + timedelta(days=7)},
    }
    return Measure(act, UNKIND, SEEN, **{**ends.get(act, {}), **more})


def restrict(row: Comment, act: str, by: Account, **more) -> Decision:
    case = case_of(subject_of(row))
    assert case
    return actions.restrict(case, measure(act, **more), by=by)


def propose(row: Comment, by: Account, **more) -> Proposal:
    case = case_of(subject_of(row))
    assert case
    return actions.propose_ban(case, measure("ban", **more), by=by)


def banned(row: Comment, cast: Cast, noor: Account, **more) -> Decision:
    decision = actions.answer_proposal(propose(row, cast.dov, **more), confirm=True, answer="Yes.", by=noor)
    assert decision
    return decision


def paused(account: Account) -> str:
    return Account.objects.get(pk=account.pk).paused


class TestStanding:
    def test_it_costs_one_statement_whatever_was_decided(self, cast: Cast, nasty: Comment) -> None:
        for act in ("slow", "mute", "leave"):
            restrict(nasty, act, cast.dov)
        standing_of("x")
        for persona in (nasty.persona_id, "nobody"):
            with CaptureQueriesContext(connection) as queries:
                standing_of(str(persona))
            assert len(queries) == 1

    def test_it_says_what_holds(self, cast: Cast, nasty: Comment) -> None:
        who = str(nasty.persona_id)
        assert standing_of(who) == FREE
        restrict(nasty, "slow", cast.dov)
        assert standing_of(who) == Standing(slow_hours=6)
        restrict(nasty, "mute", cast.dov)
        restrict(nasty, "leave", cast.dov)
        assert standing_of(who) == Standing(6, TODAY() + timedelta(days=7), removed=True)
        restrict(nasty, "lift", cast.dov)
        assert standing_of(who) == FREE

    @pytest.mark.parametrize("act", ["slow", "mute", "leave"])
    def test_it_ends_by_itself_on_its_day(self, cast: Cast, nasty: Comment, act: str) -> None:
        restrict(nasty, act, cast.dov, until=TODAY() + timedelta(days=2))
        assert standing_of(str(nasty.persona_id)) != FREE
        Decision.objects.update(until=TODAY())
        assert standing_of(str(nasty.persona_id)) == FREE

    def test_the_newest_of_a_kind_holds(self, cast: Cast, nasty: Comment) -> None:
        restrict(nasty, "slow", cast.dov, hours=24)
        restrict(nasty, "slow", cast.grace, hours=2)
        assert standing_of(str(nasty.persona_id)).slow_hours == 2

    def test_another_name_of_the_same_person_stands_as_before(self, cast: Cast, nasty: Comment) -> None:  # I6
        other = wall.persona_for(cast.hugo, "group:elsewhere")
        restrict(nasty, "mute", cast.dov)
        assert standing_of(other.pk) == FREE


class TestWhoWrites:
    def send(self, signed_in, cast: Cast, post: Post, body: str = "My long and careful words."):
        return signed_in(cast.hugo).post(f"{address(post)}comments/", {"body": body})

    @pytest.mark.parametrize(
        ("act", "words"),
        [("mute", "write again from"), ("leave", "any more"), ("slow", "once in 6 hours: again in about 6 hours")],
    )
    def test_they_get_plain_words_and_their_text_back(
        self, cast: Cast, signed_in, post: Post, nasty: Comment, act: str, words: str
    ) -> None:
        restrict(nasty, act, cast.dov)
        answer = self.send(signed_in, cast, post)
        assert answer.status_code == 403
        assert words in text(answer)
        assert "in your decisions" in text(answer)
        assert "My long and careful words." in text(answer)
        assert Comment.objects.count() == 1

    @pytest.mark.parametrize("act", ["mute", "leave", "slow"])
    def test_words_in_danger_always_go_through(
        self, cast: Cast, signed_in, post: Post, nasty: Comment, act: str
    ) -> None:
        restrict(nasty, act, cast.dov)  # I12
        answer = self.send(signed_in, cast, post, CRISIS)
        assert answer.status_code == 200
        assert SafetyItem.objects.filter(subject=subject_of(Comment.objects.latest("pk"))).exists()

    def test_slowing_down_lets_the_next_through_when_the_hours_are_over(
        self, cast: Cast, post: Post, nasty: Comment
    ) -> None:
        restrict(nasty, "slow", cast.dov)
        Comment.objects.update(written_at=timezone.now() - timedelta(hours=6, minutes=1))
        assert add_comment(post, by=cast.hugo, body="Calmer words.").comment.pk
        with pytest.raises(NotNow):
            add_comment(post, by=cast.hugo, body="And at once more.")

    def test_somebody_else_writes_as_before(self, cast: Cast, post: Post, nasty: Comment) -> None:
        restrict(nasty, "mute", cast.dov)
        assert said(post, cast.ben, "I write here.")

    def test_elsewhere_they_write_as_before(self, cast: Cast, nasty: Comment) -> None:  # a name in one space
        restrict(nasty, "leave", cast.dov)
        assert said(published(cast.farid), cast.hugo, "Other words.")


class TestReasons:  # I41
    def test_a_restriction_stores_everything_and_tells_its_owner_in_neutral_words(
        self, cast: Cast, nasty: Comment
    ) -> None:
        row = restrict(nasty, "mute", cast.dov)
        assert row.subject == f"accounts.persona:{nasty.persona_id}"
        assert (row.act, row.rule, row.facts, row.by, row.automated) == ("mute", UNKIND, SEEN, cast.dov, False)
        assert row.about == subject_of(nasty)
        assert BoxNotice.objects.get(account=cast.hugo).kind == "decision"
        assert Event.objects.get(kind="decision.made").data["act"] == "mute"

    def test_its_owner_finds_the_reasons_their_words_and_the_way_to_disagree(
        self, cast: Cast, signed_in, nasty: Comment
    ) -> None:
        row = restrict(nasty, "mute", cast.dov)
        browser = signed_in(cast.hugo)
        assert f"/you/decisions/{row.pk}/" in text(browser.get("/you/decisions/"))
        seen = text(browser.get(f"/you/decisions/{row.pk}/"))
        for part in (
            "write again later",
            UNKIND,
            SEEN,
            "You are a fool.",
            "It ends by itself on",
            "Ask for another look",
        ):
            assert part in seen
        for other in (cast.ben, cast.ana):
            assert signed_in(other).get(f"/you/decisions/{row.pk}/").status_code == 404

    @pytest.mark.parametrize("act", ["slow", "mute", "leave", "ban"])
    @pytest.mark.parametrize("rule", [NONE, "distress", "It speaks of thoughts of dying", ""])
    def test_distress_is_no_rule(
        self, cast: Cast, nasty: Comment, noor: Account, act: str, rule: str
    ) -> None:  # I12
        case = case_of(subject_of(nasty))
        assert case
        made = Measure(act, rule, SEEN, until=TODAY() + timedelta(days=7), hours=6)
        with pytest.raises(CannotDecide):
            (actions.propose_ban if act == "ban" else actions.restrict)(case, made, by=cast.dov)
        assert not [words for words in RULES if "distress" in words.casefold() or "suicid" in words.casefold()]

    @pytest.mark.parametrize("level", DISTRESS)
    @pytest.mark.parametrize("closed", [True, False])
    def test_words_in_danger_are_never_what_a_restriction_is_about(
        self, cast: Cast, nasty: Comment, noor: Account, level: str, closed: bool
    ) -> None:  # I12
        item = actions.open_item(subject_of(nasty), level)
        if closed:
            SafetyItem.objects.filter(pk=item.pk).update(closed_at=timezone.now())
        for act in ("slow", "mute", "leave"):
            with pytest.raises(CannotDecide, match="own danger"):
                restrict(nasty, act, cast.dov)
        with pytest.raises(CannotDecide, match="own danger"):
            propose(nasty, cast.dov)

    @pytest.mark.parametrize("act", ["slow", "mute"])
    @pytest.mark.parametrize("days", [None, 0, -1, 91, 4000])
    def test_there_is_always_an_end_within_three_months(
        self, cast: Cast, nasty: Comment, act: str, days: int | None
    ) -> None:
        until = None if days is None else TODAY() + timedelta(days=days)
        with pytest.raises(CannotDecide, match="day"):
            restrict(nasty, act, cast.dov, until=until)
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(subject="x:1", act=act, rule="r", facts="f", by=cast.dov)

    def test_nobody_decides_about_their_own_name(self, cast: Cast, post: Post, noor: Account) -> None:
        mine = said(post, noor, "Mine.")
        for act in ("mute", "lift"):
            with pytest.raises(CannotDecide):
                restrict(mine, act, noor)
        with pytest.raises(CannotDecide):
            propose(mine, noor)

    def test_a_professional_who_writes_under_their_own_name_has_no_name_to_restrict(
        self, cast: Cast, post: Post
    ) -> None:
        with pytest.raises(CannotDecide):
            restrict(said(post, cast.ana, "I wrote this."), "mute", cast.dov)

    def test_a_name_cannot_be_taken_down_or_reported_like_a_thing(
        self, cast: Cast, signed_in, nasty: Comment
    ) -> None:
        row = restrict(nasty, "mute", cast.dov)
        with pytest.raises(CannotDecide):
            actions.decide(subject=row.subject, act="remove", rule=UNKIND, facts="x", by=cast.grace)
        key = row.subject.partition(":")[2]
        assert signed_in(cast.dov).get(f"/moderation/accounts.persona/{key}/").status_code == 404
        assert signed_in(cast.ben).get(f"/report/accounts.persona/{key}/").status_code == 404


class TestAppeals:
    def test_another_person_gives_it_back(self, cast: Cast, signed_in, nasty: Comment) -> None:  # R99
        row = restrict(nasty, "leave", cast.dov)
        asked = actions.appeal(decision=row, words="I was quoting.", by=cast.hugo)
        assert signed_in(cast.dov).get(f"/moderation/appeals/{asked.pk}/").status_code == 404
        page = text(signed_in(cast.grace).get(f"/moderation/appeals/{asked.pk}/"))
        assert "You are a fool." in page
        actions.answer_appeal(appeal=asked, upheld=True, answer="A quotation.", by=cast.grace)
        assert standing_of(str(nasty.persona_id)) == FREE
        assert Decision.objects.first().act == "lift"
        assert "does not hold any more" in text(signed_in(cast.hugo).get(f"/you/decisions/{row.pk}/"))

    def test_neither_of_two_who_banned_answers(self, cast: Cast, noor: Account, nasty: Comment) -> None:  # I41
        asked = actions.appeal(decision=banned(nasty, cast, noor), words="No.", by=cast.hugo)
        for account in (cast.dov, noor):
            with pytest.raises(CannotDecide):
                actions.answer_appeal(appeal=asked, upheld=False, answer="No.", by=account)
        actions.answer_appeal(appeal=asked, upheld=True, answer="Too hard.", by=cast.grace)
        assert paused(cast.hugo) == ""

    def test_somebody_banned_reaches_their_decision_and_appeals(
        self, cast: Cast, noor: Account, signed_in, nasty: Comment
    ) -> None:
        row = banned(nasty, cast, noor)
        browser = signed_in(cast.hugo)
        assert browser.get("/learn/").status_code == 403
        assert "Two people" in text(browser.get(f"/you/decisions/{row.pk}/"))
        assert browser.post(f"/you/decisions/{row.pk}/", {"words": "I disagree."}).status_code == 302
        assert Appeal.objects.exists()
        assert browser.get("/crisis/").status_code == 200

    def test_nobody_appeals_for_another_name(self, cast: Cast, nasty: Comment) -> None:
        with pytest.raises(CannotAppeal):
            actions.appeal(decision=restrict(nasty, "leave", cast.dov), words="x", by=cast.ben)


class TestFourEyes:  # R103
    def test_a_proposal_changes_nothing(self, cast: Cast, noor: Account, nasty: Comment) -> None:
        propose(nasty, cast.dov)
        assert paused(cast.hugo) == ""
        assert standing_of(str(nasty.persona_id)) == FREE
        assert not BoxNotice.objects.exists()

    def test_a_moderator_gone_rogue_cannot_ban_alone(
        self, cast: Cast, noor: Account, signed_in, nasty: Comment
    ) -> None:
        asked = propose(nasty, cast.dov)
        browser = signed_in(cast.dov)
        path = f"/moderation/bans/{asked.pk}/"
        assert browser.get(path).status_code == 404
        assert browser.post(path, {"confirm": "yes", "answer": "x"}).status_code == 404
        with pytest.raises(CannotDecide):
            actions.answer_proposal(asked, confirm=True, answer="x", by=cast.dov)
        with pytest.raises(CannotDecide):
            restrict(nasty, "ban", cast.dov)
        with pytest.raises(CannotDecide):
            actions.decide(subject=subject_of(nasty), act="ban", rule=UNKIND, facts="x", by=cast.dov)
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=asked.pk).update(answered_by=cast.dov)
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(subject="x:1", act="ban", rule="r", facts="f", by=cast.dov, second=cast.dov)
        assert paused(cast.hugo) == ""

    def test_a_second_person_confirms_and_both_are_in_the_record(
        self, cast: Cast, noor: Account, signed_in, nasty: Comment
    ) -> None:
        asked = propose(nasty, cast.dov)
        browser = signed_in(noor)
        assert "You are a fool." in text(browser.get(f"/moderation/bans/{asked.pk}/"))
        answer = browser.post(f"/moderation/bans/{asked.pk}/", {"confirm": "yes", "answer": "I read it."})
        assert answer.status_code == 302
        row = Decision.objects.get(act="ban")
        assert (row.by, row.second, row.proposal.answer) == (cast.dov, noor, "I read it.")
        assert paused(cast.hugo) == "restricted"
        assert standing_of(str(nasty.persona_id)).banned

    def test_a_refusal_changes_nothing_and_stays_in_the_record(
        self, cast: Cast, noor: Account, nasty: Comment
    ) -> None:
        asked = propose(nasty, cast.dov)
        assert actions.answer_proposal(asked, confirm=False, answer="Too hard.", by=noor) is None
        assert paused(cast.hugo) == ""
        assert Proposal.objects.get().outcome == "refused"
        with pytest.raises(CannotDecide):
            actions.answer_proposal(asked, confirm=True, answer="x", by=cast.grace)

    def test_a_proposal_expires(self, cast: Cast, noor: Account, nasty: Comment) -> None:
        asked = propose(nasty, cast.dov)
        Proposal.objects.update(expires_on=TODAY())
        with pytest.raises(CannotDecide):
            actions.answer_proposal(asked, confirm=True, answer="x", by=noor)
        assert expire_proposals() == 1
        assert propose(nasty, cast.dov).outcome == ""

    def test_two_proposals_about_one_name_are_one(self, cast: Cast, noor: Account, nasty: Comment) -> None:
        propose(nasty, cast.dov)
        with pytest.raises(CannotDecide, match="already"):
            propose(nasty, noor)

    def test_nobody_confirms_a_ban_of_themselves(self, cast: Cast, noor: Account, post: Post) -> None:
        people.account("mia", [Role.MEMBER, Role.MODERATOR])
        asked = propose(said(post, noor, "Nasty."), cast.dov)
        with pytest.raises(CannotDecide):
            actions.answer_proposal(asked, confirm=False, answer="x", by=noor)

    def test_there_is_no_ban_that_nobody_is_left_to_look_at_again(self, cast: Cast, nasty: Comment) -> None:  # I41
        with pytest.raises(CannotDecide, match="Nobody would be left"):
            propose(nasty, cast.dov)  # only Dov and Grace are here

    def test_a_moderator_who_was_paused_can_do_nothing(
        self, cast: Cast, noor: Account, signed_in, nasty: Comment
    ) -> None:
        Account.objects.filter(pk=cast.dov.pk).update(paused="restricted")
        cast.dov.refresh_from_db()
        assert signed_in(cast.dov).get("/moderation/").status_code == 403


class TestEveryName:  # I6
    def test_a_ban_closes_the_host_to_the_second_name_too_and_shows_it_to_nobody(
        self, cast: Cast, noor: Account, signed_in, nasty: Comment
    ) -> None:
        elsewhere = published(cast.farid)
        other = said(elsewhere, cast.hugo, "Other words.")
        before = [text(signed_in(person).get(address(elsewhere))) for person in (None, cast.farid)]
        banned(nasty, cast, noor)
        assert signed_in(cast.hugo).post(f"{address(elsewhere)}comments/", {"body": "More."}).status_code == 403
        after = [text(signed_in(person).get(address(elsewhere))) for person in (None, cast.farid)]
        assert before[0] == after[0]
        assert "Other words." in after[1]
        assert standing_of(str(other.persona_id)) == FREE  # nothing is written down about the other name
        assert not Decision.objects.filter(subject__contains=str(other.persona_id)).exists()

    def test_two_bans_end_only_together(self, cast: Cast, noor: Account, nasty: Comment) -> None:
        other = said(published(cast.farid), cast.hugo, "You too.")
        soon, late = (TODAY() + timedelta(days=days) for days in (3, 9))
        first = banned(nasty, cast, noor, until=soon)
        second = banned(other, cast, noor, until=late)
        Decision.objects.filter(pk=first.pk).update(until=TODAY())
        assert end_due() == 1
        assert paused(cast.hugo) == "restricted"
        Decision.objects.filter(pk=second.pk).update(until=TODAY())
        assert end_due() == 1
        assert paused(cast.hugo) == ""
        assert end_due() == 0

    def test_a_ban_decided_anew_outlives_the_day_of_the_first(
        self, cast: Cast, noor: Account, nasty: Comment
    ) -> None:
        banned(nasty, cast, noor, until=TODAY() + timedelta(days=3))
        banned(nasty, cast, noor)
        Decision.objects.filter(until__isnull=False).update(until=TODAY())
        end_due()
        assert paused(cast.hugo) == "restricted"

    def test_the_end_of_a_ban_leaves_another_pause_alone(self, cast: Cast, noor: Account, nasty: Comment) -> None:
        row = banned(nasty, cast, noor, until=TODAY() + timedelta(days=3))
        Account.objects.filter(pk=cast.hugo.pk).update(paused="younger")
        Decision.objects.filter(pk=row.pk).update(until=TODAY())
        end_due()
        assert paused(cast.hugo) == "younger"


class TestThePageAboutAName:
    def path(self, row: Comment) -> str:
        return f"/moderation/blog.comment/{row.pk}/writer/"

    def test_it_shows_the_pseudonym_and_nothing_behind_it(
        self, cast: Cast, signed_in, nasty: Comment
    ) -> None:  # I1
        seen = text(signed_in(cast.dov).get(self.path(nasty)))
        assert nasty.persona
        assert nasty.persona.name in seen
        assert str(cast.hugo.pk) not in seen
        assert "hugo" not in seen.casefold().split()

    @pytest.mark.parametrize("login", ["ana", "ben", "hugo", "farid"])
    def test_nobody_else_sees_it(self, cast: Cast, signed_in, nasty: Comment, login: str) -> None:
        browser = signed_in(getattr(cast, login))
        assert browser.get(self.path(nasty)).status_code == 404
        assert browser.post(self.path(nasty), {"act": "mute"}).status_code == 404

    def test_nor_is_there_one_for_what_nobody_reported(self, cast: Cast, signed_in, post: Post) -> None:
        calm = said(post, cast.ben, "Calm words.")
        assert signed_in(cast.dov).get(self.path(calm)).status_code == 404

    def test_a_moderator_decides_there(self, cast: Cast, signed_in, nasty: Comment) -> None:
        day = (TODAY() + timedelta(days=5)).isoformat()
        form = {"act": "slow", "hours": "6", "until": day, "rule": UNKIND, "facts": SEEN}
        assert signed_in(cast.dov).post(self.path(nasty), form).status_code == 302
        assert standing_of(str(nasty.persona_id)).slow_hours == 6

    def test_what_is_refused_comes_back_with_the_words(self, cast: Cast, signed_in, nasty: Comment) -> None:
        form = {"act": "mute", "rule": UNKIND, "facts": "My long reasons"}
        answer = signed_in(cast.dov).post(self.path(nasty), form)
        assert answer.status_code == 409
        assert "My long reasons" in text(answer)
        assert "Choose a day" in text(answer)

    def test_a_ban_is_only_proposed_there(self, cast: Cast, noor: Account, signed_in, nasty: Comment) -> None:
        form = {"act": "ban", "rule": UNKIND, "facts": SEEN}
        assert signed_in(cast.dov).post(self.path(nasty), form).status_code == 302
        assert paused(cast.hugo) == ""
        waiting = text(signed_in(noor).get("/moderation/"))
        assert f"/moderation/bans/{Proposal.objects.get().pk}/" in waiting
        assert "You proposed it" in text(signed_in(cast.dov).get("/moderation/"))

    @pytest.mark.parametrize("rows", [1, 30])
    def test_every_page_takes_few_statements(
        self, cast: Cast, noor: Account, signed_in, nasty: Comment, rows: int
    ) -> None:
        for _ in range(rows):
            restrict(nasty, "mute", cast.dov)
        asked = propose(nasty, cast.dov)
        browser = signed_in(noor)
        for path in (self.path(nasty), f"/moderation/bans/{asked.pk}/", "/moderation/"):
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(path).status_code == 200
            assert len(queries) <= 14, path


def test_a_report_of_what_a_restricted_name_wrote_is_decided_as_before(cast: Cast, nasty: Comment) -> None:
    restrict(nasty, "mute", cast.dov)
    actions.decide(subject=subject_of(nasty), act="remove", rule=UNKIND, facts=SEEN, by=cast.dov)
    assert Report.objects.get().decision
