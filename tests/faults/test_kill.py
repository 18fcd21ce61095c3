"""kill -9 in the middle of everything: what was acknowledged is there, once; what was not is whole or absent.

Twelve rounds here; `bench/faults.py` does two hundred, and shoots at PostgreSQL too.
"""

from typing import Any

import pytest

from tests.faults.acts import ACTS, People, Publish, Upload, Write, words
from tests.faults.rounds import run
from tests.processes import Served

ROUNDS = 12


@pytest.mark.process
def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(host: Served) -> None:
    outcome = run(host, ROUNDS, seed=7)
    assert outcome.wrong == [], outcome.table()
    assert [act.count.done for act in outcome.acts] == [ROUNDS] * len(ACTS)
    assert set(outcome.kills) == {"web", "live", "worker"}


# --- the check itself sees what is wrong --------------------------------------------------------------------------

PEOPLE = People(Served.__new__(Served), {"posts": [1, 2]})


def publishing(**after: Any) -> list[str]:
    act = Publish()
    act.count.done = 2
    good = {"published": [1, 2], "editions": [2, 1], "published_events": [1, 2], "found": [1, 2]}
    return act.check(PEOPLE, {**good, **after})


@pytest.mark.parametrize("name", ["published", "editions", "published_events", "found"])
def test_a_piece_that_is_lost_or_there_twice_is_seen(name: str) -> None:
    assert publishing() == []
    assert publishing(**{name: [1]}) == [f"{name}: lost [2], too often []"]
    assert publishing(**{name: [1, 2, 2]}) == [f"{name}: lost [], too often [2]"]


def test_a_comment_that_is_lost_or_there_twice_is_seen() -> None:
    act = Write()
    act.count.done = 2
    good = {"comments": [words(0), words(1)], "comment_events": 2}
    assert act.check(PEOPLE, good) == []
    assert act.check(PEOPLE, {**good, "comments": [words(0)]}) != []
    assert act.check(PEOPLE, {**good, "comments": [words(0), words(1), words(1)]}) != []
    assert act.check(PEOPLE, {**good, "comment_events": 3}) == ["comments and their events differ"]


def test_a_picture_that_is_lost_half_made_or_too_often_is_seen() -> None:
    act = Upload(tries={"A lake": 2})
    good = {"pictures": ["A lake"], "pictures_not_ready": [], "pictures_without_file": [], "picture_events": True}
    assert act.check(PEOPLE, good) == []
    for wrong in (
        {"pictures": []},
        {"pictures": ["A lake"] * 3},
        {"pictures_not_ready": ["x"]},
        {"pictures_without_file": ["x"]},
        {"picture_events": False},
    ):
        assert len(act.check(PEOPLE, {**good, **wrong})) == 1
