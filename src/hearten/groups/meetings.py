"""What a meeting shows to those who take part in it, as plain data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import CharField, DateTimeField, Q, QuerySet

from hearten.groups.models import Line, Meeting, Membership, Seat
from hearten.groups.queries import NEVER, WORDS, Part, moment_of, view
from hearten.groups.reader import VIEWER, Reader
from hearten.moderation.crisis import when
from hearten.prepared import Given, Prepared
from hearten.ui.engine import clock

#: The most meetings on the page, the most hands, and how many lines it shows before it leads to earlier ones.
MEETINGS = 20
HANDS = 30
LINES = 25
#: How long a meeting stays on the page after its time.
A_WEEK = timedelta(days=7)
SCREENS = (
    "We can't prevent that somebody takes a picture of their screen. This place records nothing beyond the "
    "meeting: its lines are erased seven days after they were written."
)


def found(reader: Reader) -> QuerySet[Meeting]:
    """The meetings of a group, for its members alone: a visitor of an open-read group sees none."""
    meetings = Meeting.objects.filter(group=reader.group).select_related(
        "word_with", "host__persona", "host__therapist"
    )
    return meetings if reader.membership else meetings.none()


def ahead(reader: Reader) -> list[dict[str, Any]]:
    """Those that are planned, are going on, or were in the last week."""
    recent = found(reader).filter(starts_at__gt=reader.now - A_WEEK)[:MEETINGS]
    return [
        {"id": row.pk, "title": row.title, "when": when(row.starts_at, reader.now), "says": says(row, reader)}
        for row in recent
    ]


def says(meeting: Meeting, reader: Reader) -> str:
    """The one true sentence about whether a host is there (I13)."""
    if meeting.ended_at:
        return "This meeting has ended."
    if meeting.is_open(reader.now) and meeting.here_until:
        return f"A host is here until {clock(meeting.here_until)}, and longer while they take part."
    if meeting.starts_at > reader.now:
        return f"It is planned for {when(meeting.starts_at, reader.now)}. It opens when a host is here."
    return "No host is here now, so the meeting is closed for everybody. It opens again when one is back."


def room(meeting: Meeting, reader: Reader, seat: Seat | None) -> dict[str, Any]:
    """The meeting as its reader sees it. Who is there is not shown: only hands, and who has the word."""
    leads = meeting.is_led_by(reader.membership)
    return {
        "id": meeting.pk,
        "title": meeting.title,
        "note": meeting.note,
        "agreement": meeting.agreement,
        "agenda": [{"text": text, "now": number == meeting.at_point} for number, text in enumerate(meeting.agenda)],
        "says": says(meeting, reader),
        "open": meeting.is_open(reader.now),
        "ended": meeting.ended_at is not None,
        "host": host(meeting),
        "leads": leads,
        "word_with": meeting.word_with.name if meeting.word_with else "",
        "my_word": meeting.word_with_id == reader.persona_id,
        "my_hand": seat is not None and seat.hand_at is not None,
        "hands": hands(meeting),
        "speakers": speakers(meeting, reader) if leads else [],
    }


def host(meeting: Meeting) -> str:
    """Who leads it: a facilitator by name, somebody else under their name here (C6)."""
    if meeting.host is None:
        return ""
    page = meeting.host.therapist
    return page.name if page else meeting.host.persona.name


def hands(meeting: Meeting) -> list[dict[str, str]]:
    """Whose hand is up, in order."""
    return [{"id": row["pk"], "name": row["membership__persona__name"]} for row in HANDS_UP.run(meeting=meeting.pk)]


def speakers(meeting: Meeting, reader: Reader) -> list[dict[str, str]]:
    """Those who said something or raised a hand, whom a host may take out; not who only listens."""
    spoke = Line.objects.filter(meeting=meeting, persona__isnull=False).values("persona")
    rows = Seat.objects.filter(meeting=meeting, removed=False).filter(
        Q(membership__in=spoke) | Q(hand_at__isnull=False)
    )
    leading = [pk for pk in (meeting.host_id, meeting.second_id) if pk]
    shown = rows.exclude(membership__in=leading).order_by("membership__persona__name")
    found = shown.values("pk", "membership__persona__name")[:HANDS]
    return [{"id": row["pk"], "name": row["membership__persona__name"]} for row in found]


def lines(meeting: Meeting, reader: Reader, *, before: str = "") -> Part:
    """The last lines, or the last before one of them, oldest first. One statement, two further back."""
    at = moment_of(Line, before, meeting=meeting, column="written_at") or NEVER
    asked = {"viewer": reader.account.pk, "meeting": meeting.pk, "at": at, "before": before}
    rows = (KEPT_LINES if reader.keeps else LAST_LINES).run(**asked)
    more = str(rows[LINES - 1]["pk"]) if len(rows) > LINES else ""
    return Part([view(row, reader) for row in reversed(rows[:LINES])], more)


def may_lead(reader: Reader) -> QuerySet[Membership]:
    """Who can help to lead a meeting: those with a duty in the group."""
    staff = Membership.objects.inside().filter(group=reader.group).exclude(role="member")
    return staff.exclude(pk=reader.persona_id).select_related("persona", "therapist")


def _lines(*, keeps: bool) -> QuerySet[Line, Any]:
    at, before = Given("at", DateTimeField()), Given("before", CharField())
    seen = Line.objects.visible_to(VIEWER, keeps=keeps).filter(meeting=HERE)
    further = seen.filter(Q(written_at__lt=at) | Q(written_at=at, pk__lt=before))
    return further.order_by("-written_at", "-pk").values(*WORDS)[: LINES + 1]


def _hands() -> QuerySet[Seat, Any]:
    return Seat.objects.filter(meeting=HERE).hands().values("pk", "membership__persona__name")[:HANDS]


HERE = Given("meeting", CharField())
LAST_LINES, KEPT_LINES = Prepared(lambda: _lines(keeps=False)), Prepared(lambda: _lines(keeps=True))
HANDS_UP = Prepared(_hands)
