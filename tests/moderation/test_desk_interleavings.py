"""Three leads press whatever they like in whatever order, over a night in which the clock goes back (R95, R103).

After each step: one holder at most, nothing closed twice, nothing out of everybody's reach.
"""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from hearten.accounts.models import Account, Role
from hearten.events.models import Event
from hearten.moderation import actions, desk
from hearten.moderation.actions import Taken
from hearten.moderation.actions.desk import MOST_IN_HAND, in_hand
from hearten.moderation.levels import GROUPS, LEVELS, NOW, group_of
from hearten.moderation.models import SafetyItem
from tests import cast as people

#: An hour before clocks in Stockholm go from 03:00 back to 02:00.
MIDNIGHT = datetime(2027, 10, 31, 0, 0, tzinfo=UTC)
LONGEST = max(group.holds for group in GROUPS)
STEPS = 40


class Night:
    """A clock that is set forward, three leads, and everything they can press."""

    def __init__(self, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = MIDNIGHT
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        self.chance = random.Random(seed)
        self.leads = [people.account(f"lead{n}", [Role.SAFETY_LEAD]) for n in range(3)]
        self.refused = 0

    def step(self) -> None:
        """One press by one of them, or new words, or time that passes."""
        self.now += timedelta(minutes=self.chance.choice([0, 0, 0, 1, 3, 9, 25]))
        act = self.chance.choice(
            [self.opens, self.opens, self.claim, self.claim, self.claim, self.release, self.hand_over, self.ask,
             self.give, self.answered, self.close, self.begin, self.end, self.leave]
        )  # fmt: skip
        try:
            act(self.chance.choice(self.leads))
        except Taken:
            self.refused += 1
        except actions.NotAShift:
            pass

    def some(self) -> SafetyItem:
        return self.chance.choice(list(SafetyItem.objects.all()) or [SafetyItem(pk=0, subject="tests.note:0")])

    def opens(self, lead: Account) -> None:
        subject = f"tests.note:{self.chance.randrange(8)}"
        item = actions.open_item(subject, self.chance.choice(list(LEVELS)))
        if item.opened_at > self.now + timedelta(days=1) or item.opened_at < self.now - timedelta(days=1):
            SafetyItem.objects.filter(pk=item.pk).update(
                opened_at=self.now, since=self.now
            )  # defaults know no test

    def claim(self, lead: Account) -> None:
        item = self.some()
        before = SafetyItem.objects.filter(pk=item.pk).first()
        held_by_another = before and desk.is_held(before, self.now) and before.claimed_by_id != lead.pk
        actions.claim(item=item, by=lead)
        assert before
        assert not held_by_another or before.offered_at, "a claim took a text out of somebody's hands"
        assert before.closed_at is None, "a claim took a text that was closed"

    def release(self, lead: Account) -> None:
        actions.release(item=self.some(), by=lead)

    def hand_over(self, lead: Account) -> None:
        actions.hand_over(item=self.some(), note="x", by=lead)

    def ask(self, lead: Account) -> None:
        actions.ask_second(item=self.some(), words="x", by=lead)

    def give(self, lead: Account) -> None:
        actions.give_opinion(item=self.some(), words="x", by=lead)

    def answered(self, lead: Account) -> None:
        actions.mark_answered(item=self.some(), by=lead)

    def close(self, lead: Account) -> None:
        actions.close(item=self.some(), note="x", by=lead)

    def begin(self, lead: Account) -> None:
        actions.add_shift(
            by=lead, starts_at=self.now, ends_at=self.now + timedelta(hours=self.chance.randint(1, 4))
        )

    def end(self, lead: Account) -> None:
        for shift in lead.shifts.filter(ends_at__gt=self.now):
            actions.end_shift(shift=shift, by=lead)

    def leave(self, lead: Account) -> None:
        notes = {item.pk: self.chance.choice(["", "x"]) for item in in_hand(lead)}
        actions.leave_watch(notes=notes, by=lead)
        assert in_hand(lead) == [], "something stayed behind"

    def holds(self) -> None:
        """What must be so after every step."""
        open_items = list(SafetyItem.objects.filter(closed_at=None))
        assert max(Counter(item.subject for item in open_items).values(), default=1) == 1
        for item in open_items:
            if item.held_until:
                assert item.held_until - self.now <= LONGEST, "a claim that would last too long"
        for lead in self.leads:
            mild = [item for item in in_hand(lead) if group_of(item.level) is not NOW and not item.rests_until]
            assert len(mild) <= MOST_IN_HAND + len(in_hand(lead)) - len(mild)
            seen = desk.safety_queue(lead)
            shown = {row["id"] for part in ("mine", "resting") for row in seen[part]}
            shown |= {row["id"] for group in seen["groups"] for row in group["items"]}
            assert {item.pk for item in open_items} <= shown, "something nobody can see"


@pytest.mark.parametrize("seed", range(3, 9))
def test_whatever_is_pressed_nothing_is_lost_doubled_or_stuck(
    seed: int, cast, notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = Night(seed, monkeypatch)
    for _ in range(STEPS):
        night.step()
        night.holds()
    closed = SafetyItem.objects.filter(closed_at__isnull=False).count()
    assert Event.objects.filter(kind="safety.closed").count() == closed
    night.now += LONGEST
    someone = people.account("fresh", [Role.SAFETY_LEAD])
    for item in SafetyItem.objects.filter(closed_at=None):
        assert desk.safety_row(item, someone)["free"], "still in hand long after"
        actions.claim(item=item, by=someone)
        actions.close(item=item, note="Done.", by=someone)
    assert desk.safety_queue(someone)["empty"]


def test_the_check_sees_a_claim_that_lasts_too_long(cast, notes, monkeypatch: pytest.MonkeyPatch) -> None:
    night = Night(1, monkeypatch)
    item = actions.open_item("tests.note:1", "passive")
    SafetyItem.objects.filter(pk=item.pk).update(claimed_by=night.leads[0], held_until=night.now + 2 * LONGEST)
    with pytest.raises(AssertionError, match="last too long"):
        night.holds()


def test_the_check_sees_a_text_that_nobody_can_see(cast, notes, monkeypatch: pytest.MonkeyPatch) -> None:
    night = Night(1, monkeypatch)
    actions.open_item("tests.note:1", "passive")
    monkeypatch.setattr(desk, "PAGE", 0)
    with pytest.raises(AssertionError, match="nobody can see"):
        night.holds()
