"""Rounds of acts and kills on a real host, and what is wrong afterwards."""

import contextlib
import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.faults.acts import Act, People, Publish, Upload, Write, all_at_once
from tests.faults.larger import Bring, Record
from tests.processes import ROOT, Served, answers, kill, until

#: The supervisor as it is, but a process that was killed often is not kept waiting for half a minute.
IMPATIENT = "from hearten.config import supervisor as s; s.LONGEST_PAUSE = s.FIRST_PAUSE = 0.2; s.main()"
#: How many parts are killed in one round, at most.
MOST_KILLS = 3
PARTS = ("web", "live", "worker")
#: Every kind of act.
ACTS: tuple[Callable[[], Act], ...] = (Publish, Write, Upload, Record, Bring)


@dataclass
class Outcome:
    """rounds: how many were run. kills: how often each part was killed. wrong: everything that should not be."""

    rounds: int
    seconds: float
    kills: Counter[str]
    answers: Counter[int]
    acts: list[Act]
    wrong: list[str] = field(default_factory=list)

    def table(self) -> str:
        """For reading."""
        lines = [f"{self.rounds} rounds in {self.seconds:.0f} s", counts("killed", self.kills)]
        lines += [counts("answers (0: the line broke)", self.answers), f"{'act':<12} acknowledged  tries"]
        lines += [f"{act.name:<12} {act.count.done:>12}  {act.count.tried:>5}" for act in self.acts]
        lines += [f"WRONG {one}" for one in self.wrong] or ["Nothing lost, nothing twice, nothing half done."]
        return "\n".join(lines)


def counts(what: str, of: Counter[Any]) -> str:
    """One line of numbers."""
    return f"{what}: " + ", ".join(f"{name} {count}" for name, count in sorted(of.items()))


def run(
    host: Served, rounds: int, *, seed: int, more: dict[str, Callable[[], None]] | None = None,
    say: Callable[[str], None] = str,
) -> Outcome:  # fmt: skip
    """Shoot at `host`, which is initialised and not yet served.

    more: other things to kill, by name, such as a database server. say: told of each round.
    """
    host.environment["HEARTEN_COUNTRY"] = "se"  # a host without a country takes no comments
    people = People(host, ask(host, "prepare", str(rounds)))
    acts, luck, began = [make() for make in ACTS], random.Random(seed), time.monotonic()
    outcome = Outcome(rounds, 0.0, Counter(), people.answers, acts)
    serve(host)
    for number in range(rounds):
        one_round(outcome, people, number, luck, more or {})
        say(f"round {number + 1}")
        if dead := [act.name for act in acts if act.count.done != number + 1]:
            outcome.rounds, outcome.wrong = number + 1, [f"never acknowledged: {dead}"]
            return outcome
    after = settled(host)
    outcome.wrong = [line for act in acts for line in act.check(people, after)]
    outcome.wrong += [f"failed for good: {path}" for path in after["failed"]]
    outcome.wrong += [f"raw files left: {name}" for name in left_behind(host, after)]
    outcome.seconds = time.monotonic() - began
    return outcome


def one_round(
    outcome: Outcome, people: People, number: int, luck: random.Random, more: dict[str, Callable[[], None]]
) -> None:
    """Everybody acts at once; a few parts are killed meanwhile."""
    threads = all_at_once(outcome.acts, people, number)
    for _ in range(luck.randint(1, MOST_KILLS)):
        time.sleep(luck.uniform(0, 0.3))
        shoot(people.host, luck, outcome.kills, more)
    for thread in threads:
        thread.join(timeout=250)


def serve(host: Served) -> None:
    """As `bin/hearten serve`, with the impatient supervisor."""
    host.environment["LIVE_URL"] = host.live
    with host.log.open("ab") as out:
        host.process = subprocess.Popen(
            [sys.executable, "-c", IMPATIENT, "--port", str(host.port)],
            env=host.environment, cwd=ROOT, stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
    until(lambda: answers(f"{host.origin}/healthz") and answers(f"{host.live}/healthz"), seconds=60, what=host.said)


def shoot(host: Served, luck: random.Random, kills: Counter[str], more: dict[str, Callable[[], None]]) -> None:
    """Kill one part, whatever it is doing."""
    part = luck.choice([*PARTS, *more])
    with contextlib.suppress(ValueError):  # it is only just starting again
        more[part]() if part in more else kill(host.child(part))
        kills[part] += 1


def settled(host: Served) -> dict[str, Any]:
    """What is there when nobody has anything left to do."""
    found: dict[str, Any] = {}

    def quiet() -> bool:
        found.update(ask(host, "after"))
        return not found["waiting"] and not found["later"]

    with contextlib.suppress(AssertionError):
        until(quiet, seconds=900)
    return found


def left_behind(host: Served, after: dict[str, Any]) -> list[str]:
    """Raw files that are there a day later, but for archives that wait for their owner to press Start."""
    waiting = [stored for stored in after["archives_waiting"] if stored]
    return [name for name in ask(host, "after", "--tidied")["left_behind"] if name not in waiting]


def ask(host: Served, program: str, *arguments: str) -> Any:
    """Run one of this folder's programs on the host's data."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{program}", *arguments],
        env=host.environment, cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    if done.returncode:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])
