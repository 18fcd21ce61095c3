"""Collections: a public page each, and a plain way to keep them by hand."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.blog import notice
from hearten.blog.article import robots
from hearten.blog.stored import revalidated
from hearten.directory.models import Therapist
from hearten.library import collections as verbs
from hearten.library import export
from hearten.library.forms import AddForm, CollectionForm, InviteForm
from hearten.library.models import Collection
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

keeper = needs_role(Role.THERAPIST, Role.HOST_ADMIN)


@login_not_required
@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """Every open collection, by name."""
    rows = Collection.objects.public().select_related("therapist").order_by("title", "pk")[: verbs.SHOWN]
    data = {"collections": [line(row) for row in rows], "ways_on": notice.ways_on(), "robots": robots()}
    return revalidated(request, page(request, "library/collections.html", data, title="Collections"))


def line(row: Collection) -> dict[str, str]:
    """One line of the list."""
    href = reverse("collection", args=[row.slug])
    return {"title": row.title, "href": href, "text": row.purpose, "by": owner(row)}


def owner(row: Collection) -> str:
    """Whose it is."""
    return row.therapist.name if row.therapist else settings.SITE_NAME


@login_not_required
@require_safe
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """One collection, in the order its keepers gave it."""
    row = get_object_or_404(Collection.objects.public().select_related("therapist"), slug=slug)
    data = {
        **line(row),
        "rows": verbs.rows(row),
        "keepers": verbs.keepers(row),
        "csv": reverse("collection_csv", args=[row.slug]),
        "general": notice.GENERAL,
        "ways_on": notice.ways_on(),
        "robots": robots(),
    }
    return revalidated(request, page(request, "library/collection.html", data, title=row.title))


@login_not_required
@require_safe
def collection_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """What everybody may see of it, as a table."""
    row = get_object_or_404(Collection.objects.public(), slug=slug)
    return export.as_file(
        export.table(("title", "kind", "link", "why"), lines(row)), name="collection.csv", kind="text/csv"
    )


def lines(row: Collection) -> list[tuple[str, str, str, str]]:
    """One line for each thing."""
    found = []
    for one in verbs.rows(row):
        if one.resource:
            found.append((one.resource.title, one.resource.kind, one.resource.url, one.resource.why))
        elif one.group:
            found.append((one.group.name, "Group elsewhere", one.group.url, ""))
        elif one.post:
            found.append((one.post.title, one.post.kind, notice.absolute(one.post.href), one.post.summary))
    return found


@keeper
@require_http_methods(["GET", "POST"])
def desk_collections(request: AccountRequest) -> HttpResponse:
    """Those one keeps, those one was invited to, and a form for a new one."""
    form = CollectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        who = Therapist.objects.owned_by(request.user).first()
        if who is None and not request.user.has_role(Role.HOST_ADMIN):
            raise Http404
        row = verbs.begin(facts=form.cleaned_data, owner=who, by=request.user)
        return redirect(f"{reverse('desk_collection', args=[row.pk])}?n=saved")
    asked = verbs.invitations(request.user)
    data = {
        "mine": [{"pk": row.pk, "title": row.title} for row in Collection.objects.editable_by(request.user)],
        "asked": [
            {"pk": one.pk, "title": one.collection.title, "by": owner(one.collection), "accepted": one.accepted}
            for one in asked
        ],
        "form": describe(form),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "library/desk_collections.html", data, title="Collections", zone="desk", status=status)


@keeper
@require_http_methods(["GET", "POST"])
def desk_collection(request: AccountRequest, pk: int) -> HttpResponse:
    """One collection: its name, what stands in it, who takes part."""
    row = kept(request, pk)
    form = CollectionForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        verbs.change(form.save(commit=False), by=request.user)
        return redirect(f"{reverse('desk_collection', args=[pk])}?n=saved")
    return show(request, row, form, status=422 if request.method == "POST" else 200)


def show(request: AccountRequest, row: Collection, form: CollectionForm, *, status: int = 200) -> HttpResponse:
    """The page of one collection, with what was typed."""
    mine = Collection.objects.owned_by(request.user).filter(pk=row.pk).exists()
    data: dict[str, Any] = {
        "pk": row.pk,
        "slug": row.slug,
        "is_open": row.is_open,
        "form": describe(form),
        "things": verbs.things(row),
        "add": describe(AddForm(choices=verbs.offered(request.user))),
        "mine": mine,
        "invite": describe(InviteForm(prefix="invite")) if mine else None,
        "helpers": [
            {"name": one.therapist.name, "accepted": one.accepted}
            for one in row.helpers.select_related("therapist").order_by("therapist__name")
        ],
    }
    return page(request, "library/desk_collection.html", data, title="Collection", zone="desk", status=status)


@keeper
@require_POST
def collection_add(request: AccountRequest, pk: int) -> HttpResponse:
    """Put one's own resource or post, or a listed group, at the end."""
    row = kept(request, pk)
    form = AddForm(request.POST, choices=verbs.offered(request.user))
    if not form.is_valid() or not form.cleaned_data["thing"]:
        raise Http404
    verbs.add(row, key=form.cleaned_data["thing"], by=request.user)
    return redirect(f"{reverse('desk_collection', args=[pk])}?n=saved#things")


@keeper
@require_POST
def collection_move(request: AccountRequest, pk: int, item: int) -> HttpResponse:
    """One place up or down, or out."""
    row = kept(request, pk)
    way = request.POST.get("way", "")
    if way not in {"up", "down", "out"}:
        raise Http404
    verbs.move(row, item=get_object_or_404(row.items, pk=item), way=way, by=request.user)
    return redirect(f"{reverse('desk_collection', args=[pk])}?n=saved#things")


@keeper
@require_POST
def collection_invite(request: AccountRequest, pk: int) -> HttpResponse:
    """Ask a colleague to take part; only its owner can."""
    row = get_object_or_404(Collection.objects.owned_by(request.user), pk=pk)
    form = InviteForm(request.POST, prefix="invite")
    if not form.is_valid() or form.cleaned_data["whom"].pk == row.therapist_id:
        raise Http404
    verbs.invite(row, whom=form.cleaned_data["whom"], by=request.user)
    return redirect(f"{reverse('desk_collection', args=[pk])}?n=sent")


@keeper
@require_POST
def collection_answer(request: AccountRequest, pk: int) -> HttpResponse:
    """Take part, say no, or stop."""
    helper = get_object_or_404(verbs.invitations(request.user), pk=pk)
    if request.POST.get("answer") == "yes":
        verbs.accept(helper, by=request.user)
    else:
        verbs.leave(helper, by=request.user)
    return redirect(f"{reverse('desk_collections')}?n=saved")


def kept(request: AccountRequest, pk: int) -> Collection:
    """A collection that the viewer keeps. Raises Http404."""
    return get_object_or_404(Collection.objects.editable_by(request.user), pk=pk)
