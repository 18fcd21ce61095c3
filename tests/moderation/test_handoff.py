"""The warm hand-off: open until somebody is with them, asked again within a day (R95, C6, I12–I14)."""

import html
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from hearten.accounts.models import Account, BoxNotice, Budget, Role
from hearten.blog.models import Comment
from hearten.blog.models.comment import CommentState
from hearten.events.models import Event
from hearten.home.box import OTHERWISE, words
from hearten.moderation import actions, desk
from hearten.moderation.actions import NotYet, Taken
from hearten.moderation.actions.desk import FOLLOW_UP_AFTER
from hearten.moderation.actions.handoff import FOLLOW_UP_BY
from hearten.moderation.levels import TODAY
from hearten.moderation.models import Decision, HandOff, HandOffLine, Report, SafetyItem
from hearten.moderation.privacy import PERSONAL_DATA
from hearten.moderation.replies import fitting, replies
from tests import cast as people
from tests.blog.reading import CRISIS, address, published
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("comments_open")]
ANONYMOUS = "If you stay anonymous we cannot send help to you"


def text(answer) -> str:
    return html.unescape(answer.content.decode())


@pytest.fixture
def item(cast: Cast, signed_in) -> SafetyItem:
    """Ben wrote words that speak of danger; Grace has them."""
    signed_in(cast.ben).post(f"{address(published(cast.ana))}comments/", {"body": CRISIS})
    row = SafetyItem.objects.get()
    actions.claim(item=row, by=cast.grace)
    return row


@pytest.fixture
def hand_off(cast: Cast, item: SafetyItem) -> HandOff:
    """Grace wrote to him."""
    return actions.write(item=item, words="I have read your words.", by=cast.grace)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def later(item: SafetyItem, hours: int = 13) -> None:
    """As if so many hours had passed for the follow-up."""
    for row in SafetyItem.objects.filter(subject=item.subject, closed_at=None):
        row.rests_until -= timedelta(hours=hours)
        row.save()


class TestALeadWrites:
    def test_the_person_finds_it_on_a_page_of_their_own(self, cast: Cast, item, signed_in):
        grace, ben = signed_in(cast.grace), signed_in(cast.ben)
        sent = grace.post(f"/safety/{item.pk}/write/", {"words": "I have read your words."})
        assert sent.status_code == 302
        row = HandOff.objects.get()
        page = text(ben.get(f"/you/words/{row.pk}/"))
        assert "I have read your words." in page
        assert "Somebody from the safety team" in page
        assert ANONYMOUS in page  # C6
        assert "only you and our safety team, by the name you wrote under" in page
        assert "Nobody is on duty here right now." in page  # I13
        assert "stays open until you say that you are with somebody" in page
        assert row.pk in text(ben.get("/you/words/"))

    def test_they_find_the_way_on_their_own_words(self, cast: Cast, hand_off, signed_in):
        comment = Comment.objects.get()
        own = f"{address(comment.post)}comments/{comment.pk}/"
        assert f"/you/words/{hand_off.pk}/" in text(signed_in(cast.ben).get(own))

    def test_the_title_and_the_notice_say_nothing_of_health(self, cast: Cast, hand_off, signed_in):  # I27
        page = text(signed_in(cast.ben).get(f"/you/words/{hand_off.pk}/"))
        assert "<title>Words for you" in page
        kinds = list(BoxNotice.objects.filter(account=cast.ben).values_list("kind", flat=True))
        assert kinds == ["words"]
        assert words("words") != OTHERWISE
        assert not [
            word for word in ("safety", "danger", "crisis", "harm", "help") if word in words("words").lower()
        ]

    def test_only_the_owner_of_the_name_may_open_it(self, cast: Cast, hand_off, signed_in):  # I3
        for who in (cast.ana, cast.cleo, cast.dov, cast.farid, cast.grace, cast.hugo):
            assert signed_in(who).get(f"/you/words/{hand_off.pk}/").status_code == 404
            assert signed_in(who).post(f"/you/words/{hand_off.pk}/", {"words": "x"}).status_code == 404
            assert hand_off.pk not in text(signed_in(who).get("/you/words/"))
        assert Client().get(f"/you/words/{hand_off.pk}/").status_code == 302
        assert signed_in(cast.ben).get("/you/words/not-there/").status_code == 404
        assert HandOffLine.objects.count() == 1

    def test_neither_side_learns_who_the_other_is(self, cast: Cast, hand_off, item, signed_in):  # I1
        theirs = text(signed_in(cast.ben).get(f"/you/words/{hand_off.pk}/"))
        assert not [mark for mark in ("grace", str(cast.grace.pk)) if mark in theirs.casefold()]
        for path in ("", "write/"):
            ours = text(signed_in(cast.grace).get(f"/safety/{item.pk}/{path}"))
            assert not [mark for mark in (">ben<", str(cast.ben.pk)) if mark in ours.casefold()]
            assert hand_off.persona.name in ours

    def test_a_paused_account_still_reads_and_answers(self, cast: Cast, hand_off, signed_in):  # I9
        Account.objects.filter(pk=cast.ben.pk).update(paused="restricted")
        ben = signed_in(Account.objects.get(pk=cast.ben.pk))
        assert ben.get(f"/you/words/{hand_off.pk}/").status_code == 200
        assert ben.post(f"/you/words/{hand_off.pk}/", {"say": "with"}).status_code == 302
        assert fresh(hand_off).with_somebody_at

    def test_only_who_has_the_text_writes(self, cast: Cast, item):
        other = people.account("ines", [Role.SAFETY_LEAD])
        with pytest.raises(Taken):
            actions.write(item=item, words="x", by=other)
        assert not HandOffLine.objects.exists()

    def test_somebody_without_a_name_here_can_not_be_written_to(self, cast: Cast, notes, signed_in):
        item = actions.open_item("tests.note:1", "intent")
        actions.claim(item=item, by=cast.grace)
        with pytest.raises(Taken, match="Nobody can be written to"):
            actions.write(item=item, words="x", by=cast.grace)
        assert "Nobody can be written to here" in text(signed_in(cast.grace).get(f"/safety/{item.pk}/write/"))
        actions.close(item=item, note="Answered there.", by=cast.grace)

    def test_brackets_left_in_come_back_and_nothing_is_sent(self, cast: Cast, item, signed_in):
        answer = signed_in(cast.grace).post(f"/safety/{item.pk}/write/", {"words": "I heard [what]. "})
        assert answer.status_code == 422
        assert "I heard [what]." in text(answer)
        assert not HandOff.objects.exists()


class TestWordsToBeginFrom:
    def test_none_can_be_sent_as_it_is(self):
        assert [reply.id for reply in replies() if "[" not in reply.words] == []

    def test_there_are_several_for_every_kind_that_speaks_of_a_person_in_danger(self):
        for level in ("attempt", "means", "plan", "intent", "ideation", "follow-up"):
            assert len(fitting(level)) >= 2, level

    def test_none_promises_what_nobody_here_can_keep(self):
        said = " ".join(reply.words.lower() for reply in replies())
        wrong = (
            "we will send",
            "we are always here",
            "everything will be",
            "you have so much",
            "don't do it",
            "promise",
        )
        assert [words for words in wrong if words in said] == []

    def test_a_chosen_one_stands_in_the_form(self, cast: Cast, item, signed_in):
        page = text(signed_in(cast.grace).get(f"/safety/{item.pk}/write/?begin=heard"))
        assert "[What you heard in them, without explaining it away.]" in page


class TestItStaysOpen:
    def test_until_the_person_says_so_the_text_can_not_be_closed(self, cast: Cast, item, hand_off):
        with pytest.raises(NotYet, match="asked once more"):
            actions.close(item=item, note="x", by=cast.grace)
        assert fresh(item).closed_at is None

    def test_the_page_of_the_text_says_why(self, cast: Cast, item, hand_off, signed_in):
        answer = signed_in(cast.grace).post(f"/safety/{item.pk}/close/", {"note": "My note"})
        assert answer.status_code == 409
        assert "asked once more" in text(answer)
        assert "My note" in text(answer)

    def test_with_somebody_then_asked_again_then_it_ends(self, cast: Cast, item, hand_off, signed_in):
        signed_in(cast.ben).post(f"/you/words/{hand_off.pk}/", {"say": "with"})
        assert fresh(hand_off).ended_at is None
        queue = desk.safety_queue(cast.grace)
        assert [row["id"] for row in queue["resting"]] == [item.pk]
        later(item)
        groups = {group["name"]: group["items"] for group in desk.safety_queue(cast.grace)["groups"]}
        assert [row["says"] for row in groups["Today"]] == ["It is time to ask once more"]
        actions.claim(item=item, by=cast.grace)
        actions.write(item=item, words="How was the night?", by=cast.grace)
        assert fresh(hand_off).ended_at
        assert fresh(item).closed_at
        assert desk.safety_queue(cast.grace)["empty"]

    def test_the_follow_up_comes_up_in_time_to_be_done_within_a_day(self, cast: Cast, item, hand_off):
        rests = fresh(item).rests_until - timezone.now()
        assert rests <= FOLLOW_UP_AFTER
        assert FOLLOW_UP_AFTER + TODAY.aim <= FOLLOW_UP_BY <= timedelta(hours=24)

    @pytest.mark.parametrize("said", ["", "not_now"])
    def test_without_an_answer_it_is_asked_again_and_stays_open_to_them(
        self, cast: Cast, item, hand_off, signed_in, said: str
    ):
        if said:
            signed_in(cast.ben).post(f"/you/words/{hand_off.pk}/", {"say": said})
        later(item)
        actions.claim(item=item, by=cast.grace)
        actions.write(item=item, words="How is it today?", by=cast.grace)
        assert fresh(item).closed_at
        assert fresh(hand_off).ended_at is None
        page = text(signed_in(cast.ben).get(f"/you/words/{hand_off.pk}/"))
        assert "This stays open" in page

    def test_the_database_holds_no_thread_that_ended_without_both(self, hand_off):
        with pytest.raises(IntegrityError), transaction.atomic():
            HandOff.objects.update(ended_at=timezone.now())
        with pytest.raises(IntegrityError), transaction.atomic():
            HandOff.objects.update(ended_at=timezone.now(), with_somebody_at=timezone.now())

    def test_words_after_the_end_open_it_again(self, cast: Cast, item, hand_off, signed_in):
        ben = signed_in(cast.ben)
        ben.post(f"/you/words/{hand_off.pk}/", {"say": "with"})
        later(item)
        actions.claim(item=item, by=cast.grace)
        actions.write(item=item, words="How was the night?", by=cast.grace)
        ben.post(f"/you/words/{hand_off.pk}/", {"words": "She has left again."})
        assert fresh(hand_off).ended_at is None
        assert fresh(hand_off).with_somebody_at is None
        again = SafetyItem.objects.get(closed_at=None)
        assert desk.safety_row(again, cast.grace)["says"] == "An answer came to what you or a colleague wrote"


class TestThePersonAnswers:
    def test_the_desk_is_asked_again_at_once(self, cast: Cast, item, hand_off, signed_in):
        signed_in(cast.ben).post(f"/you/words/{hand_off.pk}/", {"words": "I am still here."})
        row = fresh(item)
        assert (row.rests_until, row.answered_at) == (None, None)
        assert "waits for less than a minute" in desk.safety_row(row, cast.grace)["waits"]
        assert "I am still here." in text(signed_in(cast.grace).get(f"/safety/{item.pk}/write/"))

    def test_an_answer_does_not_wait_for_the_end_of_an_old_claim(self, cast: Cast, item, signed_in):
        SafetyItem.objects.update(level="passive")
        actions.claim(item=fresh(item), by=cast.grace)  # for an hour; then she is gone
        hand_off = actions.write(item=fresh(item), words="I have read it.", by=cast.grace)
        assert fresh(item).held_until > timezone.now() + timedelta(minutes=50)
        signed_in(cast.ben).post(f"/you/words/{hand_off.pk}/", {"words": "I am still here."})
        assert fresh(item).held_until <= timezone.now() + timedelta(minutes=20)

    def test_writing_back_costs_nothing_of_what_one_may_write_elsewhere(
        self, cast: Cast, hand_off, signed_in
    ):  # I12
        signed_in(cast.ben).post(f"/you/words/{hand_off.pk}/", {"words": "Thank you."})
        assert Budget.objects.filter(account=cast.ben, act="letters").count() == 1
        assert not Budget.objects.filter(account=cast.ben, act="words").exists()

    @pytest.mark.parametrize("button", ["with", "not_now"])
    def test_words_that_nobody_has_read_stay_on_the_desk_whatever_is_pressed_after_them(
        self, cast: Cast, item, hand_off, signed_in, button: str
    ):
        ben = signed_in(cast.ben)
        ben.post(f"/you/words/{hand_off.pk}/", {"words": "I am still here."})
        ben.post(f"/you/words/{hand_off.pk}/", {"say": button})
        assert fresh(item).rests_until is None
        assert item.pk not in [row["id"] for row in desk.safety_queue(cast.grace)["resting"]]
        actions.claim(item=item, by=cast.grace)
        actions.mark_answered(item=item, by=cast.grace)
        assert [row["id"] for row in desk.safety_queue(cast.grace)["resting"]] == [item.pk]

    def test_words_that_are_more_urgent_raise_it(self, cast: Cast, item, hand_off, signed_in, monkeypatch):
        SafetyItem.objects.update(level="passive")
        signed_in(cast.ben).post(f"/you/words/{hand_off.pk}/", {"words": "I took all the pills an hour ago."})
        assert desk.safety_row(fresh(item), cast.grace)["group"] in {"Now", "Soon"}

    def test_pressing_twice_says_it_once(self, cast: Cast, hand_off, signed_in):
        ben = signed_in(cast.ben)
        for form in ({"say": "with"}, {"say": "with"}, {"words": "Thank you."}, {"words": "Thank you."}):
            ben.post(f"/you/words/{hand_off.pk}/", form)
        assert list(HandOffLine.objects.filter(by_person=True).values_list("said", "words")) == [
            ("with", ""),
            ("", "Thank you."),
        ]

    def test_too_many_words_come_back_and_help_stands_above(self, cast: Cast, hand_off, signed_in):
        long = "I can not stop writing. " * 200
        answer = signed_in(cast.ben).post(f"/you/words/{hand_off.pk}/", {"words": long})
        assert answer.status_code == 422
        assert long.strip() in text(answer)
        assert text(answer).index(ANONYMOUS) < text(answer).index("What was said")

    def test_a_flood_is_stopped_and_nothing_is_lost(self, cast: Cast, hand_off, signed_in, monkeypatch):
        monkeypatch.setattr("hearten.moderation.views.handoff.A_DAY", 1)
        ben = signed_in(cast.ben)
        ben.post(f"/you/words/{hand_off.pk}/", {"words": "One."})
        answer = ben.post(f"/you/words/{hand_off.pk}/", {"words": "Two."})
        assert answer.status_code == 429
        assert "Two." in text(answer)
        assert ANONYMOUS in text(answer)


class TestNothingElseChanges:
    def test_no_strike_no_limit_no_change_of_who_sees_it_and_nobody_else_hears(
        self, cast: Cast, item, signed_in
    ):  # I12, I14
        account = Account.objects.filter(pk=cast.ben.pk).values().get()
        spent = list(Budget.objects.order_by("pk").values())
        hand_off = actions.write(item=item, words="I have read it.", by=cast.grace)
        signed_in(cast.ben).post(f"/you/words/{hand_off.pk}/", {"say": "not_now"})
        assert Account.objects.filter(pk=cast.ben.pk).values().get() == account
        assert list(Budget.objects.order_by("pk").values()) == spent
        assert [rows.objects.count() for rows in (Report, Decision)] == [0, 0]
        assert Comment.objects.get().state == CommentState.WAITING
        for who in (cast.ana, cast.cleo, cast.dov, cast.farid, cast.grace, cast.hugo):
            assert not who.notices.exists()

    def test_events_carry_names_of_this_place_only_and_no_words(self, cast: Cast, hand_off, signed_in):  # I1, I27
        signed_in(cast.ben).post(f"/you/words/{hand_off.pk}/", {"words": "birch birch"})
        events = list(Event.objects.filter(kind__startswith="handoff.").values_list("kind", "actor", "data"))
        assert events == [
            ("handoff.written", cast.grace.ref, {}),
            ("handoff.answered", hand_off.persona.ref, {"said": "words"}),
        ]
        assert "birch" not in str(list(Event.objects.values()))
        assert str(cast.ben.pk) not in str(list(Event.objects.filter(kind__startswith="handoff.").values()))

    def test_a_persons_line_can_not_name_an_account(self, cast: Cast, hand_off):  # I1
        with pytest.raises(IntegrityError), transaction.atomic():
            HandOffLine.objects.create(hand_off=hand_off, by_person=True, words="x", lead=cast.ben)


class TestCopiesAndErasure:
    def test_the_person_gets_both_sides_and_nobody_gets_who_wrote(self, cast: Cast, hand_off, signed_in):
        signed_in(cast.ben).post(f"/you/words/{hand_off.pk}/", {"words": "Thank you."})
        (thread,) = PERSONAL_DATA.export(cast.ben)["words_for_you"]
        assert [line["words"] for line in thread["lines"]] == ["I have read your words.", "Thank you."]
        assert str(cast.grace.pk) not in str(thread)
        assert PERSONAL_DATA.export(cast.cleo)["words_for_you"] == []

    def test_it_goes_with_the_person(self, cast: Cast, hand_off, item):  # I31
        PERSONAL_DATA.erase(cast.ben)
        assert [rows.objects.count() for rows in (HandOff, HandOffLine)] == [0, 0]
        assert not SafetyItem.objects.filter(subject=item.subject).exists()

    def test_a_lead_goes_and_the_words_stay_for_the_person(self, cast: Cast, hand_off):
        PERSONAL_DATA.erase(cast.grace)
        cast.grace.delete()
        assert HandOffLine.objects.get().words == "I have read your words."

    def test_it_outlives_the_page_it_began_on(self, cast: Cast, hand_off, item):
        actions.forget([item.subject])
        assert HandOff.objects.get() == hand_off
        assert fresh(item).closed_at is None


@pytest.mark.parametrize("rows", [1, 60])
def test_few_queries_however_much_was_said(
    cast: Cast, hand_off, item, signed_in, rows, django_assert_max_num_queries
):
    for n in range(rows):
        HandOffLine.objects.create(hand_off=hand_off, by_person=False, words=f"Line {n}.")
    for who, path in (
        (cast.ben, f"/you/words/{hand_off.pk}/"),
        (cast.ben, "/you/words/"),
        (cast.grace, f"/safety/{item.pk}/write/"),
        (cast.grace, f"/safety/{item.pk}/"),
        (cast.grace, "/safety/"),
    ):
        browser = signed_in(who)
        with django_assert_max_num_queries(12):
            assert browser.get(path).status_code == 200
