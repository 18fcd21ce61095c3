"""One hour of traffic at the safety desk and the day after, on a clock that can be set (bench/desk)."""

import heapq
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count as numbers
from pathlib import Path
from threading import Barrier
from typing import Any

from django.db import connections

from bench.desk_clock import Clock
from bench.desk_count import Count
from bench.desk_people import BEGINS, ENDS, Lead, People
from hearten.accounts.models import Account
from hearten.blog.actions.comments import add_comment
from hearten.moderation import actions
from hearten.moderation.actions.desk import in_hand
from hearten.moderation.actions.shifts import watch_ends
from hearten.moderation.crisis import watch
from hearten.moderation.desk import safety_queue
from hearten.moderation.levels import GROUPS
from hearten.moderation.models import HandOff, SafetyItem, Shift

ROOT = Path(__file__).resolve().parents[1]
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
#: How often leads look at the desk: in the hour, and in the day after.
LOOK, LOOK_LATER = 15 * SECOND, 10 * MINUTE
ORDER = {group.name: place for place, group in enumerate(GROUPS)}
#: A process that claims a text and is shot before it can finish.
HALF = """
import os, time
from datetime import datetime
import django.utils.timezone as zone
at = datetime.fromisoformat(os.environ["BENCH_NOW"])
zone.now = lambda: at
import django
django.setup()
from django.db import transaction
from hearten.accounts.models import Account
from hearten.moderation import actions
from hearten.moderation.models import SafetyItem
with transaction.atomic():
    actions.claim(item=SafetyItem.objects.get(pk=os.environ["BENCH_ITEM"]),
                  by=Account.objects.get(login=os.environ["BENCH_LEAD"]))
    print("held", flush=True)
    time.sleep(60)
"""


class Play:
    """Everything that happens, in the order of the clock."""

    def __init__(self, clock: Clock, people: People, *, minutes: int, posts: int) -> None:
        self.clock, self.people, self.count = clock, people, Count()
        self.chance = people.chance
        self.until = BEGINS + minutes * MINUTE
        self.todo: list[tuple[datetime, int, Callable[[], None]]] = []
        self.number = numbers()
        self.pool = ThreadPoolExecutor(len(people.leads))
        self.talks: dict[str, Account] = {}
        for _ in range(posts):
            self.at(BEGINS + self.chance.random() * minutes * MINUTE, self.post)
        for lead in people.leads:
            if lead.leaves:
                self.at(lead.leaves, self.leave, lead)
            if lead.comes:
                self.at(lead.comes, self.come, lead)
        for share in (0.2, 0.5, 0.8):
            self.at(BEGINS + share * minutes * MINUTE, self.shoot)
        self.at(BEGINS, self.look)

    def at(self, moment: datetime, act: Callable[..., None], *given: Any) -> None:
        """Do it then."""
        heapq.heappush(self.todo, (moment, next(self.number), lambda: act(*given)))

    def run(self) -> Count:
        """Until nothing is left to do, or the day after has ended."""
        while self.todo and self.todo[0][0] < ENDS:
            moment, _, act = heapq.heappop(self.todo)
            if moment > self.until:
                self.clock.let_go()
            self.clock.wait_until(moment)
            act()
        self.pool.shutdown()
        return self.count

    # --- members

    def post(self) -> None:
        """Somebody writes under a piece, through the same door as the page."""
        member, post = self.chance.choice(self.people.members), self.chance.choice(self.people.posts)
        made = add_comment(post, by=member, body=self.people.words())
        self.count.did["comments"] += 1
        subject = f"blog.comment:{made.comment.pk}"
        item = SafetyItem.objects.filter(subject=subject, closed_at=None).first()
        if made.needs_person and item is None:
            self.count.asks(subject, "unread", made.comment.written_at)  # it will be found missing
        if item and subject not in self.talks:
            self.talks[subject] = member
            self.count.asks(subject, item.level, item.since)

    def answer(self, hand_off: HandOff, round_: int) -> None:
        """The person answers in one of the three ways, or not at all."""
        way = self.chance.random()
        self.count.did["answers of members"] += 1
        if way < 0.45 and round_ < 3:
            actions.answer(hand_off=hand_off, words=f"I am still here. {self.chance.randrange(10**6)}")
            item = SafetyItem.objects.get(subject=hand_off.subject, closed_at=None)
            self.count.asks(hand_off.subject, item.level, item.since)
            self.count.shortens(item)
        else:
            press = actions.say_with_somebody if way < 0.8 else actions.say_not_now
            press(hand_off=hand_off)
            resting = SafetyItem.objects.filter(subject=hand_off.subject, rests_until__isnull=False)
            for pk in resting.values_list("pk", flat=True):
                self.count.held.pop(pk, None)

    # --- leads

    def come(self, lead: Lead) -> None:
        """I am here now, for four hours."""
        now = self.clock.now()
        actions.add_shift(by=lead.account, starts_at=now, ends_at=now + timedelta(hours=4))

    def leave(self, lead: Lead) -> None:
        """The end of a watch, with a note for some of what is in hand."""
        held = in_hand(lead.account)
        notes = {item.pk: "Wrote twice, waits for an answer." for item in held[::2]}
        offered = {item.pk for item in held[::2]}
        actions.leave_watch(notes=notes, by=lead.account)
        for item in held:
            self.count.held.pop(item.pk, None)
        self.count.did["handed on at the end of a watch"] += len(offered)
        self.count.did["put back at the end of a watch"] += len(held) - len(offered)

    def look(self) -> None:
        """Every lead who is there and free looks at the desk; those who want the same text press at once."""
        now = self.clock.now()
        self.watch_is_true(now)
        wanted = [(lead, item) for lead in self.people.leads if (item := self.choice(lead, now))]
        self.press_at_once(wanted)
        if now < ENDS - timedelta(hours=1):
            self.at(now + (LOOK if wanted or now < self.until + timedelta(hours=1) else LOOK_LATER), self.look)

    def choice(self, lead: Lead, now: datetime) -> SafetyItem | None:
        """The first text that is free; first what this lead has in hand and has not finished."""
        gone = lead.vanishes and now >= lead.vanishes
        if gone or lead.busy_until > now or watch_ends(lead.account, now) is None:
            return None
        desk = safety_queue(lead.account)
        self.second_opinions(lead, desk["asked"])
        free = [row for row in desk["mine"] if not row["waits"].startswith("answered")]
        free += [row for group in desk["groups"] for row in group["items"] if row["free"]]
        rows = sorted(free, key=lambda row: ORDER[row["group"]])
        return SafetyItem.objects.get(pk=rows[0]["id"]) if rows else None

    def second_opinions(self, lead: Lead, asked: list[dict[str, Any]]) -> None:
        """A colleague would like another view."""
        for row in asked:
            item = SafetyItem.objects.get(pk=row["id"])
            try:
                actions.give_opinion(item=item, words="I read it the same way.", by=lead.account)
                self.count.did["second opinions"] += 1
            except actions.Taken:
                self.count.did["second opinions, too late"] += 1

    def press_at_once(self, wanted: list[tuple[Lead, SafetyItem]]) -> None:
        """Real threads with their own connections; who wins is the database's to say."""
        start = Barrier(max(len(wanted), 1))
        tries = [self.pool.submit(self.press, lead, item, start) for lead, item in wanted]
        for (lead, item), tried in zip(wanted, tries, strict=True):
            won, offered, moment = tried.result()
            self.count.did["claims" if won else "claims that came too late"] += 1
            if won:
                ends = watch_ends(lead.account, moment)
                self.count.claims(item, lead.account.login, moment, offered=offered, watch_ends=ends)
                takes = timedelta(seconds=self.chance.uniform(30, 150))
                lead.busy_until = moment + takes
                self.at(moment + takes, self.work, lead, item)

    def press(self, lead: Lead, item: SafetyItem, start: Barrier) -> tuple[bool, bool, datetime]:
        """I have this one."""
        start.wait()
        try:
            actions.claim(item=item, by=lead.account)
            return True, item.offered_at is not None, self.clock.now()
        except actions.Taken:
            return False, False, self.clock.now()
        finally:
            connections.close_all()

    def work(self, lead: Lead, item: SafetyItem) -> None:
        """What a lead does with a text they have read."""
        now = self.clock.now()
        if lead.vanishes and now >= lead.vanishes:
            self.count.did["left lying by who vanished"] += 1
            return
        way = self.chance.random()
        try:
            if way < 0.08:
                actions.ask_second(item=item, words="How do you read it?", by=lead.account)
                self.at(now + MINUTE, self.work, lead, item)
            elif way < 0.12:
                actions.hand_over(item=item, note="I know them from elsewhere.", by=lead.account)
                self.count.did["handed on"] += 1
            elif way < 0.15:
                actions.release(item=item, by=lead.account)
                self.count.held.pop(item.pk, None)
                self.count.did["put back"] += 1
            else:
                self.write(lead, item)
        except actions.Taken:
            self.count.did["lost to a colleague meanwhile"] += 1

    def write(self, lead: Lead, item: SafetyItem) -> None:
        """Write to the person, who answers after a while."""
        before = HandOff.objects.filter(subject=item.subject).first()
        due = SafetyItem.objects.get(pk=item.pk).rests_until
        hand_off = actions.write(item=item, words="I have read your words.", by=lead.account)
        now = self.clock.now()
        if due:
            self.count.asks(item.subject, "follow-up", due)
        self.count.answers(item, lead.account.login, now)
        self.count.holds(item, lead.account.login, now, watch_ends(lead.account, now))
        self.count.did["letters"] += 1
        hand_off.refresh_from_db()
        if hand_off.followed_up_at is None and self.chance.random() < 0.85:
            round_ = hand_off.lines.filter(by_person=False).count() if before else 1
            self.at(now + timedelta(seconds=self.chance.uniform(40, 900)), self.answer, hand_off, round_)

    # --- what goes wrong

    def shoot(self) -> None:
        """A web process is killed between claiming a text and committing it: the text stays as it was."""
        free = SafetyItem.objects.filter(closed_at=None, claimed_by=None).first()
        if free is None:
            self.count.did["nothing to shoot at"] += 1
            return
        given = {"BENCH_NOW": self.clock.now().isoformat(), "BENCH_ITEM": str(free.pk), "BENCH_LEAD": "ines"}
        with subprocess.Popen(
            [sys.executable, "-c", HALF], cwd=ROOT, env={**os.environ, **given}, stdout=subprocess.PIPE, text=True
        ) as half:
            said = half.stdout.readline().strip() if half.stdout else ""
            half.kill()
        self.count.did["processes killed in the middle of a claim"] += said == "held"
        if SafetyItem.objects.get(pk=free.pk).claimed_by_id is not None:
            self.count.wrong.append(f"item {free.pk} is held by a process that was killed")

    def watch_is_true(self, now: datetime) -> None:
        """Pages say that somebody watches exactly when somebody does (I13)."""
        there = any(start <= now < end for start, end in Shift.objects.values_list("starts_at", "ends_at"))
        said = watch(now)
        if said.on_duty != there or ("is reading here until" in said.sentence) != there:
            self.count.untrue.append(f"{now:%H:%M:%S}: {said.sentence}")
        self.count.did["looks at what pages say of the watch"] += 1
