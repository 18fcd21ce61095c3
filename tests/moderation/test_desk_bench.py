"""The desk's hour of traffic: nothing lost, doubled or left unanswered, and a planted mistake is found (R95)."""

import json
import os
import subprocess
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bench.desk_count import Count, at
from hearten.moderation.models import SafetyItem
from tests.architecture.code import ROOT

NOON = datetime(2027, 1, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ITEM = SafetyItem(pk=7, subject="blog.comment:7", level="passive")


def played(*more: str) -> dict[str, Any]:
    """Ten minutes and the day after, in a process of its own: its clock is not ours."""
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("HEARTEN", "DJANGO", "DATABASE"))
    }
    command = [ROOT / "bench/desk", "--json", "--minutes", "10", "--posts", "24", "--members", "12", *more]
    done = subprocess.run(command, capture_output=True, text=True, timeout=500, env=own, check=False)
    assert done.stdout, done.stderr[-2000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.process
def test_ten_minutes_and_the_day_after_lose_double_and_forget_nothing() -> None:  # R95, R103, I13
    told = played("--seed", "3")
    assert told["wrong"] == []
    assert told["items"] >= 5
    assert told["did"]["letters"] >= 5
    assert told["did"]["claims that came too late"] >= 1
    assert told["did"]["processes killed in the middle of a claim"] >= 1


@pytest.mark.process
@pytest.mark.parametrize(("plant", "found"), [("double", "doubled"), ("lose", "lost")])
def test_a_planted_mistake_is_found(plant: str, found: str) -> None:
    assert played("--seed", "3", "--plant", plant)["counts"][found] > 0


# --- the counting itself


def test_two_who_have_it_at_once_are_seen() -> None:
    count = Count()
    count.claims(ITEM, "ines", NOON, offered=False, watch_ends=None)
    count.claims(ITEM, "jo", NOON + HOUR / 2, offered=False, watch_ends=None)
    assert count.doubled == ["item 7: jo and ines both have it"]


@pytest.mark.parametrize(
    ("after", "offered", "watch_ends"),
    [(HOUR, False, None), (HOUR / 2, True, None), (HOUR / 2, False, NOON + HOUR / 4)],
    ids=["after an hour", "handed on", "after the watch"],
)
def test_one_after_the_other_is_no_mistake(after: timedelta, offered: bool, watch_ends: datetime | None) -> None:
    count = Count()
    count.claims(ITEM, "ines", NOON, offered=False, watch_ends=watch_ends)
    count.claims(ITEM, "jo", NOON + after, offered=offered, watch_ends=None)
    assert count.doubled == []


def test_two_answers_to_one_asking_are_seen_and_to_two_are_not() -> None:
    count = Count()
    count.asks(ITEM.subject, "intent", NOON)
    count.answers(ITEM, "ines", NOON + HOUR)
    count.asks(ITEM.subject, "intent", NOON + 2 * HOUR)
    count.answers(ITEM, "jo", NOON + 3 * HOUR)
    assert count.doubled == []
    count.answers(ITEM, "ines", NOON + 4 * HOUR)
    assert count.doubled == ["item 7: ines answered what jo had answered"]


def test_a_percentile_of_few_values_is_one_of_them() -> None:
    assert at([], 99) == 0
    assert at([4.0], 50) == 4
    assert at([1.0, 2.0, 3.0], 50) == 2
