"""What waits in a group until one of those who look after it has read it."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe

from hearten.groups.actions.talking import kind_of
from hearten.groups.models import AnyWords, Entry, Line, Reply, Thread, WordsState
from hearten.groups.reader import Reader
from hearten.media.voice import voice_as_shown
from hearten.moderation.models import SafetyItem

#: Every list ends. What does not fit comes up when what is before it is done.
PAGE = 50


def waiting(reader: Reader) -> list[dict[str, Any]]:
    """Words that wait, oldest first. Those in the safety queue are with the safety team until it lets them go."""
    threads = Thread.objects.filter(group=reader.group, state=WordsState.WAITING)
    replies = Reply.objects.filter(thread__group=reader.group, state=WordsState.WAITING).select_related("thread")
    entries = Entry.objects.filter(group=reader.group, state=WordsState.WAITING)
    lines = Line.objects.filter(meeting__group=reader.group, state=WordsState.WAITING)
    found = (
        threads.select_related("persona", "voice"),
        replies.select_related("persona", "thread", "voice"),
        entries.select_related("persona"),
        lines.select_related("persona", "meeting"),
    )
    rows: list[AnyWords] = list(chain(*(kind[:PAGE] for kind in found)))
    urgent = in_safety_queue(rows)
    oldest = sorted(rows, key=lambda row: (row.written_at, row.pk))
    return [waiting_row(row, reader, with_safety=row.subject in urgent) for row in oldest[:PAGE]]


def in_safety_queue(rows: list[AnyWords]) -> set[str]:
    """Which of these the safety team still has."""
    subjects = [row.subject for row in rows]
    return set(SafetyItem.objects.filter(subject__in=subjects, closed_at=None).values_list("subject", flat=True))


def title(row: AnyWords) -> str:
    """Of the words, or of what they stand in."""
    if isinstance(row, Line):
        return row.meeting.title
    return row.thread.title if isinstance(row, Reply) else row.title


def waiting_row(row: AnyWords, reader: Reader, *, with_safety: bool) -> dict[str, Any]:
    """One of them as plain data."""
    kind = kind_of(row)
    return {
        "kind": kind,
        "id": row.pk,
        "title": title(row),
        "html": mark_safe(row.html),  # noqa: S308  cleaned when it was written (ui.prose.render_comment)
        "person": {"name": row.persona.name, "seed": row.persona.avatar_seed} if row.persona else {"name": ""},
        "own": row.persona_id == reader.persona_id,
        "voice": voice_as_shown(row.voice) if isinstance(row, Thread | Reply) else None,
        "with_safety": with_safety,
        "case": reverse("moderation_case", args=[f"groups.{kind}", row.pk]),
        "approve": reverse("words_approve", args=[reader.group.pk, kind, row.pk]),
    }
