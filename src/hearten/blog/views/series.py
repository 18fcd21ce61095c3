"""Series: for readers a page and a calendar; on the desk begun, changed and taken away."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, viewer
from hearten.blog import series as shown
from hearten.blog.actions.series import keep_series, remove_series
from hearten.blog.forms import SeriesForm
from hearten.blog.models import Series
from hearten.blog.stored import packed, revalidated, unpacked
from hearten.blog.views.desk import own_page
from hearten.blog.views.frame import desk_page
from hearten.directory.byline import first_credential
from hearten.directory.models import Therapist
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page


@login_not_required
@require_safe
def series_page(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    """Every part in order, the pace, and the next day."""
    who = Therapist.objects.visible_to(viewer(request)).annotate(credential_title=first_credential())
    owner = who.filter(handle=handle).first()
    if owner is None:
        raise Http404
    series = get_object_or_404(owner.series, slug=slug)
    data = shown.series_page(series, owner)
    return revalidated(request, page(request, "blog/public/series.html", data, title=series.title))


@login_not_required
@require_safe
def series_calendar(request: HttpRequest, handle: str, slug: str) -> HttpResponse:
    """The same calendar for everybody who asks: it holds no address of a reader (R49)."""
    owner = get_object_or_404(Therapist.objects.visible_to(None), handle=handle)
    series = get_object_or_404(owner.series, slug=slug)
    response = HttpResponse(shown.calendar(series), content_type="text/calendar; charset=utf-8")
    return unpacked(request, *packed(response))


@require_http_methods(["GET", "POST"])
def series(request: AccountRequest) -> HttpResponse:
    """One's series, and a form for a new one."""
    row = Series(therapist=own_page(request))
    return edited(request, row, "blog/desk/series.html", "Your series")


@require_http_methods(["GET", "POST"])
def series_edit(request: AccountRequest, pk: int) -> HttpResponse:
    """Change its name, its address or its pace."""
    row = get_object_or_404(own_page(request).series, pk=pk)
    return edited(request, row, "blog/desk/series_edit.html", row.title)


@require_POST
def series_remove(request: AccountRequest, pk: int) -> HttpResponse:
    """Take a series away. Its pieces stay, each on its own."""
    remove_series(get_object_or_404(own_page(request).series, pk=pk))
    return redirect(reverse("series") + "?n=removed")


def edited(request: AccountRequest, row: Series, template: str, title: str) -> HttpResponse:
    """Keep what was sent, or show the form."""
    form = SeriesForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        keep_series(form.instance)
        return redirect(reverse("series") + "?n=saved")
    own = row.therapist.series.order_by("title", "pk")
    data = {"series": [line(each) for each in own], "form": describe(form), "pk": row.pk}
    status = 422 if request.method == "POST" else 200
    return desk_page(request, template, data, title=title, status=status)


def line(row: Series) -> dict[str, object]:
    """One series in a list."""
    day = shown.next_day(row, timezone.localdate())
    return {"pk": row.pk, "title": row.title, "cadence": row.get_cadence_display(), "next": day}
