"""What members read, as plain data: few statements, whatever the number of rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from django.db.models import BooleanField, CharField, DateTimeField, JSONField, Q, QuerySet, Value
from django.utils.safestring import mark_safe

from hearten.groups.models import AnyWords, Reply, Thread, WordsState
from hearten.groups.reader import GROUP, VIEWER, Reader
from hearten.media.voice import COLUMNS, Voice, voice_of
from hearten.prepared import Given, Prepared
from hearten.ui.engine import day

#: How many talks a list shows, and how many answers a page, before it says that there are more.
TALKS = 20
ANSWERS = 50
EVER, NEVER = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
WRITER = (
    "persona_id", "persona__name", "persona__avatar_seed", "persona__membership__role",
    "persona__membership__therapist__name", "persona__membership__therapist__handle",
)  # fmt: skip
WORDS = ("pk", "html", "state", "written_at", "edited_at", "with_you", "same_here", "thank_you", *WRITER)
TALK = (*WORDS, *COLUMNS, "title", "listening", "notes", "topic", "answered")
#: What only first words have, and what only answers have: both come in one statement, one for the other.
NO_ANSWER: dict[str, Any] = {"put_away": Value(False, BooleanField())}
NO_TALK: dict[str, Any] = {
    "title": Value("", CharField()),
    "listening": Value(False, BooleanField()),
    "notes": Value([], JSONField()),
    "topic": Value("", CharField()),
    "answered": Value(True, BooleanField()),
}
LABELS = {"supporter": "peer supporter", "moderator": "moderator", "facilitator": "facilitator"}
#: What a writer may be told that somebody said. No number, and nobody's name (C4).
FELT = {"with_you": "with you", "same_here": "same here", "thank_you": "thank you"}


@dataclass
class WordsView:
    """A thread or a reply, ready to show. `own`, `waits` and `felt` are about the viewer's own words only, but for
    those who look after the group, who see what waits.
    """

    id: str
    person: dict[str, Any]
    when: str
    html: str
    own: bool
    gone: bool
    waits: bool
    removed: bool
    asked: bool
    edited: bool
    felt: list[str] = field(default_factory=list)
    title: str = ""
    listening: bool = False
    notes: list[str] = field(default_factory=list)
    closed: bool = False
    answered: bool = True
    put_away: bool = False
    topic: str = ""
    voice: Voice | None = None

    @property
    def held(self) -> bool:
        """Whether it is drawn as not shown to others."""
        return self.waits or self.removed or self.asked


@dataclass(frozen=True)
class Part:
    """Some rows of a list. more: the value that leads on, or "" at the end (I37)."""

    rows: list[WordsView]
    more: str = ""


def talks(reader: Reader, *, before: str = "") -> Part:
    """The talks of a group, the one with the newest words first. One statement, two further down the list."""
    at = moment_of(Thread, before, group=reader.group.pk) or NEVER
    asked = {"viewer": reader.account.pk, "group": reader.group.pk, "at": at, "before": before}
    rows = (KEPT_TALKS if reader.keeps else TALK_LIST).run(**asked)
    more = str(rows[TALKS - 1]["pk"]) if len(rows) > TALKS else ""
    return Part([view(row, reader) for row in rows[:TALKS]], more)


def talk(reader: Reader, pk: str) -> WordsView | None:
    """One talk's first words, or None when this viewer can't see it."""
    rows = (KEPT_TALK if reader.keeps else ONE_TALK).run(viewer=reader.account.pk, group=reader.group.pk, thread=pk)
    return view(rows[0], reader) if rows else None


def whole_talk(reader: Reader, pk: str, *, after: str = "") -> tuple[WordsView, Part] | None:
    """One talk's first words and what was answered, oldest first; None when this viewer can't see it.

    One statement, two further down the talk.
    """
    at = moment_of(Reply, after, thread=pk, column="written_at") or EVER
    asked = {"viewer": reader.account.pk, "group": reader.group.pk, "thread": pk, "at": at, "after": after}
    found = {row["pk"]: row for row in (KEPT_WHOLE if reader.keeps else WHOLE_TALK).run(**asked)}
    first = found.pop(pk, None)
    if first is None:
        return None
    rows = sorted(found.values(), key=lambda row: (row["written_at"], row["pk"]))
    more = str(rows[ANSWERS - 1]["pk"]) if len(rows) > ANSWERS else ""
    return view(first, reader), Part([view(row, reader) for row in rows[:ANSWERS]], more)


def moment_of(kind: type[AnyWords], pk: str, *, column: str = "last_at", **where: Any) -> datetime | None:
    """Where in a list a row stands; None when there is no such row."""
    if not pk:
        return None
    moment: datetime | None = kind.objects.filter(pk=pk, **where).values_list(column, flat=True).first()
    return moment


def view(row: dict[str, Any], reader: Reader) -> WordsView:
    """One row as plain data. Days only: a time of day could tell one writer from another (I4)."""
    own = row["persona_id"] == reader.persona_id
    gone = row["state"] == WordsState.DELETED
    hidden = reader.membership.hidden_notes if reader.membership else []
    notes = row.get("notes", [])
    return WordsView(
        id=row["pk"],
        person={"name": "Taken back by its writer"} if gone else writer(row),
        when=day(row["written_at"]),
        html=mark_safe(row["html"]),  # noqa: S308  cleaned when it was written (ui.prose.render_comment)
        own=own and not gone,
        gone=gone,
        waits=row["state"] == WordsState.WAITING,
        removed=row["state"] in {WordsState.REMOVED, WordsState.HELD},
        asked=row["state"] == WordsState.ASKED,
        edited=row["edited_at"] is not None,
        felt=[words for column, words in FELT.items() if row[column]] if own else [],
        title=row.get("title", ""),
        listening=row.get("listening", False),
        notes=notes,
        closed=not own and any(note in hidden for note in notes),
        answered=row.get("answered", True),
        put_away=row.get("put_away", False),
        topic=row.get("topic", ""),
        voice=voice_for(row, reader, own=own) if row.get("voice") else None,
    )


def voice_for(row: dict[str, Any], reader: Reader, *, own: bool) -> Voice | None:
    """What this viewer may know of a voice note. Members hear it; a visitor of an open-read group is told that
    there is one; what became of one that can't be heard is for its writer and those who look after the group.
    """
    voice = voice_of(row)
    if voice is None or own or reader.keeps:
        return voice
    if not voice.url:
        return None
    return voice if reader.membership else replace(voice, url="")


def writer(row: dict[str, Any]) -> dict[str, Any]:
    """A persona with its picture, labelled when it looks after others; a facilitator in their own name (C6)."""
    role = row["persona__membership__role"]
    name = row["persona__membership__therapist__name"]
    if role == "facilitator" and name:
        return {"name": name, "role": LABELS[role], "href": f"/@{row['persona__membership__therapist__handle']}/"}
    return {"name": row["persona__name"], "seed": row["persona__avatar_seed"], "role": LABELS.get(role, "")}


def _talks(*, keeps: bool) -> QuerySet[Thread, Any]:
    at, before = Given("at", DateTimeField()), Given("before", CharField())
    found = Thread.objects.visible_to(VIEWER, keeps=keeps).filter(group=GROUP).exclude(state=WordsState.DELETED)
    further = found.filter(Q(last_at__lt=at) | Q(last_at=at, pk__gt=before))
    return further.order_by("-last_at", "pk").values(*TALK)[: TALKS + 1]


def _talk(*, keeps: bool) -> QuerySet[Thread, Any]:
    one = Thread.objects.visible_to(VIEWER, keeps=keeps).filter(group=GROUP, pk=Given("thread", CharField()))
    return one.values(*TALK)


def _whole(*, keeps: bool) -> list[QuerySet[Any, Any]]:
    columns = (*TALK, "put_away")
    first = _talk(keeps=keeps).annotate(**NO_ANSWER).values(*columns)
    return [first, _answers(keeps=keeps).annotate(**NO_TALK).values(*columns)[: ANSWERS + 1]]


def _answers(*, keeps: bool) -> QuerySet[Reply, Any]:
    at, after = Given("at", DateTimeField()), Given("after", CharField())
    found = Reply.objects.visible_to(VIEWER, keeps=keeps).filter(thread=Given("thread", CharField()))
    further = found.filter(Q(written_at__gt=at) | Q(written_at=at, pk__gt=after))
    return further.order_by("written_at", "pk")


TALK_LIST, KEPT_TALKS = Prepared(lambda: _talks(keeps=False)), Prepared(lambda: _talks(keeps=True))
ONE_TALK, KEPT_TALK = Prepared(lambda: _talk(keeps=False)), Prepared(lambda: _talk(keeps=True))
WHOLE_TALK, KEPT_WHOLE = Prepared(lambda: _whole(keeps=False)), Prepared(lambda: _whole(keeps=True))
