"""What somebody in danger writes while their account is paused reaches the safety team, and nobody else (I12)."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hearten.accounts import wall
from hearten.accounts.models import Account
from hearten.blog.models import Comment, Post
from hearten.moderation import actions, pool
from hearten.moderation.actions import CannotDecide
from hearten.moderation.actions.calls import KEEP_FOR, WAITING, forget_calls, hear_call
from hearten.moderation.middleware import danger_while_paused, is_spoken
from hearten.moderation.models import CallForHelp, Decision, HandOff, Proposal, Report, SafetyItem, Shift
from hearten.moderation.privacy import PERSONAL_DATA
from hearten.moderation.rules import RULES
from hearten.moderation.subjects import find
from tests.blog.reading import CRISIS, address, published, said
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("comments_open")]
HELP = "You don't have to carry this alone"
CALM = "The light in the morning helped me."


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode()).replace("&#x2f;", "/")


@pytest.fixture
def post(cast: Cast) -> Post:
    return published(cast.ana)


@pytest.fixture
def ben(cast: Cast, signed_in) -> Client:
    """Ben's browser; his account is paused."""
    browser = signed_in(cast.ben)
    Account.objects.filter(pk=cast.ben.pk).update(paused="restricted")
    return browser


@pytest.fixture
def send(ben: Client, post: Post):
    """What Ben sends from a page that he had open before."""

    def sent(body: str = CRISIS, to: str = "") -> Any:
        return ben.post(to or f"{address(post)}comments/", {"body": body})

    return sent


@pytest.fixture
def item(send, cast: Cast) -> SafetyItem:
    """Grace has what he wrote."""
    send()
    row = SafetyItem.objects.get()
    actions.claim(item=row, by=cast.grace)
    return row


class TestThePersonWhoWrites:
    def test_help_comes_first_and_their_words_come_back(self, send):
        answer = send()
        assert answer.status_code == 403
        assert text(answer).index(HELP) < text(answer).index(CRISIS)
        assert "You have done nothing wrong by writing this" in text(answer)
        assert "nothing about your account changes" in text(answer)

    def test_the_page_says_truly_who_reads_it_and_whether_somebody_is_there(self, send, cast: Cast):  # I13
        page = text(send())
        assert "The safety team of this place can, and nobody else." in page
        assert "Nobody is on duty here right now." in page
        now = timezone.now()
        Shift.objects.create(account=cast.grace, starts_at=now, ends_at=now + timedelta(hours=2))
        assert "Somebody from our safety team is reading here until" in text(send(f"{CRISIS} Please."))

    def test_they_are_told_the_name_they_are_known_by_and_it_is_used_nowhere_else(self, send, cast: Cast):  # I4
        page = text(send())
        row = CallForHelp.objects.get()
        assert f"They know you as <strong>{row.persona.name}</strong>" in page
        assert row.persona.space == "help"
        assert not Comment.objects.filter(persona=row.persona).exists()

    @pytest.mark.parametrize("to", ["/@ana/questions/new/", "/groups/anything/write/", "/@ana/gone/comments/"])
    def test_it_is_so_wherever_people_speak_to_others(self, send, to: str):
        assert HELP in text(send(to=to))
        assert SafetyItem.objects.get().subject == CallForHelp.objects.get().subject

    def test_one_who_said_that_they_are_too_young_is_heard_as_well(self, send):  # R98
        Account.objects.filter(paused="restricted").update(paused="younger")
        assert HELP in text(send())
        assert SafetyItem.objects.exists()

    def test_the_first_page_they_see_leads_to_what_was_written_to_them(self, ben: Client):
        assert 'href="/you/words/"' in text(ben.get("/"))


class TestWhatIsNotLookedAt:
    def test_calm_words_come_back_and_are_kept_nowhere(self, send):
        assert "It was not sent." in text(send(CALM))
        assert not CallForHelp.objects.exists()
        assert not SafetyItem.objects.exists()

    @pytest.mark.parametrize("to", ["/you/notes/", "/desk/posts/1/save/", "/search/", "/account/card/"])
    def test_what_somebody_writes_for_themself_is_not_read(self, send, to: str):  # I14
        assert send(to=to).status_code == 403
        assert not CallForHelp.objects.exists()

    def test_nor_what_they_are_still_writing(self, send, post: Post):  # I14
        send(to=f"{address(post)}comments/check/")
        assert not CallForHelp.objects.exists()

    def test_words_that_push_somebody_else_are_not_kept(self, send):
        send("Do it. Kill yourself tonight, nobody will miss you.")
        assert not CallForHelp.objects.exists()
        assert not SafetyItem.objects.exists()

    def test_an_account_that_is_open_goes_the_usual_way(self, cast: Cast, signed_in, post: Post):
        signed_in(cast.cleo).post(f"{address(post)}comments/", {"body": CRISIS})
        assert SafetyItem.objects.get().subject.startswith("blog.comment:")
        assert not CallForHelp.objects.exists()

    def test_a_page_that_is_only_read_costs_no_look(self, rf):
        asked: list[str] = []
        handle = danger_while_paused(lambda request: asked.append(request.path))
        handle(rf.get("/@ana/"))  # no account was looked up: the request has none
        assert asked == ["/@ana/"]
        assert not is_spoken(rf.get("/@ana/"))

    def test_while_the_guard_is_silent_a_person_reads_it(self, send, monkeypatch: pytest.MonkeyPatch):  # I19
        def silent(words: str, purpose: str) -> None:
            raise pool.GuardUnavailable

        monkeypatch.setattr("hearten.moderation.review.ask", silent)
        assert HELP in text(send(CALM))
        assert SafetyItem.objects.get().level == "unread"


class TestTheDesk:
    def test_a_safety_lead_reads_it_under_a_name_that_leads_nowhere(self, item, cast: Cast, signed_in):
        page = text(signed_in(cast.grace).get(f"/safety/{item.pk}/"))
        assert CRISIS in page
        assert "Words that reached nobody else" in page
        assert CallForHelp.objects.get().persona.name in page
        assert cast.ben.login not in page
        assert "Decide if it stays" not in page

    def test_it_stands_where_its_level_belongs(self, send):
        send("I have the pills here and I am going to take them all tonight.")
        assert SafetyItem.objects.get().level == "means"

    def test_the_hand_off_reaches_a_paused_person_and_their_answer_comes_back(
        self, item, cast: Cast, ben: Client
    ):  # R95
        actions.write(item=item, words="I have read your words.", by=cast.grace)
        row = HandOff.objects.get()
        assert row.pk in text(ben.get("/you/words/"))
        page = text(ben.get(f"/you/words/{row.pk}/"))
        assert "I have read your words." in page
        assert ben.post(f"/you/words/{row.pk}/", {"words": "Thank you. I am still here."}).status_code == 302
        item.refresh_from_db()
        assert item.level == "intent"
        assert item.answered_at is None  # the desk is asked anew
        assert ben.post(f"/you/words/{row.pk}/", {"say": "with"}).status_code == 302
        row.refresh_from_db()
        assert row.with_somebody_at

    def test_the_same_words_are_one_text_and_many_texts_have_an_end(self, send):
        for _ in range(3):
            send()
        assert CallForHelp.objects.count() == 1
        for number in range(WAITING + 2):
            assert HELP in text(send(f"{CRISIS} Really, {number}."))
        assert CallForHelp.objects.count() == WAITING
        assert SafetyItem.objects.count() == WAITING

    def test_words_after_an_answer_ask_anew(self, item, send, cast: Cast):
        actions.mark_answered(item=item, by=cast.grace)
        send()
        item.refresh_from_db()
        assert item.answered_at is None

    def test_nothing_is_kept_when_the_desk_can_not_be_told(self, ben, post, monkeypatch: pytest.MonkeyPatch):
        def broken(*args: object) -> None:
            raise RuntimeError

        monkeypatch.setattr("hearten.moderation.actions.calls.open_item", broken)
        with pytest.raises(RuntimeError):
            ben.post(f"{address(post)}comments/", {"body": CRISIS})
        assert not CallForHelp.objects.exists()


class TestNobodyElse:
    def test_no_moderator_therapist_or_member_finds_it(self, item, cast: Cast, signed_in):  # I3, I14
        key = CallForHelp.objects.get().pk
        pages = [f"/moderation/moderation.callforhelp/{key}/", f"/report/moderation.callforhelp/{key}/"]
        pages += [f"/safety/{item.pk}/", f"/moderation/moderation.callforhelp/{key}/writer/"]
        for who in (None, cast.ana, cast.cleo, cast.dov, cast.farid, cast.hugo):
            for page in pages:
                answer = signed_in(who).get(page)
                assert answer.status_code in {302, 404}
                assert CRISIS not in text(answer)
        assert CRISIS not in text(signed_in(cast.dov).get("/moderation/"))

    def test_nothing_can_be_decided_about_it_and_nothing_was(self, item, cast: Cast, signed_in):  # I12
        subject = CallForHelp.objects.get().subject
        with pytest.raises(CannotDecide):
            actions.decide(subject=subject, act="remove", rule=RULES[1], facts="It is unkind.", by=cast.grace)
        grace = signed_in(cast.grace)
        assert grace.get(f"/moderation/{subject.replace(':', '/')}/").status_code == 404
        assert grace.get(f"/moderation/{subject.replace(':', '/')}/writer/").status_code == 404
        for rows in (Decision, Proposal, Report):
            assert not rows._default_manager.exists()
        assert Account.objects.get(pk=cast.ben.pk).paused == "restricted"  # neither lifted nor made longer

    def test_its_writer_is_told_in_neutral_words_and_is_the_only_one_whose_it_is(self, item, cast: Cast):  # I27
        found = find(CallForHelp.objects.get().subject)
        assert found
        verbs, key = found
        assert verbs.is_own(key, cast.ben)
        assert not verbs.is_own(key, cast.hugo)
        assert not verbs.is_own("nothing", cast.ben)
        verbs.tell(key, "words")
        verbs.tell("nothing", "words")
        assert cast.ben.notices.get().kind == "words"
        assert verbs.show("nothing") is None

    def test_the_name_is_not_listed_among_those_they_write_under(self, item, cast: Cast, ben: Client):
        Account.objects.update(paused="")
        assert CallForHelp.objects.get().persona.name not in text(ben.get("/you/"))


class TestAnAppeal:
    @pytest.fixture
    def decision(self, cast: Cast, post: Post) -> Decision:
        comment = said(post, cast.cleo)
        subject = f"blog.comment:{comment.pk}"
        return actions.decide(subject=subject, act="remove", rule=RULES[1], facts="It mocks.", by=cast.dov)

    def test_words_of_danger_in_it_reach_the_desk_and_the_appeal_is_made(self, decision, cast: Cast, signed_in):
        answer = signed_in(cast.cleo).post(f"/you/decisions/{decision.pk}/", {"words": CRISIS})
        assert answer.status_code == 200
        assert HELP in text(answer)
        assert "Your words are with us" in text(answer)
        assert decision.appeal.words == CRISIS
        assert SafetyItem.objects.get().subject == CallForHelp.objects.get().subject

    def test_they_do_so_when_nothing_can_be_appealed_any_more(self, decision, cast: Cast, signed_in):
        browser = signed_in(cast.cleo)
        browser.post(f"/you/decisions/{decision.pk}/", {"words": "I was quoting."})
        assert not CallForHelp.objects.exists()
        assert HELP in text(browser.post(f"/you/decisions/{decision.pk}/", {"words": CRISIS}))
        assert CallForHelp.objects.get().words == CRISIS

    def test_its_writer_may_be_paused(self, decision, cast: Cast, signed_in):
        browser = signed_in(cast.cleo)
        Account.objects.filter(pk=cast.cleo.pk).update(paused="restricted")
        assert HELP in text(browser.post(f"/you/decisions/{decision.pk}/", {"words": CRISIS}))


class TestHowLong:
    def test_the_copy_of_everything_has_the_words(self, item, cast: Cast):  # R102
        (row,) = PERSONAL_DATA.export(cast.ben)["calls_for_help"]
        assert row == {"words": CRISIS, "written_on": timezone.localdate().isoformat()}
        assert PERSONAL_DATA.export(cast.hugo)["calls_for_help"] == []

    def test_erasing_the_account_leaves_nothing_of_it(self, item, cast: Cast):  # I31
        actions.write(item=item, words="I have read your words.", by=cast.grace)
        PERSONAL_DATA.erase(cast.ben)
        for rows in (CallForHelp, SafetyItem, HandOff):
            assert not rows._default_manager.exists()

    def test_words_that_were_answered_go_after_their_time(self, item, cast: Cast):
        CallForHelp.objects.update(written_on=timezone.localdate() - KEEP_FOR - timedelta(days=1))
        assert forget_calls() == 0  # somebody still has to look
        actions.close(item=item, note="Answered.", by=cast.grace)
        assert forget_calls() == 1
        assert not SafetyItem.objects.exists()

    def test_words_stay_while_somebody_writes_with_them(self, item, cast: Cast):
        actions.write(item=item, words="I have read your words.", by=cast.grace)
        SafetyItem.objects.update(closed_at=timezone.now())
        CallForHelp.objects.update(written_on=timezone.localdate() - KEEP_FOR - timedelta(days=1))
        assert forget_calls() == 0

    def test_young_words_stay(self, item, cast: Cast):
        actions.close(item=item, note="Answered.", by=cast.grace)
        assert forget_calls() == 0
        assert CallForHelp.objects.exists()


def test_the_row_names_no_account(cast: Cast) -> None:  # I1
    row = hear_call(words=CRISIS, by=cast.ben)
    assert row
    related = {field.related_model for field in CallForHelp._meta.get_fields() if field.is_relation}
    assert Account not in related
    assert wall.owns(cast.ben, row.persona_id)


def test_the_page_needs_no_more_statements_than_these(send, cast: Cast, django_assert_max_num_queries) -> None:
    send(f"{CRISIS} Once.")
    with django_assert_max_num_queries(19):  # one of them on PostgreSQL alone: NOTIFY
        send()
