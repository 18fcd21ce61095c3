"""What stands in a group's notebook, and what the last seven days brought, as plain data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import CharField, DateTimeField, Q, QuerySet

from hearten.groups.models import Entry, Thread, WordsState
from hearten.groups.queries import NEVER, TALK, WORDS, Part, WordsView, moment_of, view
from hearten.groups.reader import GROUP, VIEWER, Reader
from hearten.prepared import Given, Prepared

#: How many entries a page shows before it says that there are older ones.
ENTRIES = 20
#: What the summary looks back on, and the most it names of each kind (R60, I37).
WEEK = timedelta(days=7)
MOST = 40


def entries(reader: Reader, *, before: str = "") -> Part:
    """The notebook, newest first. One statement, two further down the list."""
    at = moment_of(Entry, before, group=reader.group.pk, column="written_at") or NEVER
    asked = {"viewer": reader.account.pk, "group": reader.group.pk, "at": at, "before": before}
    rows = (KEPT_ENTRIES if reader.keeps else ENTRY_LIST).run(**asked)
    more = str(rows[ENTRIES - 1]["pk"]) if len(rows) > ENTRIES else ""
    return Part([view(row, reader) for row in rows[:ENTRIES]], more)


def week(reader: Reader) -> dict[str, list[WordsView]]:
    """What everybody in the group can see of the last seven days, by one plain rule: when it was written (R60).

    Nothing depends on who looks: not on what they read before, not on when they were last here.
    """
    asked = {"viewer": reader.account.pk, "group": reader.group.pk, "since": reader.now - WEEK}
    talks, notes = WEEK_TALKS.run(**asked), WEEK_ENTRIES.run(**asked)
    return {"talks": [view(row, reader) for row in talks], "entries": [view(row, reader) for row in notes]}


def _entries(*, keeps: bool) -> QuerySet[Entry, Any]:
    at, before = Given("at", DateTimeField()), Given("before", CharField())
    found = Entry.objects.visible_to(VIEWER, keeps=keeps).filter(group=GROUP)
    further = found.filter(Q(written_at__lt=at) | Q(written_at=at, pk__gt=before))
    return further.order_by("-written_at", "pk").values(*WORDS, "title")[: ENTRIES + 1]


def _week(kind: type[Thread] | type[Entry], *columns: str) -> QuerySet[Any, Any]:
    seen = kind.objects.visible_to(VIEWER).filter(group=GROUP, state=WordsState.VISIBLE)
    return (
        seen.filter(written_at__gt=Given("since", DateTimeField()))
        .order_by("written_at", "pk")
        .values(*columns)[:MOST]
    )


ENTRY_LIST, KEPT_ENTRIES = Prepared(lambda: _entries(keeps=False)), Prepared(lambda: _entries(keeps=True))
WEEK_TALKS = Prepared(lambda: _week(Thread, *TALK))
WEEK_ENTRIES = Prepared(lambda: _week(Entry, *WORDS, "title"))
