"""Meetings of a group: which there are, planning one, taking part, leading, and how one leaves."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, stream
from hearten.groups.actions import meeting as actions
from hearten.groups.actions.talking import NotAgreed, NotHere, NotYet
from hearten.groups.forms import LineForm, MeetingForm, WordsForm
from hearten.groups.meetings import SCREENS, ahead, found, lines, may_lead, room
from hearten.groups.models import Meeting, Seat
from hearten.groups.queries import Part
from hearten.groups.reader import Reader, reader_of
from hearten.groups.views.frame import around, inside, panel_for
from hearten.groups.views.keeping import keeper
from hearten.groups.views.talking import AGREE, help_now, there
from hearten.live.tickets import listener
from hearten.moderation.crisis import panel
from hearten.moderation.returned import as_typed, beside, in_the_way, posted, reworded
from hearten.moderation.review import NeedsChanges
from hearten.ui.forms import describe

#: The words macro asks whose talk it stands in; a meeting is nobody's.
NOBODYS = {"own": False, "listening": False}


def place(request: AccountRequest, pk: str, meeting: str) -> tuple[Reader, Meeting, Seat | None]:
    """The meeting, for members of its group. Raises Http404 for everybody else."""
    reader = reader_of(request.user, pk)
    row = get_object_or_404(found(reader), pk=meeting)
    return reader, row, actions.seat_of(row, reader)


def taking_part(request: AccountRequest, pk: str, meeting: str) -> tuple[Reader, Meeting, Seat]:
    """The same for whoever came in and was not taken out. Raises Http404."""
    reader, row, seat = place(request, pk, meeting)
    if seat is None or seat.removed:
        raise Http404
    return reader, row, seat


@require_safe
def meetings(request: AccountRequest, pk: str) -> HttpResponse:
    """Which meetings are planned."""
    reader = reader_of(request.user, pk)
    return inside(request, "groups/meetings.html", {**around(reader), "meetings": ahead(reader)})


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: AccountRequest, pk: str) -> HttpResponse:
    """Plan one, for those who look after the group."""
    reader, _ = keeper(request, pk)
    earlier = found(reader).order_by("-starts_at")[:20]
    form = MeetingForm(request.POST or None, hosts=may_lead(reader), earlier=earlier)
    if request.method == "POST" and form.is_valid():
        row = actions.plan(reader, **form.settings())
        return redirect("meeting", pk, row.pk)
    status = 422 if request.method == "POST" else 200
    return inside(request, "groups/meeting_new.html", {**around(reader), "form": describe(form)}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: AccountRequest, pk: str, meeting: str) -> HttpResponse:
    """The meeting; what is said there comes by POST. It works by reloading where nothing is live."""
    reader, row, seat = place(request, pk, meeting)
    if seat is None:
        data = {**shown(reader, row, seat), "agreed": actions.agreed_before(row, reader)}
        return inside(request, "groups/meeting_door.html", data)
    if seat.removed:
        data = {**around(reader), "meeting": {"id": row.pk, "title": row.title}}
        return inside(request, "groups/meeting_out.html", data, status=403)
    if request.method != "POST":
        return show(request, reader, row, seat)
    form = LineForm(posted(request))
    if "back" in request.POST:
        return show(request, reader, row, seat, form=as_typed(form))
    if not form.is_valid():
        return show(request, reader, row, seat, form=form, status=422)
    if "apply" in request.POST:
        return show(request, reader, row, seat, form=reworded(form, request.POST["apply"]))
    return speak(request, reader, row, seat, form)


def speak(request: AccountRequest, reader: Reader, row: Meeting, seat: Seat, form: WordsForm) -> HttpResponse:
    """Keep a line, or give the words back with what is in the way."""
    try:
        said = actions.say(row, reader, form.typed())
    except NeedsChanges as held:
        return show(request, reader, row, seat, **in_the_way(form, held), status=422)
    except (NotHere, NotYet, NotAgreed) as refused:
        form.add_error(None, str(refused) or AGREE)
        return show(request, reader, row, seat, form=form, status=409)
    return help_now(request, reader, said) if said.needs_person else there(said)


def show(
    request: AccountRequest,
    reader: Reader,
    row: Meeting,
    seat: Seat,
    *,
    form: WordsForm | None = None,
    found: list[dict[str, Any]] | None = None,
    masks: list[dict[str, str]] | None = None,
    says: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, or its moving part alone for a page that listens."""
    form, before = form or LineForm(), request.GET.get("before", "")
    data = {
        **shown(reader, row, seat, before=before),
        "action": request.path,
        "form": describe(form),
        **beside(form),
        "masks": masks or [],
        "changing": None,
        "remarks": found or [],
        "refused": says,
        "crisis": panel_for(request),
        "stream": "" if before else listening(request, reader, row, seat),
    }
    return inside(request, "groups/meeting.html", data, fragment="groups/_meeting.html", status=status)


def listening(request: AccountRequest, reader: Reader, row: Meeting, seat: Seat) -> str:
    """Where the page hears of news, until its viewer leaves the group or is taken out of the meeting."""
    return stream(request, row.topic, also=[listener("persona", reader.persona_id), listener("seat", seat.pk)])


def shown(reader: Reader, row: Meeting, seat: Seat | None, *, before: str = "") -> dict[str, Any]:
    """What every page of a meeting has; lines are for those who agreed. before: only what was said before that."""
    said = lines(row, reader, before=before) if seat else Part([])
    here = reverse("meeting", args=[reader.group.pk, row.pk])
    return {
        **around(reader),
        "meeting": room(row, reader, seat),
        "lines": said.rows,
        "earlier": f"{here}?before={said.more}" if said.more else "",
        "newest": here if before else "",
        "screens": SCREENS,
        "first": NOBODYS,
    }


@require_POST
def meeting_come_in(request: AccountRequest, pk: str, meeting: str) -> HttpResponse:
    """Accept what is agreed on, once in a series."""
    reader, row, _ = place(request, pk, meeting)
    if request.POST.get("agrees") == "on" or actions.agreed_before(row, reader):
        actions.come_in(row, reader)
    return redirect("meeting", pk, meeting)


@require_POST
def meeting_hand(request: AccountRequest, pk: str, meeting: str) -> HttpResponse:
    """Raise one's hand, take it down, or give the word back."""
    _, row, seat = taking_part(request, pk, meeting)
    verb = actions.raise_hand if request.POST.get("hand") == "up" else actions.lower_hand
    verb(row, seat)
    return redirect("meeting", pk, meeting)


@require_POST
def meeting_lead(request: AccountRequest, pk: str, meeting: str) -> HttpResponse:
    """What a host does: be there, give the word, go on, take somebody out, end."""
    reader, row, seat = taking_part(request, pk, meeting)
    verb = actions.LEAD.get(request.POST.get("do", ""))
    if verb is None or not row.is_led_by(reader.membership):
        raise Http404
    try:
        verb(row, request.POST.get("seat", ""))
    except actions.NotNow as refused:
        return show(request, reader, row, seat, says=str(refused), status=409)
    return redirect("meeting", pk, meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_after(request: AccountRequest, pk: str, meeting: str) -> HttpResponse:
    """How somebody leaves. What they choose is answered with help and kept nowhere: not in a row, not in a log."""
    reader, row, _ = place(request, pk, meeting)
    how = request.POST.get("how", "") if request.method == "POST" else ""
    data = {**around(reader), "meeting": {"id": row.pk, "title": row.title}, "how": how}
    return inside(request, "groups/meeting_after.html", {**data, "crisis": panel() if how == "unsafe" else None})
