"""What supports the writing: resources, and earlier states of a text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hearten.accounts.http import AccountRequest
from hearten.blog import desk
from hearten.blog.actions.write import restore
from hearten.blog.forms import ResourceForm
from hearten.blog.links import affiliate_hint
from hearten.blog.models import Resource
from hearten.blog.views.desk import own_page, own_post
from hearten.blog.views.frame import desk_page
from hearten.moderation.remarks import remarks
from hearten.moderation.review import GuardUnavailable, NeedsChanges, require_clear
from hearten.ui.forms import describe

UNREAD = "The words can't be checked right now, so nothing was changed. Please try again in a minute."


@require_GET
def resources(request: AccountRequest) -> HttpResponse:
    """The therapist's own shelf."""
    rows = own_page(request).resources.all()[: desk.SHOWN]
    shelf = [
        {"pk": row.pk, "title": row.title, "kind": row.get_kind_display(), "interest": row.get_interest_display()}
        for row in rows
    ]
    return desk_page(request, "blog/desk/resources.html", {"resources": shelf}, title="Your shelf")


@require_http_methods(["GET", "POST"])
def resource(request: AccountRequest, pk: int | None = None) -> HttpResponse:
    """Add or change one resource, and choose the posts it stands under."""
    therapist = own_page(request)
    row = get_object_or_404(therapist.resources, pk=pk) if pk else Resource(therapist=therapist)
    form = ResourceForm(request.POST or None, instance=row)
    form.fields["posts"] = posts_field(therapist.posts.all(), row)
    found: list[dict[str, Any]] = []
    status = 200
    if request.method == "POST":
        found, status = passed(form, request.POST.getlist("acknowledge"))
        if status == 200:
            form.save().posts.set(form.cleaned_data["posts"])
            return redirect(reverse("resources") + "?n=saved")
    data = {"form": describe(form), "pk": pk, "remarks": found}
    return desk_page(request, "blog/desk/resource.html", data, title="A resource", status=status)


def posts_field(posts: Any, row: Resource) -> forms.ModelMultipleChoiceField[Any]:
    """The therapist's own posts, to tick."""
    chosen = row.posts.all() if row.pk else []
    return forms.ModelMultipleChoiceField(
        posts, required=False, label="Show it under", initial=chosen, widget=forms.CheckboxSelectMultiple
    )


def passed(form: ResourceForm, seen: list[str]) -> tuple[list[dict[str, Any]], int]:
    """Whether everybody may read it: findings to show, and 200 when nothing is open. Nothing is kept here (I19)."""
    if not form.is_valid() or not declared(form) or not harmless(form):
        return [], 422
    try:
        require_clear(form.words(), purpose="article", acknowledged=seen)
    except NeedsChanges as held:
        return remarks(held.reading.findings, seen), 422
    except GuardUnavailable:
        form.add_error(None, UNREAD)
        return [], 503
    return [], 200


def harmless(form: ResourceForm) -> bool:
    """Whether nobody here knows the link to do harm (R15)."""
    checks: list[str] = import_string(settings.LINK_CHECKS)
    sentences = [sentence for path in checks for sentence in import_string(path)(form.cleaned_data["url"])]
    for sentence in sentences:
        form.add_error("url", sentence)
    return not sentences


def declared(form: ResourceForm) -> bool:
    """Whether a link that looks like it earns money says so (R4)."""
    hint = affiliate_hint(form.cleaned_data["url"])
    if hint and form.cleaned_data["interest"] == "none":
        form.add_error("interest", f"The link has {hint}, which usually earns money. Say so, or use a plain link.")
        return False
    return True


@require_POST
def resource_remove(request: AccountRequest, pk: int) -> HttpResponse:
    """Take a resource off the shelf."""
    get_object_or_404(own_page(request).resources, pk=pk).delete()
    return redirect(reverse("resources") + "?n=removed")


@require_GET
def revisions(request: AccountRequest, pk: int) -> HttpResponse:
    """Earlier states of a text; nothing is ever lost (I16)."""
    post = own_post(request, pk)
    rows = [
        {"pk": row.pk, "at": row.saved_at, "title": row.title, "body": row.body, "other": row.from_other_tab}
        for row in post.revisions.all()
    ]
    data = {"post": desk.row(post), "revisions": rows}
    return desk_page(request, "blog/desk/revisions.html", data, title="Earlier versions")


@require_POST
def revision_restore(request: AccountRequest, pk: int, revision: int) -> HttpResponse:
    """Bring an earlier state back as the working copy; the present one stays among the earlier ones."""
    post = own_post(request, pk)
    restore(post, revision=get_object_or_404(post.revisions, pk=revision))
    return redirect(reverse("post_edit", args=[pk]) + "?n=saved")
