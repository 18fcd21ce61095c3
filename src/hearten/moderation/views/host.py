"""The host's paperwork: its forms, and the lines that somebody here has tried (R107, R94, R98)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.moderation import actions
from hearten.moderation.crisis import emergency_views, in_a_sentence, line_view
from hearten.moderation.crisis_lines import Checks, Emergency, Line, Shown, state
from hearten.moderation.forms import LineForm, PaperForm
from hearten.moderation.hazards import hazards
from hearten.moderation.models import HostRecord
from hearten.moderation.paperwork import (
    Paper,
    host_country,
    line_checks,
    missing_for_groups,
    papers,
    to_confirm,
    what_is_due,
    what_is_missing,
)
from hearten.moderation.retention import retention
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

answerable = needs_role(Role.SAFETY_LEAD, Role.HOST_ADMIN)


@answerable
@require_safe
def host(request: AccountRequest) -> HttpResponse:
    """What is done, what is missing."""
    filled = {row.kind: row for row in HostRecord.objects.all()}
    rows = [paper_row(paper, filled.get(kind)) for kind, paper in papers().items()]
    data = {
        "missing": what_is_missing(),
        "missing_for_groups": missing_for_groups(),
        "due": what_is_due(),
        "papers": {
            opens: [row for row in rows if row["opens"] == opens] for opens in ("comments", "groups", "young")
        },
    }
    return page(request, "moderation/host.html", data, title="Host", zone="host")


def paper_row(paper: Paper, row: HostRecord | None) -> dict[str, Any]:
    """One form in the list."""
    filled = f"Filled in by {row.name}" if row else ""
    day = row.filled_on if row else None
    return {"kind": paper.kind, "opens": paper.opens, "title": paper.title, "filled": filled, "day": day}


@answerable
@require_http_methods(["GET", "POST"])
def paper(request: AccountRequest, kind: str) -> HttpResponse:
    """One form. The answers start from a draft; the name and the promise never do."""
    the_paper = papers().get(kind)
    if the_paper is None:
        raise Http404
    if request.method == "GET":
        return show_paper(request, the_paper, PaperForm(paper=the_paper, initial=start(the_paper)))
    form = PaperForm(request.POST, paper=the_paper)
    if not form.is_valid():
        return show_paper(request, the_paper, form, status=422)
    answers = {question.id: form.cleaned_data[question.id] for question in the_paper.questions}
    actions.fill_record(kind=kind, answers=answers, name=form.cleaned_data["name"], by=request.user)
    return redirect(f"{reverse('host')}?n=saved")


def start(the_paper: Paper) -> dict[str, str]:
    """What was answered last time, else the drafts."""
    row = HostRecord.objects.filter(kind=the_paper.kind).first()
    answers = row.answers if row else {}
    return {question.id: answers.get(question.id) or question.draft for question in the_paper.questions}


def show_paper(request: AccountRequest, the_paper: Paper, form: PaperForm, *, status: int = 200) -> HttpResponse:
    """The questions with what was typed."""
    data = {
        "heading": the_paper.title,
        "intro": the_paper.intro,
        "form": describe(form),
        "kept": retention() if the_paper.above == "retention" else [],
        "hazards": hazards() if the_paper.above == "hazards" else [],
    }
    return page(request, "moderation/paper.html", data, title="Host", zone="host", status=status)


@answerable
@require_http_methods(["GET", "POST"])
def lines(request: AccountRequest) -> HttpResponse:
    """The lines of the host's country, each with a form of its own. Only a safety lead confirms (R94)."""
    if request.method == "GET":
        return show_lines(request)
    line_id = request.POST.get("line", "")
    if line_id not in own_line_ids() or not request.user.has_role(Role.SAFETY_LEAD):
        raise Http404
    form = LineForm(request.POST, prefix=line_id)
    if not form.is_valid():
        return show_lines(request, {line_id: form}, status=422)
    actions.confirm_line(line_id=line_id, by=request.user, **form.cleaned_data)
    return redirect(f"{reverse('host_lines')}?n=saved#{line_id}")


def own_line_ids() -> set[str]:
    """The ids that this host may confirm."""
    country = host_country()
    return {entry.id for entry in to_confirm(country)} if country else set()


def show_lines(
    request: AccountRequest, sent: dict[str, LineForm] | None = None, *, status: int = 200
) -> HttpResponse:
    """Every number of the host's country with what this host knows about it."""
    country, checks = host_country(), line_checks()
    entries = to_confirm(country) if country else []
    data = {
        "country": in_a_sentence(country) if country else "",
        "rows": [row(entry, checks, (sent or {}).get(entry.id)) for entry in entries],
        "may_confirm": request.user.has_role(Role.SAFETY_LEAD),
    }
    return page(request, "moderation/lines.html", data, title="Host", zone="host", status=status)


def row(entry: Emergency | Line, checks: Checks, sent: LineForm | None) -> dict[str, Any]:
    """One number: how it is shown to readers, how fresh it is, and its form."""
    check = checks.get(entry.id)
    return {
        "id": entry.id,
        "emergency": emergency_views([entry]) if isinstance(entry, Emergency) else [],
        "lines": [line_view(Shown(entry, "unchecked", None))] if isinstance(entry, Line) else [],
        "source": entry.source,
        "source_date": entry.source_date,
        "state": state(entry, checks, timezone.localdate()),
        "day": check[0] if check else None,
        "name": check[1] if check else "",
        "form": describe(sent or LineForm(prefix=entry.id)),
    }
