"""The shelf of one's own pictures, and the address where pictures are served."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearten.accounts.http import AccountRequest, needs_role
from hearten.accounts.models import Role
from hearten.media import actions
from hearten.media.forms import UploadForm
from hearten.media.images import file_name, servable
from hearten.media.models import Image
from hearten.media.probe import Refused
from hearten.media.shelf import on_shelf, shelf_page
from hearten.ui.forms import describe
from hearten.ui.shortcuts import page

#: Whatever a browser makes of the bytes, nothing in them may run or load (I34).
SERVED_WITH = {
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
}

#: The bytes behind an address never change.
LASTING = "public, max-age=31536000, immutable"


@login_not_required
@require_safe
def serve(request: HttpRequest, image_id: str, small: str | None = None) -> HttpResponseBase:
    """One picture, on the media origin only; everywhere else, and without a right to it, there is nothing."""
    image = servable(image_id, request.GET.get("s", "")) if on_media_origin(request) else None
    if image is None:
        raise Http404
    response = sent(file_name(image_id, small=bool(small)))
    response["Content-Type"] = "image/webp"
    for name, value in SERVED_WITH.items():
        response[name] = value
    response["Cache-Control"] = LASTING if image.public else "no-store, private"
    return response


def sent(name: str) -> HttpResponse:
    """One small file, handed to the server in one go: who reads it slowly holds no thread."""
    if settings.X_ACCEL:
        return sent_by_the_proxy(name)
    try:
        with default_storage.open(name) as file:
            return HttpResponse(file.read())
    except FileNotFoundError as error:
        raise Http404 from error


def sent_by_the_proxy(name: str) -> HttpResponse:
    """Leave the sending, and its parts, to nginx; docs/howto/recordings.md says what it must be told."""
    return HttpResponse(headers={"X-Accel-Redirect": settings.X_ACCEL + quote(name)})


def on_media_origin(request: HttpRequest) -> bool:
    """Whether the address names the host that serves uploads, and that is not the host of the pages."""
    media, pages = (urlsplit(origin).netloc.casefold() for origin in (settings.MEDIA_ORIGIN, settings.ORIGIN))
    return request.get_host().casefold() == media != pages


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(Role.THERAPIST)
def images(request: AccountRequest) -> HttpResponse:
    """A therapist's own pictures, and the form that takes in one more."""
    if request.method != "POST":
        return shelf(request, UploadForm(), 200)
    form = UploadForm(request.POST, request.FILES, meta=request.META)
    if not form.is_valid():
        return shelf(request, form, 413 if form.too_large else 422)
    try:
        image = actions.upload(
            form.cleaned_data["picture"],
            owner=request.user,
            alt=form.cleaned_data["alt"],
            shows=form.cleaned_data["shows"],
        )
    except Refused as answer:
        form.add_error("picture", answer.message)
        return shelf(request, form, answer.status)
    return redirect("image", image_id=image.pk)


def shelf(request: AccountRequest, form: UploadForm, status: int) -> HttpResponse:
    """The page of the shelf, or its list alone for htmx."""
    data = shelf_page(request.user, after=request.GET.get("after", "").replace("\x00", ""))
    return page(
        request,
        "media/shelf.html",
        {"form": describe(form), **data},
        title="Your pictures",
        zone="desk",
        fragment="media/_shelf.html",
        status=status,
    )


@require_safe
@needs_role(Role.THERAPIST)
def image(request: AccountRequest, image_id: str) -> HttpResponse:
    """One of one's own pictures: how it looks, and the words that put it into a text."""
    row = get_object_or_404(Image, pk=image_id, owner=request.user)
    data = {"item": on_shelf(row), "back": reverse("images"), "error": ""}
    return page(request, "media/image.html", data, title="A picture", zone="desk", fragment="media/_item.html")


@require_POST
@needs_role(Role.THERAPIST)
def remove(request: AccountRequest, image_id: str) -> HttpResponse:
    """Take a picture away for good."""
    row = get_object_or_404(Image, pk=image_id, owner=request.user)
    try:
        actions.remove(row, by=request.user)
    except Refused as answer:
        data = {"item": on_shelf(row), "back": reverse("images"), "error": answer.message}
        return page(request, "media/image.html", data, title="A picture", zone="desk", status=409)
    return redirect(reverse("images") + "?n=removed")
