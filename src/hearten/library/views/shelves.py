"""The shelves and their files: for everybody, without an account, a script or a cookie (R5)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hearten.accounts.http import viewer
from hearten.blog import notice
from hearten.blog.article import robots
from hearten.blog.models import Resource
from hearten.blog.stored import revalidated
from hearten.directory.models import Therapist
from hearten.library import export, kept, shelf
from hearten.library.forms import ANY, FilterForm
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page


@login_not_required
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Everything that professionals here recommend."""
    data = shelf_page(request, shelf.public_resources(), here=reverse("library"))
    data["files"] = files(request, reverse("library_csv"), reverse("library_opml"))
    return answer(request, data, title="Library")


@login_not_required
@require_safe
def therapist_resources(request: HttpRequest, handle: str) -> HttpResponse:
    """What one professional recommends."""
    who = found(request, handle)
    here = reverse("therapist_resources", args=[who.handle])
    data = shelf_page(request, shelf.resources_of(who), here=here)
    data["files"] = files(
        request,
        reverse("therapist_resources_csv", args=[who.handle]),
        reverse("therapist_resources_opml", args=[who.handle]),
    )
    data["who"] = {"name": who.name, "href": reverse("therapist", args=[who.handle])}
    return answer(request, data, title=f"Resources from {who.name}")


def answer(request: HttpRequest, data: dict[str, Any], *, title: str) -> HttpResponse:
    """The page of a shelf; 422 when the address asks for something that this shelf doesn't know."""
    status = 422 if data["unknown"] else 200
    return revalidated(request, page(request, "library/shelf.html", data, title=title, status=status))


def shelf_page(request: HttpRequest, rows: QuerySet[Resource], *, here: str) -> dict[str, Any]:
    """One part of a shelf with its filter. Six statements at most."""
    own = kept.kept(viewer(request))
    form = filter_of(request, rows, own)
    wanted, after = form.wanted(), request.GET.get("after", "")
    part = shelf.part(shelf.filtered(rows, wanted), after=after)
    return {
        "form": describe(form, quiet=True),
        "unknown": bool(form.errors),
        "list": part,
        "who": None,
        "here": here,
        "is_filtered": wanted != shelf.Wanted(),
        "keep": [(name, value) for name, value in asdict(wanted).items()] if viewer(request) else [],
        "own": {"any": own is not None, "here": own == wanted},
        "more": f"{here}?{asked(request, after=part.after)}" if part.after else "",
        "back": f"{here}?{asked(request)}" if after else "",
        "general": notice.GENERAL,
        "ways_on": notice.ways_on(),
        "robots": robots(),
    }


def filter_of(request: HttpRequest, rows: QuerySet[Resource], own: shelf.Wanted | None) -> FilterForm:
    """What the address asks for, or, where it says so, what this person kept."""
    choices = shelf.choices(rows)
    given = known(own, choices) if own and "kept" in request.GET else request.GET
    return FilterForm(given, choices=choices)


def known(own: shelf.Wanted, choices: dict[str, list[tuple[str, str]]]) -> dict[str, str]:
    """Of what somebody kept, what this shelf can answer."""
    return {name: value for name, value in asdict(own).items() if value in dict(choices[name])}


def asked(request: HttpRequest, **more: str) -> str:
    """The filter as it stands in an address; choices that were kept stay out of it."""
    query = request.GET.copy()
    for name in [name for name in query if name not in {*ANY, "kept"} or not query[name]]:
        del query[name]
    for name, value in more.items():
        query[name] = value
    return query.urlencode()


def files(request: HttpRequest, csv: str, opml: str) -> list[dict[str, str]]:
    """The same list to take along."""
    query = asked(request)
    tail = f"?{query}" if query else ""
    return [
        {"label": "CSV, for a table", "href": csv + tail},
        {"label": "OPML, for a feed reader", "href": opml + tail},
    ]


@login_not_required
@require_safe
def library_csv(request: HttpRequest) -> HttpResponse:
    """The whole shelf as a table."""
    return as_csv(request, shelf.public_resources())


@login_not_required
@require_safe
def therapist_resources_csv(request: HttpRequest, handle: str) -> HttpResponse:
    """One professional's shelf as a table."""
    return as_csv(request, shelf.resources_of(found_open(handle)))


@login_not_required
@require_safe
def library_opml(request: HttpRequest) -> HttpResponse:
    """The feeds of every page here, and the whole shelf."""
    people = [feed(who) for who in Therapist.objects.visible_to(None).order_by("name")[: export.MOST]]
    pages = {"Pages here": people} if people else {}
    return as_opml({**pages, **export.outlines(chosen(request, shelf.public_resources()))})


@login_not_required
@require_safe
def therapist_resources_opml(request: HttpRequest, handle: str) -> HttpResponse:
    """One professional's feed and shelf."""
    who = found_open(handle)
    return as_opml({"Pages here": [feed(who)], **export.outlines(chosen(request, shelf.resources_of(who)))})


def as_csv(request: HttpRequest, rows: QuerySet[Resource]) -> HttpResponse:
    """What the filter in the address lets through, as a table."""
    text = export.table(export.HEAD, export.shelf_rows(chosen(request, rows)))
    return export.as_file(text, name="resources.csv", kind="text/csv")


def as_opml(groups: dict[str, list[dict[str, str]]]) -> HttpResponse:
    """Outlines as a file."""
    return export.as_file(export.opml(settings.SITE_NAME, groups), name="resources.opml", kind="text/x-opml")


def chosen(request: HttpRequest, rows: QuerySet[Resource]) -> list[shelf.Item]:
    """Everything that the filter in the address lets through, in the shelf's own order."""
    wanted = filter_of(request, rows, kept.kept(viewer(request))).wanted()
    return shelf.items(shelf.in_order(shelf.filtered(rows, wanted))[: export.MOST])


def feed(who: Therapist) -> dict[str, str]:
    """A professional's feed as an outline."""
    return {
        "text": who.name,
        "type": "rss",
        "xmlUrl": notice.absolute(reverse("feed_rss", args=[who.handle])),
        "htmlUrl": notice.absolute(reverse("therapist", args=[who.handle])),
    }


def found(request: HttpRequest, handle: str) -> Therapist:
    """The page at an address as this viewer may see it; 404 for every reason alike (I3)."""
    who = shelf.page_of(handle, viewer(request))
    if who is None:
        raise Http404
    return who


def found_open(handle: str) -> Therapist:
    """The same for files, which hold only what everybody may read."""
    who = shelf.page_of(handle, None)
    if who is None:
        raise Http404
    return who
