"""What bench/desk says at its end, on the screen and in docs/reference/desk.md or desk-real-hour.md."""

import argparse
from pathlib import Path
from typing import Any

from bench import document
from bench.desk_count import Count, at, doubled_rows, lost, not_followed_up, still_open, times, unanswered
from hearten.moderation.actions.handoff import FOLLOW_UP_BY
from hearten.moderation.models import HandOff, SafetyItem

PAGES = Path(__file__).resolve().parents[1] / "docs/reference"
HEAD = """# An hour at the safety desk

Made by `bench/desk --write`, not by hand. Members comment for an hour, half of them in danger; comments go through
the same action as the page, past the real Guard, into a real SQLite database. Four leads watch, by plans entered in
local time, in the night of 31 October 2027 when clocks in Stockholm go back. They look at the desk every 15
seconds, and those who want the same text press in the same moment, in threads with connections of their own. They
hand on, put back and ask each other. One ends her watch with texts in hand, one comes unplanned, one vanishes with
a text in hand and tells nobody. Three times a process is killed between claiming a text and committing it. Members
answer, or say "I am with somebody now" or "Not now", or nothing. The day after is played too, because follow-ups
are due then. A lead takes 30 to 150 seconds for a text: that is a guess, so the times below show what the desk
adds, not how fast people are.
"""


def told(count: Count, given: argparse.Namespace, *, took: float) -> dict[str, Any]:
    """Everything that came out. wrong: what must be empty."""
    found = {
        "lost": lost(count),
        "doubled": [*count.doubled, *doubled_rows()],
        "unanswered": unanswered(count),
        "not finished": still_open(),
        "not asked again within a day": not_followed_up(FOLLOW_UP_BY),
        "untrue sentences about the watch": count.untrue,
        "held by a process that was killed": count.wrong,
    }
    wrong = [f"{name}: {one}" for name, ones in found.items() for one in ones]
    page = "\n".join([*summary(count, found), "", *reply_times(count), "", *happened(count), *wrong])
    if given.write:
        page_for(given).write_text(f"{HEAD}\n{circumstances(given, took)}\n\n{page}\n", encoding="utf-8")
    return {
        "wrong": wrong,
        "counts": {name: len(ones) for name, ones in found.items()},
        "items": SafetyItem.objects.count(),
        "did": dict(count.did),
        "page": page,
    }


def page_for(given: argparse.Namespace) -> Path:
    """Where it is written: an hour in real time has a page of its own."""
    return PAGES / ("desk-real-hour.md" if given.real else "desk.md")


def circumstances(given: argparse.Namespace, took: float) -> str:
    """What was run."""
    clock = "in real time" if given.real else "on a simulated clock"
    return (
        f"{given.minutes} minutes {clock}, {given.posts} comments by {given.members} members, seed {given.seed}; "
        f"commit {document.commit()}, {took:.0f} s."
    )


def summary(count: Count, found: dict[str, list[str]]) -> list[str]:
    """What there was, and what must be nothing."""
    rows = [
        ("texts in the queue", SafetyItem.objects.values("subject").distinct().count()),
        ("times a text asked for a person", sum(map(len, count.asked.values()))),
        ("hand-offs", HandOff.objects.count()),
        ("of them ended, because the person was with somebody", HandOff.objects.exclude(ended_at=None).count()),
        *((name, len(ones)) for name, ones in found.items()),
    ]
    return ["| | |", "|---|---|", *(f"| {name} | {number} |" for name, number in rows)]


def reply_times(count: Count) -> list[str]:
    """Minutes from asking to a person's answer, by group."""
    lines = [
        "Minutes until a person answered; “watched” counts only what fell into somebody's watch.",
        "",
        "| group | aim | n | p50 | p90 | p99 | most | watched p50 | p90 | p99 | most |",
        "|---" * 11 + "|",
    ]
    for one in times(count):
        if one.whole:
            whole = [f"{at(one.whole, p):.1f}" for p in (50, 90, 99)] + [f"{max(one.whole):.1f}"]
            inside = [f"{at(one.watched, p):.1f}" for p in (50, 90, 99)] + [f"{max(one.watched):.1f}"]
            aim = f"{one.aim.total_seconds() / 60:.0f}"
            lines.append(f"| {one.group} | {aim} | {len(one.whole)} | {' | '.join([*whole, *inside])} |")
    return lines


def happened(count: Count) -> list[str]:
    """How often each thing happened."""
    return [
        "| what happened | times |",
        "|---|---|",
        *(f"| {name} | {n} |" for name, n in sorted(count.did.items())),
    ]
