"""Asking for a look in two taps, and what came of it (R99)."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hearten.accounts.models import Account
from hearten.moderation import actions
from hearten.moderation.forms import ReportForm
from hearten.moderation.limits import may_report
from hearten.moderation.models import Report
from hearten.moderation.queries import outcome, what_it_is
from hearten.moderation.subjects import Shown, find
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

#: What is sent for whoever can't say what it is; it names no motive (R83).
FEELS_OFF = "This feels off to me."


# Exempt, because a reader has no cookie to prove anything with: this form acts for nobody and changes nothing that
# anybody can see. What another site could do with it, anybody can do by hand; the hourly budget holds both.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The second tap: one button, and words for those who want them."""
    subject = f"{kind}:{key}"
    shown = readable(subject, request.user)
    if request.method == "GET":
        return ask(request, subject, shown, ReportForm())
    form = ReportForm(request.POST)
    if not form.is_valid():
        return ask(request, subject, shown, form, status=422)
    if not may_report(subject):
        return ask(request, subject, shown, form, full=True, status=429)
    off = FEELS_OFF if "off" in request.POST else ""
    row = actions.report(subject=subject, words=form.cleaned_data["words"] or off)
    return redirect("report_receipt", row.pk)


def readable(subject: str, viewer: Account | AnonymousUser) -> Shown:
    """What anybody can read there, or this viewer has before them. Raises Http404 for everything else (I3)."""
    found = find(subject)
    shown = found[0].show(found[1]) if found else None
    if found is None or shown is None:
        raise Http404
    verbs, key = found
    if not shown.is_public and not (verbs.waits_for and viewer.is_authenticated and verbs.waits_for(key, viewer)):
        raise Http404
    return shown


def ask(
    request: HttpRequest, subject: str, shown: Shown, form: ReportForm, *, full: bool = False, status: int = 200
) -> HttpResponse:
    """The page with the button; their words come back with it."""
    data: dict[str, Any] = {
        "what": what_it_is(subject),
        "label": shown.label,
        "back": shown.url,
        "form": describe(form),
        "full": full,
    }
    return page(request, "moderation/report.html", data, title="Ask for a look", zone="host", status=status)


@login_not_required
def receipt(request: HttpRequest, pk: str) -> HttpResponse:
    """What came of a report, for whoever holds its address. It shows neither the thing nor who wrote it."""
    row = get_object_or_404(Report.objects.select_related("decision__appeal"), pk=pk)
    data = {"id": row.pk, "made_on": row.made_on, "outcome": outcome(row)}
    return page(request, "moderation/receipt.html", data, title="Your receipt", zone="host")
