"""The safety desk: four groups, one lead at a time, handing on, second opinions, nobody overloaded (R95, R103)."""

import html
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import connections
from django.utils import timezone

from hearten.accounts.models import Account, BoxNotice, Role
from hearten.events.models import Event
from hearten.moderation import actions, desk
from hearten.moderation.actions import Full, NotAShift, Taken
from hearten.moderation.actions.desk import MOST_IN_HAND, in_hand
from hearten.moderation.desk import Span, long, overlap, united
from hearten.moderation.levels import BY_LEVEL, GROUPS, LEVELS, NOW, group_of, urgency
from hearten.moderation.models import DeskChoice, DeskNote, SafetyItem, Shift
from tests import cast as people

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def text(response) -> str:
    return html.unescape(response.content.decode())


def opened(level: str = "intent", key: str = "1", *, ago: timedelta = timedelta(0)) -> SafetyItem:
    item = actions.open_item(f"tests.note:{key}", level)
    SafetyItem.objects.filter(pk=item.pk).update(opened_at=timezone.now() - ago, since=timezone.now() - ago)
    return SafetyItem.objects.get(pk=item.pk)


def on_watch(account: Account, since: timedelta = HOUR, until: timedelta = HOUR) -> Shift:
    now = timezone.now()
    return Shift.objects.create(account=account, starts_at=now - since, ends_at=now + until)


def local(*at: int) -> datetime:
    """A moment in the time of Stockholm."""
    return datetime(*at, tzinfo=ZoneInfo("Europe/Stockholm"))


def fresh(item: SafetyItem) -> SafetyItem:
    return SafetyItem.objects.get(pk=item.pk)


@pytest.fixture
def ines(cast) -> Account:
    """A second safety lead."""
    return people.account("ines", [Role.SAFETY_LEAD])


class TestFourGroups:
    def test_every_level_has_one_group_and_the_groups_keep_the_order_of_the_queue(self):
        assert set(BY_LEVEL) == set(LEVELS)
        assert [level for group in GROUPS for level in group.levels] == list(LEVELS)
        assert sorted(LEVELS, key=urgency) == list(LEVELS)

    def test_whatever_speaks_of_an_intention_is_aimed_at_within_a_quarter_of_an_hour(self):  # R95
        for level in ("attempt", "means", "plan", "intent", "encouragement", "method", "unread"):
            assert group_of(level).aim <= 15 * MINUTE

    def test_a_level_nobody_knows_asks_now(self):
        assert group_of("something new") is NOW

    def test_an_urgent_text_is_seen_behind_six_hundred_others(self, cast, notes):
        rows = [SafetyItem(subject=f"tests.note:{n}", level="passive") for n in range(600)]
        SafetyItem.objects.bulk_create(rows)
        late, strange = opened("attempt", "late"), opened("something new", "strange")
        groups = {group["name"]: group["items"] for group in desk.safety_queue(cast.grace)["groups"]}
        assert [row["id"] for row in groups["Now"]] == [strange.pk, late.pk]

    def test_what_one_has_in_hand_stands_first_however_mild(self, cast, notes):
        item = opened("passive")
        actions.claim(item=item, by=cast.grace)
        for n in range(60):
            opened("attempt", f"a{n}")
        assert [row["id"] for row in desk.safety_queue(cast.grace)["mine"]] == [item.pk]


class TestTheClock:
    @pytest.mark.parametrize(
        ("time", "words"),
        [
            (timedelta(0), "less than a minute"),
            (timedelta(seconds=59), "less than a minute"),
            (MINUTE, "1 minute"),
            (59 * MINUTE, "59 minutes"),
            (HOUR, "1 hour"),
            (26 * HOUR, "1 day"),
            (49 * HOUR, "2 days"),
        ],
    )
    def test_says_times_as_people_do(self, time: timedelta, words: str):
        assert long(time) == words

    def test_says_how_long_it_waits_and_what_is_aimed_at(self, cast, notes):
        on_watch(cast.grace)
        item = opened("intent", ago=12 * MINUTE)
        assert desk.safety_row(item, cast.grace)["waits"] == "waits for 12 minutes; aim 15"

    def test_counts_apart_what_fell_into_a_watch(self, cast, notes):
        on_watch(cast.grace, since=5 * MINUTE)
        item = opened("intent", ago=7 * HOUR)
        says = desk.safety_row(item, cast.grace)["waits"]
        assert says == "waits for 7 hours, 5 minutes of it while somebody watched; aim 15"

    def test_stops_when_a_person_has_answered(self, cast, notes):
        item = opened("intent", ago=4 * MINUTE)
        actions.claim(item=item, by=cast.grace)
        actions.mark_answered(item=item, by=cast.grace)
        assert desk.safety_row(fresh(item), cast.grace)["waits"] == "answered after 4 minutes"

    def test_runs_anew_when_the_words_became_more_urgent(self, cast, notes):
        item = opened("passive", ago=3 * HOUR)
        actions.claim(item=item, by=cast.grace)
        actions.mark_answered(item=item, by=cast.grace)
        actions.open_item(item.subject, "attempt")
        assert desk.safety_row(fresh(item), cast.grace)["waits"] == "waits for less than a minute; aim 5"

    def test_counts_watches_that_overlap_once(self):
        at = datetime(2027, 3, 28, tzinfo=UTC)
        parts = united(
            [Span(at, at + HOUR), Span(at + HOUR / 2, at + 2 * HOUR), Span(at + 3 * HOUR, at + 4 * HOUR)]
        )
        assert overlap(Span(at, at + 5 * HOUR), parts) == 3 * HOUR


class TestRaces:
    def test_of_two_who_press_at_once_one_has_it(self, cast, ines, notes, transactional_db):
        item = opened()
        start = Barrier(2)

        def press(account: Account) -> str:
            start.wait()
            try:
                actions.claim(item=item, by=account)
            except Taken:
                return "taken"
            finally:
                connections.close_all()
            return str(account.pk)

        with ThreadPoolExecutor(2) as pool:
            said = list(pool.map(press, [cast.grace, ines]))
        assert sorted(word == "taken" for word in said) == [False, True]
        assert str(fresh(item).claimed_by_id) in said
        assert Event.objects.filter(kind="safety.claimed").count() == 1

    def test_of_two_who_take_over_one_has_it(self, cast, ines, notes):
        item = opened()
        actions.claim(item=item, by=cast.grace)
        actions.hand_over(item=item, note="She asked for a number.", by=cast.grace)
        actions.claim(item=item, by=ines)
        with pytest.raises(Taken):
            actions.claim(item=item, by=people.account("jo", [Role.SAFETY_LEAD]))

    @pytest.mark.parametrize("verb", ["release", "mark_answered"])
    def test_only_who_has_it_can(self, cast, ines, notes, verb: str):
        item = opened()
        actions.claim(item=item, by=cast.grace)
        with pytest.raises(Taken):
            getattr(actions, verb)(item=item, by=ines)
        assert fresh(item).claimed_by == cast.grace

    def test_whoever_came_too_late_reads_it_in_plain_words_and_keeps_what_they_wrote(
        self, cast, ines, notes, signed_in
    ):
        item = opened()
        actions.claim(item=item, by=ines)
        browser = signed_in(cast.grace)
        for path, field in (("close", "note"), ("hand-over", "handed"), ("ask", "asked")):
            answer = browser.post(f"/safety/{item.pk}/{path}/", {field: "My long note"})
            assert answer.status_code == 409
            assert "A colleague has this one now, or it is closed." in text(answer)
        assert not DeskNote.objects.exists()


class TestHandingOn:
    def test_it_stays_with_the_first_until_a_colleague_takes_it_over(self, cast, ines, notes):
        item = opened()
        actions.claim(item=item, by=cast.grace)
        actions.hand_over(item=item, note="She asked for a number.", by=cast.grace)
        assert desk.safety_row(fresh(item), cast.grace)["mine"]
        row = desk.safety_row(fresh(item), ines)
        assert (row["free"], row["who"]) == (True, "a colleague hands this one on")
        actions.claim(item=item, by=ines)
        assert desk.safety_row(fresh(item), ines)["mine"]
        assert not fresh(item).offered_at
        assert desk.notes_of(item, ines)[0]["words"] == "She asked for a number."

    def test_one_can_keep_it_after_all(self, cast, ines, notes):
        item = opened()
        actions.claim(item=item, by=cast.grace)
        actions.hand_over(item=item, note="x", by=cast.grace)
        actions.claim(item=item, by=cast.grace)
        with pytest.raises(Taken):
            actions.claim(item=item, by=ines)

    def test_what_is_put_back_is_free_at_once(self, cast, ines, notes):
        item = opened()
        actions.claim(item=item, by=cast.grace)
        actions.release(item=item, by=cast.grace)
        actions.claim(item=item, by=ines)

    def test_at_the_end_of_a_watch_nothing_stays_behind(self, cast, ines, notes, signed_in):
        on_watch(cast.grace)
        first, second = opened("intent", "1"), opened("plan", "2")
        for item in (first, second):
            actions.claim(item=item, by=cast.grace)
        browser = signed_in(cast.grace)
        shift = Shift.objects.get()
        assert browser.post(f"/safety/shifts/{shift.pk}/end/").url == "/safety/hand-on/"
        assert browser.get("/safety/hand-on/").status_code == 200
        assert browser.post("/safety/hand-on/", {f"note-{first.pk}": "Ask once more."}).status_code == 302
        assert in_hand(cast.grace) == []
        assert not Shift.objects.filter(ends_at__gt=timezone.now()).exists()
        assert [row["words"] for row in desk.notes_of(first, ines)] == ["Ask once more."]
        for item in (first, second):
            actions.claim(item=item, by=ines)

    def test_a_watch_that_ended_without_it_frees_the_text_and_says_so(self, cast, ines, notes):
        shift = on_watch(cast.grace, until=5 * MINUTE)
        item = opened()
        actions.claim(item=item, by=cast.grace)
        assert fresh(item).held_until == shift.ends_at
        SafetyItem.objects.update(held_until=timezone.now(), claimed_at=timezone.now() - 10 * MINUTE)
        assert desk.safety_row(fresh(item), ines)["who"] == desk.WATCH_ENDED
        actions.claim(item=item, by=ines)

    @pytest.mark.parametrize(("level", "minutes"), [("attempt", 10), ("intent", 20), ("passive", 60)])
    def test_the_more_urgent_the_sooner_it_is_free_again(self, cast, notes, level: str, minutes: int):
        item = opened(level)
        actions.claim(item=item, by=cast.grace)
        assert fresh(item).held_until - fresh(item).claimed_at == minutes * MINUTE

    def test_who_needs_more_time_says_so(self, cast, notes):
        item = opened()
        actions.claim(item=item, by=cast.grace)
        SafetyItem.objects.update(held_until=timezone.now() + MINUTE)
        actions.claim(item=item, by=cast.grace)
        assert fresh(item).held_until > timezone.now() + 15 * MINUTE

    def test_a_time_without_an_answer_is_said_differently(self, cast, ines, notes):
        item = opened()
        actions.claim(item=item, by=cast.grace)
        now = timezone.now()
        SafetyItem.objects.update(held_until=now, claimed_at=now - HOUR)
        assert desk.safety_row(fresh(item), ines)["who"] == desk.TIME_PASSED

    def test_ending_a_watch_at_once_frees_what_was_in_hand(self, cast, ines, notes):
        shift = on_watch(cast.grace)
        item = opened()
        actions.claim(item=item, by=cast.grace)
        actions.end_shift(shift=shift, by=cast.grace)
        actions.claim(item=item, by=ines)

    def test_watches_that_touch_hold_a_claim_through(self, cast, notes):
        first = on_watch(cast.grace, until=10 * MINUTE)
        Shift.objects.create(account=cast.grace, starts_at=first.ends_at, ends_at=first.ends_at + 3 * HOUR)
        item = opened()
        actions.claim(item=item, by=cast.grace)
        assert fresh(item).held_until - fresh(item).claimed_at == 20 * MINUTE


class TestSecondOpinion:
    def test_a_colleague_is_asked_and_answers_and_it_stays_with_the_first(self, cast, ines, notes, signed_in):
        item = opened()
        actions.claim(item=item, by=cast.grace)
        grace, other = signed_in(cast.grace), signed_in(ines)
        assert grace.post(f"/safety/{item.pk}/ask/", {"asked": "Is this a quotation?"}).status_code == 302
        assert "A colleague would like another view" in text(other.get("/safety/"))
        assert other.post(f"/safety/{item.pk}/opinion/", {"opinion": ""}).status_code == 422
        assert other.post(f"/safety/{item.pk}/opinion/", {"opinion": "From a song."}).status_code == 302
        assert "From a song." in text(grace.get(f"/safety/{item.pk}/"))
        assert fresh(item).claimed_by == cast.grace
        assert "another view" not in text(other.get("/safety/"))

    def test_nobody_answers_themself(self, cast, notes):
        item = opened()
        actions.claim(item=item, by=cast.grace)
        actions.ask_second(item=item, words="?", by=cast.grace)
        with pytest.raises(Taken):
            actions.give_opinion(item=item, words="Yes.", by=cast.grace)


class TestLoad:
    def test_five_in_hand_are_enough(self, cast, notes):  # R103
        for n in range(MOST_IN_HAND):
            actions.claim(item=opened("intent", str(n)), by=cast.grace)
        with pytest.raises(Full, match="enough|in hand already"):
            actions.claim(item=opened("intent", "one more"), by=cast.grace)

    def test_what_asks_now_is_never_refused(self, cast, notes):
        for n in range(MOST_IN_HAND + 2):
            actions.claim(item=opened("attempt", str(n)), by=cast.grace)

    def test_what_rests_until_its_follow_up_weighs_nothing(self, cast, notes):
        for n in range(MOST_IN_HAND):
            actions.claim(item=opened("intent", str(n)), by=cast.grace)
        SafetyItem.objects.update(rests_until=timezone.now() + HOUR)
        actions.claim(item=opened("intent", "one more"), by=cast.grace)

    def test_one_that_is_held_already_can_be_claimed_again(self, cast, notes):
        items = [opened("intent", str(n)) for n in range(MOST_IN_HAND)]
        for item in [*items, items[0]]:
            actions.claim(item=item, by=cast.grace)

    def test_after_a_heavy_one_a_pause_is_offered_and_after_a_mild_one_not(self, cast, notes, signed_in):
        browser = signed_in(cast.grace)
        for level, there in (("attempt", "/safety/after/"), ("passive", "/safety/?n=saved")):
            item = opened(level, level)
            actions.claim(item=item, by=cast.grace)
            assert browser.post(f"/safety/{item.pk}/close/", {"note": "Answered."}).url == there


class TestWatchesAndTheClockChange:
    """The night of 28 March 2027 has 23 hours in Stockholm, that of 31 October has 25."""

    def plan(self, account: Account, start: datetime, end: datetime) -> Shift:
        return actions.add_shift(by=account, starts_at=start, ends_at=end)

    def test_a_watch_through_the_long_night_is_counted_in_real_hours(self, cast):
        with pytest.raises(NotAShift, match="12 hours at most"):
            self.plan(cast.grace, local(2027, 10, 30, 20), local(2027, 10, 31, 8))
        self.plan(cast.grace, local(2027, 10, 30, 20), local(2027, 10, 31, 7))

    def test_a_watch_through_the_short_night_may_look_like_thirteen(self, cast):
        shift = self.plan(cast.grace, local(2027, 3, 27, 20), local(2027, 3, 28, 9))
        assert shift.ends_at - shift.starts_at == 12 * HOUR

    def test_a_watch_inside_the_doubled_hour_ends_after_it_began(self, cast):
        start = local(2027, 10, 31, 2, 50)
        end = local(2027, 10, 31, 2, 10).replace(fold=1)
        shift = actions.add_shift(by=cast.grace, starts_at=start, ends_at=end)
        assert shift.ends_at - shift.starts_at == 20 * MINUTE


class TestHowItLooks:
    def test_without_colours_when_a_lead_likes_it_so(self, cast, notes, signed_in):
        browser = signed_in(cast.grace)
        assert "desk--grey" not in text(browser.get("/safety/"))
        browser.post("/safety/look/", {"grey": "on", "keys": "on"})
        for path in (
            "/safety/",
            f"/safety/{opened().pk}/",
            "/safety/shifts/",
            "/safety/hand-on/",
            "/safety/after/",
        ):
            assert "desk--grey" in text(browser.get(path))

    def test_single_keys_can_be_turned_off(self, cast, notes, signed_in):  # WCAG 2.1.4
        browser = signed_in(cast.grace)
        assert "<h-desk>" in text(browser.get("/safety/"))
        browser.post("/safety/look/", {})
        assert "<h-desk>" not in text(browser.get("/safety/"))
        assert DeskChoice.objects.get().keys is False

    def test_nothing_a_lead_does_tells_anybody(self, cast, ines, notes, signed_in):  # I12, I14
        item = opened("attempt")
        for act in (
            lambda: actions.claim(item=item, by=cast.grace),
            lambda: actions.ask_second(item=item, words="?", by=cast.grace),
            lambda: actions.give_opinion(item=item, words="!", by=ines),
            lambda: actions.hand_over(item=item, note="x", by=cast.grace),
            lambda: actions.claim(item=item, by=ines),
            lambda: actions.mark_answered(item=item, by=ines),
            lambda: actions.close(item=item, note="x", by=ines),
        ):
            act()
        assert not BoxNotice.objects.exists()
        assert notes["1"].told == []
        assert notes["1"].visible
