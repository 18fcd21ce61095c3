"""Bringing what one wrote elsewhere: choose a file, look, start, watch, work through."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.directory.models import Therapist
from hearten.imports import actions, forms, report
from hearten.imports.forms import ArchiveForm
from hearten.imports.models import ArchivedItem, Import, State
from hearten.media.ceiling import Ceiling
from hearten.media.nameless import Nameless
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

NO_ROOM = "There is no room for this file at the moment. That is our fault, not yours. Please try later."


@csrf_exempt  # the check reads the form, and the form must not be read before its ceiling stands; see `_imports`
def imports(request: HttpRequest) -> HttpResponse:
    """One's imports, and the form that takes in one more."""
    request.upload_handlers = [Ceiling(request, most=forms.MAX_BYTES), Nameless(request)]
    response: HttpResponse = _imports(request)
    return response


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(Role.THERAPIST)
def _imports(request: AccountRequest) -> HttpResponse:
    therapist = get_object_or_404(Therapist.objects.owned_by(request.user))
    if request.method != "POST":
        return first_page(request, therapist, ArchiveForm(), 200)
    form = ArchiveForm(request.POST, request.FILES, meta=request.META)
    if not form.is_valid():
        return first_page(request, therapist, form, 413 if form.too_large else 422)
    try:
        row = actions.take_in(form.cleaned_data["archive"], therapist=therapist, by=request.user)
    except OSError:
        form.add_error("archive", NO_ROOM)
        return first_page(request, therapist, form, 507)
    return redirect("import", pk=row.pk)


def first_page(request: HttpRequest, therapist: Therapist, form: ArchiveForm, status: int) -> HttpResponse:
    """The form, and what was brought before."""
    data = {"form": describe(form), "imports": report.listed(therapist)}
    return desk(request, "imports/first.html", data, title="Bring your writing", status=status)


@require_safe
@needs_role(Role.THERAPIST)
def one(request: AccountRequest, pk: int) -> HttpResponse:
    """One import: being looked through, ready, on its way, or its report."""
    row = own(request, pk)
    data: dict[str, Any] = {"job": report.progress(row)}
    if request.headers.get("HX-Request") == "true":
        return moving(request, data)
    if row.state == State.LOOKED:
        return desk(request, "imports/looked.html", {**data, "looked": report.looked(row)}, title="Ready to bring")
    if row.state in {State.DONE, State.STOPPED} and row.total:
        inbox = report.inbox(row, show=request.GET.get("show", ""), after=request.GET.get("after", ""))
        return desk(request, "imports/report.html", {**data, **inbox}, title="What was brought")
    return desk(request, "imports/moving.html", data, title="On its way")


def moving(request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
    """The progress alone, for a page that asks again and again; the whole page anew when it has ended."""
    response = desk(request, "imports/_progress.html", data, title="")
    if not data["job"]["moving"]:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@needs_role(Role.THERAPIST)
def start(request: AccountRequest, pk: int) -> HttpResponse:
    """Let it all come, or go on."""
    actions.start(own(request, pk), by=request.user)
    return redirect("import", pk=pk)


@require_POST
@needs_role(Role.THERAPIST)
def stop(request: AccountRequest, pk: int) -> HttpResponse:
    """Stop; what is here stays."""
    actions.stop(own(request, pk), by=request.user)
    return redirect("import", pk=pk)


@require_POST
@needs_role(Role.THERAPIST)
def throw_away(request: AccountRequest, pk: int) -> HttpResponse:
    """Forget the file."""
    actions.throw_away(own(request, pk), by=request.user)
    return redirect(reverse("imports") + "?n=removed")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(Role.THERAPIST)
def item(request: AccountRequest, pk: int, item: int) -> HttpResponse:
    """One piece with what its old readers said. POST ticks it as worked through, or takes the tick away."""
    row = own(request, pk)
    piece = get_object_or_404(row.items.select_related("post"), pk=item)
    if request.method == "POST":
        done = request.POST.get("worked_through") == "yes"
        row.items.filter(pk=piece.pk).update(worked_through=done)
        return redirect(f"{reverse('import', args=[pk])}?show={piece.outcome}#list")
    data = {"item": report.entry(piece), "comments": said(piece), "back": reverse("import", args=[pk])}
    return desk(request, "imports/item.html", data, title="A piece you brought")


def said(piece: ArchivedItem) -> list[dict[str, Any]]:
    """Old comments as plain data, for the author only."""
    return [dict(row) for row in piece.comments.values("name", "text", "written_at")[:500]]


@require_safe
@needs_role(Role.THERAPIST)
def download(request: AccountRequest, pk: int, form: str) -> HttpResponse:
    """The report as a file. form: "csv" or "json"."""
    row = own(request, pk)
    if form == "json":
        return JsonResponse({"pieces": list(report.rows(row))}, headers=attached("json"))
    if form != "csv":
        raise Http404
    return HttpResponse(report.as_csv(row), content_type="text/csv; charset=utf-8", headers=attached("csv"))


def attached(form: str) -> dict[str, str]:
    """A neutral name for a downloaded file."""
    return {"Content-Disposition": f'attachment; filename="report.{form}"', "X-Content-Type-Options": "nosniff"}


def own(request: AccountRequest, pk: int) -> Import:
    """The signed-in therapist's import; 404 for everybody else."""
    return get_object_or_404(Import.objects.owned_by(request.user).select_related("therapist__account"), pk=pk)


def desk(
    request: HttpRequest, template: str, data: dict[str, Any], *, title: str, status: int = 200
) -> HttpResponse:
    """A page of the desk, which only its owner sees."""
    return page(request, template, data, title=title, zone="desk", status=status)
