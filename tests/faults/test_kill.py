"""kill -9 in the middle of everything: what was acknowledged is there, once; what was not is whole or absent.

Twelve rounds on each database here; `bench/faults` does two hundred.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.acts import Answer, People, Publish, Upload, Write, words
from tests.faults.larger import Bring, Record, called, pieces
from tests.faults.postgres import installed, private_postgres
from tests.faults.rounds import ACTS, run
from tests.processes import Served

ROUNDS = 12


def twelve_rounds(host: Served, *, seed: int, more: dict[str, Callable[[], None]]) -> None:
    """Nothing may be wrong afterwards, and every part was shot."""
    outcome = run(host, ROUNDS, seed=seed, more=more)
    assert outcome.wrong == [], outcome.table() + host.said()[-8000:]
    assert [act.count.done for act in outcome.acts] == [ROUNDS] * len(ACTS)
    assert set(outcome.kills) == {"web", "live", "worker", *more}


@pytest.mark.process
def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(host: Served) -> None:  # R104
    twelve_rounds(host, seed=7, more={})


@pytest.mark.process
@pytest.mark.skipif(not installed(), reason="no PostgreSQL: bin/test installs one")
def test_nor_when_the_database_server_is_shot_too(tmp_path: Path) -> None:  # R104
    with private_postgres() as server, Served(tmp_path / "data", DATABASE_URL=server.url) as host:
        made = host.hearten("init", timeout=300)
        assert made.returncode == 0, made.stderr
        twelve_rounds(host, seed=7, more={"database": server.shoot})


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


RECORDED = {
    "recordings": [called(0), called(1)],
    "recordings_not_ready": {},
    "recordings_without_file": [],
    "recordings_cut": [],
    "uploads_open": [],
    "recording_events": True,
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"recordings": [called(0)]},
        {"recordings": [called(0), called(1), called(1)]},
        {"recordings_not_ready": {"x": ["waiting", ""]}},
        {"recordings_without_file": ["x"]},
        {"recordings_cut": ["x"]},
        {"uploads_open": ["x"]},
        {"recording_events": False},
    ],
)
def test_a_recording_that_is_lost_cut_twice_or_half_prepared_is_seen(wrong: dict[str, Any]) -> None:
    act = Record()
    act.count.done = 2
    assert act.check(PEOPLE, RECORDED) == []
    assert len(act.check(PEOPLE, {**RECORDED, **wrong})) == 1


def test_acknowledged_bytes_of_a_recording_that_are_gone_are_seen() -> None:
    act = Record(places={0: "/x/"}, arrived=Counter({0: 100}))
    people = Scripted([Answer(200, {"upload-offset": "99"}), Answer(404)])
    assert act.look(people, 0) == 99
    assert act.look(people, 0) is None
    assert len(act.check(PEOPLE, {**RECORDED, "recordings": []})) == 2


class Scripted(People):
    """Answers that were written down before."""

    def __init__(self, answers: list[Answer]) -> None:
        super().__init__(Served.__new__(Served), {"session": "s"})
        self.script = answers

    def _ask(self, *request: Any) -> Answer:
        return self.script.pop(0)


BROUGHT = {"brought": [*pieces(0), *pieces(1)], "archived": [*pieces(0), *pieces(1)], "imports_half": []}
ENDED = {"imports": {"1": "done", "2": "done", "3": "looked"}}


@pytest.mark.parametrize(
    "wrong",
    [
        {"brought": pieces(0)},
        {"archived": pieces(0)},
        {"brought": [*pieces(0), *pieces(1), pieces(1)[0]]},
        {"imports_half": [1]},
        {"imports": {"1": "running", "2": "done"}},
    ],
)
def test_an_archive_that_came_half_or_twice_is_seen(wrong: dict[str, Any]) -> None:
    act = Bring(places={0: "/desk/import/1/", 1: "/desk/import/2/"})
    act.count.done = 2
    assert act.check(PEOPLE, {**BROUGHT, **ENDED}) == []
    assert len(act.check(PEOPLE, {**BROUGHT, **ENDED, **wrong})) == 1
